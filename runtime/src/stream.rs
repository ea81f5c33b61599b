//! Bodies as they come.
//!
//! In: chunks of a transport. Out: [`ByteStream`]. Invariant: a stream has no total time limit, but no silence is
//! longer than its stall limit, and nothing is collected beyond the body limit.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::time::{Instant, Sleep};

use super::error::{TransportError, TransportPhase};
use super::transport::{Chunks, Once};

#[cfg(feature = "events")]
mod events;
mod lines;

#[cfg(feature = "events")]
pub use events::{EventData, ServerEvent, ServerEvents};
pub use lines::JsonLines;

/// A body, read as it comes.
///
/// It is a [`Stream`] of chunks; dropping it closes the connection.
pub struct ByteStream {
    chunks: Chunks,
    operation: &'static str,
    stall: Option<Duration>,
    alarm: Option<Pin<Box<Sleep>>>,
    waiting: bool,
    limit: u64,
    ended: bool,
}

impl ByteStream {
    pub(crate) fn new(chunks: Chunks, operation: &'static str, stall: Option<Duration>, limit: u64) -> Self {
        Self { chunks, operation, stall, alarm: None, waiting: false, limit, ended: false }
    }

    /// A body that is there already.
    pub(crate) fn whole(bytes: Bytes, operation: &'static str, limit: u64) -> Self {
        Self::new(Box::pin(Once::new(bytes)), operation, None, limit)
    }

    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    /// If the body breaks off or stalls.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// All of the rest.
    ///
    /// # Errors
    /// If the body breaks off, stalls, or is larger than the client's body limit.
    pub async fn bytes(mut self) -> Result<Bytes, TransportError> {
        let limit = self.limit;
        collect(&mut self, limit, Overflow::Fail).await
    }

    /// All of the rest as text; bytes that are not UTF-8 become U+FFFD.
    ///
    /// # Errors
    /// As for [`Self::bytes`].
    pub async fn text(self) -> Result<String, TransportError> {
        Ok(String::from_utf8_lossy(&self.bytes().await?).into_owned())
    }

    pub(crate) fn limit(&self) -> u64 {
        self.limit
    }

    fn too_large(&self) -> TransportError {
        too_large(self.limit).of(self.operation)
    }

    /// Whether nothing came for the stall limit, counted from the first of these questions since the last chunk: a slow
    /// reader is not a stalled server.
    fn poll_stall(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(deadline) = self.stall.and_then(|stall| Instant::now().checked_add(stall)) else {
            return Poll::Pending;
        };
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        if !self.waiting {
            alarm.as_mut().reset(deadline);
            self.waiting = true;
        }
        alarm.as_mut().poll(cx)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.ended {
            return Poll::Ready(None);
        }
        let item = match this.chunks.as_mut().poll_next(cx) {
            Poll::Ready(item) => item,
            Poll::Pending => {
                ready!(this.poll_stall(cx));
                let limit = this.stall.map(|stall| format!("nothing came for {stall:?}"));
                Some(Err(TransportError::new(TransportPhase::Stall).with_limit(limit)))
            }
        };
        match item {
            Some(Ok(chunk)) => {
                this.waiting = false;
                Poll::Ready(Some(Ok(chunk)))
            }
            Some(Err(error)) => {
                this.ended = true;
                Poll::Ready(Some(Err(error.of(this.operation))))
            }
            None => {
                this.ended = true;
                Poll::Ready(None)
            }
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// The error of a body beyond this limit.
pub(crate) fn too_large(limit: u64) -> TransportError {
    TransportError::new(TransportPhase::TooLarge).with_limit(Some(format!("{limit} bytes; see `body_limit`")))
}

/// What to do with a body beyond the limit.
#[derive(Clone, Copy)]
pub(crate) enum Overflow {
    /// Fail.
    Fail,
    /// Keep what fits: an error's status is worth more than the end of its body.
    Cut,
}

/// Collects a body; nothing is read beyond the limit.
pub(crate) async fn collect(
    stream: &mut ByteStream,
    limit: u64,
    overflow: Overflow,
) -> Result<Bytes, TransportError> {
    let mut first = None;
    let mut rest = BytesMut::new();
    while let Some(chunk) = stream.next_chunk().await? {
        let length = first.as_ref().map_or(0, Bytes::len) + rest.len();
        let room = usize::try_from(limit).unwrap_or(usize::MAX).saturating_sub(length);
        let fits = chunk.len() <= room;
        if !fits && matches!(overflow, Overflow::Fail) {
            return Err(stream.too_large());
        }
        let chunk = if fits { chunk } else { chunk.slice(..room) };
        match first.take() {
            // Most bodies are one chunk, which then is not copied.
            None if rest.is_empty() => first = Some(chunk),
            None => rest.extend_from_slice(&chunk),
            Some(before) => {
                rest.extend_from_slice(&before);
                rest.extend_from_slice(&chunk);
            }
        }
        if !fits {
            break;
        }
    }
    Ok(first.unwrap_or_else(|| rest.freeze()))
}
