//! The creation and the start of a job, where responses may be lost.
//!
//! In: inputs, then a job. Out: a job that was created once and started once. Invariant: a creation is repeated only if it
//! has certainly created nothing, and a start only after a look has found the job in `NOT_STARTED`.

use std::{sync::Arc, time::Duration};

use super::{cancel::cancellable, guard::JobGuard, options::RunOptions};
use crate::{
    jobs::{
        api::JobApi,
        doubt::{is_rejected_by_proxy, may_have_been_processed, may_pass},
        error::JobError,
        pauses::Pauses,
        wait::JobWatch,
    },
    models::{JobInputs, JobStatus, RunningState},
    runtime::AnyError,
};

/// How long creations and starts are repeated, apart from waits for the rate limit.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many responses in a row must say that a study or a solver does not exist.
const NOT_FOUND: u32 = 4;

/// Creates a job. A signal to cancel is heeded between attempts only, so that no attempt is left alone.
pub(super) async fn create(
    api: &Arc<dyn JobApi>,
    inputs: &JobInputs,
    options: &RunOptions,
) -> Result<JobGuard, JobError> {
    let mut creation = Creation { pauses: Pauses::new(PATIENCE), not_found: 0 };
    loop {
        let error = match JobGuard::create(api, inputs, options).await {
            Ok(guard) => return Ok(guard),
            Err(error) => error,
        };
        let next = creation.check(api.as_ref(), error, options);
        cancellable(next, options.cancel.as_ref()).await?;
    }
}

struct Creation {
    pauses: Pauses,
    not_found: u32,
}

impl Creation {
    /// Waits before the next attempt, or returns why there is none.
    async fn check(
        &mut self,
        api: &dyn JobApi,
        error: AnyError,
        options: &RunOptions,
    ) -> Result<(), JobError> {
        let again =
            is_rejected_by_proxy(&error) || error.is_not_found() && self.runner_exists(api, options).await;
        if again && self.pauses.pause(&error).await {
            return Ok(());
        }
        if may_have_been_processed(&error) {
            return Err(JobError::CreationLost { runner: api.runner(), error });
        }
        Err(JobError::Request(error))
    }

    /// Whether a study or a solver that was not found may exist nevertheless.
    async fn runner_exists(&mut self, api: &dyn JobApi, options: &RunOptions) -> bool {
        self.not_found += 1;
        match api.find_runner(&options.requests).await {
            Ok(()) => self.not_found = 0,
            Err(error) if error.is_not_found() => self.not_found += 1,
            Err(_) => {}
        }
        self.not_found < NOT_FOUND
    }
}

/// Starts a job, and returns the first status of which it is known that the start led to it.
pub(super) async fn start(
    api: &dyn JobApi,
    watch: &mut JobWatch,
    options: &RunOptions,
) -> Result<JobStatus, JobError> {
    let mut pauses = Pauses::new(PATIENCE);
    loop {
        let error = match api.start(watch.job(), &options.requests).await {
            Ok(status) => return Ok(status),
            Err(error) => error,
        };
        let in_doubt = may_pass(&error) || may_have_been_processed(&error);
        if !in_doubt || !pauses.pause(&error).await {
            return Err(JobError::Request(error));
        }
        let status = watch.look().await?;
        if status.state != RunningState::NotStarted {
            return Ok(status);
        }
    }
}
