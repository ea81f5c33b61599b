//! Bodies of responses, as a script.
//!
//! In: bytes and pauses. Out: the frames of an HTTP body. Invariant: a body that is to end too early ends with an
//! error, so that the connection is closed rather than used again.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::GRACE;

/// The body of a response.
pub(crate) struct Content {
    script: VecDeque<Step>,
    /// Sent again and again once the script is over.
    refrain: Option<Bytes>,
    pause: Option<Pin<Box<Sleep>>>,
    /// The length, where it may be announced.
    length: Option<u64>,
}

enum Step {
    Send(Bytes),
    Wait(Duration),
    Fail,
}

impl Content {
    /// All bytes at once.
    pub(crate) fn whole(bytes: Bytes) -> Self {
        let length = bytes.len() as u64;
        let script = if bytes.is_empty() { None } else { Some(Step::Send(bytes)) };
        Self { length: Some(length), ..Self::of(script) }
    }

    /// These bytes, then the end of the connection.
    pub(super) fn cut_short(bytes: Bytes) -> Self {
        Self::of([Step::Send(bytes), Step::Wait(GRACE), Step::Fail])
    }

    /// The bytes in chunks, with a pause before each.
    pub(super) fn slow(bytes: &Bytes, chunk: usize, pause: Duration) -> Self {
        let starts = (0..bytes.len()).step_by(chunk);
        let chunks = starts.map(|start| bytes.slice(start..bytes.len().min(start + chunk)));
        Self::of(chunks.flat_map(|chunk| [Step::Wait(pause), Step::Send(chunk)]))
    }

    /// The first bytes, then the others for ever.
    pub(super) fn endless(first: Bytes, others: Bytes) -> Self {
        Self { refrain: Some(others), ..Self::of([Step::Send(first)]) }
    }

    fn of(script: impl IntoIterator<Item = Step>) -> Self {
        Self { script: script.into_iter().collect(), refrain: None, pause: None, length: None }
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
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(context));
                self.pause = None;
            }
            match self.script.pop_front() {
                Some(Step::Send(bytes)) => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
                Some(Step::Wait(time)) => self.pause = Some(Box::pin(sleep(time))),
                Some(Step::Fail) => return Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
                None => return Poll::Ready(self.refrain.clone().map(Frame::data).map(Ok)),
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.script.is_empty() && self.refrain.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
