//! How deep schemas may be nested, and how much may be copied from one into others.
//!
//! In: what is entered and copied. Out: whether it may be.
//! Invariant: a document that exceeds a limit is rejected, with one diagnostic.

use crate::{Diagnostics, diagnostics, pointer::Pointer};

/// How deep schemas may be nested.
pub(super) const MAX_DEPTH: usize = 200;

/// How many properties and values may be copied by merging, beside twice the number of schemas.
const MORE_COPIES: usize = 200_000;

/// What may still be lowered.
#[derive(Debug)]
pub(super) struct Limits {
    depth: usize,
    copies: usize,
    exceeded: bool,
}

impl Limits {
    pub(super) fn new(schemas: usize) -> Self {
        let copies = schemas.saturating_mul(2).saturating_add(MORE_COPIES);
        Self { depth: 0, copies, exceeded: false }
    }

    /// Whether merging exceeded a limit: the document is rejected already, so no more is merged.
    pub(super) fn is_exceeded(&self) -> bool {
        self.exceeded
    }

    /// Goes one schema deeper; `false`, and a diagnostic, if that is too deep.
    pub(super) fn enter(&mut self, pointer: &Pointer, diagnostics: &mut Diagnostics) -> bool {
        if self.depth >= MAX_DEPTH {
            diagnostics.push(diagnostics::too_deep(pointer, MAX_DEPTH));
            return false;
        }
        self.depth += 1;
        true
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Reports that merging goes too deep.
    pub(super) fn exceed_depth(&mut self, pointer: &Pointer, diagnostics: &mut Diagnostics) {
        self.exceeded = true;
        diagnostics.push(diagnostics::too_deep(pointer, MAX_DEPTH));
    }

    /// Counts properties or values that are copied into another schema; `false` when there are too many.
    pub(super) fn copy(&mut self, pointer: &Pointer, count: usize, diagnostics: &mut Diagnostics) -> bool {
        match self.copies.checked_sub(count) {
            Some(left) => self.copies = left,
            None if !self.exceeded => {
                self.exceeded = true;
                diagnostics.push(diagnostics::too_large(pointer));
            }
            None => {}
        }
        !self.exceeded
    }
}
