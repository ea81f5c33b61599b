//! Diagnostics: errors, for which nothing is generated, and warnings.
//!
//! In: an entry of `texts` for each fault, with the pointer of the node at fault. Out: a list in the order of discovery.
//! Invariant: every fault of a run is collected; the first never hides the others.

mod texts;

use std::fmt;

use indexmap::IndexSet;

use crate::pointer::Pointer;

pub(crate) use texts::*;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Code is generated nevertheless.
    Warning,
    /// Nothing is generated.
    Error,
}

/// One fault or peculiarity of a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Its severity.
    pub severity: Severity,
    /// The stable name of this kind of diagnostic, such as `unresolved-reference`.
    pub code: &'static str,
    /// What is wrong and what the generator does about it, in one sentence.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// The node at fault.
    pub pointer: Pointer,
    /// Where the node is in the text; set at the end of a run.
    pub location: Option<Location>,
}

/// A location in a document's text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
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
    /// Adds a diagnostic, unless the same one is there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.insert(diagnostic);
    }

    /// Adds diagnostics in their order.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(diagnostics);
    }

    /// Whether nothing can be generated.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The diagnostics in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// The diagnostics in the order in which they were found.
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
        if let Some(location) = &self.location {
            write!(f, "\n  --> {}:{}:{} at {}", location.file, location.line, location.column, self.pointer)?;
            let margin = location.line.to_string().len();
            write!(f, "\n {:margin$} |\n {} | {}", "", location.line, location.excerpt)?;
        } else {
            write!(f, "\n  --> {}", self.pointer)?;
        }
        if !self.hint.is_empty() {
            write!(f, "\n  = help: {}", self.hint)?;
        }
        Ok(())
    }
}
