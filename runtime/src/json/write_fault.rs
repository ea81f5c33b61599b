//! What can be wrong with a value that is written.
//!
//! In go the first fault of a writer and the text so far; out comes a [`WriteError`] with the fault's path. Invariant:
//! it never holds the value itself, which may be a secret.
use std::fmt;

/// Why a value has no JSON text.
#[derive(Clone, PartialEq, Eq)]
pub struct WriteError(Box<Fault>);

#[derive(Clone, PartialEq, Eq)]
struct Fault {
    what: &'static str,
    path: String,
}

impl WriteError {
    pub(super) fn new(what: &'static str, path: String) -> Self {
        Self(Box::new(Fault { what, path }))
    }

    /// The path of the faulty part, such as `values.x`; empty where the whole value is meant.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { what, path } = &*self.0;
        if path.is_empty() { f.write_str(what) } else { write!(f, "{path}: {what}") }
    }
}

impl fmt::Debug for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WriteError({self})")
    }
}

impl std::error::Error for WriteError {}
