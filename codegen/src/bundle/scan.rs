//! Whether a document has references that a pointer alone does not follow.
//!
//! In: a document as written. Out: whether `bundle` needs its value beside the one that it completes.
//! Invariant: a document whose references are all plain (`#/components/..`, each with a target) is not copied.

use serde_json::Value;

use super::component;
use crate::{openapi::NodeKind, pointer::Pointer};

/// Members that give schemas names of their own, or refer to such names.
const NAMES: &[&str] = &["$anchor", "$dynamicAnchor", "$dynamicRef", "$id", "$recursiveRef", "$self"];

pub(super) fn is_plain(root: &Value) -> bool {
    is_plain_below(root, NodeKind::Root, root)
}

fn is_plain_below(value: &Value, node_kind: NodeKind, root: &Value) -> bool {
    match value {
        Value::Object(members) => {
            !NAMES.iter().any(|name| members.get(*name).is_some_and(Value::is_string))
                && members
                    .get("$ref")
                    .and_then(Value::as_str)
                    .is_none_or(|text| has_components(node_kind, members.len()) && has_target(text, root))
                && members.iter().all(|(key, member)| {
                    is_plain_below(member, component::child(node_kind, key, member), root)
                })
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .all(|(number, item)| is_plain_below(item, node_kind.child(&number.to_string()), root)),
        _ => true,
    }
}

/// Whether a reference at a node of this kind, with so many members, stays a reference.
fn has_components(node_kind: NodeKind, members: usize) -> bool {
    match node_kind {
        NodeKind::Other => true,
        NodeKind::PathItem => members == 1,
        _ => component::kind_of(node_kind).is_some(),
    }
}

fn has_target(reference: &str, root: &Value) -> bool {
    let target = Pointer::from_reference(reference).filter(|target| *target != Pointer::root());
    // A list is put in the place of a reference in a list.
    target.and_then(|target| root.pointer(target.as_str())).is_some_and(|target| !target.is_array())
}
