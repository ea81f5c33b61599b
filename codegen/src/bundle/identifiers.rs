//! The names that schemas of a file give themselves: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, section 8.2).
//!
//! In: a file's value. Out: the location of a name, and the resource that a location is in.
//! Invariant: what stands in data (examples, defaults, enumerated values) is no name.

use std::collections::BTreeMap;

use serde_json::Value;

use super::reference::{absolute, has_scheme};
use crate::pointer::{Pointer, prefixes};

/// Members whose values are data.
const DATA: &[&str] = &["const", "default", "enum", "example", "examples"];
/// Members whose values have members named by the document.
const MAPS: &[&str] = &["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];

/// The names in one file.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// The identifier of each resource, by the location of its root.
    resources: BTreeMap<Pointer, String>,
    roots: BTreeMap<String, Pointer>,
    /// The locations of an anchor, each with the root of its resource.
    anchors: BTreeMap<String, Vec<(Pointer, Pointer)>>,
}

/// What a node is in.
#[derive(Clone, Copy)]
struct Within<'a> {
    resource: &'a Pointer,
    base: &'a str,
    /// Whether keys are names of the document, not keywords.
    is_map: bool,
}

impl Identifiers {
    pub(super) fn of(value: &Value) -> Self {
        let mut found = Self::default();
        let root = Pointer::root();
        if let Some(own) = value.get("$self").and_then(Value::as_str) {
            found.add_resource(&root, own.to_owned());
        }
        let base = value.get("$self").and_then(Value::as_str).unwrap_or_default();
        found.walk(value, &root, Within { resource: &root, base, is_map: false });
        found
    }

    fn walk(&mut self, value: &Value, at: &Pointer, within: Within<'_>) {
        match value {
            Value::Object(_) if !within.is_map => self.node(value, at, within),
            Value::Object(members) => {
                for (name, member) in members {
                    self.walk(member, &at.child(name), Within { is_map: false, ..within });
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    self.walk(item, &at.child(number), within);
                }
            }
            _ => {}
        }
    }

    fn node(&mut self, node: &Value, at: &Pointer, within: Within<'_>) {
        let text = |key: &str| node.get(key).and_then(Value::as_str);
        let id = text("$id").unwrap_or_default();
        // Before draft 2019-09, a fragment alone was an anchor.
        let (uri, fragment) = id.split_once('#').unwrap_or((id, ""));
        let own = (!uri.is_empty()).then(|| absolute(within.base, uri));
        if let Some(own) = &own {
            self.add_resource(at, own.clone());
        }
        let within = match &own {
            Some(own) => Within { resource: at, base: own, is_map: false },
            None => within,
        };
        let named = [text("$anchor"), text("$dynamicAnchor"), (!fragment.is_empty()).then_some(fragment)];
        for name in named.into_iter().flatten() {
            let known = self.anchors.entry(name.to_owned()).or_default();
            known.push((within.resource.clone(), at.clone()));
        }
        for (key, member) in node.as_object().into_iter().flatten() {
            if !DATA.contains(&key.as_str()) {
                let is_map = MAPS.contains(&key.as_str());
                self.walk(member, &at.child(key), Within { is_map, ..within });
            }
        }
    }

    fn add_resource(&mut self, at: &Pointer, uri: String) {
        self.roots.entry(uri.clone()).or_insert_with(|| at.clone());
        self.resources.insert(at.clone(), uri);
    }

    /// The root of the resource of an identifier.
    pub(super) fn root(&self, uri: &str) -> Option<&Pointer> {
        self.roots.get(uri)
    }

    /// The root of the innermost resource that has a location, with its identifier.
    pub(super) fn resource(&self, at: &Pointer) -> Option<(Pointer, &str)> {
        if self.resources.is_empty() {
            return None;
        }
        prefixes(at.as_str()).find_map(|prefix| {
            let root = Pointer::root().below(prefix);
            self.resources.get(&root).map(|uri| (root, uri.as_str()))
        })
    }

    /// The base of relative references at a location, if it is a URI.
    pub(super) fn base(&self, at: &Pointer) -> Option<&str> {
        self.resource(at).map(|(_, uri)| uri).filter(|uri| has_scheme(uri))
    }

    /// The location of an anchor in a resource.
    pub(super) fn anchor(&self, name: &str, resource: &Pointer) -> Option<&Pointer> {
        let known = self.anchors.get(name)?;
        known.iter().find(|(root, _)| root == resource).map(|(_, at)| at)
    }

    /// The location of an anchor that only one resource has.
    pub(super) fn only_anchor(&self, name: &str) -> Option<&Pointer> {
        match self.anchors.get(name).map(Vec::as_slice) {
            Some([(_, at)]) => Some(at),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Identifiers;
    use crate::pointer::Pointer;

    #[test]
    fn names_belong_to_the_innermost_resource_and_data_has_none() {
        let found = Identifiers::of(&json!({
            "$id": "https://e.example/shop/order", "$anchor": "top",
            "properties": { "$id": { "$anchor": "inner", "example": { "$anchor": "data" } } },
            "$defs": { "item": { "$id": "item#", "$dynamicAnchor": "inner" }, "old": { "$id": "#legacy" } },
        }));
        let at = |text: &str| Pointer::root().below(text);
        assert_eq!(found.root("https://e.example/shop/item"), Some(&at("/$defs/item")));
        assert_eq!(found.anchor("inner", &at("")), Some(&at("/properties/$id")));
        assert_eq!(found.anchor("inner", &at("/$defs/item")), Some(&at("/$defs/item")));
        assert_eq!(found.only_anchor("inner"), None);
        assert_eq!(found.only_anchor("legacy"), Some(&at("/$defs/old")));
        assert_eq!(found.only_anchor("data"), None);
        assert_eq!(found.base(&at("/$defs/item/x")), Some("https://e.example/shop/item"));
    }
}
