//! The whole run of one job, as one call.
//!
//! In: what runs jobs, and inputs. Out: [`JobRun`], with the outputs of the job. Invariant: the job is stopped and deleted however
//! the call ends, unless it is to be kept.

use std::{
    future::{IntoFuture, poll_fn},
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};

use futures_core::future::BoxFuture;
use tokio::time::sleep;
use uuid::Uuid;

use super::{
    cancel::CancelSignal,
    guard::JobGuard,
    options::{RunOptions, run_setters},
};
use crate::{
    jobs::{
        api::JobApi,
        error::{JobError, JobFailure, errors_of},
        outputs::Output,
        wait::JobWatch,
    },
    models::{Job, JobInputs, JobOutputs, JobStatus, RunningState},
    runtime::AnyError,
    transfer::{DownloadError, DownloadJobLogs, DownloadOutputs, DownloadedLog, DownloadedOutput},
};

/// The first pause before outputs are requested again. It doubles up to the longest: nine pauses, about two minutes.
const OUTPUTS_PAUSE: Duration = Duration::from_millis(250);
const OUTPUTS_MAX_PAUSE: Duration = Duration::from_secs(64);

/// A job that succeeded.
#[derive(Debug)]
#[non_exhaustive]
pub struct JobRun {
    /// The job; it no longer exists, unless it was kept.
    pub job: Job,
    /// Its final status.
    pub status: JobStatus,
    /// Its outputs.
    pub outputs: JobOutputs,
    /// Its logs, if they were requested, or why they could not be downloaded, which does not affect the outputs.
    pub logs: Result<Vec<DownloadedLog>, DownloadError>,
    /// The files among its outputs, if they were requested, or why they could not be downloaded. The job is kept in that
    /// case, so that you can try again.
    pub files: Result<Vec<DownloadedOutput>, DownloadError>,
    /// Why the job could not be deleted; it still exists then.
    pub left_behind: Option<AnyError>,
}

/// A run of one job, created by [`StudiesApi::run_study_job`](crate::StudiesApi::run_study_job) and by its counterpart for
/// solvers.
#[must_use = "a run does nothing until it is awaited"]
pub struct RunJob {
    api: Arc<dyn JobApi>,
    inputs: JobInputs,
    options: RunOptions,
}

run_setters!(RunJob);

impl RunJob {
    pub(crate) fn new(api: Arc<dyn JobApi>, inputs: JobInputs) -> Self {
        Self { api, inputs, options: RunOptions::default() }
    }

    /// Sets all options at once.
    pub(super) fn options(mut self, options: RunOptions) -> Self {
        self.options = options;
        self
    }

    async fn run(self) -> Result<JobRun, JobError> {
        let Self { api, inputs, options } = self;
        if let Some(signal) = &options.cancel
            && signal.is_given().await
        {
            return Err(JobError::Cancelled);
        }
        let mut guard = JobGuard::create(api, inputs, &options).await?;
        let outcome = cancellable(execute(&mut guard, &options), options.cancel.as_ref()).await;
        if outcome.as_ref().is_ok_and(|outcome| outcome.files.is_err()) {
            guard.keep();
        }
        let left_behind = guard.clean_up().await.err();
        let Outcome { status, outputs, logs, files } = outcome?;
        Ok(JobRun { job: guard.job().clone(), status, outputs, logs, files, left_behind })
    }

    /// Runs the job from code that is not `async`.
    ///
    /// # Errors
    /// As the same run with `.await`.
    #[cfg(feature = "blocking")]
    pub fn run_blocking(self) -> Result<JobRun, JobError> {
        crate::wait(self)
    }
}

impl IntoFuture for RunJob {
    type Output = Result<JobRun, JobError>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// The result of a job that succeeded.
struct Outcome {
    status: JobStatus,
    outputs: JobOutputs,
    logs: Result<Vec<DownloadedLog>, DownloadError>,
    files: Result<Vec<DownloadedOutput>, DownloadError>,
}

/// Runs the work to its end, or until the signal to cancel is given.
async fn cancellable(
    work: impl Future<Output = Result<Outcome, JobError>>,
    signal: Option<&CancelSignal>,
) -> Result<Outcome, JobError> {
    let mut work = pin!(work);
    poll_fn(|cx| match (work.as_mut().poll(cx), signal) {
        (Poll::Pending, Some(signal)) => signal.poll(cx).map(|()| Err(JobError::Cancelled)),
        (outcome, _) => outcome,
    })
    .await
}

/// Starts a job, waits for it to end, and reads its results.
async fn execute(guard: &mut JobGuard, options: &RunOptions) -> Result<Outcome, JobError> {
    let (api, job) = (Arc::clone(guard.api()), guard.job().id);
    if let Some(metadata) = &options.metadata {
        api.set_metadata(job, metadata, &options.requests).await?;
    }
    options.observe(&api.start(job, &options.requests).await?);
    let watch = JobWatch::new(Arc::clone(&api), job, options.wait.clone(), options.requests.clone());
    let status = watch.last(&|status| options.observe(status)).await?;
    guard.set_ended();
    match status.state {
        RunningState::Success => {
            let outputs = outputs(api.as_ref(), job, options).await?;
            let logs = download_logs(guard, options).await;
            let files = download_files(guard, options, &outputs).await;
            Ok(Outcome { status, outputs, logs, files })
        }
        RunningState::Failed => {
            let errors = errors_of(api.as_ref(), job).await;
            // The failure of the job is reported even if its logs cannot be downloaded.
            let logs = download_logs(guard, options).await.unwrap_or_default();
            Err(JobError::Failed(Box::new(JobFailure { status, errors, logs })))
        }
        _ => Err(JobError::Aborted { status: Box::new(status) }),
    }
}

/// Reads the outputs of a job that succeeded. They may represent hours of computing, so temporary conditions are
/// tolerated: a replica of the server that does not know the job (404) or its success (409) yet, and values that are
/// `null` at first.
async fn outputs(api: &dyn JobApi, job: Uuid, options: &RunOptions) -> Result<JobOutputs, AnyError> {
    let null_limit = options.wait.null_outputs_limit;
    let (mut pause, mut null_pauses) = (OUTPUTS_PAUSE, Duration::ZERO);
    loop {
        match api.outputs(job, &options.requests).await {
            Ok(outputs) => {
                null_pauses = null_pauses.saturating_add(pause);
                if null_pauses > null_limit || outputs.iter().all(|(_, value)| value != Output::Null) {
                    return Ok(outputs);
                }
            }
            Err(error) => {
                let transient = error.is_retryable() || error.is_not_found() || error.is_conflict();
                if !transient || pause > OUTPUTS_MAX_PAUSE {
                    return Err(error);
                }
            }
        }
        sleep(pause).await;
        pause = pause.saturating_mul(2);
    }
}

async fn download_logs(guard: &JobGuard, options: &RunOptions) -> Result<Vec<DownloadedLog>, DownloadError> {
    let Some(folder) = &options.logs else { return Ok(Vec::new()) };
    let job = guard.job().id;
    DownloadJobLogs::new(Arc::clone(guard.api()), job, folder.join(job.to_string())).await
}

async fn download_files(
    guard: &JobGuard,
    options: &RunOptions,
    outputs: &JobOutputs,
) -> Result<Vec<DownloadedOutput>, DownloadError> {
    let Some(folder) = &options.files else { return Ok(Vec::new()) };
    let files = outputs.files().map(|(label, file)| (label.to_owned(), file)).collect();
    let folder = folder.join(guard.job().id.to_string());
    DownloadOutputs::of_files(guard.api().client(), files, folder).await
}
