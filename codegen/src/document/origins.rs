//! Which parts of a document come from which file.
//!
//! In: the parts that `bundle` takes from other files. Out: the file and the location there of any node.
//! Invariant: a node that no entry covers is in the document's own file, which has the number 0.

use std::collections::BTreeMap;

use crate::pointer::{Pointer, prefixes};

/// The parts of a document that come from other files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins(BTreeMap<String, Origin>);

#[derive(Clone, Debug)]
struct Origin {
    text: usize,
    file: String,
    at: Pointer,
}

impl Origins {
    /// Records that a part of the document comes from a location in a file, given by its number and its name.
    pub(crate) fn add(&mut self, part: &Pointer, text: usize, file: String, at: Pointer) {
        self.0.insert(part.as_str().to_owned(), Origin { text, file, at });
    }

    /// The location as messages show it: with the file's name unless it is the document's own.
    pub(crate) fn describe(&self, pointer: &Pointer) -> String {
        match self.find(pointer) {
            (Some(file), at) => format!("{file}#{at}"),
            (None, at) => at.to_string(),
        }
    }

    /// The number of the file, and the location there.
    pub(crate) fn of(&self, pointer: &Pointer) -> (usize, Pointer) {
        match self.origin(pointer) {
            Some((origin, at)) => (origin.text, at),
            None => (0, pointer.clone()),
        }
    }

    /// The file's name, unless it is the document's own, and the location there.
    pub(crate) fn find(&self, pointer: &Pointer) -> (Option<&str>, Pointer) {
        match self.origin(pointer) {
            Some((origin, at)) => (Some(&origin.file), at),
            None => (None, pointer.clone()),
        }
    }

    fn origin(&self, pointer: &Pointer) -> Option<(&Origin, Pointer)> {
        let (part, origin) = prefixes(pointer.as_str()).find_map(|part| Some((part, self.0.get(part)?)))?;
        let below = pointer.as_str().get(part.len()..).unwrap_or_default();
        Some((origin, origin.at.below(below)))
    }
}
