//! A job that goes away with its guard.
//!
//! In: a study and inputs. Out: a job, and its end. Invariant: a job that was created for a guard is deleted, unless it
//! is kept: by `clean_up`, or else by a task that `Drop` spawns, also where the creation itself was given up.

use std::time::Duration;

use tokio::{
    runtime::Handle,
    time::{sleep, timeout},
};
use uuid::Uuid;

use crate::{
    models::{Job, JobInputs, RunningState},
    runtime::{AnyError, TransportError, TransportPhase},
    studies_api::StudiesApi,
};

/// How long stopping may take, before the job is deleted all the same.
const STOP_LIMIT: Duration = Duration::from_secs(60);
/// How often a job is tried to be deleted; the platform refuses while it still closes the job's project.
const DELETIONS: u32 = 6;
/// The first pause, which doubles.
const PAUSE: Duration = Duration::from_millis(250);

/// A job, and the duty to delete it.
pub(super) struct JobGuard {
    place: Place,
    job: Job,
    ended: bool,
    armed: bool,
    /// Where the clean-up goes on after a drop.
    runtime: Option<Handle>,
}

/// Where a job is.
#[derive(Clone)]
struct Place {
    studies: StudiesApi,
    study: Uuid,
    job: Uuid,
}

impl JobGuard {
    /// Creates a job.
    ///
    /// The request goes on in a task of its own where there is a runtime: a creation that is given up half-way gives
    /// its job to a guard all the same, which nobody holds, and which so deletes it.
    pub(super) async fn create(
        studies: StudiesApi,
        study: Uuid,
        inputs: JobInputs,
        keep: bool,
    ) -> Result<Self, AnyError> {
        let runtime = Handle::try_current().ok();
        let guard_runtime = runtime.clone();
        let creating = async move {
            let job = studies.create_study_job(study, &inputs).await?;
            let place = Place { studies, study, job: job.id };
            Ok(Self { place, job, ended: false, armed: !keep, runtime: guard_runtime })
        };
        let Some(runtime) = runtime else { return creating.await };
        // The task ends badly only with its runtime.
        let lost = |error| AnyError::from(TransportError::new(TransportPhase::Send).with_source(error));
        runtime.spawn(creating).await.unwrap_or_else(|error| Err(lost(error)))
    }

    pub(super) fn studies(&self) -> &StudiesApi {
        &self.place.studies
    }

    pub(super) fn job(&self) -> &Job {
        &self.job
    }

    /// The ids of the study and of the job.
    pub(super) fn ids(&self) -> (Uuid, Uuid) {
        (self.place.study, self.place.job)
    }

    /// Nothing runs that would have to be stopped.
    pub(super) fn has_ended(&mut self) {
        self.ended = true;
    }

    /// The job is not to be deleted after all.
    pub(super) fn keep(&mut self) {
        self.armed = false;
    }

    /// Stops and deletes the job, unless it is kept. Dropped half-way it goes on in a task.
    pub(super) async fn clean_up(&mut self) -> Result<(), AnyError> {
        if !self.armed {
            return Ok(());
        }
        let cleaned = self.place.clone().clean_up(self.ended).await;
        self.armed = false;
        cleaned
    }
}

impl Drop for JobGuard {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take().filter(|_| self.armed) {
            runtime.spawn(self.place.clone().clean_up(self.ended));
        }
    }
}

impl Place {
    async fn clean_up(self, ended: bool) -> Result<(), AnyError> {
        if !ended {
            // Deleting is worth a try whatever became of stopping.
            let _ = timeout(STOP_LIMIT, self.stop()).await;
        }
        self.delete().await
    }

    /// Stops the job and waits until it has stopped: the answer comes before the deed.
    async fn stop(&self) -> Result<(), AnyError> {
        self.studies.stop_study_job(self.study, self.job).await?;
        let mut pause = PAUSE;
        loop {
            let status = self.studies.inspect_study_job(self.study, self.job).await?;
            if status.is_final() || status.state == RunningState::NotStarted {
                return Ok(());
            }
            sleep(pause).await;
            pause = pause.saturating_mul(2);
        }
    }

    async fn delete(&self) -> Result<(), AnyError> {
        let mut tries = 1;
        loop {
            let Err(error) = self.studies.delete_study_job(self.study, self.job).await else { return Ok(()) };
            let error = AnyError::from(error);
            if error.is_not_found() {
                return Ok(());
            }
            if tries == DELETIONS || !(error.is_retryable() || error.is_conflict()) {
                return Err(error);
            }
            sleep(PAUSE.saturating_mul(1 << tries)).await;
            tries += 1;
        }
    }
}
