//! `$ref` with siblings.
//!
//! In: `$ref` and siblings, which 3.0 would ignore. Out: `allOf: [{$ref}]` with the siblings that matter.
//! Invariant: a `$ref` is the only member of its schema, or is replaced; siblings in a 3.0 document never change what is
//! accepted.

use serde_json::{Value, json};

use super::ANNOTATIONS;
use crate::{
    normalise::site::{Node, Site},
    openapi::{Version, extension},
};

/// Siblings that add something to the schema that is referred to.
const STRUCTURE: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "discriminator",
    "oneOf",
    "patternProperties",
    "properties",
    "required",
];

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    if !node.get("$ref").is_some_and(Value::is_string) || node.len() == 1 {
        return;
    }
    let Some(reference) = node.shift_remove("$ref") else { return };
    let structure = site.version != Version::V30;
    node.retain(|key, value| {
        (ANNOTATIONS.contains(&key.as_str()) && !matches!(value, Value::Bool(false)))
            || key.starts_with("x-")
            || ["$defs", "definitions"].contains(&key.as_str())
            || (structure && STRUCTURE.contains(&key.as_str()))
    });
    site.rewritten("reference-sibling");
    if node.is_empty() {
        node.insert("$ref".into(), reference);
        return;
    }
    if site.pointer.component().is_some() && !STRUCTURE.iter().any(|key| node.contains_key(*key)) {
        node.insert(extension::REFERENCE.into(), Value::Bool(true));
    }
    let mut all = vec![json!({ "$ref": reference })];
    if let Some(Value::Array(others)) = node.shift_remove("allOf") {
        let moves: Vec<_> =
            (0..others.len()).map(|i| (format!("allOf/{}", i + 1), format!("allOf/{i}"))).collect();
        site.moved(&moves);
        all.extend(others);
    }
    site.stands_for_self("allOf/0");
    node.insert("allOf".into(), Value::Array(all));
}
