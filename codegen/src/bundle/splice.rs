//! References where the standard has none: in place of an operation, of a map or a list, or of a text.
//!
//! In: a node with such a reference. Out: the node with what the reference leads to in its place, members beside it kept.
//! Invariant: what is copied is within the budget of all copies, and nothing is copied into itself.

use serde_json::Value;

use super::{Bundle, DEEPEST, FARTHEST, Location, Site, Target, component, folder::Reading, members};
use crate::{Diagnostic, diagnostics, openapi::NodeKind, pointer::Pointer};

/// Members that are texts wherever the standard has them.
const TEXTS: &[&str] = &["description", "summary", "title"];

/// Whether a node with a reference is replaced by its target, as a node of this kind is no component.
pub(super) fn is_replaced(node_kind: NodeKind, node: &Value) -> bool {
    let has_siblings = || node.as_object().is_some_and(|members| members.len() > 1);
    match node_kind {
        NodeKind::Root | NodeKind::Schema | NodeKind::Other => false,
        NodeKind::PathItem => has_siblings(),
        _ => component::kind_of(node_kind).is_none(),
    }
}

/// Whether the members of a node are named by the document, so that one called `description` is no text.
fn is_map(node_kind: NodeKind) -> bool {
    matches!(
        node_kind,
        NodeKind::Components
            | NodeKind::Paths
            | NodeKind::Callbacks
            | NodeKind::Callback
            | NodeKind::Parameters
            | NodeKind::Headers
            | NodeKind::RequestBodies
            | NodeKind::Responses
            | NodeKind::Content
            | NodeKind::SecuritySchemes
            | NodeKind::Encodings
            | NodeKind::SchemaMap
            | NodeKind::SchemaList
    )
}

impl Bundle<'_> {
    /// Completes the components, so that their names are known before others are given.
    pub(super) fn complete_components(&mut self, root: &mut Value) {
        let at = Pointer::root().child("components");
        let Some(components) = root.get_mut("components") else { return };
        self.replace(components, NodeKind::Components, &self.site(&at, 0), Reading::Value);
        for (kind, map) in components.as_object_mut().into_iter().flatten() {
            let site = self.site(&at.child(kind), 0);
            if NodeKind::Components.child(kind) != NodeKind::Other {
                self.replace(map, NodeKind::Components.child(kind), &site, Reading::Value);
            }
        }
    }

    /// The site of a node, whose parent is from a file.
    pub(super) fn site(&self, at: &Pointer, parent: usize) -> Site {
        let file = self.sources.origins.begins(at).unwrap_or(parent);
        Site { file, at: at.clone(), hops: FARTHEST }
    }

    /// Replaces the reference of a node, and that of its target; returns the file that the node is from then.
    pub(super) fn replace(
        &mut self,
        value: &mut Value,
        node_kind: NodeKind,
        site: &Site,
        reading: Reading,
    ) -> usize {
        let (mut file, mut seen) = (site.file, Vec::new());
        while let Some(reference) = value.get("$ref").and_then(Value::as_str).map(str::to_owned) {
            match self.copy_of(&reference, &Site { file, ..site.clone() }, &seen, reading) {
                Ok((copy, from)) => {
                    self.merge(value, copy, site, &from);
                    file = from.0;
                    seen.push(from);
                }
                Err(fault) => {
                    let pointer = site.at.child("$ref");
                    self.document.faults.push(Diagnostic { pointer, ..*fault });
                    remove_reference(value);
                }
            }
            if !is_replaced(node_kind, value) {
                break;
            }
        }
        file
    }

    /// What a reference leads to, and where that is.
    fn copy_of(
        &mut self,
        reference: &str,
        site: &Site,
        seen: &[Location],
        reading: Reading,
    ) -> Result<(Value, Location), Box<Diagnostic>> {
        let (_, at) = self.sources.origins.of(&site.at);
        let located = self.locate(reference, (site.file, &at), reading)?;
        let from = match located.target {
            Target::Own(at) => (0, at),
            Target::Part(from) => from,
        };
        let is_known = seen.contains(&from) || seen.len() >= FARTHEST || site.at.keys().count() > DEEPEST;
        if is_known || self.sources.origins.is_within(&site.at, from.0, &from.1) {
            return Err(Box::new(diagnostics::reference_cycle(&site.at, reference)));
        }
        self.warn_if_loose(located.is_loose, &site.at, reference, &from.1);
        let copy = self.copy(&from)?;
        match copy {
            None => Err(Box::new(diagnostics::unresolved_reference(&site.at, reference))),
            Some(copy) => Ok((copy, from)),
        }
    }

    /// Puts a copy in the place of a reference; members beside the reference take precedence.
    fn merge(&mut self, value: &mut Value, copy: Value, site: &Site, from: &Location) {
        remove_reference(value);
        let own = std::mem::replace(value, copy);
        let before = self.sources.origins.of(&site.at);
        self.sources.add_origin(&site.at, from.0, from.1.clone());
        let Value::Object(own) = own else { return };
        for (key, member) in own {
            let at = site.at.child(&key);
            let Some(members) = value.as_object_mut() else {
                self.diagnostics.push(diagnostics::reference_sibling_ignored(&at, &key));
                continue;
            };
            if members.get(&key).is_some_and(|known| *known != member) {
                self.diagnostics.push(diagnostics::reference_sibling_used(&at, &key));
            }
            members.insert(key.clone(), member);
            self.sources.add_origin(&at, before.0, before.1.child(&key));
        }
    }

    /// Reads the texts of a node that are references to files or other texts.
    pub(super) fn texts(&mut self, node: &mut Value, node_kind: NodeKind, site: &Site) {
        let Some(members) = node.as_object_mut().filter(|_| !is_map(node_kind)) else { return };
        for key in TEXTS {
            let Some(text) = members.get_mut(*key).filter(|text| has_reference(text)) else { continue };
            let site = Site { at: site.at.child(key), ..site.clone() };
            self.text(text, &site);
            if !text.is_string() {
                members.shift_remove(*key);
            }
        }
    }

    /// A text costs nothing but itself.
    fn text(&mut self, text: &mut Value, site: &Site) {
        let faults = self.document.faults.len();
        self.replace(text, NodeKind::Fixed, site, Reading::Text);
        let found = self.document.faults.split_off(faults);
        self.diagnostics.extend(found.iter().map(diagnostics::ignored_text));
        if !text.is_string() && found.is_empty() {
            self.diagnostics.push(diagnostics::not_a_text(&site.at));
        }
    }

    /// Completes what has no components in it: `info`, `tags`, `servers`, `security`.
    pub(super) fn fixed(&mut self, value: &mut Value, site: &Site) {
        let file = self.replace(value, NodeKind::Fixed, site, Reading::Text);
        let site = Site { file, ..site.clone() };
        self.texts(value, NodeKind::Fixed, &site);
        match value {
            Value::Object(members) => {
                for (key, member) in members.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
                    self.fixed(member, &self.site(&site.at.child(key), file));
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter_mut().enumerate() {
                    self.fixed(item, &self.site(&site.at.child(number), file));
                }
            }
            _ => {}
        }
    }

    /// Puts the items of lists in the place of references to those lists.
    pub(super) fn flatten(&mut self, items: &mut Vec<Value>, site: &Site) {
        if !items.iter().any(has_reference) {
            return;
        }
        let (file, written) = self.sources.origins.of(&site.at);
        let mut flat = Vec::new();
        for (number, item) in std::mem::take(items).into_iter().enumerate() {
            let at = written.child(number);
            let from =
                super::sole_reference(&item).and_then(|reference| self.list_at(reference, (file, &at)));
            let Some((list, from)) = from else {
                if flat.len() != number {
                    self.sources.add_origin(&site.at.child(flat.len()), file, at);
                }
                flat.push(item);
                continue;
            };
            for (inner, item) in list.into_iter().enumerate() {
                self.sources.add_origin(&site.at.child(flat.len()), from.0, from.1.child(inner));
                flat.push(item);
            }
        }
        *items = flat;
    }

    /// The list that a reference leads to, if it leads to one.
    fn list_at(&mut self, reference: &str, at: (usize, &Pointer)) -> Option<(Vec<Value>, Location)> {
        let from = match self.locate(reference, at, Reading::Value).ok()?.target {
            Target::Own(at) => (0, at),
            Target::Part(from) => from,
        };
        self.folder.value(from.0)?.pointer(from.1.as_str()).filter(|list| list.is_array())?;
        match self.copy(&from) {
            Ok(Some(Value::Array(list))) => Some((list, from)),
            _ => None,
        }
    }

    pub(super) fn warn_if_loose(&mut self, is_loose: bool, at: &Pointer, reference: &str, target: &Pointer) {
        if is_loose {
            let (at, target) = (at.child("$ref"), target.to_reference());
            self.diagnostics.push(if target == reference {
                diagnostics::reference_beyond_id(&at, reference)
            } else {
                diagnostics::loose_reference(&at, reference, &target)
            });
        }
    }
}

fn has_reference(node: &Value) -> bool {
    members(Some(node)).any(|(key, member)| key == "$ref" && member.is_string())
}

fn remove_reference(node: &mut Value) {
    if let Some(members) = node.as_object_mut() {
        members.shift_remove("$ref");
    }
}
