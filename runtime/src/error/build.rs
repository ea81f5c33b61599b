//! Requests and clients that cannot be built.
//!
//! In: what a caller gave. Out: [`BuildError`]. Invariant: the text names the place, never the value.

use std::error::Error;
use std::fmt;

use super::text::plain;

/// A request (or client) that could not be built; nothing was sent.
#[derive(Debug)]
pub struct BuildError {
    operation: &'static str,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl BuildError {
    /// A fault by its text, which must not quote secrets.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { operation: "", message: message.into(), source: None }
    }

    /// The same with what caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.operation = operation;
        self
    }

    /// The operation's name; empty where a client was being built.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation.is_empty() {
            write!(f, "{}: ", self.operation)?;
        }
        write!(f, "not sent: {}", self.message)?;
        match &self.source {
            Some(source) => write!(f, ": {}", plain(&source.to_string(), &[])),
            None => Ok(()),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
