//! `const`.
//!
//! In: `const: v`. Out: `enum: [v]`, `x-codegen-const: v`, and the type of `v` where none is given.
//! Invariant: `const: null` is a schema that only `null` fits.

use serde_json::Value;

use super::{only_null, type_of};
use crate::normalise::site::{Node, Site};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let Some(value) = node.shift_remove("const") else { return };
    site.rewritten("const");
    if value.is_null() {
        return only_null(node);
    }
    if let Some(ty) = type_of([&value]).filter(|_| !node.contains_key("type")) {
        node.insert("type".into(), ty.into());
    }
    node.insert("enum".into(), Value::Array(vec![value.clone()]));
    node.insert("x-codegen-const".into(), value);
}
