//! References -> one document whose references are all pointers into itself.
//!
//! In: a document as loaded, and its folder. Out: the document with the parts of other files that it refers to among
//! its components; where the standard has no reference, its target is in its place.
//! Invariant: each part is copied once, so that cycles between files end; a reference that is not followed is replaced by
//! the number of its fault, which `resolve` reports at the reference.

mod component;
mod folder;
mod identifiers;
mod instance;
mod locate;
mod reference;
mod scan;
mod splice;
mod template;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::Value;

use self::{
    component::{Names, kind_of},
    folder::{Folder, Reading},
};
use crate::{
    Diagnostic, Diagnostics, diagnostics,
    document::{Document, count},
    load::Sources,
    openapi::NodeKind,
    pointer::Pointer,
};

/// A chain of more references than this is a cycle.
const FARTHEST: usize = 64;
/// How many nodes may be copied for each byte of text that was read; parts may contain parts.
const COPIES: usize = 4;

/// No part is copied deeper than this; a text itself has 128 levels at most.
const DEEPEST: usize = 200;

/// Follows the references of a document as far as a pointer does not; files are read below the root folder, by default that
/// of the document.
pub(crate) fn bundle(
    document: &mut Document,
    root_folder: Option<&Path>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let mut root = std::mem::take(&mut document.root);
    let written = if scan::is_plain(&root) { Value::Null } else { root.clone() };
    match Folder::of(sources, root_folder, written) {
        Ok(folder) => complete(document, &mut root, folder, sources, diagnostics),
        Err(fault) => diagnostics.push(*fault),
    }
    document.origins = sources.origins.clone();
    document.root = root;
}

fn complete(
    document: &mut Document,
    root: &mut Value,
    folder: Folder,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) {
    let budget = sources.main().map_or(0, |source| source.text.len());
    let mut bundle = Bundle {
        document,
        folder,
        sources,
        diagnostics,
        names: Names::default(),
        parts: BTreeMap::new(),
        open: Vec::new(),
        strays: Vec::new(),
        given_up: BTreeSet::new(),
        budget: budget.saturating_mul(COPIES).saturating_add(1_000_000),
    };
    bundle.complete_components(root);
    bundle.names = Names::of(root);
    bundle.name_components(root);
    bundle.visit(root, NodeKind::Root, &Site { file: 0, at: Pointer::root(), hops: FARTHEST });
    bundle.finish(root);
    bundle.instantiate(root);
}

/// A location in a file.
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
    /// A component of another file is the part there; one that is only a reference to a part gives the part its name.
    fn name_components(&mut self, root: &Value) {
        for (kind, components) in members(root.get("components")) {
            let Some(kind) = component::known(kind) else { continue };
            for (name, component) in members(Some(components)) {
                let (file, at) = self.sources.origins.of(&component::location(kind, name));
                if file != 0 {
                    self.parts.insert((kind, (file, at.clone())), name.clone());
                }
                let Some(reference) = sole_reference(component) else { continue };
                let located = self.locate(reference, (file, &at), Reading::Value);
                if let Ok(Target::Part(from)) = located.map(|located| located.target) {
                    self.parts.entry((kind, from)).or_insert_with(|| name.clone());
                }
            }
        }
    }

    fn visit(&mut self, value: &mut Value, node_kind: NodeKind, site: &Site) {
        let mut site = site.clone();
        if splice::is_replaced(node_kind, value) {
            site.file = self.replace(value, node_kind, &site, Reading::Value);
        }
        if let Some(kind) = kind_of(node_kind)
            && let Some(reference) = value.get("$ref").and_then(Value::as_str).map(str::to_owned)
            && self.reference(value, (kind, node_kind), &reference, &site)
        {
            return;
        }
        self.texts(value, node_kind, &site);
        if node_kind == NodeKind::Schema {
            self.dynamic_reference(value, &site);
            self.mapping(value, &site);
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let inner = component::child(node_kind, key, member);
                    self.child(member, inner, key, &site);
                }
            }
            Value::Array(items) => {
                if node_kind == NodeKind::Parameters {
                    self.flatten(items, &site);
                }
                for (number, item) in items.iter_mut().enumerate() {
                    let key = number.to_string();
                    self.child(item, node_kind.child(&key), &key, &site);
                }
            }
            _ => {}
        }
    }

    /// Has the reference of a node lead to a component; `true` if the target is in the node's place.
    fn reference(
        &mut self,
        value: &mut Value,
        (kind, node_kind): (&'static str, NodeKind),
        reference: &str,
        site: &Site,
    ) -> bool {
        let whole = sole_reference(value).is_some();
        let (_, written) = self.sources.origins.of(&site.at);
        let located = match self.locate(reference, (site.file, &written), Reading::Value) {
            Ok(located) => located,
            Err(fault) => {
                self.reject(value, site, *fault);
                return false;
            }
        };
        let to = match located.target {
            Target::Part(from) if whole && self.is_home(&site.at, node_kind, kind, &from) => {
                self.warn_if_loose(located.is_loose, &site.at, reference, &from.1);
                self.put(value, node_kind, site, from);
                return true;
            }
            Target::Part(from) => self.part(kind, node_kind, from),
            Target::Own(to) => {
                if NodeKind::of(&to) == NodeKind::Other {
                    self.strays.push((to.clone(), node_kind));
                }
                to
            }
        };
        self.warn_if_loose(located.is_loose, &site.at, reference, &to);
        if Pointer::from_reference(reference).as_ref() != Some(&to) {
            set_reference(value, to.to_reference());
        }
        false
    }

    /// Has a dynamic reference lead to a location of the document, unless what it names is beside it.
    fn dynamic_reference(&mut self, schema: &mut Value, site: &Site) {
        let Some(reference) = schema.get("$dynamicRef").and_then(Value::as_str).map(str::to_owned) else {
            return;
        };
        let (_, written) = self.sources.origins.of(&site.at);
        let Ok(located) = self.locate(&reference, (site.file, &written), Reading::Value) else { return };
        let part = self.sources.origins.part(&site.at).cloned().unwrap_or_default();
        let is_dynamic = |file: usize, at: &Pointer| {
            let anchor = self.folder.value(file).and_then(|value| value.pointer(at.as_str()));
            anchor.is_some_and(|anchor| anchor.get("$dynamicAnchor").is_some())
        };
        let is_beside = !reference.starts_with("#/")
            && match &located.target {
                Target::Part((file, at)) => {
                    *file == site.file && at.as_str().starts_with(part.as_str()) && is_dynamic(*file, at)
                }
                Target::Own(at) => site.file == 0 && is_dynamic(0, at),
            };
        let to = match located.target {
            _ if is_beside => return,
            Target::Part(from) => self.part("schemas", NodeKind::Schema, from),
            Target::Own(to) => to,
        };
        if let Some(members) = schema.as_object_mut() {
            members.insert("$dynamicRef".into(), to.to_reference().into());
        }
    }

    fn child(&mut self, value: &mut Value, node_kind: NodeKind, key: &str, site: &Site) {
        if node_kind == NodeKind::Other {
            return;
        }
        let at = site.at.child(key);
        let file = self.sources.origins.begins(&at).unwrap_or(site.file);
        let site = Site { file, at, ..*site };
        match node_kind {
            NodeKind::Fixed => self.fixed(value, &site),
            _ => self.visit(value, node_kind, &site),
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
            Some(hops) => self.copy(&from).map(|copy| (copy.unwrap_or_default(), hops)),
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
                    let (file, _) = self.sources.origins.of(&stray);
                    self.visit(value, node_kind, &Site { file, at: stray, hops: FARTHEST });
                }
            }
        }
    }

    /// A discriminator's mapping has references without `$ref`; `lower` reports those without a target.
    fn mapping(&mut self, schema: &mut Value, site: &Site) {
        let mapping = schema.get_mut("discriminator").and_then(|node| node.get_mut("mapping"));
        for (_, value) in mapping.and_then(Value::as_object_mut).into_iter().flatten() {
            let Some(text) = value.as_str().filter(|text| is_reference(text, site.file)) else { continue };
            let (_, at) = self.sources.origins.of(&site.at);
            match self.locate(text, (site.file, &at), Reading::Value).map(|located| located.target) {
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

    /// A copy of a node, if it is there.
    fn copy(&mut self, from: &Location) -> Result<Option<Value>, Box<Diagnostic>> {
        let found = self.folder.value(from.0).and_then(|value| value.pointer(from.1.as_str()));
        let left = self.budget.checked_sub(found.map_or(0, count));
        self.budget = left.ok_or_else(|| Box::new(diagnostics::too_much_copied(&Pointer::root())))?;
        Ok(found.cloned())
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

#[cfg(test)]
mod tests;
