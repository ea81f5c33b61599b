//! A caller's signal to cancel runs.
//!
//! In: a future. Out: whether it has completed, for any number of runs in one task. Invariant: once given, the signal
//! stays given.

use std::{
    future::poll_fn,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use futures_core::future::BoxFuture;

/// A signal to cancel; clones share it. `None` once it was given.
#[derive(Clone)]
pub(super) struct CancelSignal(Arc<Mutex<Option<BoxFuture<'static, ()>>>>);

impl CancelSignal {
    pub(super) fn new(signal: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Some(Box::pin(signal)))))
    }

    /// Ready once the signal is given, which wakes the task.
    pub(super) fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut signal = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(future) = &mut *signal else { return Poll::Ready(()) };
        let polled = future.as_mut().poll(cx);
        if polled.is_ready() {
            *signal = None;
        }
        polled
    }

    /// Whether the signal was given already.
    pub(super) async fn is_given(&self) -> bool {
        poll_fn(|cx| Poll::Ready(self.poll(cx).is_ready())).await
    }
}
