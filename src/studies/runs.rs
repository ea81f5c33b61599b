//! One study over many inputs.
//!
//! In: a study and inputs, one for each job. Out: a result for each, in the order of the inputs.
//! Invariant: no more jobs than the limit exist at a time, and a job's failure is its own.

use std::{
    future::{Future, IntoFuture},
    pin::Pin,
    sync::Arc,
};

use uuid::Uuid;

use super::{
    JobError, JobRun, RunStudyJob,
    parallel::{CONCURRENCY, in_parallel},
    run::{RunSettings, run_setters},
};
#[cfg(feature = "blocking")]
use crate::runtime::BuildError;
use crate::{models::JobInputs, studies_api::StudiesApi};

type Observer = Arc<dyn Fn(usize, &Result<JobRun, JobError>) + Send + Sync>;

impl StudiesApi {
    /// Runs a study once for each of the inputs, four at a time unless [`RunStudyJobs::concurrency`] says otherwise.
    ///
    /// Awaited it gives a result for each, in the order of the inputs; one that failed does not touch the others. Each
    /// is as of [`StudiesApi::run_study_job`], its clean-up included; dropping the future cleans up all that run.
    pub fn run_study_jobs(
        &self,
        study_id: Uuid,
        inputs: impl IntoIterator<Item = JobInputs>,
    ) -> RunStudyJobs {
        RunStudyJobs {
            studies: self.clone(),
            study_id,
            inputs: inputs.into_iter().collect(),
            concurrency: CONCURRENCY,
            settings: RunSettings::default(),
            observer: None,
        }
    }
}

/// Runs of a study; made by [`StudiesApi::run_study_jobs`].
#[must_use = "runs do nothing until they are awaited"]
pub struct RunStudyJobs {
    studies: StudiesApi,
    study_id: Uuid,
    inputs: Vec<JobInputs>,
    concurrency: usize,
    settings: RunSettings,
    observer: Option<Observer>,
}

run_setters!(RunStudyJobs);

impl RunStudyJobs {
    /// How many run at a time: 4 by default; 0 counts as 1. The platform refuses (429) above about 25 requests in
    /// flight, of all its users.
    pub fn concurrency(mut self, jobs: usize) -> Self {
        self.concurrency = jobs;
        self
    }

    /// Is told each result as it comes, with the position of its inputs.
    pub fn on_result(
        mut self,
        observer: impl Fn(usize, &Result<JobRun, JobError>) + Send + Sync + 'static,
    ) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    async fn run(self) -> Vec<Result<JobRun, JobError>> {
        let Self { studies, study_id, inputs, concurrency, settings, observer } = self;
        let runs = inputs.into_iter().enumerate().map(|(position, inputs)| {
            let run = RunStudyJob::new(studies.clone(), study_id, inputs, settings.clone());
            let observer = observer.clone();
            async move {
                let result = run.await;
                if let Some(observer) = observer {
                    observer(position, &result);
                }
                result
            }
        });
        in_parallel(concurrency, runs).await
    }

    /// The runs from code that is not `async`: waits for the end of all.
    ///
    /// # Errors
    /// Where the machine has no thread left to wait with; nothing was created then.
    #[cfg(feature = "blocking")]
    pub fn run_blocking(self) -> Result<Vec<Result<JobRun, JobError>>, BuildError> {
        crate::wait(async { Ok(self.run().await) })
    }
}

impl IntoFuture for RunStudyJobs {
    type Output = Vec<Result<JobRun, JobError>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
