//! Which parts of a document come from which file or from another location.
//!
//! In: the parts that `overlay` changes and those that `bundle` copies. Out: the file and the location there of any node.
//! Invariant: a node that no entry covers is in the document's own file, which has the number 0. What overlays have changed
//! belongs to the document nevertheless: references are relative to it, and only messages name the overlay.

use std::collections::BTreeMap;

use crate::pointer::{Pointer, prefixes};

/// The parts of a document that come from elsewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    parts: BTreeMap<String, Origin>,
    /// What overlays changed in the document's own text.
    changes: BTreeMap<String, Origin>,
}

#[derive(Clone, Debug)]
struct Origin {
    text: usize,
    file: String,
    at: Pointer,
}

impl Origins {
    /// Records that a part of the document comes from a location in a file, given by its number and its name.
    pub(crate) fn add(&mut self, part: &Pointer, text: usize, file: String, at: Pointer) {
        self.parts.insert(part.as_str().to_owned(), Origin { text, file, at });
    }

    /// Records that an overlay has put a node from a location in a file into the document.
    pub(crate) fn add_change(&mut self, node: &Pointer, text: usize, file: String, at: Pointer) {
        self.changes.insert(node.as_str().to_owned(), Origin { text, file, at });
    }

    /// The location as messages show it: with the file's name unless it is the document's own.
    pub(crate) fn describe(&self, pointer: &Pointer) -> String {
        match self.find(pointer) {
            (Some(file), at) => format!("{file}#{at}"),
            (None, at) => at.to_string(),
        }
    }

    /// The number of the file, and the location there; what overlays changed is in the document's own.
    pub(crate) fn of(&self, pointer: &Pointer) -> (usize, Pointer) {
        match origin(&self.parts, pointer) {
            Some((origin, at)) => (origin.text, at),
            None => (0, pointer.clone()),
        }
    }

    /// The number of the file in which somebody wrote a node, and the location there.
    pub(crate) fn written(&self, pointer: &Pointer) -> (usize, Pointer) {
        let (text, at) = self.of(pointer);
        match origin(&self.changes, &at).filter(|_| text == 0) {
            Some((origin, at)) => (origin.text, at),
            None => (text, at),
        }
    }

    /// The file's name, unless it is the document's own, and the location there.
    pub(crate) fn find(&self, pointer: &Pointer) -> (Option<&str>, Pointer) {
        let part = origin(&self.parts, pointer);
        let (found, at) = part.map_or((None, pointer.clone()), |(origin, at)| (Some(origin), at));
        let found = found.filter(|found| found.text != 0);
        let change = origin(&self.changes, &at).filter(|_| found.is_none());
        let (found, at) = change.map_or((found, at), |(change, at)| (Some(change), at));
        (found.filter(|found| found.text != 0).map(|found| found.file.as_str()), at)
    }

    /// The number of the file of the part that begins at a location.
    pub(crate) fn begins(&self, part: &Pointer) -> Option<usize> {
        self.parts.get(part.as_str()).map(|origin| origin.text)
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
                .filter_map(|part| self.parts.get(part))
                .any(|origin| origin.text == text && begins(&origin.at))
    }

    /// The location, in its file, of the part that contains a location.
    pub(crate) fn part(&self, pointer: &Pointer) -> Option<&Pointer> {
        entry(&self.parts, pointer).map(|(_, origin)| &origin.at)
    }
}

/// The innermost entry that covers a location, and the length of its own.
fn entry<'a>(entries: &'a BTreeMap<String, Origin>, pointer: &Pointer) -> Option<(usize, &'a Origin)> {
    if entries.is_empty() {
        return None;
    }
    prefixes(pointer.as_str()).find_map(|part| Some((part.len(), entries.get(part)?)))
}

fn origin<'a>(entries: &'a BTreeMap<String, Origin>, pointer: &Pointer) -> Option<(&'a Origin, Pointer)> {
    let (length, origin) = entry(entries, pointer)?;
    let below = pointer.as_str().get(length..).unwrap_or_default();
    Some((origin, origin.at.below(below)))
}
