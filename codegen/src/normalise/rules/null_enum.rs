//! `null` among the values of an `enum`.
//!
//! In: `enum: [a, null]`. Out: `enum: [a]`, `nullable: true`.
//! Invariant: a list of `null` alone is a schema that only `null` matches.

use serde_json::Value;

use super::{nullable, only_null};
use crate::normalise::site::{Node, Site};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let Some(Value::Array(values)) = node.get_mut("enum") else { return };
    let all = values.len();
    values.retain(|value| !value.is_null());
    let left = values.len();
    if left == all {
        return;
    }
    site.rewritten("null-in-enum");
    if left == 0 { only_null(node) } else { nullable(node) }
}
