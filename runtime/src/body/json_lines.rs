//! Bodies of JSON values, one after another.
//!
//! In: values, or a stream of them. Out: lines (`application/x-ndjson`), or records (`application/json-seq`, RFC 7464).
//! Invariant: no value is written with a line break inside, so that each line is one value.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use futures_core::Stream;
use futures_util::StreamExt;

use super::Body;
use crate::error::{TransportError, TransportPhase};
use crate::json::{Write, WriteError, write};
use crate::transport::Chunks;

/// What stands before each value of `application/json-seq`.
pub(crate) const RECORD_SEPARATOR: u8 = 0x1e;

/// JSON values that are sent one after another: one a line, or one a record, as the media type says.
///
/// A list of values is one (`vec.into()`, [`Self::new`]); [`Self::stream`] sends values as they come.
pub struct JsonLinesBody<T> {
    lines: Lines,
    values: PhantomData<fn(T)>,
}

/// What is sent, as lines; not generic, so that it is compiled once.
pub(crate) enum Lines {
    Whole(Result<Vec<u8>, WriteError>),
    Stream(Chunks),
}

impl<T: Write> JsonLinesBody<T> {
    /// Values that are in memory. They are encoded here; one that cannot be is an error once the request is sent.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = T>) -> Self {
        let mut lines = Vec::new();
        let written = values.into_iter().try_for_each(|value| push_line(&mut lines, &value));
        Self { lines: Lines::Whole(written.map(|()| lines)), values: PhantomData }
    }

    /// Values that are sent as they come. Such a request is never retried; an error of the stream, or a value that cannot
    /// be encoded, ends it with a transport error.
    #[must_use]
    pub fn stream<S, E>(values: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        let lines = values.map(|value| line(&value.map_err(Into::into)?));
        let chunks = lines
            .map(|line| line.map_err(|source| TransportError::new(TransportPhase::Send).with_source(source)));
        Self { lines: Lines::Stream(Box::pin(chunks)), values: PhantomData }
    }

    pub(crate) fn into_lines(self) -> Lines {
        self.lines
    }
}

impl<T: Write> From<Vec<T>> for JsonLinesBody<T> {
    fn from(values: Vec<T>) -> Self {
        Self::new(values)
    }
}

impl<T: Write> FromIterator<T> for JsonLinesBody<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::new(values)
    }
}

impl<T> fmt::Debug for JsonLinesBody<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLinesBody").finish_non_exhaustive()
    }
}

impl Lines {
    /// The body, as lines or as records.
    pub(crate) fn into_body(self, records: bool) -> Result<Body, WriteError> {
        Ok(match self {
            Self::Whole(lines) => {
                let lines = lines?;
                Body::Bytes(if records { separated(&lines) } else { lines }.into())
            }
            Self::Stream(chunks) if records => {
                Body::Stream(Some(Box::pin(chunks.map(|line| Ok(separated(&line?).into())))), None)
            }
            Self::Stream(chunks) => Body::Stream(Some(chunks), None),
        })
    }
}

fn push_line(lines: &mut Vec<u8>, value: &dyn Write) -> Result<(), WriteError> {
    lines.extend(write(value)?);
    lines.push(b'\n');
    Ok(())
}

fn line(value: &dyn Write) -> Result<Bytes, Box<dyn Error + Send + Sync>> {
    let mut line = Vec::new();
    push_line(&mut line, value)?;
    Ok(line.into())
}

/// The lines, a record separator before each.
fn separated(lines: &[u8]) -> Vec<u8> {
    let lines = lines.split_inclusive(|byte| *byte == b'\n');
    lines.flat_map(|line| std::iter::once(&RECORD_SEPARATOR).chain(line)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(body: JsonLinesBody<f64>, records: bool) -> Option<Bytes> {
        match body.into_lines().into_body(records).ok()? {
            Body::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    #[test]
    fn each_value_is_a_line_or_a_record() {
        assert_eq!(sent(vec![1.0, 2.5].into(), false).unwrap(), "1.0\n2.5\n");
        assert_eq!(sent(vec![1.0, 2.5].into(), true).unwrap(), "\u{1e}1.0\n\u{1e}2.5\n");
        assert_eq!(sent([].into_iter().collect(), true).unwrap(), "");
        assert_eq!(sent([1.0, f64::NAN].into_iter().collect(), false), None);
    }
}
