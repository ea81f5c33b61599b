//! An OpenAPI document: what `load` reads, `bundle` completes, `normalise` rewrites and `resolve` reads.
//!
//! In: a value. Out: the value, with the record of what was done to it.
//! Invariant: the location that any node of it has in the document as written can be told.

mod moves;
mod origins;

use serde_json::Value;

pub(crate) use self::{moves::Moves, origins::Origins};
use crate::{diagnostics::Diagnostic, pointer::Pointer};

/// What `bundle` puts in the place of a reference that it does not follow, before the number of its fault.
const FAULTY_REFERENCE: &str = "x-codegen-refused:";

/// A document's value, with its history.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) root: Value,
    /// What `normalise` rewrote, in order.
    pub(crate) rewrites: Vec<Rewrite>,
    /// Where `normalise` moved nodes.
    pub(crate) moves: Moves,
    /// Which parts `bundle` took from other files.
    pub(crate) origins: Origins,
    /// The faults of references in place of something other than a component, which `bundle` removed.
    pub(crate) faults: Vec<Diagnostic>,
    /// The faults of references that `bundle` does not follow; see [`Document::add_reference_fault`].
    reference_faults: Vec<Diagnostic>,
}

/// A schema that `normalise` expressed in other keywords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rewrite {
    /// The rule's name.
    pub(crate) rule: &'static str,
    /// The schema's location in the document as written.
    pub(crate) pointer: Pointer,
}

impl Document {
    /// A document as written, with nothing rewritten.
    pub(crate) fn new(root: Value) -> Self {
        let (rewrites, moves, origins, faults, reference_faults) = Default::default();
        Self { root, rewrites, moves, origins, faults, reference_faults }
    }

    /// Keeps the fault of a reference for the stage that reports it; gives the text that replaces the reference.
    pub(crate) fn add_reference_fault(&mut self, fault: Diagnostic) -> String {
        self.reference_faults.push(fault);
        format!("{FAULTY_REFERENCE}{}", self.reference_faults.len() - 1)
    }

    /// The fault of a reference, if the reference is such a text.
    pub(crate) fn reference_fault(&self, reference: &str) -> Option<&Diagnostic> {
        let number: usize = reference.strip_prefix(FAULTY_REFERENCE)?.parse().ok()?;
        self.reference_faults.get(number)
    }
}

/// The nodes of a value; loading has bounded how deep it is.
pub(crate) fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count).sum::<usize>().saturating_add(1),
        Value::Object(members) => members.values().map(count).sum::<usize>().saturating_add(1),
        _ => 1,
    }
}
