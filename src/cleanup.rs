//! Clean-ups in the background: what is still to be done at the server for calls that were dropped.
//!
//! In: a future, and what it cleans up. Out: the number of those that are running, and what could not be cleaned up.
//! Invariant: a clean-up is running or has ended, and its failure is kept until it is reported, also if it was interrupted
//! by the end of its async runtime.

use std::{error::Error, fmt, future::IntoFuture, sync::Arc, time::Duration};

use futures_core::future::BoxFuture;
use tokio::{
    runtime::Handle,
    sync::{oneshot, watch},
    time::{Instant, timeout_at},
};

use crate::{
    client::Client,
    runtime::{AnyError, BuildError, TransportError, TransportPhase},
};

/// How long [`Client::pending_cleanups`] waits by default.
const TIME_LIMIT: Duration = Duration::from_secs(5 * 60);
/// The number of failures that the text of a [`CleanupError`] has.
const SHOWN: usize = 3;

/// The clean-ups of a client and its clones.
#[derive(Default)]
pub(crate) struct Cleanups(watch::Sender<State>);

#[derive(Default)]
struct State {
    running: usize,
    failures: Vec<CleanupFailure>,
}

impl Cleanups {
    /// Those of a client.
    pub(crate) fn of(client: &Client) -> Arc<Self> {
        client.state()
    }

    /// Cleans up in a task of an async runtime, or records that there is none.
    pub(crate) fn spawn(
        self: Arc<Self>,
        runtime: Option<Handle>,
        subject: String,
        work: impl Future<Output = Result<(), AnyError>> + Send + 'static,
    ) {
        let pending = self.begin(subject);
        // Without a runtime, `pending` is dropped as it would be by the end of one.
        let Some(runtime) = runtime else { return };
        runtime.spawn(async move { pending.end(work.await) });
    }

    /// Creates something at the server, within an async runtime in a task of its own. If the caller is dropped half-way, the
    /// task continues, and then does what is to be done with the result.
    pub(crate) async fn create<T, F>(
        self: Arc<Self>,
        runtime: Option<Handle>,
        subject: String,
        create: impl Future<Output = Result<T, AnyError>> + Send + 'static,
        dropped: impl FnOnce(Result<T, AnyError>) -> F + Send + 'static,
    ) -> Result<T, AnyError>
    where
        T: Send + 'static,
        F: Future<Output = Result<(), AnyError>> + Send,
    {
        let Some(runtime) = runtime else { return create.await };
        let (sender, receiver) = oneshot::channel();
        self.spawn(Some(runtime), subject, async move {
            match sender.send(create.await) {
                Ok(()) => Ok(()),
                Err(result) => dropped(result).await,
            }
        });
        // The task ends without a result only if its runtime shuts down.
        let lost = |error| AnyError::from(TransportError::new(TransportPhase::Send).with_source(error));
        receiver.await.unwrap_or_else(|error| Err(lost(error)))
    }

    /// Counts a clean-up, or what may need one, until its guard is dropped. `subject` is what would be left behind.
    pub(crate) fn begin(self: Arc<Self>, subject: String) -> PendingCleanup {
        self.0.send_modify(|state| state.running += 1);
        PendingCleanup { cleanups: self, subject: Some(subject) }
    }
}

/// A clean-up that has not ended; one that is dropped before was interrupted.
pub(crate) struct PendingCleanup {
    cleanups: Arc<Cleanups>,
    subject: Option<String>,
}

impl PendingCleanup {
    /// Records the end of the clean-up.
    pub(crate) fn end(mut self, result: Result<(), AnyError>) {
        if let (Some(subject), Err(error)) = (self.subject.take(), result) {
            self.fail(subject, Some(error));
        }
    }

    fn fail(&self, subject: String, error: Option<AnyError>) {
        self.cleanups.0.send_modify(|state| state.failures.push(CleanupFailure { subject, error }));
    }
}

impl Drop for PendingCleanup {
    fn drop(&mut self) {
        if let Some(subject) = self.subject.take() {
            self.fail(subject, None);
        }
        self.cleanups.0.send_modify(|state| state.running = state.running.saturating_sub(1));
    }
}

impl Client {
    /// Waits for the clean-ups that dropped calls have left to the background: jobs of runs that are to be stopped and
    /// deleted, and uploads that are to be abandoned. Those of all clones of this client are included, and so are jobs that
    /// are still being created.
    ///
    /// They run in tasks of the async runtime, and end with it. Await this at the end of a program, after runs that are
    /// dropped by a time limit, a `select!` or a panic; without it, what they have created is left behind when `main`
    /// returns. A run that is awaited to its end, also after [`RunJob::until_ctrl_c`](crate::jobs::RunJob::until_ctrl_c),
    /// has already cleaned up.
    ///
    /// # Errors
    /// [`CleanupError`] if clean-ups are still running after the time limit, 5 minutes by default, or have failed since
    /// this was last awaited.
    ///
    /// ```no_run
    /// # async fn example(client: osparc_client::Client, study: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
    /// use std::time::Duration;
    /// use osparc_client::models::JobInputs;
    ///
    /// let run = client.studies().run_study_job(study, JobInputs::default());
    /// let outcome = tokio::time::timeout(Duration::from_secs(60), run.into_future()).await;
    /// client.pending_cleanups().await?;
    /// println!("{:?}", outcome??.outputs);
    /// # Ok(())
    /// # }
    /// ```
    pub fn pending_cleanups(&self) -> PendingCleanups {
        PendingCleanups { cleanups: Cleanups::of(self), limit: TIME_LIMIT }
    }
}

/// A wait for clean-ups, created by [`Client::pending_cleanups`].
#[must_use = "a wait does nothing until it is awaited"]
pub struct PendingCleanups {
    cleanups: Arc<Cleanups>,
    limit: Duration,
}

impl PendingCleanups {
    /// Sets how long to wait: 5 minutes by default. The clean-ups continue after that.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    async fn wait(self) -> Result<(), CleanupError> {
        let mut state = self.cleanups.0.subscribe();
        let ended = state.wait_for(|state| state.running == 0);
        match Instant::now().checked_add(self.limit) {
            Some(end) => drop(timeout_at(end, ended).await),
            None => drop(ended.await),
        }
        drop(state);
        let mut error = CleanupError { running: 0, failures: Vec::new() };
        self.cleanups.0.send_modify(|state| {
            error = CleanupError { running: state.running, failures: std::mem::take(&mut state.failures) };
        });
        if error.running == 0 && error.failures.is_empty() { Ok(()) } else { Err(error) }
    }

    /// Waits from code that is not `async`.
    ///
    /// # Errors
    /// As [`Client::pending_cleanups`].
    #[cfg(feature = "blocking")]
    pub fn wait_blocking(self) -> Result<(), CleanupError> {
        crate::wait(self)
    }
}

impl IntoFuture for PendingCleanups {
    type Output = Result<(), CleanupError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.wait())
    }
}

/// Clean-ups that have failed, or are still running: see [`Client::pending_cleanups`].
#[derive(Debug)]
#[non_exhaustive]
pub struct CleanupError {
    /// The number of clean-ups that are still running.
    pub running: usize,
    /// What could not be cleaned up; each failure is reported once.
    pub failures: Vec<CleanupFailure>,
}

/// Something that could not be cleaned up.
#[derive(Debug)]
#[non_exhaustive]
pub struct CleanupFailure {
    /// What is left behind, with its ids.
    pub subject: String,
    /// Why; `None` if the clean-up was interrupted by the end of its async runtime.
    pub error: Option<AnyError>,
}

impl fmt::Display for CleanupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        if self.running > 0 {
            let verb = if self.running == 1 { "clean-up is" } else { "clean-ups are" };
            write!(f, "{} {verb} still running", self.running)?;
            separator = "; ";
        }
        for failure in self.failures.iter().take(SHOWN) {
            write!(f, "{separator}{failure}")?;
            separator = "; ";
        }
        match self.failures.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl fmt::Display for CleanupFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} may be left behind: ", self.subject)?;
        match &self.error {
            Some(error) => error.fmt(f),
            None => f.write_str("the clean-up ended with its async runtime"),
        }
    }
}

impl Error for CleanupError {}

impl From<BuildError> for CleanupError {
    fn from(error: BuildError) -> Self {
        let subject = "what dropped calls have created".to_owned();
        Self { running: 0, failures: vec![CleanupFailure { subject, error: Some(error.into()) }] }
    }
}
