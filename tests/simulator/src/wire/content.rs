//! Bodies of responses, as they are sent.
//!
//! In: bytes, and what happens between and after them. Out: the frames of an HTTP body. Invariant: a body that is to
//! end too early ends with an error, so that the connection is closed rather than used again.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::GRACE;
use super::feed::{Fed, Feed, PAUSE};
use crate::storage::Blob;

/// The body of a response.
pub(crate) struct Content {
    rest: Blob,
    /// The most bytes of a frame, and the pause before each.
    rhythm: Option<(usize, Duration)>,
    end: End,
    waiting: Option<Pin<Box<Sleep>>>,
    /// The length, where it may be announced.
    length: Option<u64>,
}

/// What comes after the last byte.
enum End {
    Regular,
    Failure,
    /// These bytes again and again.
    Refrain(Bytes),
    /// What this feed gives.
    Feed(Feed),
}

impl Content {
    /// All bytes.
    pub(crate) fn whole(bytes: Blob) -> Self {
        Self { length: Some(bytes.len() as u64), ..Self::of(bytes, End::Regular) }
    }

    /// These bytes, then the end of the connection.
    pub(super) fn cut_short(bytes: Blob) -> Self {
        Self::of(bytes, End::Failure)
    }

    /// The bytes in chunks, with a pause before each.
    pub(super) fn slow(bytes: Blob, chunk: usize, pause: Duration) -> Self {
        Self { rhythm: Some((chunk, pause)), ..Self::of(bytes, End::Regular) }
    }

    /// The first bytes, then the others for ever.
    pub(super) fn endless(first: Bytes, others: Bytes) -> Self {
        Self::of(first.into(), End::Refrain(others))
    }

    /// What a feed gives, until it ends.
    pub(super) fn fed(feed: Feed) -> Self {
        Self::of(Blob::default(), End::Feed(feed))
    }

    fn of(rest: Blob, end: End) -> Self {
        Self { rest, rhythm: None, end, waiting: None, length: None }
    }

    /// The pause before the next frame.
    fn pause(&self) -> Option<Duration> {
        match (&self.end, self.rhythm) {
            (End::Failure, _) if self.rest.len() == 0 => Some(GRACE),
            (End::Feed(_), _) => Some(PAUSE),
            (_, Some((_, pause))) if self.rest.len() > 0 => Some(pause),
            _ => None,
        }
    }

    fn next(&mut self) -> Option<io::Result<Bytes>> {
        let limit = self.rhythm.map_or(usize::MAX, |(chunk, _)| chunk);
        match (self.rest.take(limit).transpose(), &self.end) {
            (None, End::Refrain(bytes)) => Some(Ok(bytes.clone())),
            (None, End::Failure) => Some(Err(io::ErrorKind::ConnectionAborted.into())),
            (bytes, _) => bytes,
        }
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            if let Some(time) = self.pause() {
                let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(time)));
                ready!(waiting.as_mut().poll(context));
                self.waiting = None;
            }
            if let End::Feed(feed) = &mut self.end {
                match feed.next() {
                    Fed::Bytes(bytes) => self.rest = bytes.into(),
                    Fed::Nothing => continue,
                    Fed::End => self.end = End::Regular,
                }
            }
            return Poll::Ready(self.next().map(|bytes| bytes.map(Frame::data)));
        }
    }

    fn is_end_stream(&self) -> bool {
        self.rest.len() == 0 && matches!(self.end, End::Regular)
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
