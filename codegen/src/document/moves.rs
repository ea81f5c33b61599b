//! The nodes that rewriting moved.
//!
//! In: pairs of locations, as rules move nodes. Out: the location of a node in the document as written, and the location
//! where a reference of that document finds its target now.
//! Invariant: locations that were not moved, and are not below one that was, map to themselves.

use std::collections::BTreeMap;

use crate::{
    diagnostics::Diagnostics,
    pointer::{Pointer, prefixes},
};

/// The moved nodes of a document; everything below a node moves with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moves {
    origins: BTreeMap<String, Pointer>,
    targets: BTreeMap<String, Pointer>,
}

impl Moves {
    /// Records simultaneous moves: (the location of a node now, its location just before).
    pub(crate) fn add(&mut self, moves: &[(Pointer, Pointer)]) {
        let origins: Vec<Pointer> = moves.iter().map(|(_, old)| self.origin(old)).collect();
        for ((new, _), origin) in moves.iter().zip(origins) {
            self.targets.insert(origin.as_str().to_owned(), new.clone());
            self.origins.insert(new.as_str().to_owned(), origin);
        }
    }

    /// Records that a new node represents a part of one that stays: (the part, the whole).
    pub(crate) fn stand_for(&mut self, part: &Pointer, whole: &Pointer) {
        let origin = self.origin(whole);
        self.origins.insert(part.as_str().to_owned(), origin);
    }

    /// Records that the node at the first location was merged into the second.
    pub(crate) fn merge(&mut self, part: &Pointer, whole: &Pointer) {
        let origin = self.origin(part);
        self.targets.insert(origin.as_str().to_owned(), whole.clone());
    }

    /// The location in the document as written.
    pub(crate) fn origin(&self, pointer: &Pointer) -> Pointer {
        follow(&self.origins, pointer)
    }

    /// The current location of a node of the document as written.
    pub(crate) fn target(&self, pointer: &Pointer) -> Pointer {
        follow(&self.targets, pointer)
    }

    /// Passes on diagnostics of a rewritten document, with the locations of the document as written.
    pub(crate) fn restore(&self, found: Diagnostics, diagnostics: &mut Diagnostics) {
        for mut diagnostic in found.into_vec() {
            diagnostic.pointer = self.origin(&diagnostic.pointer);
            diagnostics.push(diagnostic);
        }
    }
}

/// Replaces the longest prefix that the map knows.
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
