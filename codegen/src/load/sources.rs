//! The texts of a document, and which part of it is in which.
//!
//! In: the document's own text, then those of overlays and those that it refers to. Out: locations of diagnostics in any of them.
//! Invariant: the first text is the document's own; it has every part that no origin covers.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{Source, locations};
use crate::{Diagnostic, Diagnostics, GenerateError, document::Origins, pointer::Pointer};

/// A document's texts.
#[derive(Debug)]
pub(crate) struct Sources {
    texts: Vec<Source>,
    pub(crate) origins: Origins,
}

impl Sources {
    pub(crate) fn read(path: &Path) -> Result<Self, GenerateError> {
        Ok(Self { texts: vec![Source::read(path)?], origins: Origins::default() })
    }

    /// Records that a part of the document comes from a location in a text.
    pub(crate) fn add_origin(&mut self, part: &Pointer, text: usize, at: Pointer) {
        let file = self.get(text).map(|source| source.file.clone()).unwrap_or_default();
        self.origins.add(part, text, file, at);
    }

    /// Records that an overlay has put a node from a location in a text into the document.
    pub(crate) fn add_change(&mut self, node: &Pointer, text: usize, at: Pointer) {
        let file = self.get(text).map(|source| source.file.clone()).unwrap_or_default();
        self.origins.add_change(node, text, file, at);
    }

    /// The document's own text.
    pub(crate) fn main(&self) -> Option<&Source> {
        self.texts.first()
    }

    pub(crate) fn get(&self, text: usize) -> Option<&Source> {
        self.texts.get(text)
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Adds a text; returns its number.
    pub(crate) fn add(&mut self, source: Source) -> usize {
        self.texts.push(source);
        self.texts.len() - 1
    }

    /// The files of the texts, in the order in which they were read.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        self.texts.iter().map(|source| PathBuf::from(&source.file)).collect()
    }

    /// Gives every diagnostic its location and its pointer in the text that it is about.
    pub(crate) fn locate(&self, diagnostics: Diagnostics) -> Vec<Diagnostic> {
        let mut diagnostics = diagnostics.into_vec();
        let mut by_text: BTreeMap<usize, Vec<&mut Diagnostic>> = BTreeMap::new();
        for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.location.is_none()) {
            let (text, pointer) = self.origins.written(&diagnostic.pointer);
            diagnostic.pointer = pointer;
            by_text.entry(text).or_default().push(diagnostic);
        }
        for (text, diagnostics) in by_text {
            if let Some(source) = self.get(text) {
                locations::locate_in(diagnostics, source);
            }
        }
        diagnostics
    }
}
