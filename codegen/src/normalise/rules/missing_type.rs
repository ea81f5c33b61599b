//! A missing `type` that follows from other keywords.
//!
//! In: `properties`, `items` or `enum` without `type`. Out: the same with it.
//! Invariant: a schema that composes others is left alone; its members have the types.

use serde_json::Value;

use super::type_of;
use crate::{
    normalise::site::{Node, Site},
    openapi::extension,
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
        node.get("enum").and_then(Value::as_array).and_then(type_of)
    };
    if let Some(ty) = ty {
        node.insert("type".into(), ty.into());
        site.rewritten("missing-type");
    }
}
