//! Looking at a job again and again.
//!
//! In: a job and the limits. Out: each changed status. Invariant: state is kept between looks only, so that a look may
//! be dropped at any time and begun again.

use std::{future::pending, time::Duration};

use tokio::time::{Instant, sleep_until, timeout_at};
use uuid::Uuid;

use super::WaitOptions;
use crate::{
    models::{JobStatus, RunningState},
    runtime::AnyError,
    studies::JobError,
    studies_api::StudiesApi,
};

/// A job that is being watched.
pub(crate) struct Watch {
    studies: StudiesApi,
    study_id: Uuid,
    job_id: Uuid,
    options: WaitOptions,
    /// `None` where it is too far away to be told.
    deadline: Option<Instant>,
    /// The pause before the next look; `None` before the first one.
    pause: Option<Duration>,
    last: Option<JobStatus>,
    not_started_since: Option<Instant>,
    failures: u32,
    ended: bool,
}

impl Watch {
    /// Watches a job, by the ids of its study and its own.
    pub(crate) fn new(studies: StudiesApi, (study_id, job_id): (Uuid, Uuid), options: WaitOptions) -> Self {
        Self {
            studies,
            study_id,
            job_id,
            deadline: Instant::now().checked_add(options.deadline),
            options,
            pause: None,
            last: None,
            not_started_since: None,
            failures: 0,
            ended: false,
        }
    }

    /// The final status; what comes before it is told to `observer`, and so is that.
    pub(crate) async fn last(
        mut self,
        observer: &(dyn Fn(&JobStatus) + Send + Sync),
    ) -> Result<JobStatus, JobError> {
        loop {
            let status = self.change().await?;
            observer(&status);
            if status.is_final() {
                return Ok(status);
            }
        }
    }

    /// The next changed status; `None` after the final one and after an error.
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
            self.wait().await?;
            let Some(status) = self.look().await? else { continue };
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

    /// Waits until it is time for the next look.
    async fn wait(&mut self) -> Result<(), JobError> {
        let Some(pause) = self.pause else {
            self.pause = Some(self.options.first_interval);
            return Ok(());
        };
        match (Instant::now().checked_add(pause), self.deadline) {
            (Some(next), deadline) if deadline.is_none_or(|deadline| next < deadline) => {
                sleep_until(next).await;
                self.pause = Some(pause.saturating_mul(2).min(self.options.longest_interval));
                Ok(())
            }
            (_, Some(deadline)) => {
                sleep_until(deadline).await;
                Err(self.too_late())
            }
            (_, None) => pending().await,
        }
    }

    /// Asks for the status; `None` where that failed in a way that may pass.
    async fn look(&mut self) -> Result<Option<JobStatus>, JobError> {
        let looking = self.studies.inspect_study_job(self.study_id, self.job_id).send();
        let looked = match self.deadline {
            Some(deadline) => timeout_at(deadline, looking).await.map_err(|_| self.too_late())?,
            None => looking.await,
        };
        match looked.map_err(AnyError::from) {
            Ok(status) => {
                self.failures = 0;
                Ok(Some(status))
            }
            Err(error) => {
                // Several replicas stand behind the platform's proxy, and one may not know the job yet.
                let passing = error.is_retryable() || error.is_not_found() && self.last.is_some();
                self.failures = self.failures.saturating_add(1);
                if !passing || self.failures > self.options.patience {
                    return Err(JobError::Request(error));
                }
                self.pause = self.pause.max(error.retry_after());
                Ok(None)
            }
        }
    }

    /// Whether the job is in `NOT_STARTED` for too long; `UNKNOWN` in between does not count as a start.
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

    fn too_late(&self) -> JobError {
        JobError::Deadline { status: self.last.clone().map(Box::new) }
    }
}

/// Whether something happened; `submitted_at` is the time of the answer for a job that was never started.
fn differs(before: &JobStatus, after: &JobStatus) -> bool {
    let told = |status: &JobStatus| {
        (status.state.clone(), status.progress_or_default(), status.started_at, status.stopped_at)
    };
    told(before) != told(after)
}
