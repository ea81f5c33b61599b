//! Everything from code that is not `async`: feature `blocking`.
//!
//! In: a call, or a stream. Out: its outcome, once it is there; the calling thread sleeps until then. Invariant: it
//! makes no difference whether the caller is inside of a tokio runtime: sockets and clocks are those of one runtime on a
//! thread of its own, which all blocking calls share.

use std::cell::Cell;
use std::future::{IntoFuture, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use bytes::Bytes;
use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use super::error::{BuildError, TransportError, TransportPhase};
use super::response::RawResponse;
use super::stream::ByteStream;

/// Waits for a future, such as a call or one of this crate's conveniences.
///
/// It may be used anywhere, also in `async` code; there it keeps its thread busy, and what needs that very thread to go
/// on, would be waited for in vain: a server in the same single-threaded runtime, the unread body of an `async` call, or
/// a connection of your own `reqwest::Client` that `async` calls use too. Clients of this crate keep connections apart.
///
/// # Errors
/// The output of the future; `Build` where the machine has no thread left.
pub fn wait<T, E: From<BuildError>>(future: impl IntoFuture<Output = Result<T, E>>) -> Result<T, E> {
    drive(future)?
}

/// Polls a future on this thread, with the shared runtime's sockets and clocks.
fn drive<F: IntoFuture>(future: F) -> Result<F::Output, BuildError> {
    #[cfg(feature = "test-util")]
    if let Some(clock) = super::testing::current::get() {
        return Ok(clock.block_on(async { future.into_future().await }));
    }
    let runtime = runtime()?;
    let _context = runtime.enter();
    // A task's allowance of polls is the thread's: without this, one that is used up would never be filled again here.
    let mut future = pin!(tokio::task::unconstrained(future.into_future()));
    let alarm = Arc::new(Alarm { thread: thread::current(), rang: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&alarm));
    let mut context = Context::from_waker(&waker);
    loop {
        let outer = WAITING.replace(true);
        let polled = future.as_mut().poll(&mut context);
        WAITING.set(outer);
        if let Poll::Ready(output) = polled {
            return Ok(output);
        }
        while !alarm.rang.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

thread_local! {
    static WAITING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is polling for a blocking call.
pub(crate) fn is_waiting() -> bool {
    WAITING.get()
}

/// Wakes a thread.
struct Alarm {
    thread: Thread,
    rang: AtomicBool,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.rang.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// The runtime of all blocking calls; it starts with the first, and ends with the process.
fn runtime() -> Result<Handle, BuildError> {
    static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = &*runtime {
        return Ok(runtime.clone());
    }
    let started = start().map_err(|error| {
        BuildError::new("blocking calls need a thread, and it does not start").with_source(error)
    })?;
    Ok(runtime.insert(started).clone())
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new().name("blocking-calls".to_owned()).spawn(move || {
        // What a blocking call spawned runs here, and is to use the connections that blocking calls have.
        WAITING.set(true);
        runtime.block_on(std::future::pending::<()>());
    })?;
    Ok(handle)
}

/// A stream as an iterator, each step of which waits for the next item.
#[must_use = "an iterator does nothing until it is used"]
#[derive(Debug)]
pub struct Blocking<S>(S);

impl<S> Blocking<S> {
    /// The iterator of a stream.
    pub fn new(stream: S) -> Self {
        Self(stream)
    }

    /// The stream, such as to ask it for its total.
    pub fn get_ref(&self) -> &S {
        &self.0
    }

    /// The stream again.
    pub fn into_inner(self) -> S {
        self.0
    }
}

impl<T, E: From<BuildError>, S: Stream<Item = Result<T, E>> + Unpin> Iterator for Blocking<S> {
    type Item = Result<T, E>;

    fn next(&mut self) -> Option<Self::Item> {
        match drive(poll_fn(|cx| Pin::new(&mut self.0).poll_next(cx))) {
            Ok(item) => item,
            Err(error) => Some(Err(error.into())),
        }
    }
}

impl ByteStream {
    /// [`Self::next_chunk`], waited for.
    ///
    /// # Errors
    /// If the body breaks off or stalls.
    pub fn next_chunk_blocking(&mut self) -> Result<Option<Bytes>, TransportError> {
        drive(self.next_chunk()).map_err(no_thread)?
    }

    /// [`Self::bytes`], waited for.
    ///
    /// # Errors
    /// As for [`Self::bytes`].
    pub fn bytes_blocking(self) -> Result<Bytes, TransportError> {
        drive(self.bytes()).map_err(no_thread)?
    }
}

impl RawResponse {
    /// [`Self::bytes`], waited for.
    ///
    /// # Errors
    /// As for [`ByteStream::bytes`].
    pub fn bytes_blocking(self) -> Result<Bytes, TransportError> {
        self.into_body().bytes_blocking()
    }

    /// [`Self::text`], waited for.
    ///
    /// # Errors
    /// As for [`ByteStream::text`].
    pub fn text_blocking(self) -> Result<String, TransportError> {
        drive(self.text()).map_err(no_thread)?
    }
}

fn no_thread(error: BuildError) -> TransportError {
    TransportError::new(TransportPhase::Body).with_source(error)
}

/// The blocking forms of a request's calls; for generated code.
#[doc(hidden)]
#[macro_export]
macro_rules! __requests_blocking {
    () => {
        impl<T, E> Request<T, E> {
            /// [`Self::raw`] from code that is not `async`: waits for status and headers.
            ///
            /// # Errors
            /// As for `raw`.
            pub fn raw_blocking(
                self,
            ) -> ::core::result::Result<$crate::support::RawResponse, $crate::support::AnyError> {
                $crate::support::wait(self.raw())
            }
        }

        impl<T: $crate::support::Success, E: $crate::support::ErrorResponse> Request<T, E> {
            /// [`Self::send`] from code that is not `async`: waits for the value.
            ///
            /// # Errors
            /// As for `send`.
            pub fn send_blocking(self) -> ::core::result::Result<T::Value, $crate::support::Error<E>> {
                $crate::support::wait(self.send())
            }

            /// [`Self::response`] from code that is not `async`: waits for the value with status and headers.
            ///
            /// # Errors
            /// As for `response`.
            pub fn response_blocking(
                self,
            ) -> ::core::result::Result<$crate::support::Response<T::Value>, $crate::support::Error<E>> {
                $crate::support::wait(self.response())
            }
        }
    };
}

/// The blocking forms of a request's pages; for generated code.
#[doc(hidden)]
#[macro_export]
macro_rules! __paginated_blocking {
    ($request:ident) => {
        impl $request {
            /// [`Self::pages`] from code that is not `async`: an iterator.
            pub fn pages_blocking(self) -> $crate::support::Blocking<$crate::support::Pages<Self>> {
                $crate::support::Blocking::new(self.pages())
            }

            /// [`Self::items`] from code that is not `async`: an iterator.
            pub fn items_blocking(self) -> $crate::support::Blocking<$crate::support::Items<Self>> {
                $crate::support::Blocking::new(self.items())
            }
        }
    };
}
