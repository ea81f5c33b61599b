//! Streams of JSON values, one a line (`application/x-ndjson`, `application/jsonl`), also behind a record separator
//! (`application/json-seq`, RFC 7464).
//!
//! In: a [`ByteStream`]. Out: values. Invariant: no line is kept that is longer than the body limit.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use futures_core::Stream;

use super::ByteStream;
use crate::error::{AnyError, BufferedResponse, DecodeError, Error, TransportError, TransportPhase};
use crate::json::{Read, read};

/// What stands before each value of `application/json-seq`.
const RECORD_SEPARATOR: u8 = 0x1e;

/// JSON values, one a line, read as they come.
///
/// It is a [`Stream`]. Empty lines are skipped; a line that cannot be read is an error, after which the stream goes on.
pub struct JsonLines<T> {
    lines: Lines,
    response: BufferedResponse,
    values: PhantomData<fn() -> T>,
}

impl<T: Read> JsonLines<T> {
    pub(crate) fn new(stream: ByteStream, response: BufferedResponse) -> Self {
        Self {
            lines: Lines { stream, buffer: BytesMut::new(), searched: 0, ended: false },
            response,
            values: PhantomData,
        }
    }

    /// The next value; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, AnyError>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    fn value(&self, line: Bytes) -> Result<T, AnyError> {
        read(&line).map_err(|source| {
            let response = BufferedResponse { body: line, ..self.response.clone() };
            AnyError::from(Error::<()>::Decode(Box::new(DecodeError::new(response, source))))
        })
    }
}

impl<T: Read> Stream for JsonLines<T> {
    type Item = Result<T, AnyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.lines.poll_line(cx)) {
            Some(Ok(line)) => Some(self.value(line)),
            Some(Err(error)) => Some(Err(error.into())),
            None => None,
        })
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("JsonLines").field(&self.lines.stream).finish()
    }
}

/// Lines of bytes; not generic, so that it is compiled once.
struct Lines {
    stream: ByteStream,
    buffer: BytesMut,
    /// How much of the buffer is known to have no line end.
    searched: usize,
    ended: bool,
}

impl Lines {
    fn poll_line(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            if let Some(line) = self.buffered_line() {
                match (line.is_empty(), self.fits(line.len())) {
                    (true, _) => continue,
                    (false, true) => return Poll::Ready(Some(Ok(line))),
                    (false, false) => return Poll::Ready(Some(Err(self.too_large()))),
                }
            }
            if self.ended {
                return Poll::Ready(None);
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
            if !self.fits(self.buffer.len()) && !self.buffer.contains(&b'\n') {
                return Poll::Ready(Some(Err(self.too_large())));
            }
        }
    }

    fn fits(&self, length: usize) -> bool {
        u64::try_from(length).is_ok_and(|length| length <= self.stream.limit())
    }

    fn too_large(&mut self) -> TransportError {
        self.ended = true;
        self.buffer.clear();
        self.stream.fault(TransportPhase::TooLarge)
    }

    /// The first line that is whole, without the spaces around it; at the end also the rest.
    fn buffered_line(&mut self) -> Option<Bytes> {
        let end = self.buffer.iter().skip(self.searched).position(|byte| *byte == b'\n');
        let line = match end {
            Some(length) => {
                let line = self.buffer.split_to(self.searched + length);
                self.buffer.advance(1);
                line
            }
            None if self.ended && !self.buffer.is_empty() => self.buffer.split(),
            None => {
                self.searched = self.buffer.len();
                return None;
            }
        };
        self.searched = 0;
        let line = line.freeze();
        let text = line.trim_ascii();
        let text = text.strip_prefix(&[RECORD_SEPARATOR]).map_or(text, <[u8]>::trim_ascii);
        Some(line.slice_ref(text))
    }
}
