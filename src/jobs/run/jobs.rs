//! Runs of one study or solver over many inputs.
//!
//! In: what runs jobs, and the inputs of each job. Out: a result for each job, in the order of the inputs.
//! Invariant: no more jobs than the limit exist at a time, and the failure of one job does not affect the others.

use std::{future::IntoFuture, sync::Arc};

use futures_core::future::BoxFuture;

use super::{
    job::{JobRun, RunJob},
    options::{RunOptions, run_setters},
};
#[cfg(feature = "blocking")]
use crate::runtime::BuildError;
use crate::{
    jobs::{api::JobApi, error::JobError},
    models::JobInputs,
    transfer::{CONCURRENCY, in_parallel},
};

type Observer = Arc<dyn Fn(usize, &Result<JobRun, JobError>) + Send + Sync>;

/// Runs of many jobs, created by [`StudiesApi::run_study_jobs`](crate::StudiesApi::run_study_jobs) and by its counterpart
/// for solvers.
#[must_use = "runs do nothing until they are awaited"]
pub struct RunJobs {
    api: Arc<dyn JobApi>,
    inputs: Vec<JobInputs>,
    concurrency: usize,
    options: RunOptions,
    observer: Option<Observer>,
}

run_setters!(RunJobs);

impl RunJobs {
    pub(crate) fn new(api: Arc<dyn JobApi>, inputs: Vec<JobInputs>) -> Self {
        Self { api, inputs, concurrency: CONCURRENCY, options: RunOptions::default(), observer: None }
    }

    /// Sets how many jobs run at a time: 4 by default; 0 counts as 1. The platform responds 429 above about 25 requests
    /// in flight, of all its users.
    pub fn concurrency(mut self, jobs: usize) -> Self {
        self.concurrency = jobs;
        self
    }

    /// Sets a function that is called with each result when it is available, and the index of its inputs.
    pub fn on_result(
        mut self,
        observer: impl Fn(usize, &Result<JobRun, JobError>) + Send + Sync + 'static,
    ) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    async fn run(self) -> Vec<Result<JobRun, JobError>> {
        let Self { api, inputs, concurrency, options, observer } = self;
        let runs = inputs.into_iter().enumerate().map(|(index, inputs)| {
            let run = RunJob::new(Arc::clone(&api), inputs).options(options.clone());
            let observer = observer.clone();
            async move {
                let result = run.await;
                if let Some(observer) = observer {
                    observer(index, &result);
                }
                result
            }
        });
        in_parallel(concurrency, runs).await
    }

    /// Runs all jobs from code that is not `async`.
    ///
    /// # Errors
    /// If the system has no thread left to wait with; no job was created then.
    #[cfg(feature = "blocking")]
    pub fn run_blocking(self) -> Result<Vec<Result<JobRun, JobError>>, BuildError> {
        crate::wait(async { Ok(self.run().await) })
    }
}

impl IntoFuture for RunJobs {
    type Output = Vec<Result<JobRun, JobError>>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
