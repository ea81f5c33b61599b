//! A clock for tests, by which waiting takes no time.
//!
//! In: code that waits, `async` or not. Out: what it gives, at once. Invariant: time passes only when nothing else is
//! to be done, and then by just as much as the next wait needs.

use std::io;
use std::rc::Rc;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::time::Instant;

/// A clock for tests: back-offs, time limits, polls and [`MockResponse::delay`](super::MockResponse::delay) take as long as
/// they should by this clock, and no time by yours.
///
/// It is for clients over a [`MockTransport`](super::MockTransport). While a real server is waited for, there is nothing
/// else to be done, so that time passes and its responses come too late.
///
/// ```
/// use std::time::Duration;
/// use osparc_runtime::http::Method;
/// use osparc_runtime::testing::{Clock, MockResponse, MockTransport};
/// use osparc_runtime::Client;
///
/// let (clock, mock) = (Clock::new()?, MockTransport::new());
/// mock.on("raw")
///     .then(MockResponse::status(429).header("Retry-After", "100"))
///     .then(MockResponse::status(404));
/// let client: Client = mock.client()?;
/// let response = clock.run(async { client.raw(Method::GET, "/things").await })?;
/// assert!(response.status() == 404 && clock.elapsed() >= Duration::from_secs(100));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Clock {
    runtime: Rc<Runtime>,
    start: Instant,
}

impl Clock {
    /// A clock that stands still.
    ///
    /// # Errors
    /// If the system gives no resources for it.
    pub fn new() -> io::Result<Self> {
        let runtime = Rc::new(Builder::new_current_thread().enable_all().start_paused(true).build()?);
        let start = now(&runtime);
        Ok(Self { runtime, start })
    }

    /// Runs `async` code by this clock, to its end.
    ///
    /// # Panics
    /// Inside of another `async` runtime: it is for tests that are plain functions (`#[test]`).
    pub fn run<F: Future>(&self, code: F) -> F::Output {
        self.runtime.block_on(code)
    }

    /// Runs code that is not `async` so that the blocking calls of this thread go by this clock; inside of an `async`
    /// runtime they do not.
    #[cfg(feature = "blocking")]
    pub fn run_blocking<T>(&self, code: impl FnOnce() -> T) -> T {
        let _restored = current::Restored::of(current::set(Some(Rc::clone(&self.runtime))));
        code()
    }

    /// How much time has passed by this clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        now(&self.runtime).saturating_duration_since(self.start)
    }
}

fn now(runtime: &Runtime) -> Instant {
    let _context = runtime.enter();
    Instant::now()
}

/// The clock of a thread's blocking calls.
#[cfg(feature = "blocking")]
pub(crate) mod current {
    use std::cell::RefCell;
    use std::rc::Rc;

    use tokio::runtime::{Handle, Runtime};

    thread_local! {
        static CURRENT: RefCell<Option<Rc<Runtime>>> = const { RefCell::new(None) };
    }

    /// Sets the clock, and gives the one before.
    pub(super) fn set(runtime: Option<Rc<Runtime>>) -> Option<Rc<Runtime>> {
        CURRENT.replace(runtime)
    }

    /// The clock, unless this is called by code that runs by it already.
    pub(crate) fn get() -> Option<Rc<Runtime>> {
        let inside = Handle::try_current().is_ok();
        CURRENT.with_borrow(Clone::clone).filter(|_| !inside)
    }

    /// Sets the clock before once more when it is dropped, also by a panic.
    pub(super) struct Restored(Option<Rc<Runtime>>);

    impl Restored {
        pub(super) fn of(before: Option<Rc<Runtime>>) -> Self {
            Self(before)
        }
    }

    impl Drop for Restored {
        fn drop(&mut self) {
            set(self.0.take());
        }
    }
}
