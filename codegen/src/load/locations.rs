//! Gives diagnostics their locations in the text.
//!
//! In: diagnostics with pointers, and the text. Out: the diagnostics with line, column and excerpt.
//! Invariant: the text is scanned once at most, and only if a diagnostic wants it; a pointer that the text does not
//! have gets the location of its nearest ancestor, never another one.

use super::{Format, Source, excerpt, json, wanted::Wanted};
use crate::{Diagnostic, Diagnostics};

/// Gives every diagnostic of a text its location there.
pub(crate) fn locate(diagnostics: Diagnostics, source: &Source) -> Vec<Diagnostic> {
    let mut diagnostics = diagnostics.into_vec();
    locate_in(diagnostics.iter_mut().filter(|diagnostic| diagnostic.location.is_none()).collect(), source);
    diagnostics
}

/// The same for diagnostics that have no location yet.
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
        diagnostic.location = counter.location(offset);
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
