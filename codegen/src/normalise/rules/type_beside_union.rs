//! A scalar `type` beside a union.
//!
//! In: `type: string` with `anyOf` or `oneOf` (FastAPI writes it for a stream of JSON lines). Out: the union alone.
//! Invariant: members that have no type of their own get the one that was beside the union.

use serde_json::Value;

use crate::{
    diagnostics,
    normalise::site::{Node, Site},
};

const TYPED: &[&str] = &["$ref", "allOf", "anyOf", "not", "oneOf", "type"];

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let Some(ty) = node.get("type").and_then(Value::as_str).map(str::to_owned) else { return };
    if !matches!(ty.as_str(), "boolean" | "integer" | "number" | "string") {
        return;
    }
    let Some(keyword) = ["anyOf", "oneOf"].into_iter().find(|k| node.get(*k).is_some_and(Value::is_array))
    else {
        return;
    };
    node.shift_remove("type");
    site.rewritten("type-beside-union");
    let Some(Value::Array(members)) = node.get_mut(keyword) else { return };
    let mut contradicts = false;
    for member in members.iter_mut().filter_map(Value::as_object_mut) {
        contradicts |=
            member.contains_key("$ref") || member.get("type").is_some_and(|own| own != ty.as_str());
        if !TYPED.iter().any(|typed| member.contains_key(*typed)) {
            member.insert("type".into(), ty.clone().into());
        }
    }
    if contradicts {
        site.warn("type", |at| diagnostics::type_beside_union(at, &ty));
    }
}
