//! Nothing where an object or a list is expected: null, as YAML reads a key without a value, and `[]` for `{}`, as PHP
//! writes an empty map.
//!
//! In: a node. Out: the empty object or list that is meant, with a warning.
//! Invariant: a node that has anything in it is left alone.

use serde_json::{Value, json};

use crate::{Diagnostic, diagnostics, openapi::NodeKind, pointer::Pointer};

/// Completes a node; `parent` is the kind of the node that it is in.
pub(super) fn complete(
    value: &mut Value,
    kind: NodeKind,
    parent: NodeKind,
    at: &Pointer,
) -> Option<Diagnostic> {
    let is_empty = match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    let expected = expected(kind, parent).filter(|_| is_empty)?;
    if value.is_array() == expected.is_array() && value.is_object() == expected.is_object() {
        return None;
    }
    let (found, noun) = (value.to_string(), if expected.is_array() { "list" } else { "object" });
    *value = expected;
    Some(diagnostics::empty_node(at, &found, noun))
}

/// What a node is that has nothing in it.
fn expected(kind: NodeKind, parent: NodeKind) -> Option<Value> {
    match kind {
        NodeKind::Parameters if parent != NodeKind::Components => Some(json!([])),
        NodeKind::Root | NodeKind::Other | NodeKind::Fixed | NodeKind::SchemaList => None,
        // In a schema, null may be a value that somebody forgot to quote.
        NodeKind::Schema if parent == NodeKind::SchemaList => None,
        _ => Some(json!({})),
    }
}
