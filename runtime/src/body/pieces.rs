//! Bodies that are sent in pieces.
//!
//! In: pieces, with their length where it is known. Out: the same, watched while they are sent. Invariant: a body of known
//! length has that length, or its request fails: no server takes a part of it for the whole.

use std::error::Error;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::Instant;

use crate::error::{BodyFault, TransportError, TransportPhase};
use crate::transport::{Chunks, TransportBody};

/// The largest piece of a body that is in memory.
const PIECE: usize = 64 * 1024;

/// When the connection last took a piece of the body; for any other body, when its attempt began.
pub(crate) struct BodyProgress {
    began: Instant,
    /// `None` for a body that is sent in one piece.
    last: Option<Arc<Mutex<Instant>>>,
}

impl BodyProgress {
    /// Watches the body of an attempt that begins now.
    pub(crate) fn watch(body: TransportBody) -> (TransportBody, Self) {
        let began = Instant::now();
        let TransportBody::Stream(chunks, length) = body else { return (body, Self { began, last: None }) };
        let last = Arc::new(Mutex::new(began));
        let watched = Watched { chunks, left: length, held: None, last: Arc::clone(&last) };
        (TransportBody::Stream(Box::pin(watched), length), Self { began, last: Some(last) })
    }

    pub(crate) fn last(&self) -> Instant {
        match &self.last {
            Some(last) => *last.lock().unwrap_or_else(PoisonError::into_inner),
            None => self.began,
        }
    }
}

/// Pieces whose progress and length are watched.
struct Watched {
    chunks: Chunks,
    /// What is still to come, where the length is known.
    left: Option<u64>,
    /// The last piece of a body of known length, until nothing follows it: a connection asks for no more than the length.
    held: Option<Bytes>,
    last: Arc<Mutex<Instant>>,
}

impl Watched {
    fn poll_checked(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        while let Some(chunk) = ready!(self.chunks.as_mut().poll_next(cx)).transpose()? {
            let Some(left) = &mut self.left else { return Poll::Ready(Some(Ok(chunk))) };
            let Some(rest) = u64::try_from(chunk.len()).ok().and_then(|length| left.checked_sub(length))
            else {
                return Poll::Ready(Some(Err(fault("the body is longer than its length"))));
            };
            *left = rest;
            if rest > 0 {
                return Poll::Ready(Some(Ok(chunk)));
            }
            self.held = self.held.take().or(Some(chunk));
        }
        Poll::Ready(match (self.held.take(), self.left) {
            (None, Some(1..)) => Some(Err(fault("the body is shorter than its length"))),
            (held, _) => held.map(Ok),
        })
    }
}

fn fault(source: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportPhase::Send).with_source(BodyFault(source.into()))
}

impl Stream for Watched {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.poll_checked(cx));
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        Poll::Ready(item)
    }
}

/// The pieces of a body that is in memory.
pub(crate) fn of_bytes(bytes: Bytes) -> Chunks {
    Box::pin(Slices(bytes))
}

/// A caller's stream, its errors as this crate's.
pub(crate) fn of_stream<S, E>(stream: S) -> Chunks
where
    S: Stream<Item = Result<Bytes, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>> + 'static,
{
    Box::pin(Faults(Box::pin(stream)))
}

struct Slices(Bytes);

impl Stream for Slices {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = self.0.len().min(PIECE);
        Poll::Ready((length > 0).then(|| Ok(self.0.split_to(length))))
    }
}

struct Faults<S>(Pin<Box<S>>);

impl<S, E> Stream for Faults<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|item| item.map(|chunk| chunk.map_err(fault)))
    }
}
