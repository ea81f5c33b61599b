//! `unevaluatedProperties` and `unevaluatedItems` with a schema.
//!
//! In: a schema for the members or items that nothing else describes. Out: `additionalProperties` or `items` with it.
//! Invariant: a schema that says so itself keeps what it says; booleans stay for the rule that drops constraints.

use crate::normalise::site::{Node, Site};

const MEANINGS: &[(&str, &str)] =
    &[("unevaluatedItems", "items"), ("unevaluatedProperties", "additionalProperties")];

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    for (keyword, meaning) in MEANINGS {
        let says_itself = node.get(*meaning).is_some();
        if says_itself || !node.get(*keyword).is_some_and(serde_json::Value::is_object) {
            continue;
        }
        if let Some(schema) = node.shift_remove(*keyword) {
            site.moved(&[((*meaning).into(), (*keyword).into())]);
            node.insert((*meaning).into(), schema);
            site.rewritten("unevaluated");
        }
    }
}
