//! Numeric `exclusiveMinimum` and `exclusiveMaximum`.
//!
//! In: the bound itself, as 3.1 has it. Out: `minimum` or `maximum`, and a boolean.
//! Invariant: of two bounds the stricter one stays.

use serde_json::Value;

use crate::{
    diagnostics,
    normalise::site::{Node, Site},
    openapi::Version,
};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    bound(node, site, "exclusiveMinimum", "minimum", |exclusive, inclusive| exclusive >= inclusive);
    bound(node, site, "exclusiveMaximum", "maximum", |exclusive, inclusive| exclusive <= inclusive);
}

fn bound(
    node: &mut Node,
    site: &mut Site<'_>,
    exclusive: &str,
    inclusive: &str,
    stricter: fn(f64, f64) -> bool,
) {
    let value = match node.get(exclusive) {
        Some(Value::Number(value)) => value.clone(),
        Some(Value::Bool(_)) if site.version != Version::V30 => {
            return site.warn(exclusive, |at| diagnostics::boolean_bound(at, exclusive));
        }
        _ => return,
    };
    if site.version == Version::V30 {
        site.warn(exclusive, |at| diagnostics::keyword_of_3_1(at, "a number as exclusive bound"));
    }
    let other = node.get(inclusive).and_then(Value::as_f64);
    if value.as_f64().zip(other).is_none_or(|(value, other)| stricter(value, other)) {
        node.insert(inclusive.into(), Value::Number(value));
        node.insert(exclusive.into(), Value::Bool(true));
    } else {
        node.shift_remove(exclusive);
    }
    site.rewritten("exclusive-bound");
}
