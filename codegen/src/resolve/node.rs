//! One node -> its openapiv3 type.
//!
//! In: a node whose children are taken out or replaced by references. Out: the typed node, or a diagnostic.
//! Invariant: a fault has the pointer of the member at fault, as far as the deserializer tells it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::Resolver;
use crate::{catalogue, pointer::Pointer};

impl Resolver<'_> {
    /// Reads a node; the noun says what it should have been.
    pub(super) fn read<T: DeserializeOwned>(&mut self, node: Value, at: &Pointer, noun: &str) -> Option<T> {
        match serde_path_to_error::deserialize(node) {
            Ok(read) => Some(read),
            Err(fault) => {
                let at = fault.path().iter().fold(at.clone(), |at, segment| match segment {
                    Segment::Map { key } => at.child(key),
                    Segment::Seq { index } => at.child(index),
                    Segment::Enum { .. } | Segment::Unknown => at,
                });
                self.diagnostics.push(catalogue::malformed_node(&at, noun, &fault.inner().to_string()));
                None
            }
        }
    }

    /// Reports a node that is not even an object.
    pub(super) fn not_an_object(&mut self, at: &Pointer, noun: &str) {
        self.diagnostics.push(catalogue::malformed_node(at, noun, "it is not an object"));
    }
}

/// The listed members of a node, with its extensions.
pub(super) fn keep(node: &Value, keys: &[&str]) -> Map<String, Value> {
    let members = node.as_object().into_iter().flatten();
    let kept = members.filter(|(key, _)| keys.contains(&key.as_str()) || key.starts_with("x-"));
    kept.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Everything but the listed members of a node.
pub(super) fn omit(node: &Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    let kept = node.iter().filter(|(key, _)| !keys.contains(&key.as_str()));
    kept.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Writes numbers and booleans as text, as a server's variables have them.
pub(super) fn make_text(value: Option<&mut Value>) {
    match value {
        Some(Value::Object(members)) => members.values_mut().for_each(|member| make_text(Some(member))),
        Some(Value::Array(items)) => items.iter_mut().for_each(|item| make_text(Some(item))),
        Some(scalar @ (Value::Number(_) | Value::Bool(_))) => *scalar = Value::String(scalar.to_string()),
        _ => {}
    }
}
