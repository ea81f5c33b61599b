//! Waiting for the end of a job.
//!
//! In: a job that was started. Out: its final status, or each change on the way there.
//! Invariant: only `SUCCESS`, `FAILED` and `ABORTED` end the wait; whatever else the server says, the deadline does.
//! Nothing runs beside the caller: a dropped wait is over, and the job goes on.

use std::{
    future::{Future, IntoFuture, poll_fn},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use futures_core::Stream;
use uuid::Uuid;

use super::{JobError, JobFailure, job_error::errors_of};
use crate::{
    models::{JobStatus, RunningState},
    studies_api::StudiesApi,
};

mod options;
mod watch;

pub use options::WaitOptions;
pub(super) use watch::Watch;

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl StudiesApi {
    /// Waits for the end of a job that was started.
    ///
    /// Awaited it gives the final status, be it `SUCCESS`, `FAILED` or `ABORTED`; [`WaitForStudyJob::stream`] gives
    /// each change. The limits and their defaults are those of [`WaitOptions`].
    ///
    /// # Errors
    /// [`JobError::Deadline`], [`JobError::NotStarted`], and [`JobError::Request`] where the server cannot be asked.
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi, study: uuid::Uuid, job: uuid::Uuid)
    /// #     -> Result<(), osparc_client::studies::JobError> {
    /// use std::time::Duration;
    ///
    /// let hour = Duration::from_secs(3600);
    /// let status = studies.wait_for_study_job(study, job).deadline(hour).await?;
    /// println!("{}", status.state);
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for_study_job(&self, study_id: Uuid, job_id: Uuid) -> WaitForStudyJob {
        WaitForStudyJob { studies: self.clone(), study_id, job_id, options: WaitOptions::new() }
    }
}

/// A wait for the end of a job; made by [`StudiesApi::wait_for_study_job`].
#[must_use = "a wait does nothing until it is awaited or streamed"]
#[derive(Clone, Debug)]
pub struct WaitForStudyJob {
    studies: StudiesApi,
    study_id: Uuid,
    job_id: Uuid,
    options: WaitOptions,
}

impl WaitForStudyJob {
    /// See [`WaitOptions::deadline`]; 24 hours by default.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.options = self.options.deadline(limit);
        self
    }

    /// See [`WaitOptions::poll_interval`]; from 500 ms to 10 s by default.
    pub fn poll_interval(mut self, first: Duration, longest: Duration) -> Self {
        self.options = self.options.poll_interval(first, longest);
        self
    }

    /// See [`WaitOptions::not_started_limit`]; 5 minutes by default.
    pub fn not_started_limit(mut self, limit: Duration) -> Self {
        self.options = self.options.not_started_limit(limit);
        self
    }

    /// See [`WaitOptions::patience`]; 10 by default.
    pub fn patience(mut self, failures: u32) -> Self {
        self.options = self.options.patience(failures);
        self
    }

    /// Sets all options at once.
    pub fn options(mut self, options: WaitOptions) -> Self {
        self.options = options;
        self
    }

    /// Each changed status, the first and the final one included; the times begin to count now.
    pub fn stream(self) -> JobStatuses {
        JobStatuses { watch: Some(Box::new(self.into_watch())), looking: None }
    }

    /// Awaits the final status where it is `SUCCESS`; another end is an error.
    ///
    /// # Errors
    /// [`JobError::Failed`] with the server's `errors` (the logs are had by
    /// [`StudiesApi::download_study_job_logs`]), [`JobError::Aborted`], and as for the wait itself.
    pub async fn success(self) -> Result<JobStatus, JobError> {
        let (studies, study_id, job_id) = (self.studies.clone(), self.study_id, self.job_id);
        let status = self.await?;
        match status.state {
            RunningState::Success => Ok(status),
            RunningState::Failed => {
                let errors = errors_of(&studies, study_id, job_id).await;
                Err(JobError::Failed(Box::new(JobFailure { status, errors, logs: Vec::new() })))
            }
            _ => Err(JobError::Aborted { status: Box::new(status) }),
        }
    }

    /// The wait from code that is not `async`.
    ///
    /// # Errors
    /// As [`StudiesApi::wait_for_study_job`].
    #[cfg(feature = "blocking")]
    pub fn wait_blocking(self) -> Result<JobStatus, JobError> {
        crate::wait(self)
    }

    /// [`Self::stream`] from code that is not `async`: an iterator.
    #[cfg(feature = "blocking")]
    pub fn stream_blocking(self) -> crate::Blocking<JobStatuses> {
        crate::Blocking::new(self.stream())
    }

    fn into_watch(self) -> Watch {
        Watch::new(self.studies, (self.study_id, self.job_id), self.options)
    }
}

impl IntoFuture for WaitForStudyJob {
    type Output = Result<JobStatus, JobError>;
    type IntoFuture = Boxed<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.into_watch().last(&|_| ()).await })
    }
}

/// The changes of a job's status; made by [`WaitForStudyJob::stream`].
///
/// It is a [`Stream`] that ends after the final status, or after an error.
#[must_use = "a stream does nothing until it is polled"]
pub struct JobStatuses {
    /// `None` while it is lent to `looking`.
    watch: Option<Box<Watch>>,
    looking: Option<Boxed<(Box<Watch>, Change)>>,
}

type Change = Result<Option<JobStatus>, JobError>;

impl JobStatuses {
    /// The next changed status; `None` after the final one.
    ///
    /// # Errors
    /// As [`StudiesApi::wait_for_study_job`].
    pub async fn next_status(&mut self) -> Result<Option<JobStatus>, JobError> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl Stream for JobStatuses {
    type Item = Result<JobStatus, JobError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(mut watch) = self.watch.take() {
            self.looking = Some(Box::pin(async move {
                let change = watch.next().await;
                (watch, change)
            }));
        }
        let Some(looking) = &mut self.looking else { return Poll::Ready(None) };
        looking.as_mut().poll(cx).map(|(watch, change)| {
            self.looking = None;
            self.watch = Some(watch);
            change.transpose()
        })
    }
}
