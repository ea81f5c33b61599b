//! The nodes whose offsets in the text are wanted.
//!
//! In: pointers. Out: for each, the offset of the nearest node that the scan of the text found.
//! Invariant: what is inside a node that is not wanted is not wanted either.

use std::collections::BTreeMap;

use crate::pointer::{Pointer, prefixes};

/// The offsets of wanted pointers and of their ancestors.
#[derive(Debug, Default)]
pub(super) struct Wanted(BTreeMap<String, Option<usize>>);

impl Wanted {
    pub(super) fn want(&mut self, pointer: &Pointer) {
        for prefix in prefixes(pointer.as_str()) {
            if self.0.insert(prefix.to_owned(), None).is_some() {
                return;
            }
        }
    }

    /// Records the offset of a node, if it is wanted; of several nodes with one pointer, the last counts.
    pub(super) fn found(&mut self, pointer: &str, offset: usize) -> bool {
        self.0.get_mut(pointer).map(|known| *known = Some(offset)).is_some()
    }

    /// The offset of a node, or of its nearest ancestor that the text has.
    pub(super) fn nearest(&self, pointer: &Pointer) -> Option<usize> {
        prefixes(pointer.as_str()).find_map(|prefix| self.0.get(prefix).copied().flatten())
    }
}
