//! Waits for the end of a job.
//!
//! In: a job that was started. Out: its final status, or each changed status.
//! Invariant: only `SUCCESS`, `FAILED` and `ABORTED` end the wait successfully; in every other state the limits end it.
//! Nothing runs in the background: dropping a wait ends it, and the job continues.

use std::{
    future::{IntoFuture, poll_fn},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use futures_core::{Stream, future::BoxFuture};
use uuid::Uuid;

use super::{
    api::{JobApi, RequestOptions},
    error::{JobError, JobFailure},
};
use crate::models::{JobStatus, RunningState};

mod options;
mod watch;

pub use options::WaitOptions;
pub(super) use watch::JobWatch;

/// A wait for the end of a job, created by [`StudiesApi::wait_for_study_job`](crate::StudiesApi::wait_for_study_job) and by
/// its counterpart for solvers.
#[must_use = "a wait does nothing until it is awaited or streamed"]
#[derive(Clone, Debug)]
pub struct WaitForJob {
    api: Arc<dyn JobApi>,
    job_id: Uuid,
    options: WaitOptions,
}

impl WaitForJob {
    pub(crate) fn new(api: Arc<dyn JobApi>, job_id: Uuid) -> Self {
        Self { api, job_id, options: WaitOptions::new() }
    }

    /// See [`WaitOptions::deadline`]; 24 hours by default.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.options = self.options.deadline(limit);
        self
    }

    /// See [`WaitOptions::poll_interval`]; from 500 ms to 10 s by default.
    pub fn poll_interval(mut self, first: Duration, max: Duration) -> Self {
        self.options = self.options.poll_interval(first, max);
        self
    }

    /// See [`WaitOptions::not_started_limit`]; 5 minutes by default.
    pub fn not_started_limit(mut self, limit: Duration) -> Self {
        self.options = self.options.not_started_limit(limit);
        self
    }

    /// See [`WaitOptions::max_failed_polls`]; 10 by default.
    pub fn max_failed_polls(mut self, polls: u32) -> Self {
        self.options = self.options.max_failed_polls(polls);
        self
    }

    /// Sets all options at once.
    pub fn options(mut self, options: WaitOptions) -> Self {
        self.options = options;
        self
    }

    /// Returns each changed status, including the first and the final one. The limits count from this call on.
    pub fn stream(self) -> JobStatuses {
        JobStatuses { watch: Some(Box::new(self.into_watch())), poll: None }
    }

    /// Awaits the final status and returns it if it is `SUCCESS`.
    ///
    /// # Errors
    /// [`JobError::Failed`] with the server's `errors` , [`JobError::Aborted`], and as the same wait with `.await`.
    pub async fn success(self) -> Result<JobStatus, JobError> {
        let status = self.await?;
        match status.state {
            RunningState::Success => Ok(status),
            RunningState::Failed => Err(JobError::Failed(Box::new(JobFailure { status, logs: Vec::new() }))),
            _ => Err(JobError::Aborted { status: Box::new(status) }),
        }
    }

    /// Waits from code that is not `async`.
    ///
    /// # Errors
    /// As the same wait with `.await`.
    #[cfg(feature = "blocking")]
    pub fn wait_blocking(self) -> Result<JobStatus, JobError> {
        crate::wait(self)
    }

    /// The same as [`Self::stream`], as an iterator for code that is not `async`.
    #[cfg(feature = "blocking")]
    pub fn stream_blocking(self) -> crate::Blocking<JobStatuses> {
        crate::Blocking::new(self.stream())
    }

    fn into_watch(self) -> JobWatch {
        JobWatch::new(self.api, self.job_id, self.options, RequestOptions::default())
    }
}

impl IntoFuture for WaitForJob {
    type Output = Result<JobStatus, JobError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.into_watch().last(&|_| ()).await })
    }
}

/// The changes of a job's status, created by [`WaitForJob::stream`].
///
/// It is a [`Stream`] that ends after the final status, or after an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct JobStatuses {
    /// `None` while `poll` has it.
    watch: Option<Box<JobWatch>>,
    poll: Option<BoxFuture<'static, (Box<JobWatch>, Change)>>,
}

type Change = Result<Option<JobStatus>, JobError>;

impl JobStatuses {
    /// Returns the next changed status; `None` after the final one.
    ///
    /// # Errors
    /// As the same wait with `.await`.
    pub async fn next_status(&mut self) -> Result<Option<JobStatus>, JobError> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl Stream for JobStatuses {
    type Item = Result<JobStatus, JobError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(mut watch) = self.watch.take() {
            self.poll = Some(Box::pin(async move {
                let change = watch.next().await;
                (watch, change)
            }));
        }
        let Some(poll) = &mut self.poll else { return Poll::Ready(None) };
        poll.as_mut().poll(cx).map(|(watch, change)| {
            self.poll = None;
            self.watch = Some(watch);
            change.transpose()
        })
    }
}
