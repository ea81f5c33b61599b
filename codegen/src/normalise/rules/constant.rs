//! `const`, and its form in 3.0: an `enum` of one value.
//!
//! In: `const: v` or `enum: [v]`, also with `null` in it. Out: `x-codegen-const: v`, the `enum`, and the type of `v`
//! where none is given.
//! Invariant: `const: null` is a schema that only `null` fits.

use serde_json::Value;

use super::{only_null, type_of};
use crate::{
    normalise::site::{Node, Site},
    openapi::extension,
};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let Some(value) = node.shift_remove("const") else { return listed(node, site) };
    site.rewritten("const");
    if value.is_null() {
        return only_null(node);
    }
    if let Some(ty) = type_of([&value]).filter(|_| !node.contains_key("type")) {
        node.insert("type".into(), ty.into());
    }
    node.insert("enum".into(), Value::Array(vec![value.clone()]));
    node.insert(extension::CONST.into(), value);
}

/// An `enum` with one value.
fn listed(node: &mut Node, site: &mut Site<'_>) {
    let values = node.get("enum").and_then(Value::as_array).into_iter().flatten();
    let mut values = values.filter(|value| !value.is_null());
    if let (Some(only), None) =
        (values.next().filter(|only| !only.is_array() && !only.is_object()).cloned(), values.next())
        && !node.contains_key(extension::CONST)
    {
        site.rewritten("one-value-enum");
        node.insert(extension::CONST.into(), only);
    }
}
