//! Components: where parts of other files are copied to.
//!
//! In: the kind of node that a part is, and its location. Out: a name that no component of the kind has.
//! Invariant: names depend on the document alone; a name that is taken is never given again.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::{Map, Value};

use crate::{openapi::NodeKind, pointer::Pointer};

/// The kinds of components that a reference may lead to.
const KINDS: &[(&str, NodeKind)] = &[
    ("schemas", NodeKind::Schema),
    ("parameters", NodeKind::Parameter),
    ("headers", NodeKind::Header),
    ("requestBodies", NodeKind::RequestBody),
    ("responses", NodeKind::Response),
    ("pathItems", NodeKind::PathItem),
    ("callbacks", NodeKind::Callback),
    ("mediaTypes", NodeKind::MediaType),
    ("securitySchemes", NodeKind::SecurityScheme),
];

/// The kind of component that a node is.
pub(super) fn kind_of(node_kind: NodeKind) -> Option<&'static str> {
    KINDS.iter().find(|(_, known)| *known == node_kind).map(|(kind, _)| *kind)
}

pub(super) fn known(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == kind).map(|(kind, _)| *kind)
}

/// The location of a component.
pub(super) fn location(kind: &str, name: &str) -> Pointer {
    Pointer::root().child("components").child(kind).child(name)
}

/// Adds a component; if `components` is not an object, references to it have no target.
pub(super) fn insert(root: &mut Value, kind: &str, name: String, value: Value) {
    let Some(members) = root.as_object_mut() else { return };
    let components = members.entry("components").or_insert_with(|| Map::new().into());
    let Some(components) = components.as_object_mut() else { return };
    let components = components.entry(kind).or_insert_with(|| Map::new().into());
    if let Some(components) = components.as_object_mut() {
        components.insert(name, value);
    }
}

/// The kind of a member of a document as written, which may have the keywords of OpenAPI 3.1.
pub(super) fn child(node_kind: NodeKind, key: &str, member: &Value) -> NodeKind {
    match (node_kind, key) {
        (NodeKind::Schema, "prefixItems") => NodeKind::SchemaList,
        (NodeKind::Schema, "items") if member.is_array() => NodeKind::SchemaList,
        (NodeKind::Schema, "patternProperties") => NodeKind::SchemaMap,
        _ => node_kind.child(key),
    }
}

/// Where a pointer leads in a file.
pub(super) enum Descent {
    There,
    Nowhere,
    /// Through a reference, with the keys behind it and the node that has it.
    Through(String, Vec<String>, Pointer),
}

pub(super) fn descend(value: &Value, pointer: &Pointer) -> Descent {
    let (mut value, mut at) = (value, Pointer::root());
    let mut keys = pointer.keys();
    while let Some(key) = keys.next() {
        if let Some(next) = value.pointer(Pointer::root().child(&key).as_str()) {
            (value, at) = (next, at.child(key));
            continue;
        }
        let reference = value.get("$ref").and_then(Value::as_str);
        let Some(reference) = reference else { return Descent::Nowhere };
        return Descent::Through(reference.to_owned(), std::iter::once(key).chain(keys).collect(), at);
    }
    Descent::There
}

/// The names of components by kind.
#[derive(Default)]
pub(super) struct Names(BTreeMap<&'static str, BTreeSet<String>>);

impl Names {
    pub(super) fn of(root: &Value) -> Self {
        let taken = |kind: &str| {
            let components = root.pointer(&format!("/components/{kind}")).and_then(Value::as_object);
            components.into_iter().flatten().map(|(name, _)| name.clone()).collect()
        };
        Self(KINDS.iter().map(|(kind, _)| (*kind, taken(kind))).collect())
    }

    /// A part's last key, or the file's name for a whole one; where that is taken, both; else with a number.
    pub(super) fn new_name(&mut self, kind: &'static str, file: &str, pointer: &Pointer) -> String {
        let stem = stem(Path::new(file));
        let last = pointer.keys().last();
        let taken = self.0.entry(kind).or_default();
        let first = last.clone().unwrap_or_else(|| stem.clone());
        let both = last.map(|last| format!("{stem}_{last}"));
        let numbered = (2_usize..).map(|number| format!("{first}_{number}"));
        let mut names = std::iter::once(first.clone()).chain(both).chain(numbered);
        let free = names.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(free.clone());
        free
    }
}

impl Names {
    /// A wished name, with a number where it is taken.
    pub(super) fn free(&mut self, kind: &'static str, wish: &str) -> String {
        let taken = self.0.entry(kind).or_default();
        let numbered = (2_usize..).map(|number| format!("{wish}_{number}"));
        let mut names = std::iter::once(wish.to_owned()).chain(numbered);
        let free = names.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(free.clone());
        free
    }
}

/// A file's name without its extension; of an index, its folder's name.
fn stem(file: &Path) -> String {
    let name = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    match name(file) {
        Some(index) if ["index", "_index"].contains(&index.as_str()) => {
            file.parent().and_then(name).unwrap_or(index)
        }
        stem => stem.unwrap_or_default(),
    }
}
