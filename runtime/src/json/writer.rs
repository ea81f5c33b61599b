//! The writer: calls in, JSON text out.
//!
//! Its methods never fail; the first fault is kept and [`Writer::finish`] gives it. Invariant: a text comes out only if
//! every number in it is finite and it nests no deeper than [`DEPTH_LIMIT`].
use serde::Serialize;

use super::tag::Tag;
use super::{DEPTH_LIMIT, WriteError, location};

/// The first allocation, in bytes: most bodies of requests fit, and none has to grow from nothing.
const CAPACITY: usize = 128;

/// Writes JSON text.
#[derive(Debug)]
pub struct Writer {
    pub(super) out: Vec<u8>,
    /// Something stands before: the next key or item needs a comma.
    comma: bool,
    pub(super) depth: usize,
    /// The properties that the objects which are being written must have, outer ones first.
    pub(super) tags: Vec<Tag>,
    fault: Option<WriteError>,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// An empty text.
    #[must_use]
    pub fn new() -> Self {
        Self { out: Vec::with_capacity(CAPACITY), comma: false, depth: 0, tags: Vec::new(), fault: None }
    }

    /// The text.
    ///
    /// # Errors
    /// The first fault of what was written.
    pub fn finish(self) -> Result<Vec<u8>, WriteError> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.out),
        }
    }

    /// Begins an object.
    pub fn begin_object(&mut self) {
        self.begin(b'{');
    }

    /// Ends an object.
    pub fn end_object(&mut self) {
        self.add_tags();
        self.end(b'}');
    }

    /// Begins an array.
    pub fn begin_array(&mut self) {
        self.begin(b'[');
    }

    /// Ends an array.
    pub fn end_array(&mut self) {
        self.end(b']');
    }

    /// Begins a member of an object; its value follows.
    pub(super) fn key(&mut self, name: &str) {
        self.separate();
        self.string(name);
        self.out.push(b':');
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// Writes a signed integer.
    pub fn integer(&mut self, value: i64) {
        self.scalar(&value);
    }

    /// Writes an unsigned integer.
    pub fn unsigned(&mut self, value: u64) {
        self.scalar(&value);
    }

    /// Writes a number so that it stays a float: `55.0`. What is not finite is a fault.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() { self.scalar(&value) } else { self.not_finite() }
    }

    /// Writes a number with the digits that single precision needs. What is not finite is a fault.
    pub fn float32(&mut self, value: f32) {
        if value.is_finite() { self.scalar(&value) } else { self.not_finite() }
    }

    /// Writes a string, escaped.
    #[expect(clippy::needless_bitwise_bool, reason = "lazy operators would be branches")]
    pub fn string(&mut self, value: &str) {
        // Looking at every byte without leaving off early is what a compiler makes vector instructions of.
        let special =
            value.bytes().fold(false, |found, byte| found | (byte < b' ') | (byte == b'"') | (byte == b'\\'));
        if special { self.scalar(value) } else { self.plain(value) }
    }

    /// Writes a string in which nothing is to be escaped.
    pub(super) fn plain(&mut self, value: &str) {
        self.out.reserve(value.len().saturating_add(2));
        self.out.push(b'"');
        self.out.extend_from_slice(value.as_bytes());
        self.out.push(b'"');
    }

    /// Writes a number's text, which is valid already.
    pub(super) fn raw(&mut self, number: &str) {
        self.out.extend_from_slice(number.as_bytes());
    }

    fn scalar<T: Serialize + ?Sized>(&mut self, value: &T) {
        if serde_json::to_writer(&mut self.out, value).is_err() {
            self.fail("a value that has no JSON");
        }
    }

    fn begin(&mut self, bracket: u8) {
        self.depth += 1;
        if self.depth > DEPTH_LIMIT {
            self.fail("nested too deep");
        }
        self.out.push(bracket);
        self.comma = false;
    }

    fn end(&mut self, bracket: u8) {
        self.depth = self.depth.saturating_sub(1);
        self.out.push(bracket);
        self.comma = true;
    }

    /// Begins an item of an array, or a key.
    pub(super) fn separate(&mut self) {
        if self.comma {
            self.out.push(b',');
        }
    }

    /// Ends a member or an item.
    pub(super) fn end_part(&mut self) {
        self.comma = true;
    }

    /// Whether there is a fault: then nothing counts any more.
    pub(super) fn has_fault(&self) -> bool {
        self.fault.is_some()
    }

    fn not_finite(&mut self) {
        self.fail("a number that is NaN or infinite has no JSON");
    }

    /// Keeps a fault, if it is the first: what `what` describes has no JSON. Its path is added.
    pub fn fail(&mut self, what: &'static str) {
        if self.fault.is_none() {
            self.fault = Some(WriteError::new(what, location::path(&self.out, self.out.len())));
        }
    }
}
