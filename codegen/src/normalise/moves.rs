//! Where rewriting put things.
//!
//! In: pairs of places, as rules move nodes. Out: the place that a node has in the document as written, and the place
//! where a reference of that document finds its target now.
//! Invariant: places that were not moved, nor stand below one that was, map to themselves.

use std::collections::BTreeMap;

use crate::{Diagnostics, load::prefixes, pointer::Pointer};

/// The moved nodes of a document; what stands below a node moved with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves {
    origins: BTreeMap<String, Pointer>,
    targets: BTreeMap<String, Pointer>,
}

impl Moves {
    /// Notes moves that happened at once: (where a node is now, where it was just before).
    pub(super) fn add(&mut self, moves: &[(Pointer, Pointer)]) {
        let origins: Vec<Pointer> = moves.iter().map(|(_, old)| self.origin(old)).collect();
        for ((new, _), origin) in moves.iter().zip(origins) {
            self.targets.insert(origin.as_str().to_owned(), new.clone());
            self.origins.insert(new.as_str().to_owned(), origin);
        }
    }

    /// Notes that a node stands for a part of one that stays: (the part, the whole).
    pub(super) fn stand_for(&mut self, part: &Pointer, whole: &Pointer) {
        let origin = self.origin(whole);
        self.origins.insert(part.as_str().to_owned(), origin);
    }

    /// Notes that what was at the first place is one with the second now.
    pub(super) fn merge(&mut self, part: &Pointer, whole: &Pointer) {
        let origin = self.origin(part);
        self.targets.insert(origin.as_str().to_owned(), whole.clone());
    }

    /// The place in the document as written.
    pub(crate) fn origin(&self, pointer: &Pointer) -> Pointer {
        follow(&self.origins, pointer)
    }

    /// The place now of a place in the document as written.
    pub(crate) fn target(&self, pointer: &Pointer) -> Pointer {
        follow(&self.targets, pointer)
    }

    /// Hands diagnostics of a rewritten document on, with the places of the document as written.
    pub(crate) fn restore(&self, found: Diagnostics, diagnostics: &mut Diagnostics) {
        for mut diagnostic in found.into_vec() {
            diagnostic.pointer = self.origin(&diagnostic.pointer);
            diagnostics.push(diagnostic);
        }
    }
}

/// Replaces the longest part that the map knows.
fn follow(map: &BTreeMap<String, Pointer>, pointer: &Pointer) -> Pointer {
    if map.is_empty() {
        return pointer.clone();
    }
    let known = prefixes(pointer.as_str()).find_map(|prefix| Some((map.get(prefix)?, prefix.len())));
    let Some((start, length)) = known else { return pointer.clone() };
    let keys = prefixes(pointer.as_str()).take_while(|prefix| prefix.len() > length).count();
    let all: Vec<String> = pointer.keys().collect();
    all.iter().skip(all.len() - keys).fold(start.clone(), |at, key| at.child(key))
}
