//! A job that is deleted with its guard.
//!
//! In: what runs jobs, and inputs. Out: a job, and its deletion. Invariant: a job that was created for a guard is deleted, unless
//! it is kept: by `clean_up`, or else by a task that `Drop` spawns, also if the creation itself was dropped.

use std::{sync::Arc, time::Duration};

use tokio::{
    runtime::Handle,
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::options::RunOptions;
use crate::{
    jobs::api::{JobApi, RequestOptions},
    models::{Job, JobInputs, RunningState},
    runtime::{AnyError, TransportError, TransportPhase},
};

/// How long stopping may take before the job is deleted nevertheless.
const STOP_LIMIT: Duration = Duration::from_secs(60);
/// The number of attempts to delete a job; the platform responds 409 while it still closes the job's project.
const DELETE_ATTEMPTS: u32 = 6;
/// The first pause; it doubles each time.
const PAUSE: Duration = Duration::from_millis(250);

/// A job that is stopped and deleted on drop.
pub(super) struct JobGuard {
    handle: JobHandle,
    job: Job,
    ended: bool,
    delete: bool,
    /// The async runtime in which the clean-up continues after a drop.
    runtime: Option<Handle>,
}

/// Access to a job.
#[derive(Clone)]
struct JobHandle {
    api: Arc<dyn JobApi>,
    job: Uuid,
    requests: RequestOptions,
}

impl JobGuard {
    /// Creates a job.
    ///
    /// Within an async runtime the request runs in a task of its own. If the creation is dropped half-way, the task
    /// still puts the job into a guard, which nobody holds and which therefore deletes the job.
    pub(super) async fn create(
        api: Arc<dyn JobApi>,
        inputs: JobInputs,
        options: &RunOptions,
    ) -> Result<Self, AnyError> {
        let (requests, keep) = (options.requests.clone(), options.keep);
        let runtime = Handle::try_current().ok();
        let guard_runtime = runtime.clone();
        let create = async move {
            let job = api.create(&inputs, &requests).await?;
            let handle = JobHandle { api, job: job.id, requests };
            Ok(Self { handle, job, ended: false, delete: !keep, runtime: guard_runtime })
        };
        let Some(runtime) = runtime else { return create.await };
        // The task fails only if its runtime shuts down.
        let lost = |error| AnyError::from(TransportError::new(TransportPhase::Send).with_source(error));
        runtime.spawn(create).await.unwrap_or_else(|error| Err(lost(error)))
    }

    pub(super) fn api(&self) -> &Arc<dyn JobApi> {
        &self.handle.api
    }

    pub(super) fn job(&self) -> &Job {
        &self.job
    }

    /// Marks the job as ended: it need not be stopped.
    pub(super) fn set_ended(&mut self) {
        self.ended = true;
    }

    /// Keeps the job.
    pub(super) fn keep(&mut self) {
        self.delete = false;
    }

    /// Stops and deletes the job, unless it is kept. If this is dropped half-way, a task continues it.
    pub(super) async fn clean_up(&mut self) -> Result<(), AnyError> {
        if !self.delete {
            return Ok(());
        }
        let result = self.handle.clone().clean_up(self.ended).await;
        self.delete = false;
        result
    }
}

impl Drop for JobGuard {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take().filter(|_| self.delete) {
            runtime.spawn(self.handle.clone().clean_up(self.ended));
        }
    }
}

impl JobHandle {
    async fn clean_up(self, ended: bool) -> Result<(), AnyError> {
        if !ended {
            // The job is deleted whether or not it could be stopped.
            let _ = timeout(STOP_LIMIT, self.stop()).await;
        }
        self.delete().await
    }

    /// Stops the job and waits until it has stopped, because the server responds before it has stopped the job.
    async fn stop(&self) -> Result<(), AnyError> {
        self.api.stop(self.job, &self.requests).await?;
        let mut pause = PAUSE;
        loop {
            let status = self.api.inspect(self.job, &self.requests).await?;
            if status.is_final() || status.state == RunningState::NotStarted {
                return Ok(());
            }
            sleep(pause).await;
            pause = pause.saturating_mul(2);
        }
    }

    async fn delete(&self) -> Result<(), AnyError> {
        let mut attempt = 1;
        loop {
            let Err(error) = self.api.delete(self.job, &self.requests).await else { return Ok(()) };
            if error.is_not_found() {
                return Ok(());
            }
            if attempt == DELETE_ATTEMPTS || !(error.is_retryable() || error.is_conflict()) {
                return Err(error);
            }
            sleep(PAUSE.saturating_mul(1 << attempt)).await;
            attempt += 1;
        }
    }
}
