//! `prefixItems`.
//!
//! In: a schema for each item (also as a list in `items`, as older drafts had it). Out: `x-codegen-tuple`.
//! Invariant: `maxItems` limits the items, however the document expresses that.

use serde_json::Value;

use crate::{
    normalise::site::{Node, Site},
    openapi::extension,
};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let Some(keyword) =
        ["prefixItems", "items"].into_iter().find(|k| node.get(*k).is_some_and(Value::is_array))
    else {
        return;
    };
    let Some(Value::Array(items)) = node.shift_remove(keyword) else { return };
    site.rewritten("prefix-items");
    if node.get("items").is_some_and(|rest| rest == &Value::Bool(false)) {
        node.shift_remove("items");
        node.entry("maxItems").or_insert(items.len().into());
    }
    node.insert("type".into(), "array".into());
    if !items.is_empty() {
        site.moved(&[(extension::TUPLE.into(), keyword.into())]);
        node.insert(extension::TUPLE.into(), Value::Array(items));
    }
}
