//! Streams of JSON values: one a line (`application/x-ndjson`, `application/jsonl`), or one a record behind a record
//! separator (`application/json-seq`, RFC 7464).
//!
//! In: a [`ByteStream`]. Out: values. Invariant: no record is kept that is longer than the body limit, and none is given out
//! later than it can be told to be whole.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::ByteStream;
use crate::body::json_lines::RECORD_SEPARATOR;
use crate::error::{AnyError, BufferedResponse, DecodeError, Error, TransportError};
use crate::json::{Read, ReadError, read};

/// JSON values, one a line or one a record, read as they come.
///
/// It is a [`Stream`]. Empty lines are skipped; a line that cannot be read is an error, after which the stream goes on. A
/// value behind a record separator may have line breaks inside, whatever the media type.
pub struct JsonLines<T> {
    records: Records,
    response: BufferedResponse,
    values: PhantomData<fn() -> T>,
}

impl<T: Read> JsonLines<T> {
    pub(crate) fn new(stream: ByteStream, response: BufferedResponse) -> Self {
        Self { records: Records::new(stream), response, values: PhantomData }
    }

    /// The next value; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, AnyError>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn value(&self, record: Record) -> Result<T, AnyError> {
        let value = if record.cut_off {
            Err(ReadError::other("the record has no end, so that more of it may be missing"))
        } else {
            read(&record.text)
        };
        value.map_err(|source| {
            let response = BufferedResponse { body: record.text, ..self.response.clone() };
            AnyError::from(Error::<()>::Decode(Box::new(DecodeError::new(response, source))))
        })
    }
}

impl<T: Read> Stream for JsonLines<T> {
    type Item = Result<T, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.records.poll_record(cx)) {
            Some(Ok(record)) => Some(self.value(record)),
            Some(Err(error)) => Some(Err(error.into())),
            None => None,
        })
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("JsonLines").field(&self.records.stream).finish()
    }
}

/// Records of bytes; not generic, so that it is compiled once.
struct Records {
    stream: ByteStream,
    buffer: BytesMut,
    scan: Scan,
    ended: bool,
}

/// What is known of the record at the start of a buffer.
#[derive(Default)]
struct Scan {
    /// How much of the buffer was looked at.
    searched: usize,
    /// Whether it has anything beside spaces.
    begun: bool,
    /// Whether a record separator began it. It then may have line breaks inside.
    separated: bool,
    /// How many lists and objects are open.
    depth: usize,
    string: InString,
}

/// Where in a string a byte stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum InString {
    #[default]
    Outside,
    Inside,
    /// Behind a backslash.
    Escaped,
}

/// A record without what surrounds it.
struct Record {
    text: Bytes,
    /// Whether it may be the start of a longer one: a number behind a record separator, without a line break (RFC 7464,
    /// section 2.4).
    cut_off: bool,
}

impl Records {
    fn new(stream: ByteStream) -> Self {
        Self { stream, buffer: BytesMut::new(), scan: Scan::default(), ended: false }
    }

    fn poll_record(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Record, TransportError>>> {
        loop {
            if let Some(record) = self.buffered_record() {
                match (record.text.is_empty(), self.fits(record.text.len())) {
                    (true, _) => continue,
                    (false, true) => return Poll::Ready(Some(Ok(record))),
                    (false, false) => return Poll::Ready(Some(Err(self.too_large()))),
                }
            }
            if self.ended {
                return Poll::Ready(None);
            }
            if !self.fits(self.buffer.len()) {
                return Poll::Ready(Some(Err(self.too_large())));
            }
            match ready!(Pin::new(&mut self.stream).poll_next(cx)) {
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(error)) => {
                    self.ended = true;
                    self.buffer.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.ended = true,
            }
        }
    }

    fn fits(&self, length: usize) -> bool {
        u64::try_from(length).is_ok_and(|length| length <= self.stream.limit())
    }

    fn too_large(&mut self) -> TransportError {
        self.ended = true;
        self.buffer.clear();
        self.stream.too_large()
    }

    /// The first record that is whole; at the end also the rest.
    fn buffered_record(&mut self) -> Option<Record> {
        let ends = self.scan.find_end(&self.buffer);
        if !ends && (!self.ended || self.buffer.is_empty()) {
            return None;
        }
        let Scan { searched, separated, .. } = std::mem::take(&mut self.scan);
        let record = self.buffer.split_to(searched).freeze();
        let text = trimmed(&record);
        let is_delimited = matches!(text.first(), Some(b'{' | b'[' | b'"')) || !record.ends_with(text);
        Some(Record { text: record.slice_ref(text), cut_off: separated && !is_delimited })
    }
}

/// A record without the spaces around it and the separators before it.
fn trimmed(record: &[u8]) -> &[u8] {
    let surrounds = |byte: &u8| byte.is_ascii_whitespace() || *byte == RECORD_SEPARATOR;
    let start = record.iter().position(|byte| !surrounds(byte)).unwrap_or(record.len());
    record.get(start..).unwrap_or_default().trim_ascii_end()
}

impl Scan {
    /// Looks for the end of the record, which is behind `searched` then.
    fn find_end(&mut self, buffer: &[u8]) -> bool {
        for byte in buffer.iter().skip(self.searched) {
            if *byte == RECORD_SEPARATOR && self.begun {
                return true;
            }
            self.searched += 1;
            if *byte == b'\n' && self.is_whole() {
                return true;
            }
            self.pass(*byte);
        }
        false
    }

    /// Whether a line break ends the record.
    fn is_whole(&self) -> bool {
        !self.separated || (self.begun && self.depth == 0 && self.string == InString::Outside)
    }

    fn pass(&mut self, byte: u8) {
        if byte == RECORD_SEPARATOR {
            self.separated = true;
            return;
        }
        self.begun |= !byte.is_ascii_whitespace();
        self.string = match (self.string, byte) {
            (InString::Inside, b'\\') => InString::Escaped,
            (InString::Inside, b'"') => InString::Outside,
            (InString::Inside | InString::Escaped, _) | (InString::Outside, b'"') => InString::Inside,
            (InString::Outside, _) => InString::Outside,
        };
        match byte {
            b'{' | b'[' if self.string == InString::Outside => self.depth += 1,
            b'}' | b']' if self.string == InString::Outside => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use futures_util::{StreamExt, stream};

    use super::*;

    /// What comes of the chunks, errors as `!`.
    fn read(chunks: Vec<Bytes>, limit: u64) -> Vec<String> {
        let chunks = Box::pin(stream::iter(chunks.into_iter().map(Ok)));
        let mut records = Records::new(ByteStream::new(chunks, "watch", None, limit));
        let mut shown = Vec::new();
        let mut cx = Context::from_waker(Waker::noop());
        while let Poll::Ready(Some(record)) = records.poll_record(&mut cx) {
            shown.push(match record {
                Ok(Record { text, cut_off: false }) => String::from_utf8_lossy(&text).into_owned(),
                Ok(Record { text, cut_off: true }) => format!("{}?", String::from_utf8_lossy(&text)),
                Err(error) => format!("!{:?}", error.phase()),
            });
        }
        shown
    }

    const TABLE: &[(&str, &[&str])] = &[
        ("", &[]),
        ("1\n2", &["1", "2"]),
        ("{\"a\":1}\r\n\r\n {\"a\":2} \n", &["{\"a\":1}", "{\"a\":2}"]),
        ("{\"a\":\n1}\n", &["{\"a\":", "1}"]),
        ("\u{1e}{\"a\":1}\n\u{1e}[2]\n", &["{\"a\":1}", "[2]"]),
        ("\u{1e}{\n \"a\": [\n 1\n ]\n}\n\u{1e}\"\\\"{\"\n", &["{\n \"a\": [\n 1\n ]\n}", "\"\\\"{\""]),
        ("\u{1e}\u{1e}\n\u{1e} 1 \u{1e}2\n", &["1", "2"]),
        ("\u{1e}{\"a\":\n\u{1e}{}", &["{\"a\":", "{}"]),
        ("\u{1e}{\"a\":\"}\n\u{1e}tru\u{1e}12", &["{\"a\":\"}", "tru?", "12?"]),
        ("{}\u{1e}{}\n[]\n", &["{}", "{}", "[]"]),
    ];

    #[test]
    fn records_are_the_same_wherever_chunks_end() {
        for (text, expected) in TABLE {
            let whole = Bytes::from_static(text.as_bytes());
            assert_eq!(read(vec![whole.clone()], 100), *expected, "{text:?}");
            for cut in 0..whole.len() {
                let halves = vec![whole.slice(..cut), whole.slice(cut..)];
                assert_eq!(read(halves, 100), *expected, "{text:?} at {cut}");
            }
        }
    }

    #[test]
    fn a_record_is_given_out_before_the_next_one_comes() {
        for text in ["{}\n", "\u{1e}{\"a\":\n[]}\n", "\u{1e}1\n"] {
            let chunks = stream::iter([Ok(Bytes::from_static(text.as_bytes()))]).chain(stream::pending());
            let mut records = Records::new(ByteStream::new(Box::pin(chunks), "watch", None, 100));
            let polled = records.poll_record(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(polled, Poll::Ready(Some(Ok(Record { cut_off: false, .. })))), "{text:?}");
        }
    }

    #[test]
    fn a_record_beyond_the_limit_is_an_error_after_which_nothing_comes() {
        for text in ["1\n12345678901\n2\n", "\u{1e}1\n\u{1e}[1,\n2,\n3,\n4]\n\u{1e}2\n"] {
            for cut in 0..text.len() {
                let (start, end) = text.as_bytes().split_at(cut);
                let halves = [start, end].map(Bytes::copy_from_slice).to_vec();
                assert_eq!(read(halves, 10), ["1", "!TooLarge"], "{text:?} at {cut}");
            }
        }
    }
}
