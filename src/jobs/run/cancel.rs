//! A caller's signal to cancel runs.
//!
//! In: a future. Out: whether it has completed, for any number of runs in one task. Invariant: once given, the signal
//! stays given.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use futures_core::future::BoxFuture;
use tokio::{runtime::Handle, signal::ctrl_c};

use crate::{jobs::error::JobError, runtime::BuildError};

/// The exit code of a program that was ended by Ctrl-C: 128 and the number of the signal, as shells have it.
const INTERRUPTED: i32 = 130;

/// A signal to cancel; clones share it.
#[derive(Clone)]
pub(super) struct CancelSignal(Arc<Mutex<Signal>>);

enum Signal {
    Awaited(BoxFuture<'static, Given>),
    Given(Given),
}

/// Why there is no signal to wait for, if so.
type Given = Result<(), String>;

impl CancelSignal {
    /// A signal that is given when the future completes, whatever its output.
    pub(super) fn new<F: Future + Send + 'static>(signal: F) -> Self {
        Self::of(Box::pin(async move {
            drop(signal.await);
            Ok(())
        }))
    }

    /// A signal that is given by Ctrl-C; a second Ctrl-C ends the process.
    pub(super) fn ctrl_c() -> Self {
        Self::of(Box::pin(async {
            let runtime = Handle::try_current().map_err(|error| error.to_string())?;
            ctrl_c().await.map_err(|error| error.to_string())?;
            runtime.spawn(async {
                if ctrl_c().await.is_ok() {
                    std::process::exit(INTERRUPTED);
                }
            });
            Ok(())
        }))
    }

    fn of(signal: BoxFuture<'static, Given>) -> Self {
        Self(Arc::new(Mutex::new(Signal::Awaited(signal))))
    }

    /// Ready with the error of a cancelled run once the signal is given, which wakes the task.
    fn poll(&self, cx: &mut Context<'_>) -> Poll<JobError> {
        let mut signal = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Signal::Awaited(future) = &mut *signal
            && let Poll::Ready(given) = future.as_mut().poll(cx)
        {
            *signal = Signal::Given(given);
        }
        match &*signal {
            Signal::Awaited(_) => Poll::Pending,
            Signal::Given(Ok(())) => Poll::Ready(JobError::Cancelled),
            Signal::Given(Err(reason)) => {
                Poll::Ready(BuildError::new(format!("the program cannot listen for Ctrl-C: {reason}")).into())
            }
        }
    }
}

/// Runs the work to its end, or until the signal to cancel is given. Work that is ready comes first.
pub(super) async fn cancellable<T>(
    work: impl Future<Output = Result<T, JobError>>,
    signal: Option<&CancelSignal>,
) -> Result<T, JobError> {
    let mut work = pin!(work);
    poll_fn(|cx| match (work.as_mut().poll(cx), signal) {
        (Poll::Pending, Some(signal)) => signal.poll(cx).map(Err),
        (result, _) => result,
    })
    .await
}

/// Returns an error if the signal was given already.
pub(super) async fn check(signal: Option<&CancelSignal>) -> Result<(), JobError> {
    let Some(signal) = signal else { return Ok(()) };
    poll_fn(|cx| match signal.poll(cx) {
        Poll::Ready(error) => Poll::Ready(Err(error)),
        Poll::Pending => Poll::Ready(Ok(())),
    })
    .await
}
