//! A job that is deleted with its guard.
//!
//! In: what runs jobs, and inputs. Out: a job, and its deletion. Invariant: a job that was created for a guard is deleted,
//! unless it is kept: by `clean_up`, or else in the background after a drop, also if the creation itself was dropped.

use std::{sync::Arc, time::Duration};

use tokio::{
    runtime::Handle,
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::options::RunOptions;
use crate::{
    cleanup::Cleanups,
    jobs::{
        api::{JobApi, RequestOptions},
        doubt::{may_have_been_processed, may_pass},
        error::JobError,
        pauses::{Pauses, repeat},
        wait::{JobWatch, WaitOptions},
    },
    models::{Job, JobInputs, RunningState},
    runtime::{AnyError, TransportError, TransportPhase},
};

/// How long stopping may take before the job is deleted nevertheless.
const STOP_LIMIT: Duration = Duration::from_secs(60);
/// How long a deletion is repeated: the platform rejects it while it still closes the job's project.
const DELETE_LIMIT: Duration = Duration::from_secs(60);
/// The pauses between looks at a job that is being stopped.
const LOOKS: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(5)];
/// How many responses in a row must say that a job does not exist, and the pause between them. One may come from a replica
/// of the server that does not know the job yet.
const NOT_FOUND: u32 = 3;
const NOT_FOUND_PAUSE: Duration = Duration::from_millis(250);

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
    limit: Duration,
}

impl JobGuard {
    /// Creates a job.
    ///
    /// Within an async runtime the request runs in a task of its own. If the creation is dropped half-way, the task
    /// continues it and then deletes the job.
    pub(super) async fn create(
        api: &Arc<dyn JobApi>,
        inputs: &JobInputs,
        options: &RunOptions,
    ) -> Result<Self, AnyError> {
        let (api, requests) = (Arc::clone(api), options.requests.clone());
        let (limit, delete) = (options.cleanup_limit, !options.keep);
        let (runtime, call) = (Handle::try_current().ok(), api.create(inputs, &requests));
        let (cleanups, subject) = (Cleanups::of(api.client()), format!("a job of {}", api.runner()));
        let guard_runtime = runtime.clone();
        let create = async move {
            let job = call.await?;
            let handle = JobHandle { api, job: job.id, requests, limit };
            Ok(Self { handle, job, ended: false, delete, runtime: guard_runtime })
        };
        cleanups
            .create(runtime, subject, create, |created| async {
                match created {
                    Ok(mut guard) => Self::clean_up(&mut guard).await,
                    Err(error) if may_have_been_processed(&error) => Err(error),
                    Err(_) => Ok(()),
                }
            })
            .await
    }

    pub(super) fn api(&self) -> &Arc<dyn JobApi> {
        &self.handle.api
    }

    pub(super) fn job(&self) -> &Job {
        &self.job
    }

    /// The name of the job in errors.
    pub(super) fn name(&self) -> String {
        self.handle.name()
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
        if self.delete {
            let cleanups = Cleanups::of(self.handle.api.client());
            let work = self.handle.clone().clean_up(self.ended);
            cleanups.spawn(self.runtime.take(), self.handle.name(), work);
        }
    }
}

impl JobHandle {
    fn name(&self) -> String {
        format!("the job {}/jobs/{}", self.api.runner(), self.job)
    }

    async fn clean_up(self, ended: bool) -> Result<(), AnyError> {
        let work = async {
            if !ended {
                // The job is deleted whether or not it could be stopped; half of the time remains for that.
                let _ = timeout(STOP_LIMIT.min(self.limit / 2), self.stop()).await;
            }
            self.delete().await
        };
        let late = |error| AnyError::from(TransportError::new(TransportPhase::Timeout).with_source(error));
        timeout(self.limit, work).await.unwrap_or_else(|error| Err(late(error)))
    }

    /// Stops the job and waits until it has stopped, because the server responds before it has stopped the job.
    async fn stop(&self) -> Result<(), JobError> {
        repeat(STOP_LIMIT, || self.api.stop(self.job, &self.requests)).await?;
        let [first, longest] = LOOKS;
        let options = WaitOptions::new().deadline(STOP_LIMIT).poll_interval(first, longest);
        let mut watch = JobWatch::new(Arc::clone(&self.api), self.job, options, self.requests.clone());
        watch.set_known();
        loop {
            let status = watch.look().await?;
            if status.is_final() || status.state == RunningState::NotStarted {
                return Ok(());
            }
        }
    }

    async fn delete(&self) -> Result<(), AnyError> {
        let (mut pauses, mut not_found) = (Pauses::new(DELETE_LIMIT), 0);
        loop {
            match self.api.delete(self.job, &self.requests).await {
                Ok(true) => return Ok(()),
                Ok(false) => {
                    not_found += 1;
                    if not_found == NOT_FOUND {
                        return Ok(());
                    }
                    sleep(NOT_FOUND_PAUSE).await;
                }
                Err(error) if may_pass(&error) && pauses.pause(&error).await => not_found = 0,
                Err(error) => return Err(error),
            }
        }
    }
}
