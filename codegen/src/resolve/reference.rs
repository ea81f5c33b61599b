//! `$ref` -> the node that it leads to.
//!
//! In: a reference as written. Out: the canonical pointer of its target, and the target.
//! Invariant: following references always ends; a cycle is a diagnostic.

use serde_json::Value;

use super::{NodeKind, Resolver};
use crate::{Diagnostic, diagnostics, pointer::Pointer};

/// A chain of more references than this is a cycle.
pub(super) const FARTHEST: usize = 64;

/// Why a reference leads nowhere.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    External,
    Nothing,
    Circle,
}

impl<'a> Resolver<'a> {
    /// The node that a reference leads to; a reference on the way is followed, one at the end is not.
    pub(super) fn locate(&self, reference: &str) -> Result<(Pointer, &'a Value), Fault> {
        if !reference.starts_with('#') {
            return Err(Fault::External);
        }
        let target = Pointer::from_reference(reference).ok_or(Fault::Nothing)?;
        self.descend(&target, FARTHEST)
    }

    fn descend(&self, target: &Pointer, hops: usize) -> Result<(Pointer, &'a Value), Fault> {
        let target = self.document.moves.target(target);
        let keys: Vec<String> = target.keys().collect();
        let (mut at, mut value) = (Pointer::root(), self.root);
        let mut keys = keys.iter();
        while let Some(key) = keys.next() {
            if let Some(next) = child(value, key) {
                (at, value) = (at.child(key), next);
                continue;
            }
            let reference = sole_reference(value).ok_or(Fault::Nothing)?;
            if !reference.starts_with('#') {
                return Err(Fault::External);
            }
            let hop = Pointer::from_reference(reference).ok_or(Fault::Nothing)?;
            let rest = keys.fold(hop.child(key), |at, key| at.child(key));
            return self.descend(&rest, hops.checked_sub(1).ok_or(Fault::Circle)?);
        }
        Ok((at, value))
    }

    /// The reference to a node that is there, beside where the target should be, and has almost the same name.
    fn nearest(&mut self, reference: &str) -> Option<String> {
        self.suggestions = self.suggestions.checked_sub(1)?;
        let target = Pointer::from_reference(reference)?;
        let (mut at, mut value) = (Pointer::root(), self.root);
        let mut keys = target.keys();
        let missing = loop {
            let key = keys.next()?;
            match child(value, &key) {
                Some(next) => (at, value) = (at.child(&key), next),
                None => break key,
            }
        };
        let most = missing.chars().count().div_ceil(4).min(25);
        let names = value.as_object()?.keys().take(10_000).filter(|name| name.len() <= 200);
        let distances = names.map(|name| (strsim::osa_distance(name, &missing), name));
        let (_, name) = distances.filter(|(distance, _)| *distance <= most).min()?;
        Some(keys.fold(at.child(name), |at, key| at.child(key)).to_reference())
    }

    pub(super) fn report(&mut self, fault: Fault, at: &Pointer, reference: &str) {
        let at = at.child("$ref");
        let found = match fault {
            Fault::External => match self.document.reference_fault(reference) {
                Some(known) => Diagnostic { pointer: at, ..known.clone() },
                None => diagnostics::external_reference(&at, reference),
            },
            Fault::Nothing => {
                let found = diagnostics::unresolved_reference(&at, reference);
                match self.nearest(reference) {
                    Some(nearest) => Diagnostic { hint: format!("did you mean `{nearest}`?"), ..found },
                    None => found,
                }
            }
            Fault::Circle => diagnostics::reference_cycle(&at, reference),
        };
        self.diagnostics.push(found);
    }

    /// The node behind all references, with its location.
    pub(super) fn follow(
        &mut self,
        value: &'a Value,
        at: Pointer,
        kind: NodeKind,
        noun: &str,
    ) -> Option<(Pointer, &'a Value)> {
        let (start, origin) = (value, at.clone());
        let (mut value, mut at) = (value, at);
        for _ in 0..FARTHEST {
            let Some(reference) = sole_reference(value) else {
                if let Some(odd) = value.get("$ref") {
                    self.report(Fault::Nothing, &at, &odd.to_string());
                    return None;
                }
                if !value.is_object() {
                    self.not_an_object(&at, noun);
                    return None;
                }
                return Some((at, value));
            };
            match self.locate(reference) {
                Ok((target, _)) if !is_read_as(kind, NodeKind::of(&target)) => {
                    self.diagnostics.push(diagnostics::wrong_target(&at.child("$ref"), reference, noun));
                    return None;
                }
                Ok((target, found)) if !self.copies.count(&target, found) => {
                    self.diagnostics.push(diagnostics::too_large(&origin));
                    return None;
                }
                Ok((target, found)) => {
                    if ![kind, NodeKind::Other].contains(&NodeKind::of(&target)) {
                        self.diagnostics.push(diagnostics::other_kind(&at.child("$ref"), reference, noun));
                    }
                    (at, value) = (target, found);
                }
                Err(fault) => {
                    self.report(fault, &at, reference);
                    return None;
                }
            }
        }
        let reference = sole_reference(start).unwrap_or_default();
        self.report(Fault::Circle, &origin, reference);
        None
    }
}

/// The reference of a node that has one; after `normalise`, a schema with one is nothing else.
pub(super) fn sole_reference(node: &Value) -> Option<&str> {
    node.get("$ref").and_then(Value::as_str)
}

/// Whether a node of one kind is read where another is expected: nodes that have the same members.
fn is_read_as(expected: NodeKind, found: NodeKind) -> bool {
    let alike = [(NodeKind::Header, NodeKind::Parameter), (NodeKind::RequestBody, NodeKind::Response)];
    found == expected
        || found == NodeKind::Other
        || alike.contains(&(expected, found))
        || alike.contains(&(found, expected))
}

fn child<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(key),
        Value::Array(items) => {
            let number: usize = key.parse().ok()?;
            items.get(number).filter(|_| number.to_string() == key)
        }
        _ => None,
    }
}
