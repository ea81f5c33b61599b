//! The references of a node.
//!
//! In: a node. Out: the locations that it refers to. Invariant: a reference counts wherever it is in the node.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::pointer::Pointer;

/// The target of a reference.
pub(super) fn target(reference: &Value) -> Option<Pointer> {
    Pointer::from_reference(reference.as_str()?)
}

/// Collects the references of a node. What a discriminator's mapping names is a member of the union anyway, or told apart.
pub(super) fn references(node: &Value, found: &mut BTreeSet<Pointer>) {
    match node {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(target));
            members.values().for_each(|member| references(member, found));
        }
        _ => {}
    }
}
