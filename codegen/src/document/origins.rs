//! Which parts of a document come from which file or from another location.
//!
//! In: the parts that `bundle` copies. Out: the file and the location there of any node.
//! Invariant: a node that no entry covers is in the document's own file, which has the number 0.

use std::collections::BTreeMap;

use crate::pointer::{Pointer, prefixes};

/// The parts of a document that come from elsewhere.
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
            Some((origin, at)) => (Some(origin.file.as_str()).filter(|_| origin.text != 0), at),
            None => (None, pointer.clone()),
        }
    }

    /// The number of the file of the part that begins at a location.
    pub(crate) fn begins(&self, part: &Pointer) -> Option<usize> {
        self.0.get(part.as_str()).map(|origin| origin.text)
    }

    /// Whether a location is in a part that comes from the location of a file, or contains that location there.
    pub(crate) fn is_within(&self, pointer: &Pointer, text: usize, at: &Pointer) -> bool {
        let begins = |inner: &Pointer| {
            inner
                .as_str()
                .strip_prefix(at.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let (own, here) = self.of(pointer);
        (own == text && begins(&here))
            || prefixes(pointer.as_str())
                .filter_map(|part| self.0.get(part))
                .any(|origin| origin.text == text && begins(&origin.at))
    }

    /// The location, in its file, of the part that contains a location.
    pub(crate) fn part(&self, pointer: &Pointer) -> Option<&Pointer> {
        self.origin_entry(pointer).map(|(_, origin)| &origin.at)
    }

    fn origin_entry(&self, pointer: &Pointer) -> Option<(usize, &Origin)> {
        prefixes(pointer.as_str()).find_map(|part| Some((part.len(), self.0.get(part)?)))
    }

    fn origin(&self, pointer: &Pointer) -> Option<(&Origin, Pointer)> {
        let (length, origin) = self.origin_entry(pointer)?;
        let below = pointer.as_str().get(length..).unwrap_or_default();
        Some((origin, origin.at.below(below)))
    }
}
