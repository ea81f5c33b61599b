//! The pull reader: JSON text in, calls for exactly what is expected.
//!
//! It walks the text once, over the crate `jiter`, and builds nothing; implementations of [`Read`](super::Read) pull keys,
//! items and scalars from it. Invariant: what is read again, for unions, is at most [`AGAIN_FACTOR`] times the input in all.
use std::borrow::Cow;

use jiter::Peek;

use super::cursor::Cursor;
use super::lookahead::Lookahead;
use super::{DEPTH_LIMIT, ReadError, ReadErrorKind, location};

pub(super) mod attempt;

/// How often, in inputs, bytes may be read again in all.
const AGAIN_FACTOR: usize = 16;
/// What may be read again besides: small inputs may be as ambiguous as they like.
const AGAIN_BASE: usize = 256 * 1024;

/// The kind of a JSON value, integers apart from other numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without fraction or exponent.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The kind's name with its article.
    pub(super) fn described(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// Reads JSON text, a piece at a time.
#[derive(Debug)]
pub struct Reader<'j> {
    pub(super) cursor: Cursor<'j>,
    depth: usize,
    /// The object or array was just begun: its bracket is not consumed yet.
    fresh: bool,
    /// The index of the member that is looked for first.
    guess: usize,
    /// The key that was not among the known ones; most are skipped, so none is copied before it is asked for.
    key: Cow<'j, str>,
    /// How many bytes may still be read again.
    again: usize,
    /// How many values were passed over.
    skipped: usize,
    pub(super) ahead: Lookahead,
}

impl<'j> Reader<'j> {
    /// A reader at the beginning of a text. A byte order mark is skipped.
    ///
    /// # Errors
    /// Where the bytes are not UTF-8.
    pub fn new(input: &'j [u8]) -> Result<Self, ReadError> {
        let text = std::str::from_utf8(location::behind_mark(input))
            .map_err(|error| ReadError::new(ReadErrorKind::Encoding, error.valid_up_to()))?;
        Ok(Self::within(text))
    }

    /// A reader of text that is part of a text read already.
    pub(super) fn within(input: &'j str) -> Self {
        Self {
            cursor: Cursor::new(input),
            depth: 0,
            fresh: false,
            guess: 0,
            key: Cow::default(),
            skipped: 0,
            again: input.len().saturating_mul(AGAIN_FACTOR).saturating_add(AGAIN_BASE),
            ahead: Lookahead::default(),
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Where anything but white space follows.
    pub fn finish(&mut self) -> Result<(), ReadError> {
        self.cursor.finish()
    }

    /// The kind of the next value, which is not consumed.
    ///
    /// # Errors
    /// Where no value follows.
    pub fn kind(&mut self) -> Result<Kind, ReadError> {
        Ok(match self.peek()? {
            Peek::Null => Kind::Null,
            Peek::True | Peek::False => Kind::Boolean,
            Peek::String => Kind::String,
            Peek::Array => Kind::Array,
            Peek::Object => Kind::Object,
            _ if self.is_integer() => Kind::Integer,
            _ => Kind::Number,
        })
    }

    /// Begins an object; its members follow by [`field`](Self::field).
    ///
    /// # Errors
    /// Where the next value is not an object, or is nested too deep.
    pub fn begin_object(&mut self) -> Result<(), ReadError> {
        self.begin(Peek::Object, Kind::Object)
    }

    /// The next member's key as an index of `fields`, `fields.len()` for any other key, `None` at the object's end.
    ///
    /// # Errors
    /// Where the text is not JSON.
    pub fn field(&mut self, fields: &'static [&'static str]) -> Result<Option<usize>, ReadError> {
        let fresh = std::mem::take(&mut self.fresh);
        if let Some(key) = self.cursor.plain_key(if fresh { '{' } else { ',' }) {
            return Ok(Some(self.index(fields, Cow::Borrowed(key))));
        }
        let key = if fresh { self.cursor.first_key()? } else { self.cursor.next_key()? };
        if let Some(key) = key.map(str::to_owned) {
            return Ok(Some(self.index(fields, Cow::Owned(key))));
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(None)
    }

    /// The index of a key among the known ones; beyond them, the key is kept.
    fn index(&mut self, fields: &'static [&'static str], key: Cow<'j, str>) -> usize {
        // Servers send members in the order of their documents, mostly.
        let index = match fields.get(self.guess) {
            Some(field) if *field == key => Some(self.guess),
            _ => fields.iter().position(|field| *field == key),
        };
        match index {
            Some(index) => self.guess = index + 1,
            None => self.key = key,
        }
        index.unwrap_or(fields.len())
    }

    /// The key that [`field`](Self::field) did not know.
    #[must_use]
    pub fn key_owned(&mut self) -> String {
        std::mem::take(&mut self.key).into_owned()
    }

    /// Begins an array; its items follow by [`next_item`](Self::next_item).
    ///
    /// # Errors
    /// Where the next value is not an array, or is nested too deep.
    pub fn begin_array(&mut self) -> Result<(), ReadError> {
        self.begin(Peek::Array, Kind::Array)
    }

    /// Whether another item follows, which must then be read; `false` ends the array.
    ///
    /// # Errors
    /// Where the text is not JSON.
    pub fn next_item(&mut self) -> Result<bool, ReadError> {
        let fresh = std::mem::take(&mut self.fresh);
        let more = if fresh { self.cursor.first_item()? } else { self.cursor.next_item()? };
        if !more {
            self.depth = self.depth.saturating_sub(1);
        }
        Ok(more)
    }

    /// Consumes the next value, whatever it is.
    ///
    /// # Errors
    /// Where the text is not JSON.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        self.skipped = self.skipped.saturating_add(1);
        self.pass()
    }

    /// Passes over a value that somebody else reads.
    pub(super) fn pass(&mut self) -> Result<(), ReadError> {
        self.cursor.skip()
    }

    /// The fault of a finished object that lacks a member.
    pub(super) fn missing(&self, name: &'static str) -> ReadError {
        // The closing brace: the object is still open there, so that its path can be found.
        ReadError::new(ReadErrorKind::Missing(name), self.offset().saturating_sub(1))
    }

    /// Reads a string without keeping it.
    ///
    /// # Errors
    /// Where the next value is not a string.
    pub fn string(&mut self) -> Result<&str, ReadError> {
        if self.peek()? != Peek::String {
            return Err(self.wrong_kind(Kind::String));
        }
        self.cursor.string()
    }

    /// Reads a boolean.
    pub(super) fn boolean(&mut self) -> Result<bool, ReadError> {
        let peek = self.peek()?;
        if !matches!(peek, Peek::True | Peek::False) {
            return Err(self.wrong_kind(Kind::Boolean));
        }
        self.cursor.boolean(peek)
    }

    /// Reads `null`.
    pub(super) fn null(&mut self) -> Result<(), ReadError> {
        if self.peek()? != Peek::Null {
            return Err(self.wrong_kind(Kind::Null));
        }
        self.cursor.null()
    }

    /// Reads `null` if that is what follows.
    #[inline]
    pub(crate) fn null_follows(&mut self) -> Result<bool, ReadError> {
        let null = self.peek()? == Peek::Null;
        if null {
            self.null()?;
        }
        Ok(null)
    }

    /// Reads a number: the integer if it is one, its text, and the offset where it begins.
    pub(super) fn number(&mut self, expected: Kind) -> Result<(Option<i64>, &'j str, usize), ReadError> {
        let peek = self.peek()?;
        if !peek.is_num() {
            return Err(self.wrong_kind(expected));
        }
        let start = self.offset();
        let integer = self.cursor.number(peek)?;
        Ok((integer, self.cursor.text_since(start), start))
    }

    /// A fault at the next value, which is of another kind.
    pub(super) fn wrong_kind(&mut self, expected: Kind) -> ReadError {
        match self.kind() {
            Ok(found) => {
                let (expected, found) = (expected.described(), found.described());
                ReadError::new(ReadErrorKind::WrongKind { expected, found }, self.offset())
            }
            Err(error) => error,
        }
    }

    /// The offset in the input, behind white space where a value was peeked at.
    pub(super) fn offset(&self) -> usize {
        self.cursor.offset()
    }

    /// The first byte of the next value, which is one that a value can begin with.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<Peek, ReadError> {
        self.cursor.peek()
    }

    /// Counts bytes that are read besides the one pass.
    pub(super) fn read_again(&mut self, bytes: usize) -> Result<(), ReadError> {
        match self.again.checked_sub(bytes) {
            Some(left) => {
                self.again = left;
                Ok(())
            }
            None => Err(ReadError::new(ReadErrorKind::TooAmbiguous, self.offset())),
        }
    }

    fn begin(&mut self, bracket: Peek, kind: Kind) -> Result<(), ReadError> {
        if self.peek()? != bracket {
            return Err(self.wrong_kind(kind));
        }
        if self.depth >= DEPTH_LIMIT {
            return Err(ReadError::new(ReadErrorKind::TooDeep, self.offset()));
        }
        self.depth += 1;
        self.fresh = true;
        self.guess = 0;
        Ok(())
    }

    /// Whether the number that follows is written without fraction and exponent.
    fn is_integer(&self) -> bool {
        let rest = self.cursor.input.as_bytes().get(self.offset()..).unwrap_or_default();
        let number =
            rest.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
        number.into_iter().all(|byte| !matches!(byte, b'.' | b'e' | b'E'))
    }
}
