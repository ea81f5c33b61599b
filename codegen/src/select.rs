//! Which operations and components are read at all.
//!
//! In: a document in 3.0 shape, the selection of the configuration, and faults found so far. Out: a [`Scope`].
//! Invariant: whatever refers to something that is left out is left out, too; what stays has no dangling reference, and
//! travels in the directions of the whole document, so that a type is the same in every selection.

mod hierarchies;
mod references;
mod units;

use std::collections::{BTreeMap, BTreeSet};

#[cfg(feature = "tools")]
use heck::ToUpperCamelCase;

pub(crate) use self::units::Units;

use self::units::Unit;
use crate::{
    Config, Diagnostic, Diagnostics, Severity, diagnostics,
    document::Document,
    ir::{Api, Usage},
    openapi::{NodeKind, operation_id},
    pointer::Pointer,
};

/// What is left out of a document.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    left_out: BTreeSet<Pointer>,
    /// Operations and schemas that are left out for a fault, each with its warning.
    skipped: BTreeMap<Pointer, Diagnostic>,
    /// Where a part of the document is selected: in which directions its units travel in all operations.
    usage: BTreeMap<Pointer, Usage>,
}

impl Scope {
    /// Whether the operation (`/paths/{path}/{method}`), callback or component at this location is read.
    pub(crate) fn reads(&self, unit: &Pointer) -> bool {
        !self.left_out.contains(unit)
    }

    /// Whether what contains a location is read.
    pub(crate) fn reads_part(&self, pointer: &Pointer) -> bool {
        unit_of(pointer).is_none_or(|unit| self.reads(&unit))
            && part_of(pointer).is_none_or(|part| self.reads(&part))
    }

    /// Leaves out what the faults are in, with everything that leads there; `false` if one is in nothing that can
    /// be left out. What is in no operation and no component costs the part of the document that it is in.
    pub(crate) fn skip(&mut self, document: &Document, faults: &Diagnostics) -> bool {
        let units = Units::read(document);
        let before = self.left_out.len();
        for fault in faults.iter().filter(|fault| fault.severity == Severity::Error) {
            let Some(start) = units.holding(&fault.pointer) else {
                let Some(part) = part_of(&fault.pointer) else { return false };
                if self.left_out.insert(part.clone()) {
                    self.skipped.insert(part.clone(), skipped(document, &part, fault));
                }
                continue;
            };
            for unit in units.leading_to(&start) {
                let is_new = self.left_out.insert(unit.pointer.clone());
                if is_new && (unit.is_shown() || unit.pointer == start) {
                    self.skipped.insert(unit.pointer.clone(), skipped(document, &unit.pointer, fault));
                }
            }
        }
        self.left_out.len() > before
    }

    /// Gives types the usage that they have in all operations, those that are left out among them.
    pub(crate) fn note_usage(&self, api: &mut Api) {
        for def in &mut api.types {
            let usage = unit_of(&def.pointer).and_then(|unit| self.usage.get(&unit));
            def.usage = usage.copied().unwrap_or_default();
        }
    }

    /// One warning for each operation and schema that is left out for a fault.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = Diagnostic> {
        self.skipped.values().cloned()
    }
}

/// The scope that the configuration asks for; `None` if it names what is not there.
pub(crate) fn select(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Option<Scope> {
    if !config.is_partial() {
        return Some(Scope::default());
    }
    let units = Units::read(document);
    let operations: Vec<&Unit> = units.operations().collect();
    for tag in config.only_tags.iter().filter(|tag| !operations.iter().any(|unit| unit.has_tag(tag))) {
        diagnostics.push(diagnostics::unknown_tag(tag));
    }
    for id in config.only_operations.iter().filter(|id| !operations.iter().any(|unit| is_called(unit, id))) {
        diagnostics.push(diagnostics::unknown_operation(id));
    }
    if diagnostics.has_errors() {
        return None;
    }
    let wanted = operations.into_iter().filter(|unit| {
        !config.is_selective()
            || config.only_tags.iter().any(|tag| unit.has_tag(tag))
            || config.only_operations.iter().any(|id| is_called(unit, id))
    });
    let wanted: BTreeMap<&Pointer, &Unit> = wanted.map(|unit| (&unit.pointer, unit)).collect();
    let reached = units.reached_from(wanted.keys().copied());
    // An operation that only lends a schema to another one is not wanted.
    let is_left_out = |unit: &&Unit| match unit.operation {
        Some(_) => !wanted.contains_key(&unit.pointer),
        None => !reached.contains(&unit.pointer),
    };
    let left_out = units.all().filter(is_left_out).map(|unit| unit.pointer.clone());
    Some(Scope { left_out: left_out.collect(), skipped: BTreeMap::new(), usage: units.usage() })
}

/// The operation or component schema of that name; a schema also by its name in upper camel case.
#[cfg(feature = "tools")]
pub(crate) fn find(document: &Document, name: &str) -> Vec<Pointer> {
    let units = Units::read(document);
    let is_schema = |unit: &Unit| {
        unit.pointer.component().is_some_and(|wire| wire == name || wire.to_upper_camel_case() == name)
    };
    let is_operation = |unit: &Unit| unit.owner.is_none() && is_called(unit, name);
    let found = units.all().filter(|unit| is_schema(unit) || is_operation(unit));
    found.map(|unit| unit.pointer.clone()).collect()
}

/// An operation is called by its operationId, by the method made from it, or by `METHOD /path`.
fn is_called(unit: &Unit, name: &str) -> bool {
    let Some(units::Named { method, path, id, .. }) = &unit.operation else { return false };
    format!("{method} {path}") == name || operation_id::is_called(id.as_deref(), *method, path, name)
}

/// The warning for what is left out at a location.
fn skipped(document: &Document, at: &Pointer, fault: &Diagnostic) -> Diagnostic {
    // The location is part of the message, so it is the one in the document as written.
    let location = document.origins.describe(&document.moves.origin(&fault.pointer));
    diagnostics::skipped(at, &location, fault)
}

/// The part of a document that contains a location outside of all units: `paths`, or the components of a kind.
fn part_of(pointer: &Pointer) -> Option<Pointer> {
    let keys: Vec<String> = pointer.keys().take(2).collect();
    match keys.as_slice() {
        [first, kind] if first == "components" && kind != "$ref" => {
            Some(Pointer::root().child(first).child(kind))
        }
        [first, ..] => Some(Pointer::root().child(first)),
        [] => None,
    }
}

/// The unit that contains a location: an operation, a callback, or a component of any kind.
pub(crate) fn unit_of(pointer: &Pointer) -> Option<Pointer> {
    let keys: Vec<String> = pointer.keys().take(3).collect();
    let is_items = |first: &str| ["paths", "webhooks"].contains(&first);
    match keys.as_slice() {
        [first, kind, name] if first == "components" => {
            Some(Pointer::root().child(first).child(kind).child(name))
        }
        [first, path, method]
            if is_items(first) && NodeKind::PathItem.child(method) == NodeKind::Operation =>
        {
            let operation = Pointer::root().child(first).child(path).child(method);
            Some(callback_of(&operation, pointer).unwrap_or(operation))
        }
        [first, name, ..] if ["$defs", "definitions"].contains(&first.as_str()) => {
            Some(Pointer::root().child(first).child(name))
        }
        [first, path, ..] if is_items(first) => Some(Pointer::root().child(first).child(path)),
        _ => None,
    }
}

/// The callback of an operation that contains a location, which the operation can do without.
fn callback_of(operation: &Pointer, pointer: &Pointer) -> Option<Pointer> {
    let mut keys = pointer.keys().skip(3);
    let callbacks = keys.next().filter(|key| key == "callbacks")?;
    Some(operation.child(callbacks).child(keys.next()?))
}

#[cfg(test)]
mod tests;
