//! Models from and to JSON text, for users: what `serde_json` does, with exact numbers and the path of each fault.
//!
//! In and out go bytes. Invariant: a fault is complete in itself, without the text.
use std::fmt;

use crate::json::{Read, ReadError, Write, WriteError, read, write};

/// Why a text is not the JSON of a model, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    path: String,
    line: usize,
    column: usize,
    source: ReadError,
}

impl ModelError {
    /// A fault in the text that was read.
    #[must_use]
    pub fn new(source: ReadError, input: &[u8]) -> Self {
        let (line, column) = source.line_and_column(input);
        Self { path: source.locate(input), line, column, source }
    }

    /// The JSON path of the fault, such as `items[3].uid`; empty for the whole value.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line of the fault, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column of the fault in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, column, source } = self;
        let separator = if path.is_empty() { "" } else { ": " };
        write!(f, "{path}{separator}{source} at line {line}, column {column}")
    }
}

impl std::error::Error for ModelError {}

/// Reads a model from JSON text.
///
/// # Errors
/// Where the text is not JSON, or not that of a `T`.
pub fn from_json<T: Read>(input: &[u8]) -> Result<T, ModelError> {
    read(input).map_err(|source| ModelError::new(source, input))
}

/// Writes a model as JSON text, compact.
///
/// # Errors
/// Where it holds a number that is NaN or infinite, or is nested too deep.
pub fn to_json<T: Write + ?Sized>(value: &T) -> Result<Vec<u8>, WriteError> {
    write(&value)
}

/// As [`to_json`], as a string.
///
/// # Errors
/// As [`to_json`].
pub fn to_json_string<T: Write + ?Sized>(value: &T) -> Result<String, WriteError> {
    // A writer puts out nothing but UTF-8; there is no second check to fail in practice.
    write(&value).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
