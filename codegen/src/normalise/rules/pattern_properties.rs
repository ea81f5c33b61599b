//! `patternProperties`.
//!
//! In: schemas by pattern. Out: `x-codegen-pattern-properties`, the same schemas by the same patterns.
//! Invariant: an object stays an object, also if it has nothing else.

use serde_json::Value;

use crate::{
    normalise::site::{Node, Site},
    openapi::extension,
};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    if !node.get("patternProperties").is_some_and(Value::is_object) {
        return;
    }
    if let Some(patterns) = node.shift_remove("patternProperties") {
        node.insert(extension::PATTERN_PROPERTIES.into(), patterns);
        site.moved(&[(extension::PATTERN_PROPERTIES.into(), "patternProperties".into())]);
        site.rewritten("pattern-properties");
    }
}
