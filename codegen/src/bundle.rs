//! File references -> one document.
//!
//! In: a document as loaded, and its folder. Out: the document with the parts of other files that it refers to among
//! its components, every reference local.
//! Invariant: each part is copied once, so that cycles between files end; a reference that is not followed is replaced by
//! the number of its fault, which `resolve` reports at the reference.

mod component;
mod folder;
mod reference;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::{
    component::{Names, kind_of},
    folder::Folder,
    reference::Rejected,
};
use crate::{
    Diagnostic, Diagnostics, diagnostics, document::Document, load::Sources, openapi::NodeKind,
    pointer::Pointer,
};

/// A chain of more references than this is a cycle.
const FARTHEST: usize = 64;
/// How many nodes may be copied for each byte of text that was read; parts may contain parts.
const COPIES: usize = 4;

/// Copies the parts of other files that the document refers to.
pub(crate) fn bundle(document: &mut Document, sources: &mut Sources, diagnostics: &mut Diagnostics) {
    let mut root = std::mem::take(&mut document.root);
    let folder = Folder::of(sources);
    let names = Names::of(&root);
    let budget = sources.main().map_or(0, |source| source.text.len());
    let mut bundle = Bundle {
        document,
        folder,
        sources,
        diagnostics,
        names,
        parts: BTreeMap::new(),
        open: Vec::new(),
        strays: Vec::new(),
        given_up: BTreeSet::new(),
        budget: budget.saturating_mul(COPIES).saturating_add(1_000_000),
    };
    bundle.name_components(&root);
    bundle.visit(&mut root, NodeKind::Root, &Site { file: 0, at: Pointer::root(), hops: FARTHEST });
    bundle.finish(&mut root);
    document.origins = sources.origins.clone();
    document.root = root;
}

/// A location in another file.
type Location = (usize, Pointer);

/// Where a reference leads.
enum Target {
    /// Into the document itself.
    Own(Pointer),
    Part(Location),
}

/// A node of the document, with the file that it is from.
#[derive(Clone)]
struct Site {
    file: usize,
    at: Pointer,
    /// How many more references may be replaced by what they lead to.
    hops: usize,
}

/// A part that has a name among the components and is not copied yet.
struct Open {
    kind: &'static str,
    name: String,
    node_kind: NodeKind,
    from: Location,
}

struct Bundle<'a> {
    /// Takes the faults of references.
    document: &'a mut Document,
    folder: Folder,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
    names: Names,
    /// The component that each part is.
    parts: BTreeMap<(&'static str, Location), String>,
    open: Vec<Open>,
    /// Referenced locations of the document that would be data but for the reference.
    strays: Vec<(Pointer, NodeKind)>,
    /// References that were replaced by the number of a fault.
    given_up: BTreeSet<Pointer>,
    /// Nodes that may still be copied.
    budget: usize,
}

impl Bundle<'_> {
    /// A component that is only a reference to a part gives the part its name.
    fn name_components(&mut self, root: &Value) {
        for (kind, components) in members(root.get("components")) {
            let Some(kind) = component::known(kind) else { continue };
            for (name, component) in members(Some(components)) {
                let Some(reference) = sole_reference(component) else { continue };
                if let Ok(Target::Part(from)) = self.locate(reference, 0) {
                    self.parts.entry((kind, from)).or_insert_with(|| name.clone());
                }
            }
        }
    }

    fn visit(&mut self, value: &mut Value, node_kind: NodeKind, site: &Site) {
        if let Some(kind) = kind_of(node_kind)
            && let Some(reference) = value.get("$ref").and_then(Value::as_str).map(str::to_owned)
        {
            let whole = sole_reference(value).is_some();
            match self.locate(&reference, site.file) {
                Ok(Target::Part(from)) if whole && self.is_home(&site.at, node_kind, kind, &from) => {
                    return self.put(value, node_kind, site, from);
                }
                Ok(Target::Part(from)) => {
                    let to = self.part(kind, node_kind, from);
                    set_reference(value, to.to_reference());
                }
                Ok(Target::Own(to)) => {
                    if NodeKind::of(&to) == NodeKind::Other {
                        self.strays.push((to.clone(), node_kind));
                    }
                    if site.file != 0 || !reference.starts_with('#') {
                        set_reference(value, to.to_reference());
                    }
                }
                Err(fault) => self.reject(value, site, *fault),
            }
        }
        if node_kind == NodeKind::Schema {
            self.mapping(value, site.file);
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let inner = component::child(node_kind, key, member);
                    self.child(member, inner, key, site);
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter_mut().enumerate() {
                    let key = number.to_string();
                    self.child(item, node_kind.child(&key), &key, site);
                }
            }
            _ => {}
        }
    }

    fn child(&mut self, value: &mut Value, node_kind: NodeKind, key: &str, site: &Site) {
        if node_kind != NodeKind::Other && node_kind != NodeKind::Fixed {
            self.visit(value, node_kind, &Site { at: site.at.child(key), ..*site });
        }
    }

    /// Whether a part belongs at the location of the reference: its component, or a path of its own.
    fn is_home(&self, at: &Pointer, node_kind: NodeKind, kind: &'static str, from: &Location) -> bool {
        let home = || self.parts.get(&(kind, from.clone())).map(|name| component::location(kind, name));
        node_kind == NodeKind::PathItem || home().as_ref() == Some(at)
    }

    /// Replaces a reference by the part that it leads to.
    fn put(&mut self, value: &mut Value, node_kind: NodeKind, site: &Site, from: Location) {
        let copy = match site.hops.checked_sub(1) {
            Some(hops) => self.copy(&from).map(|copy| (copy, hops)),
            None => Err(Box::new(diagnostics::reference_cycle(
                &site.at,
                sole_reference(value).unwrap_or_default(),
            ))),
        };
        match copy {
            Ok((copy, hops)) => {
                let file = from.0;
                self.sources.add_origin(&site.at, file, from.1);
                *value = copy;
                self.visit(value, node_kind, &Site { file, at: site.at.clone(), hops });
            }
            Err(fault) => self.reject(value, site, *fault),
        }
    }

    /// The component that a part is, or will be.
    fn part(&mut self, kind: &'static str, node_kind: NodeKind, from: Location) -> Pointer {
        let key = (kind, from);
        if let Some(name) = self.parts.get(&key) {
            return component::location(kind, name);
        }
        let file = self.sources.get(key.1.0).map(|source| source.file.as_str()).unwrap_or_default();
        let name = self.names.new_name(kind, file, &key.1.1);
        self.parts.insert(key.clone(), name.clone());
        let to = component::location(kind, &name);
        self.open.push(Open { kind, name, node_kind, from: key.1 });
        to
    }

    /// Copies parts, and what those refer to, until nothing new turns up.
    fn finish(&mut self, root: &mut Value) {
        let mut seen = BTreeSet::new();
        loop {
            let open = std::mem::take(&mut self.open);
            let strays = std::mem::take(&mut self.strays);
            if open.is_empty() && strays.is_empty() {
                return;
            }
            for Open { kind, name, node_kind, from } in open {
                let at = component::location(kind, &name);
                // Filled by `put`, as any reference at the part's own location.
                let site = Site { file: from.0, at, hops: FARTHEST };
                let mut value = Value::Null;
                self.put(&mut value, node_kind, &site, from);
                component::insert(root, kind, name, value);
            }
            for (stray, node_kind) in strays {
                if let Some(value) = root.pointer_mut(stray.as_str()).filter(|_| seen.insert(stray.clone())) {
                    self.visit(value, node_kind, &Site { file: 0, at: stray, hops: FARTHEST });
                }
            }
        }
    }

    /// A discriminator's mapping has references without `$ref`; `lower` reports those without a target.
    fn mapping(&mut self, schema: &mut Value, file: usize) {
        let mapping = schema.get_mut("discriminator").and_then(|node| node.get_mut("mapping"));
        for (_, value) in mapping.and_then(Value::as_object_mut).into_iter().flatten() {
            let Some(text) = value.as_str().filter(|text| is_reference(text, file)) else { continue };
            match self.locate(text, file) {
                Ok(Target::Own(to)) => *value = to.to_reference().into(),
                Ok(Target::Part(from)) => {
                    *value = self.part("schemas", NodeKind::Schema, from).to_reference().into();
                }
                Err(_) => {}
            }
        }
    }

    fn reject(&mut self, value: &mut Value, site: &Site, fault: Diagnostic) {
        if self.given_up.insert(site.at.clone()) {
            set_reference(value, self.document.add_reference_fault(fault));
        }
    }

    fn copy(&mut self, from: &Location) -> Result<Value, Box<Diagnostic>> {
        let found = self.folder.value(from.0).and_then(|value| value.pointer(from.1.as_str()));
        let left = found.and_then(|value| self.budget.checked_sub(count(value)));
        let too_much = || Box::new(diagnostics::too_much_copied(&Pointer::root()));
        self.budget = left.ok_or_else(too_much)?;
        found.cloned().ok_or_else(too_much)
    }

    /// The target of a reference in a file; references on the way are followed, one at the end is not.
    fn locate(&mut self, text: &str, file: usize) -> Result<Target, Box<Diagnostic>> {
        let (mut text, mut file, mut rest) = (text.to_owned(), file, Vec::new());
        for _ in 0..FARTHEST {
            let (target, pointer) = self.open(&text, file)?;
            let pointer = rest.iter().fold(pointer, |at: Pointer, key: &String| at.child(key));
            if target == 0 {
                return Ok(Target::Own(pointer));
            }
            let value = self.folder.value(target).unwrap_or(&Value::Null);
            match component::descend(value, &pointer) {
                component::Descent::There => return Ok(Target::Part((target, pointer))),
                component::Descent::Nowhere => break,
                component::Descent::Through(reference, keys) => {
                    (text, file, rest) = (reference, target, keys);
                }
            }
        }
        Err(Box::new(diagnostics::unresolved_reference(&Pointer::root(), &text)))
    }

    /// Reads the file that a reference names; returns its number and the location in it.
    fn open(&mut self, text: &str, file: usize) -> Result<Location, Box<Diagnostic>> {
        let root = Pointer::root();
        let read = reference::read(text, self.folder.names(file)).map_err(|rejected| match rejected {
            Rejected::Url => diagnostics::external_reference(&root, text),
            Rejected::Outside => diagnostics::outside_folder(&root, text),
            Rejected::Fragment => diagnostics::unresolved_reference(&root, text),
        })?;
        let Some(names) = read.file else { return Ok((file, read.pointer)) };
        let before = self.sources.len();
        let target = self.folder.open(&names, text, self.sources, self.diagnostics)?;
        if self.sources.len() > before {
            let length = self.sources.get(target).map_or(0, |source| source.text.len());
            self.budget = self.budget.saturating_add(length.saturating_mul(COPIES));
        }
        Ok((target, read.pointer))
    }
}

/// The reference of a node that has no other member.
fn sole_reference(node: &Value) -> Option<&str> {
    let members = node.as_object().filter(|members| members.len() == 1)?;
    members.get("$ref")?.as_str()
}

fn set_reference(node: &mut Value, reference: String) {
    match node.as_object_mut() {
        Some(members) => drop(members.insert("$ref".into(), reference.into())),
        None => *node = serde_json::json!({ "$ref": reference }),
    }
}

/// Whether a text of a mapping is a reference that has to be rewritten, not a component's name.
fn is_reference(text: &str, file: usize) -> bool {
    let names_file = text.contains('/') || [".json", ".yaml", ".yml"].iter().any(|end| text.ends_with(end));
    if text.starts_with('#') { file != 0 } else { names_file }
}

fn members(node: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    node.and_then(Value::as_object).into_iter().flatten()
}

/// The nodes of a value; loading has bounded how deep it is.
fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count).sum::<usize>().saturating_add(1),
        Value::Object(members) => members.values().map(count).sum::<usize>().saturating_add(1),
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
