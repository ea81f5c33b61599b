//! What the generator has to say about a document: faults that refuse it, and warnings.
//!
//! In: a diagnostics entry and the pointer of the node at fault. Out: a list that a seam flushes.
//! Invariant: every fault of a run is collected; the first never hides the others.

pub(crate) mod degraded;
mod texts;

use std::fmt;

use indexmap::IndexSet;

use crate::pointer::Pointer;

pub(crate) use texts::*;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The document's meaning is clear; code is generated all the same.
    Warning,
    /// The document is refused.
    Error,
}

/// One fault or oddity of a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// The stable name of this kind of diagnostic, such as `unresolved-reference`.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// The node at fault.
    pub pointer: Pointer,
    /// Where the node stands in the text; set when the diagnostics of a run are reported.
    pub place: Option<Place>,
}

/// A place in a document's text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The document's file name as given.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// The line's text, without control characters, shortened if long.
    pub excerpt: String,
}

/// The diagnostics of a run, collected across stages.
#[derive(Debug, Default)]
pub struct Diagnostics(IndexSet<Diagnostic>);

impl Diagnostics {
    /// Adds a diagnostic. The diagnostics (`diagnostics.rs`) makes them.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.insert(diagnostic);
    }

    /// Adds diagnostics in their order.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(diagnostics);
    }

    /// Whether the document is refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The diagnostics in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// The diagnostics, to be placed or kept.
    #[must_use]
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0.into_iter().collect()
    }
}

/// Why nothing was generated: all faults of a document or a configuration, warnings included.
#[derive(Debug)]
pub struct GenerateError {
    /// The diagnostics, in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.diagnostics {
            writeln!(f, "{diagnostic}\n")?;
        }
        let errors = self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        write!(f, "{errors} error(s), nothing generated")
    }
}

impl std::error::Error for GenerateError {}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  --> {}:{}:{} at {}", place.file, place.line, place.column, self.pointer)?;
            let margin = place.line.to_string().len();
            write!(f, "\n {:margin$} |\n {} | {}", "", place.line, place.excerpt)?;
        } else {
            write!(f, "\n  --> {}", self.pointer)?;
        }
        if !self.hint.is_empty() {
            write!(f, "\n  = help: {}", self.hint)?;
        }
        Ok(())
    }
}
