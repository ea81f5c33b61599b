//! A missing `type` that follows from other keywords.
//!
//! In: `properties`, `items`, `enum` or `format` without `type`. Out: the same with it.
//! Invariant: a schema that composes others is left alone; its members have the types.

use serde_json::Value;

use super::type_of;
use crate::{
    normalise::site::{Node, Site},
    openapi::{extension, format},
};

const COMPOSITION: &[&str] = &["$ref", "allOf", "anyOf", "not", "oneOf", "type", extension::NULL];
const OBJECT: &[&str] = &["additionalProperties", "properties", extension::PATTERN_PROPERTIES];

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| node.contains_key(*keyword));
    if has(COMPOSITION) {
        return;
    }
    let ty = if has(OBJECT) {
        Some("object")
    } else if has(&["items", extension::TUPLE]) {
        Some("array")
    } else {
        let listed = node.get("enum").and_then(Value::as_array).and_then(type_of);
        listed.or_else(|| node.get("format").and_then(Value::as_str).and_then(format::type_of))
    };
    if let Some(ty) = ty {
        node.insert("type".into(), ty.into());
        site.rewritten("missing-type");
    }
}
