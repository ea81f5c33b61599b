//! `patternProperties`.
//!
//! In: schemas by pattern. Out: `x-codegen-pattern-properties`, the same schemas by the same patterns.
//! Invariant: an object stays an object, also if it has nothing else.

use serde_json::Value;

use crate::normalise::site::{Node, Site};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    if !node.get("patternProperties").is_some_and(Value::is_object) {
        return;
    }
    if let Some(patterns) = node.shift_remove("patternProperties") {
        node.insert("x-codegen-pattern-properties".into(), patterns);
        site.moved(&[("x-codegen-pattern-properties".into(), "patternProperties".into())]);
        site.rewritten("pattern-properties");
    }
}
