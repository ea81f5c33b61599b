//! Keywords that describe parts of values which the type beside them does not have.
//!
//! In: `type: string` with `properties`, `type: object` with `items`. Out: the same without them.
//! Invariant: the type decides, as JSON Schema says, and a warning tells what has no effect.

use serde_json::Value;

use crate::{
    diagnostics,
    normalise::site::{Node, Site},
    openapi::extension,
};

const OF_OBJECTS: &[&str] = &["properties", "additionalProperties", extension::PATTERN_PROPERTIES];
const OF_ARRAYS: &[&str] = &["items", extension::TUPLE];

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let Some(ty) = node.get("type").and_then(Value::as_str).map(str::to_owned) else { return };
    let without: &[&[&str]] = match ty.as_str() {
        "object" => &[OF_ARRAYS],
        "array" => &[OF_OBJECTS],
        "boolean" | "integer" | "number" | "string" => &[OF_ARRAYS, OF_OBJECTS],
        _ => return,
    };
    for keyword in without.iter().copied().flatten() {
        let says = node.get(*keyword).is_some_and(|value| !value.is_boolean());
        if says && node.shift_remove(*keyword).is_some() {
            let written = match *keyword {
                extension::PATTERN_PROPERTIES => "patternProperties",
                extension::TUPLE => "prefixItems",
                keyword => keyword,
            };
            site.warn(written, |at| diagnostics::keyword_of_other_type(at, written, &ty));
        }
    }
}
