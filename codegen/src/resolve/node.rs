//! One node -> its openapiv3 type.
//!
//! In: a node whose children are taken out or replaced by references. Out: the typed node, or a diagnostic.
//! Invariant: a fault has the pointer of the member at fault, as far as it can be found.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::Resolver;
use crate::{diagnostics, pointer::Pointer};

impl Resolver<'_> {
    /// Reads a node; the noun is what it should be.
    pub(super) fn read<T: DeserializeOwned>(&mut self, node: &Value, at: &Pointer, noun: &str) -> Option<T> {
        let fault = match T::deserialize(node) {
            Ok(read) => return Some(read),
            Err(fault) => fault.to_string(),
        };
        let has_fault = |node: &Value| T::deserialize(node).is_err_and(|other| other.to_string() == fault);
        // What lacks a member is an object, and no member of it.
        let may_have =
            |part: &Value| part.is_object() || part.is_array() || !fault.starts_with("missing field");
        let at = place(node, at, &|part, node| may_have(part) && has_fault(node));
        self.diagnostics.push(diagnostics::malformed_node(&at, noun, &fault));
        None
    }

    /// Reads a node whose faulty members are left out, each with a warning, except those that it needs.
    pub(super) fn read_leniently<T: DeserializeOwned>(
        &mut self,
        node: Map<String, Value>,
        at: &Pointer,
        noun: &str,
        needed: &[&str],
    ) -> Option<T> {
        let node = Value::Object(node);
        if let Ok(read) = T::deserialize(&node) {
            return Some(read);
        }
        let Value::Object(mut node) = node else { return None };
        let needed_ones: Map<String, Value> =
            node.iter().filter(|(key, _)| needed.contains(&key.as_str())).map(pair).collect();
        let others: Vec<String> =
            node.keys().filter(|key| !needed.contains(&key.as_str())).cloned().collect();
        for key in others {
            let Some(member) = node.get(&key) else { continue };
            let mut alone = needed_ones.clone();
            alone.insert(key.clone(), member.clone());
            let with = T::deserialize(&Value::Object(alone)).err();
            if let Some(fault) = with.filter(|_| T::deserialize(&Value::Object(needed_ones.clone())).is_ok())
            {
                self.diagnostics.push(diagnostics::malformed_member(
                    &at.child(&key),
                    &key,
                    noun,
                    &fault.to_string(),
                ));
                node.shift_remove(&key);
            }
        }
        self.read(&Value::Object(node), at, noun)
    }

    /// Reads a node of which nothing depends; a faulty one is ignored, with a warning.
    pub(super) fn read_optional<T: DeserializeOwned>(
        &mut self,
        node: &Value,
        at: &Pointer,
        noun: &str,
    ) -> Option<T> {
        let read = T::deserialize(node);
        if let Err(fault) = &read {
            self.diagnostics.push(diagnostics::ignored_node(at, noun, &fault.to_string()));
        }
        read.ok()
    }

    /// Reports a node that is not even an object.
    pub(super) fn not_an_object(&mut self, at: &Pointer, noun: &str) {
        self.diagnostics.push(diagnostics::malformed_node(at, noun, "it is not an object"));
    }
}

/// A step from a node to a part of it.
#[derive(Clone, Copy)]
enum Step<'v> {
    Member(&'v str),
    Item(usize),
}

/// The location of a fault: the deepest part that has the same fault when its node has no other part. To have the deserializer
/// count its steps would make it twice as much code.
fn place(node: &Value, at: &Pointer, has_fault: &dyn Fn(&Value, &Value) -> bool) -> Pointer {
    let (mut way, mut part, mut at) = (Vec::new(), node, at.clone());
    let within = |way: &[Step<'_>], part: Value| way.iter().rev().fold(part, |part, step| alone(*step, part));
    // A node that has the fault without any part lacks something.
    while !has_fault(part, &within(&way, empty(part))) {
        let mut parts = parts(part).into_iter();
        let found =
            parts.find(|(step, child)| has_fault(child, &within(&way, alone(*step, (*child).clone()))));
        let Some((step, child)) = found else { break };
        at = match step {
            Step::Member(key) => at.child(key),
            Step::Item(index) => at.child(index),
        };
        way.push(step);
        part = child;
    }
    at
}

fn empty(node: &Value) -> Value {
    match node {
        Value::Object(_) => json!({}),
        Value::Array(_) => json!([]),
        scalar => scalar.clone(),
    }
}

fn parts(node: &Value) -> Vec<(Step<'_>, &Value)> {
    match node {
        Value::Object(members) => members.iter().map(|(key, value)| (Step::Member(key), value)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (Step::Item(index), item)).collect()
        }
        _ => Vec::new(),
    }
}

/// A node with nothing but this part.
fn alone(step: Step<'_>, part: Value) -> Value {
    match step {
        Step::Member(key) => json!({ key: part }),
        Step::Item(_) => Value::Array(vec![part]),
    }
}

fn pair((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

/// The listed members of a node, with its extensions.
pub(super) fn keep(node: &Value, keys: &[&str]) -> Map<String, Value> {
    let members = node.as_object().into_iter().flatten();
    let kept = members.filter(|(key, _)| keys.contains(&key.as_str()) || key.starts_with("x-"));
    kept.map(pair).collect()
}

/// Everything but the listed members of a node.
pub(super) fn omit(node: &Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    let kept = node.iter().filter(|(key, _)| !keys.contains(&key.as_str()));
    kept.map(pair).collect()
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
