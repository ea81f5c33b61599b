//! Polls the status of a job.
//!
//! In: a job and the limits. Out: each changed status. Invariant: state changes between polls only, so that a poll can be
//! dropped at any time and started again.

use std::{future::pending, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep_until, timeout_at};
use uuid::Uuid;

use super::options::WaitOptions;
use crate::{
    jobs::{
        api::{JobApi, RequestOptions},
        doubt::may_pass,
        error::JobError,
    },
    models::{JobStatus, RunningState},
};

/// How many polls in a row may not find a job that was never found before. It was probably created a moment ago, and one
/// replica of the server does not know it yet; or else its id is wrong, which should not take a minute to report.
const UNKNOWN_POLLS: u32 = 2;

/// A job whose status is polled.
pub(crate) struct JobWatch {
    api: Arc<dyn JobApi>,
    job_id: Uuid,
    options: WaitOptions,
    requests: RequestOptions,
    /// `None` if it is beyond the range of the clock.
    deadline: Option<Instant>,
    /// The pause before the next poll; `None` before the first one.
    pause: Option<Duration>,
    last: Option<JobStatus>,
    /// Whether the job exists for certain.
    known: bool,
    not_started_since: Option<Instant>,
    failed_polls: u32,
    ended: bool,
}

impl JobWatch {
    pub(crate) fn new(
        api: Arc<dyn JobApi>,
        job_id: Uuid,
        options: WaitOptions,
        requests: RequestOptions,
    ) -> Self {
        Self {
            api,
            job_id,
            requests,
            deadline: Instant::now().checked_add(options.deadline),
            options,
            pause: None,
            last: None,
            known: false,
            not_started_since: None,
            failed_polls: 0,
            ended: false,
        }
    }

    /// The id of the job.
    pub(crate) fn job(&self) -> Uuid {
        self.job_id
    }

    /// Tells that the job exists: a response that denies it may pass.
    pub(crate) fn set_known(&mut self) {
        self.known = true;
    }

    /// Sets a status that was received otherwise. The job is polled again after a pause.
    pub(crate) fn set_last(&mut self, status: JobStatus) {
        self.pause = Some(self.options.first_interval);
        self.last = Some(status);
        self.known = true;
    }

    /// Returns the final status. `observer` is called with every further status that has changed, including the final one.
    pub(crate) async fn last(
        mut self,
        observer: &(dyn Fn(&JobStatus) + Send + Sync),
    ) -> Result<JobStatus, JobError> {
        if let Some(status) = self.last.take_if(|status| status.is_final()) {
            return Ok(status);
        }
        loop {
            let status = self.change().await?;
            observer(&status);
            if status.is_final() {
                return Ok(status);
            }
        }
    }

    /// Returns the next changed status; `None` after the final one and after an error.
    pub(super) async fn next(&mut self) -> Result<Option<JobStatus>, JobError> {
        if self.ended {
            return Ok(None);
        }
        let change = self.change().await;
        self.ended = change.as_ref().map_or(true, JobStatus::is_final);
        change.map(Some)
    }

    async fn change(&mut self) -> Result<JobStatus, JobError> {
        loop {
            let status = self.look().await?;
            let before = self.last.replace(status.clone());
            if before.as_ref().map(|before| &before.state) != Some(&status.state) {
                self.pause = Some(self.options.first_interval);
            }
            self.check_started(&status)?;
            if before.is_none_or(|before| differs(&before, &status)) {
                return Ok(status);
            }
        }
    }

    /// Returns the next status, changed or not.
    pub(crate) async fn look(&mut self) -> Result<JobStatus, JobError> {
        loop {
            self.wait().await?;
            if let Some(status) = self.poll().await? {
                return Ok(status);
            }
        }
    }

    /// Waits until the next poll is due.
    async fn wait(&mut self) -> Result<(), JobError> {
        let Some(pause) = self.pause else {
            self.pause = Some(self.options.first_interval);
            return Ok(());
        };
        match (Instant::now().checked_add(pause), self.deadline) {
            (Some(next), deadline) if deadline.is_none_or(|deadline| next < deadline) => {
                sleep_until(next).await;
                self.pause = Some(pause.saturating_mul(2).min(self.options.max_interval));
                Ok(())
            }
            (_, Some(deadline)) => {
                sleep_until(deadline).await;
                Err(self.deadline_passed())
            }
            (_, None) => pending().await,
        }
    }

    /// Requests the status; `None` after a temporary error.
    async fn poll(&mut self) -> Result<Option<JobStatus>, JobError> {
        let request = self.api.inspect(self.job_id, &self.requests);
        let result = match self.deadline {
            Some(deadline) => timeout_at(deadline, request).await.map_err(|_| self.deadline_passed())?,
            None => request.await,
        };
        match result {
            Ok(status) => {
                self.failed_polls = 0;
                self.known = true;
                Ok(Some(status))
            }
            Err(error) => {
                // A rate limit is no failure: the server has not seen the request.
                self.failed_polls = self.failed_polls.saturating_add(u32::from(!error.is_rate_limited()));
                let limit = self.options.max_failed_polls;
                let unknown = error.is_not_found() && !self.known;
                let limit = if unknown { limit.min(UNKNOWN_POLLS) } else { limit };
                if !may_pass(&error) || self.failed_polls > limit {
                    return Err(JobError::Request(error));
                }
                self.pause = self.pause.max(error.retry_after());
                Ok(None)
            }
        }
    }

    /// Checks how long the job has been in `NOT_STARTED`; `UNKNOWN` in between does not count as a start.
    fn check_started(&mut self, status: &JobStatus) -> Result<(), JobError> {
        match status.state {
            RunningState::NotStarted => {
                let since = *self.not_started_since.get_or_insert_with(Instant::now);
                if since.elapsed() >= self.options.not_started_limit {
                    return Err(JobError::NotStarted { status: Box::new(status.clone()) });
                }
            }
            RunningState::Unknown => {}
            _ => self.not_started_since = None,
        }
        Ok(())
    }

    fn deadline_passed(&self) -> JobError {
        JobError::Deadline { status: self.last.clone().map(Box::new) }
    }
}

/// Whether the status has changed. `submitted_at` is ignored: it is the time of the response for a job that was never
/// started.
fn differs(before: &JobStatus, after: &JobStatus) -> bool {
    let relevant = |status: &JobStatus| {
        (status.state.clone(), status.progress_or_default(), status.started_at, status.stopped_at)
    };
    relevant(before) != relevant(after)
}
