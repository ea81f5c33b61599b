//! A position in a JSON text, and the parser that reads on from there.
//!
//! In goes text; out come keys, scalars and offsets, all counted from the beginning of the text. Grammar is the crate
//! `jiter`'s; keys have a shortcut. Invariant: the shortcut accepts nothing that the parser would reject or read differently.
use jiter::{Jiter, JiterResult, NumberInt, Peek};

use super::{ReadError, ReadErrorKind};

/// A position in a text.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'j> {
    pub(super) input: &'j str,
    /// A parser of the text from `base` on.
    jiter: Jiter<'j>,
    base: usize,
}

impl<'j> Cursor<'j> {
    pub(super) fn new(input: &'j str) -> Self {
        Self { input, jiter: Jiter::new(input.as_bytes()), base: 0 }
    }

    /// The offset in the text, behind white space where a value was peeked at.
    #[inline]
    pub(super) fn offset(&self) -> usize {
        self.base + self.jiter.current_index()
    }

    /// The text from an offset to this one.
    pub(super) fn text_since(&self, start: usize) -> &'j str {
        self.input.get(start..self.offset()).unwrap_or_default()
    }

    /// The first byte of the next value, which is one that a value can begin with.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<Peek, ReadError> {
        // Most texts are compact. Only the parser passes over white space.
        match self.input.as_bytes().get(self.offset()) {
            Some(byte) if begins_value(*byte) => Ok(Peek::new(*byte)),
            _ => self.peek_behind_space(),
        }
    }

    fn peek_behind_space(&mut self) -> Result<Peek, ReadError> {
        let base = self.base;
        let peek = checked(base, self.jiter.peek())?;
        if begins_value(peek.into_inner()) {
            Ok(peek)
        } else {
            Err(ReadError::new(ReadErrorKind::Syntax("expected value".into()), self.offset()))
        }
    }

    /// The next key behind this separator, if neither escapes are in it nor white space around it but in front, as in
    /// most texts.
    #[inline]
    pub(super) fn plain_key(&mut self, separator: char) -> Option<&'j str> {
        let text = self.input.get(self.offset()..)?.strip_prefix(separator)?;
        let text = text.trim_start_matches([' ', '\n', '\r', '\t']).strip_prefix('"')?;
        let length = text.bytes().position(|byte| matches!(byte, b'"' | b'\\' | ..b' '))?;
        let (key, rest) = text.split_at_checked(length)?;
        let rest = rest.strip_prefix("\":")?;
        let tape = std::mem::replace(&mut self.jiter, Jiter::new(b"")).into_tape();
        self.jiter = Jiter::with_tape(rest.as_bytes(), tape);
        self.base = self.input.len() - rest.len();
        Some(key)
    }

    /// Begins an object: its first key.
    pub(super) fn first_key(&mut self) -> Result<Option<&str>, ReadError> {
        checked(self.base, self.jiter.known_object())
    }

    /// The next key of an object.
    pub(super) fn next_key(&mut self) -> Result<Option<&str>, ReadError> {
        checked(self.base, self.jiter.next_key())
    }

    /// Begins an array: whether it has an item.
    pub(super) fn first_item(&mut self) -> Result<bool, ReadError> {
        checked(self.base, self.jiter.known_array()).map(|item| item.is_some())
    }

    /// Whether an array has another item.
    pub(super) fn next_item(&mut self) -> Result<bool, ReadError> {
        checked(self.base, self.jiter.array_step()).map(|item| item.is_some())
    }

    /// A string, which was peeked at.
    pub(super) fn string(&mut self) -> Result<&str, ReadError> {
        checked(self.base, self.jiter.known_str())
    }

    /// A boolean, which was peeked at.
    pub(super) fn boolean(&mut self, peek: Peek) -> Result<bool, ReadError> {
        checked(self.base, self.jiter.known_bool(peek))
    }

    /// `null`, which was peeked at.
    pub(super) fn null(&mut self) -> Result<(), ReadError> {
        checked(self.base, self.jiter.known_null())
    }

    /// A number, which was peeked at: the integer, if it is one that is written and fits as such, and not `-0`.
    pub(super) fn number(&mut self, peek: Peek) -> Result<Option<i64>, ReadError> {
        match self.jiter.known_int(peek) {
            Ok(NumberInt::Int(value)) => Ok((value != 0 || peek != Peek::Minus).then_some(value)),
            // The parser has wider integers where another crate switches them on.
            other if other.is_ok() => Ok(None),
            // Its own way of reading floats would be a second one in every program.
            _ => checked(self.base, self.jiter.known_number_bytes(peek)).map(|_| None),
        }
    }

    /// Passes over any value.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        checked(self.base, self.jiter.next_skip())
    }

    /// Whether anything but white space follows.
    pub(super) fn finish(&mut self) -> Result<(), ReadError> {
        checked(self.base, self.jiter.finish())
    }
}

/// Whether a value can begin with this byte.
fn begins_value(byte: u8) -> bool {
    matches!(byte, b'n' | b't' | b'f' | b'"' | b'[' | b'{' | b'-' | b'0'..=b'9')
}

#[inline]
fn checked<T>(base: usize, result: JiterResult<T>) -> Result<T, ReadError> {
    result.map_err(|error| ReadError::parser(error, base))
}
