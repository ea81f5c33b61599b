//! `null` among the values of an `enum`.
//!
//! In: `enum: [a, null]`. Out: `enum: [a]`, `nullable: true`.
//! Invariant: a list of `null` alone is a schema that only `null` matches.

use serde_json::Value;

use super::{nullable, only_null};
use crate::normalise::site::{Node, Site};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let Some(Value::Array(values)) = node.get_mut("enum") else { return };
    let is_kept: Vec<bool> = values.iter().map(|value| !value.is_null()).collect();
    let all = values.len();
    values.retain(|value| !value.is_null());
    let left = values.len();
    if left == all {
        return;
    }
    // Names and descriptions of values go by their positions.
    let lists = node.iter_mut().filter(|(key, _)| key.starts_with("x-enum")).map(|(_, list)| list);
    for list in lists.filter_map(Value::as_array_mut).filter(|list| list.len() == all) {
        let mut kept = is_kept.iter();
        list.retain(|_| kept.next() == Some(&true));
    }
    site.rewritten("null-in-enum");
    if left == 0 { only_null(node) } else { nullable(node) }
}
