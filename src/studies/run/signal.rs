//! A caller's sign to give up.
//!
//! In: a future. Out: whether it is done, for any number of runs in one task. Invariant: once given, it stays given.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

/// A sign to give up; clones share it.
#[derive(Clone)]
pub(in crate::studies) struct Signal(Arc<Mutex<Option<Waiting>>>);

/// `None` once it is done.
type Waiting = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Signal {
    pub(super) fn new(signal: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Some(Box::pin(signal)))))
    }

    /// Ready once it is given; the task is woken then.
    pub(super) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut signal = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(waiting) = &mut *signal else { return Poll::Ready(()) };
        let polled = waiting.as_mut().poll(cx);
        if polled.is_ready() {
            *signal = None;
        }
        polled
    }

    /// Whether it is given by now.
    pub(super) async fn is_given(&self) -> bool {
        poll_fn(|cx| Poll::Ready(self.poll(cx).is_ready())).await
    }
}
