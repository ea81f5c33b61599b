//! The whole run of one job, as one call.
//!
//! In: what runs jobs, and inputs. Out: [`JobRun`], with the outputs of the job. Invariant: the job is stopped and deleted
//! however the call ends, unless it is to be kept.

use std::{future::IntoFuture, sync::Arc, time::Duration};

use futures_core::future::BoxFuture;
use tokio::time::sleep;
use uuid::Uuid;

use super::{
    begin::{create, start},
    cancel::{cancellable, check},
    guard::JobGuard,
    options::{RunOptions, run_setters},
};
use crate::{
    jobs::{
        api::JobApi,
        doubt::may_pass,
        error::{JobError, JobFailure},
        outputs::Output,
        pauses::{Pauses, repeat},
        prepare::prepare,
        wait::JobWatch,
    },
    models::{Job, JobInputs, JobOutputs, JobStatus, RunningState},
    runtime::AnyError,
    transfer::{DownloadError, DownloadJobLogs, DownloadOutputs, DownloadedLog, DownloadedOutput},
};

/// How long outputs are requested again after errors.
const OUTPUTS_PATIENCE: Duration = Duration::from_secs(2 * 60);
/// The first pause before outputs are requested again that are `null`; it doubles each time.
const NULL_PAUSE: Duration = Duration::from_millis(250);
/// How long the storing of metadata is repeated after errors.
const PATIENCE: Duration = Duration::from_secs(30);

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
        let signal = options.cancel.as_ref();
        check(signal).await?;
        let inputs = prepare(api.as_ref(), inputs, &options.inputs, &options.requests);
        let inputs = cancellable(inputs, signal).await?;
        let mut guard = create(&api, &inputs, &options).await?;
        if let Some(observer) = &options.created {
            observer(guard.job());
        }
        let outcome = cancellable(execute(&mut guard, &options), signal).await;
        if outcome.as_ref().is_ok_and(|outcome| outcome.files.is_err()) {
            guard.keep();
        }
        let left_behind = guard.clean_up().await.err();
        match (outcome, left_behind) {
            (Ok(Outcome { status, outputs, logs, files }), left_behind) => {
                Ok(JobRun { job: guard.job().clone(), status, outputs, logs, files, left_behind })
            }
            (Err(error), None) => Err(error),
            (Err(error), Some(cause)) => {
                Err(JobError::LeftBehind { job: guard.name(), error: Box::new(error), cause })
            }
        }
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

/// Starts a job, waits for it to end, and reads its results.
async fn execute(guard: &mut JobGuard, options: &RunOptions) -> Result<Outcome, JobError> {
    let (api, job) = (Arc::clone(guard.api()), guard.job().id);
    if let Some(metadata) = &options.metadata {
        repeat(PATIENCE, || api.set_metadata(job, metadata, &options.requests)).await?;
    }
    let mut watch = JobWatch::new(Arc::clone(&api), job, options.wait.clone(), options.requests.clone());
    watch.set_known();
    let status = start(api.as_ref(), &mut watch, options).await?;
    options.observe(&status);
    watch.set_last(status);
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
            // The failure of the job is reported even if its logs cannot be downloaded.
            let logs = download_logs(guard, options).await.unwrap_or_default();
            Err(JobError::Failed(Box::new(JobFailure { status, logs })))
        }
        _ => Err(JobError::Aborted { status: Box::new(status) }),
    }
}

/// Reads the outputs of a job that succeeded. They may represent hours of computing, so temporary conditions are
/// tolerated: a replica of the server that does not know the job (404) or its success (409) yet, and values that are
/// `null` at first.
async fn outputs(api: &dyn JobApi, job: Uuid, options: &RunOptions) -> Result<JobOutputs, AnyError> {
    let (mut pauses, mut null_pauses) = (Pauses::new(OUTPUTS_PATIENCE), Duration::ZERO);
    let mut pause = NULL_PAUSE;
    loop {
        match api.outputs(job, &options.requests).await {
            Ok(outputs) => {
                null_pauses = null_pauses.saturating_add(pause);
                let complete = outputs.iter().all(|(_, value)| value != Output::Null);
                if complete || null_pauses > options.wait.null_outputs_limit {
                    return Ok(outputs);
                }
                sleep(pause).await;
                pause = pause.saturating_mul(2);
            }
            Err(error) if may_pass(&error) && pauses.pause(&error).await => {}
            Err(error) => return Err(error),
        }
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
