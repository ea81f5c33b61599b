//! Gives diagnostics their places in the text.
//!
//! In: diagnostics with pointers, and the text. Out: the diagnostics with line, column and excerpt.
//! Invariant: the text is scanned once at most, and only if a diagnostic wants it; a pointer that the text does not
//! have gets the place of its nearest ancestor, never another one.

use std::collections::BTreeMap;

use super::{Format, Source, excerpt, json};
use crate::{
    Diagnostic, Diagnostics,
    pointer::{Pointer, prefixes},
};

/// The offsets of the pointers that somebody wants to know, ancestors included.
#[derive(Debug, Default)]
pub(super) struct Wanted(BTreeMap<String, Option<usize>>);

impl Wanted {
    fn want(&mut self, pointer: &Pointer) {
        for prefix in prefixes(pointer.as_str()) {
            if self.0.insert(prefix.to_owned(), None).is_some() {
                return;
            }
        }
    }

    /// Notes the offset of a node, where somebody wants it; a later node of the same pointer counts.
    pub(super) fn found(&mut self, pointer: &str, offset: usize) -> bool {
        let place = self.0.get_mut(pointer);
        place.map(|place| *place = Some(offset)).is_some()
    }

    fn nearest(&self, pointer: &Pointer) -> Option<usize> {
        prefixes(pointer.as_str()).find_map(|prefix| self.0.get(prefix).copied().flatten())
    }
}

/// Gives every diagnostic of a text its place there.
pub(crate) fn locate(diagnostics: Diagnostics, source: &Source) -> Vec<Diagnostic> {
    let mut diagnostics = diagnostics.into_vec();
    locate_in(diagnostics.iter_mut().filter(|diagnostic| diagnostic.place.is_none()).collect(), source);
    diagnostics
}

/// The same for diagnostics without a place.
pub(super) fn locate_in(diagnostics: Vec<&mut Diagnostic>, source: &Source) {
    if diagnostics.is_empty() || source.text.is_empty() {
        return;
    }
    let mut wanted = Wanted::default();
    for diagnostic in &diagnostics {
        wanted.want(&diagnostic.pointer);
    }
    scan(source, &mut wanted);
    let mut offsets: Vec<_> = diagnostics
        .into_iter()
        .filter_map(|diagnostic| Some((wanted.nearest(&diagnostic.pointer)?, diagnostic)))
        .collect();
    offsets.sort_by_key(|(offset, _)| *offset);
    let mut counter = excerpt::Counter::new(source);
    for (offset, diagnostic) in offsets {
        diagnostic.place = counter.place(offset);
    }
}

fn scan(source: &Source, wanted: &mut Wanted) {
    match source.format {
        Format::Json => json::scan(&source.text, wanted),
        #[cfg(feature = "yaml")]
        Format::Yaml => super::yaml::scan(&source.text, wanted),
        #[cfg(not(feature = "yaml"))]
        Format::Yaml => {}
    }
}
