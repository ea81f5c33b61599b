//! Changes of a document's nodes.
//!
//! In: a document with the record of where its nodes come from, and what is merged or removed. Out: both, changed alike.
//! Invariant: what is not named stays as it is, in its order.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::Value;

use super::trace::Trace;
use crate::pointer::Pointer;

/// The kind of a value, as far as merging distinguishes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    Array,
    Primitive,
}

impl Kind {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Object(_) => Self::Object,
            Value::Array(_) => Self::Array,
            _ => Self::Primitive,
        }
    }

    /// As messages name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::Primitive => "a primitive value",
        }
    }
}

/// A value that does not fit the node that it would change.
#[derive(Debug)]
pub(super) struct Conflict {
    /// Where the value comes from.
    pub(super) from: Pointer,
    pub(super) given: Kind,
    /// The location of the node.
    pub(super) at: Pointer,
    pub(super) found: Kind,
}

/// Changes a selected node: an array gets one more item, unless it is given several.
pub(super) fn update(
    node: &mut Value,
    trace: &mut Trace,
    at: &Pointer,
    (given, from): (&Value, &Trace),
) -> Result<(), Conflict> {
    match node {
        Value::Array(items) if !given.is_array() => {
            trace.set(&items.len().to_string(), from.clone());
            items.push(given.clone());
            Ok(())
        }
        node => merge(node, trace, at, (given, from)),
    }
}

fn merge(
    node: &mut Value,
    trace: &mut Trace,
    at: &Pointer,
    (given, from): (&Value, &Trace),
) -> Result<(), Conflict> {
    match (node, given) {
        (Value::Object(members), Value::Object(given)) => {
            for (key, value) in given {
                let from = from.child(key);
                if let Some(member) = members.get_mut(key) {
                    merge(member, trace.child_mut(key), &at.child(key), (value, &from))?;
                } else {
                    members.insert(key.clone(), value.clone());
                    trace.set(key, from);
                }
            }
        }
        (Value::Array(items), Value::Array(given)) => {
            for (number, value) in given.iter().enumerate() {
                trace.set(&items.len().to_string(), from.child(&number.to_string()));
                items.push(value.clone());
            }
        }
        (node, given) => {
            let (found, kind) = (Kind::of(node), Kind::of(given));
            if (found, kind) != (Kind::Primitive, Kind::Primitive) {
                return Err(Conflict { from: from.at.clone(), given: kind, at: at.clone(), found });
            }
            node.clone_from(given);
            trace.clone_from(from);
        }
    }
    Ok(())
}

/// Removes nodes from what contains them; the document itself is in nothing.
pub(super) fn remove(root: &mut Value, trace: &mut Trace, nodes: &[Pointer]) {
    // The innermost first, as removing an item moves those behind it.
    let mut by_parent: BTreeMap<(Reverse<usize>, Pointer), BTreeSet<String>> = BTreeMap::new();
    for node in nodes {
        let mut keys: Vec<_> = node.keys().collect();
        let Some(key) = keys.pop() else { continue };
        let parent = keys.iter().fold(Pointer::root(), |at, key| at.child(key));
        by_parent.entry((Reverse(keys.len()), parent)).or_default().insert(key);
    }
    for ((_, parent), keys) in by_parent {
        let trace = trace.below_mut(&parent);
        match root.pointer_mut(parent.as_str()) {
            Some(Value::Object(members)) => {
                members.retain(|key, _| !keys.contains(key));
                trace.remove_members(&keys);
            }
            Some(Value::Array(items)) => {
                let removed: BTreeSet<usize> = keys.iter().filter_map(|key| key.parse().ok()).collect();
                trace.remove_items(&removed, items.len());
                let mut number = 0..;
                items.retain(|_| number.next().is_none_or(|number| !removed.contains(&number)));
            }
            _ => {}
        }
    }
}
