//! `examples` of a schema.
//!
//! In: a list of examples. Out: `example`, the first of them.
//! Invariant: an `example` that is given stays.

use serde_json::Value;

use crate::normalise::site::{Node, Site};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let Some(examples) = node.shift_remove("examples") else { return };
    site.rewritten("examples");
    let first = match examples {
        Value::Array(list) => list.into_iter().next(),
        _ => None,
    };
    if let Some(example) = first {
        node.entry("example").or_insert(example);
    }
}
