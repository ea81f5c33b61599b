//! What a run of the generator gives.
//!
//! In: files of a back end, and what the stages noticed. Out: both, for callers.
//! Invariant: a file's name never leads out of the output folder; `write` checks it again.

use std::path::PathBuf;

use crate::diagnostics::Diagnostic;

/// Generated files, with what the generator noticed.
#[derive(Debug, Default)]
pub struct Output {
    /// The files, in a fixed order.
    pub files: Vec<File>,
    /// Warnings, in the order in which they were found.
    pub warnings: Vec<Diagnostic>,
    /// The files that were read: the document, then those that it refers to. A build script names each to Cargo
    /// (`cargo::rerun-if-changed`), so that the code is generated again when one changes.
    pub inputs: Vec<PathBuf>,
}

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, such as `models.rs`; never a path out of the output folder.
    pub name: String,
    /// Its text.
    pub text: String,
}
