//! What can be wrong with a JSON text that is read.
//!
//! In go faults of the parser and of the types; out comes a [`ReadError`], one pointer wide, that knows the byte where
//! it happened. Invariant: a fault quotes at most 100 characters of the text.
use std::fmt;

use jiter::{JiterError, JiterErrorType, JsonErrorType};

use super::{DEPTH_LIMIT, location};

/// Why a JSON text could not be read as the type that was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadError(Box<Fault>);

#[derive(Clone, PartialEq, Eq)]
struct Fault {
    kind: ReadErrorKind,
    offset: usize,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// The text is not JSON; the text says how.
    Syntax(Box<str>),
    /// The bytes are not UTF-8.
    Encoding,
    /// A JSON value of another kind was expected.
    WrongKind {
        /// What was expected, with its article.
        expected: &'static str,
        /// What is there, with its article.
        found: &'static str,
    },
    /// A text or number that the type does not allow.
    Format {
        /// What it should have been, with its article.
        expected: &'static str,
        /// The offending text, shortened.
        text: Box<str>,
    },
    /// A number that the type cannot hold.
    OutOfRange {
        /// What it should have been, with its article.
        expected: &'static str,
        /// The offending number, shortened.
        text: Box<str>,
    },
    /// An object lacks a required member.
    Missing(&'static str),
    /// A list has another length than the document says.
    Length {
        /// How many members it should have.
        expected: usize,
    },
    /// Objects and arrays are nested deeper than [`DEPTH_LIMIT`].
    TooDeep,
    /// Telling the members of nested unions apart would take more than linear time.
    TooAmbiguous,
    /// Anything else, in words.
    Other(Box<str>),
}

impl ReadError {
    /// A fault at a byte of the input.
    #[must_use]
    pub fn new(kind: ReadErrorKind, offset: usize) -> Self {
        Self(Box::new(Fault { kind, offset }))
    }

    /// A fault of another kind, in words: for types that read themselves, and for bodies that are not JSON at all.
    #[must_use]
    pub fn other(message: impl Into<String>) -> Self {
        Self::new(ReadErrorKind::Other(message.into().into_boxed_str()), 0)
    }

    /// A required member has no value, though its object was read.
    #[doc(hidden)]
    #[must_use]
    pub fn unfilled() -> Self {
        Self::other("a required member has no value")
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &ReadErrorKind {
        &self.0.kind
    }

    /// The byte of the input at which it was noticed, counted behind a byte order mark.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The JSON path of the fault, such as `items[3].uid`, found by scanning `input` again: the bytes that were read.
    /// Empty where the whole value is meant.
    #[must_use]
    pub fn locate(&self, input: &[u8]) -> String {
        let (input, offset) = (location::behind_mark(input), self.offset());
        let ReadErrorKind::Missing(name) = self.kind() else { return location::path(input, offset) };
        let mut path = location::parent_path(input, offset);
        location::push_key(&mut path, name);
        path
    }

    /// Line and column of the fault, both from 1, columns in characters.
    #[must_use]
    pub fn line_and_column(&self, input: &[u8]) -> (usize, usize) {
        location::line_and_column(location::behind_mark(input), self.offset())
    }

    /// The fault with its location: `items[3].uid: not a UUID: "x"`.
    #[must_use]
    pub fn describe(&self, input: &[u8]) -> String {
        let path = self.locate(input);
        if path.is_empty() {
            let (line, column) = self.line_and_column(input);
            format!("{self} at line {line}, column {column}")
        } else {
            format!("{path}: {self}")
        }
    }

    /// Whether the text as a whole is at fault, so that reading it as another type cannot help.
    pub(super) fn is_final(&self) -> bool {
        use ReadErrorKind::{Encoding, Syntax, TooAmbiguous, TooDeep};
        matches!(self.kind(), Syntax(_) | Encoding | TooDeep | TooAmbiguous)
    }

    pub(crate) fn format(expected: &'static str, text: &str, offset: usize) -> Self {
        Self::new(ReadErrorKind::Format { expected, text: location::shortened(text).into() }, offset)
    }

    pub(super) fn out_of_range(expected: &'static str, text: &str, offset: usize) -> Self {
        Self::new(ReadErrorKind::OutOfRange { expected, text: location::shortened(text).into() }, offset)
    }

    /// A fault of a parser that began at this offset.
    #[cold]
    #[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
    pub(super) fn parser(error: JiterError, base: usize) -> Self {
        let kind = match &error.error_type {
            JiterErrorType::JsonError(JsonErrorType::RecursionLimitExceeded) => ReadErrorKind::TooDeep,
            other => ReadErrorKind::Syntax(other.to_string().into_boxed_str()),
        };
        Self::new(kind, base + error.index)
    }
}

impl fmt::Display for ReadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(how) => write!(f, "not JSON: {how}"),
            Self::Encoding => f.write_str("not UTF-8"),
            Self::WrongKind { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::Format { expected, text } => write!(f, "not {expected}: {text:?}"),
            Self::OutOfRange { expected, text } => write!(f, "out of range for {expected}: {text}"),
            Self::Missing(name) => write!(f, "missing member `{name}`"),
            Self::Length { expected } => write!(f, "not a list of exactly {expected}"),
            Self::TooDeep => write!(f, "nested deeper than {DEPTH_LIMIT}"),
            Self::TooAmbiguous => {
                f.write_str("too ambiguous: nested unions cannot be told apart in linear time")
            }
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.kind.fmt(f)
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadError").field("kind", &self.0.kind).field("offset", &self.0.offset).finish()
    }
}

impl std::error::Error for ReadError {}
