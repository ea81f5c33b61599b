//! Runs of one study over many inputs.
//!
//! In: a study, and the inputs of each job. Out: a result for each job, in the order of the inputs.
//! Invariant: no more jobs than the limit exist at a time, and the failure of one job does not affect the others.

use std::{future::IntoFuture, sync::Arc};

use futures_core::future::BoxFuture;
use uuid::Uuid;

use super::{
    job::{JobRun, RunJob},
    options::{RunOptions, run_setters},
};
#[cfg(feature = "blocking")]
use crate::runtime::BuildError;
use crate::{
    jobs::error::JobError,
    models::JobInputs,
    studies_api::StudiesApi,
    transfer::{CONCURRENCY, in_parallel},
};

type Observer = Arc<dyn Fn(usize, &Result<JobRun, JobError>) + Send + Sync>;

impl StudiesApi {
    /// Runs a study once for each of the inputs, four at a time unless [`RunJobs::concurrency`] says otherwise.
    ///
    /// Awaiting it returns a result for each of the inputs, in their order. Each job runs as with
    /// [`StudiesApi::run_study_job`], including the clean-up, and a failed job does not affect the others. Dropping the
    /// future cleans up all running jobs.
    pub fn run_study_jobs(&self, study_id: Uuid, inputs: impl IntoIterator<Item = JobInputs>) -> RunJobs {
        RunJobs {
            studies: self.clone(),
            study_id,
            inputs: inputs.into_iter().collect(),
            concurrency: CONCURRENCY,
            options: RunOptions::default(),
            observer: None,
        }
    }
}

/// Runs of a study, created by [`StudiesApi::run_study_jobs`].
#[must_use = "runs do nothing until they are awaited"]
pub struct RunJobs {
    studies: StudiesApi,
    study_id: Uuid,
    inputs: Vec<JobInputs>,
    concurrency: usize,
    options: RunOptions,
    observer: Option<Observer>,
}

run_setters!(RunJobs);

impl RunJobs {
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
        let Self { studies, study_id, inputs, concurrency, options, observer } = self;
        let runs = inputs.into_iter().enumerate().map(|(index, inputs)| {
            let run = RunJob::new(studies.clone(), study_id, inputs, options.clone());
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
