//! A job from its creation to its outputs, as one call.
//!
//! In: a study and inputs. Out: [`JobRun`], the outputs of the job. Invariant: what was created is stopped and deleted
//! however the call ends, unless it was asked to be kept.

use std::{
    future::{Future, IntoFuture, poll_fn},
    pin::{Pin, pin},
    task::Poll,
    time::Duration,
};

use tokio::time::sleep;
use uuid::Uuid;

use super::{
    DownloadError, DownloadedLog, DownloadedOutput, JobError, JobFailure, Output, job_error::errors_of,
    wait::Watch,
};
use crate::{
    models::{Job, JobInputs, JobOutputs, JobStatus, RunningState},
    runtime::AnyError,
    studies_api::StudiesApi,
};

mod guard;
mod settings;
mod signal;

use guard::JobGuard;
pub(super) use settings::{RunSettings, run_setters};
use signal::Signal;

/// The first pause before outputs are asked for again, which doubles up to the longest: nine times, about two minutes in all.
const OUTPUTS_PAUSE: Duration = Duration::from_millis(250);
const OUTPUTS_LONGEST_PAUSE: Duration = Duration::from_secs(64);

impl StudiesApi {
    /// Runs a study with these inputs: creates a job, starts it, waits for its end, and gives its outputs.
    ///
    /// The job is then stopped if it has to be, and deleted, also on an error and when the future is dropped;
    /// [`RunStudyJob::keep`] turns that off. After a drop the clean-up goes on in a task of the runtime, and ends
    /// with the runtime. A job whose creation the server reports as failed cannot be cleaned up, for nobody knows its
    /// id: servers leave one behind, hidden, where an input's value has the wrong type.
    ///
    /// # Errors
    /// [`JobError::Failed`] and [`JobError::Aborted`] for a job that ended so, and as
    /// [`StudiesApi::wait_for_study_job`].
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi, study: uuid::Uuid)
    /// #     -> Result<(), osparc_client::studies::JobError> {
    /// use osparc_client::models::JobInputs;
    ///
    /// let run = studies.run_study_job(study, JobInputs::default().with("InputInt", 42)).await?;
    /// println!("{:?}", run.outputs.get("OutputInt"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn run_study_job(&self, study_id: Uuid, inputs: JobInputs) -> RunStudyJob {
        RunStudyJob { studies: self.clone(), study_id, inputs, settings: RunSettings::default() }
    }
}

/// A job that succeeded.
#[derive(Debug)]
#[non_exhaustive]
pub struct JobRun {
    /// The job; it exists no more, unless it was asked to be kept.
    pub job: Job,
    /// Its final status.
    pub status: JobStatus,
    /// Its outputs.
    pub outputs: JobOutputs,
    /// Its logs, where they were asked for, or why they could not be downloaded; that does not lose the outputs.
    pub logs: Result<Vec<DownloadedLog>, DownloadError>,
    /// The files among its outputs, where they were asked for, or why they could not be downloaded; the job is then
    /// kept, so that [`StudiesApi::download_files`] can have them all the same.
    pub files: Result<Vec<DownloadedOutput>, DownloadError>,
    /// Why the job could not be deleted, where that was to be done; it is still there.
    pub left_behind: Option<AnyError>,
}

/// A run of a study; made by [`StudiesApi::run_study_job`].
#[must_use = "a run does nothing until it is awaited"]
pub struct RunStudyJob {
    studies: StudiesApi,
    study_id: Uuid,
    inputs: JobInputs,
    settings: RunSettings,
}

run_setters!(RunStudyJob);

impl RunStudyJob {
    pub(super) fn new(studies: StudiesApi, study_id: Uuid, inputs: JobInputs, settings: RunSettings) -> Self {
        Self { studies, study_id, inputs, settings }
    }

    async fn run(self) -> Result<JobRun, JobError> {
        let Self { studies, study_id, inputs, settings } = self;
        let signal = settings.until.clone();
        if let Some(signal) = &signal
            && signal.is_given().await
        {
            return Err(JobError::GivenUp);
        }
        let mut guard = JobGuard::create(studies, study_id, inputs, settings.keep).await?;
        let outcome = or_given_up(execute(&mut guard, &settings), signal).await;
        if outcome.as_ref().is_ok_and(|outcome| outcome.files.is_err()) {
            guard.keep();
        }
        let left_behind = guard.clean_up().await.err();
        let Outcome { status, outputs, logs, files } = outcome?;
        Ok(JobRun { job: guard.job().clone(), status, outputs, logs, files, left_behind })
    }

    /// The run from code that is not `async`: waits for its end.
    ///
    /// # Errors
    /// As [`StudiesApi::run_study_job`].
    #[cfg(feature = "blocking")]
    pub fn run_blocking(self) -> Result<JobRun, JobError> {
        crate::wait(self)
    }
}

impl IntoFuture for RunStudyJob {
    type Output = Result<JobRun, JobError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

/// What a job that succeeded gives.
struct Outcome {
    status: JobStatus,
    outputs: JobOutputs,
    logs: Result<Vec<DownloadedLog>, DownloadError>,
    files: Result<Vec<DownloadedOutput>, DownloadError>,
}

/// The outcome of the work, or that it was given up, whichever comes first.
async fn or_given_up(
    work: impl Future<Output = Result<Outcome, JobError>>,
    signal: Option<Signal>,
) -> Result<Outcome, JobError> {
    let mut work = pin!(work);
    poll_fn(|cx| match (work.as_mut().poll(cx), &signal) {
        (Poll::Pending, Some(signal)) => signal.poll(cx).map(|()| Err(JobError::GivenUp)),
        (outcome, _) => outcome,
    })
    .await
}

/// Everything between the creation of a job and its end.
async fn execute(guard: &mut JobGuard, settings: &RunSettings) -> Result<Outcome, JobError> {
    let studies = guard.studies().clone();
    let (study, job) = guard.ids();
    if let Some(metadata) = &settings.metadata {
        studies.replace_study_job_custom_metadata(study, job, metadata).await?;
    }
    let observe = |status: &JobStatus| {
        if let Some(observer) = &settings.observer {
            observer(status);
        }
    };
    observe(&studies.start_study_job(study, job).await?);
    let status = Watch::new(studies.clone(), (study, job), settings.wait.clone()).last(&observe).await?;
    guard.has_ended();
    match status.state {
        RunningState::Success => {
            let outputs = outputs(&studies, study, job, settings.wait.null_outputs_limit).await?;
            let logs = download_logs(guard, settings).await;
            let files = download_files(guard, settings, &outputs).await;
            Ok(Outcome { status, outputs, logs, files })
        }
        RunningState::Failed => {
            let errors = errors_of(&studies, study, job).await;
            // The failure is what is to be told, not that it comes without its logs.
            let logs = download_logs(guard, settings).await.unwrap_or_default();
            Err(JobError::Failed(Box::new(JobFailure { status, errors, logs })))
        }
        _ => Err(JobError::Aborted { status: Box::new(status) }),
    }
}

/// The outputs of a job that succeeded. Hours of computing hang on them, so that what may pass is sat out: a replica
/// of the server that does not know of the job (404), or not yet of its success (409), and values that are `null` at
/// first.
async fn outputs(
    studies: &StudiesApi,
    study: Uuid,
    job: Uuid,
    null_limit: Duration,
) -> Result<JobOutputs, AnyError> {
    let (mut pause, mut null_pauses) = (OUTPUTS_PAUSE, Duration::ZERO);
    loop {
        match studies.get_study_job_outputs(study, job).await.map_err(AnyError::from) {
            Ok(outputs) => {
                null_pauses = null_pauses.saturating_add(pause);
                if null_pauses > null_limit || outputs.iter().all(|(_, value)| value != Output::Null) {
                    return Ok(outputs);
                }
            }
            Err(error) => {
                let passing = error.is_retryable() || error.is_not_found() || error.is_conflict();
                if !passing || pause > OUTPUTS_LONGEST_PAUSE {
                    return Err(error);
                }
            }
        }
        sleep(pause).await;
        pause = pause.saturating_mul(2);
    }
}

async fn download_logs(
    guard: &JobGuard,
    settings: &RunSettings,
) -> Result<Vec<DownloadedLog>, DownloadError> {
    let Some(folder) = &settings.logs else { return Ok(Vec::new()) };
    let (study, job) = guard.ids();
    let download = guard.studies().download_study_job_logs(study, job, folder.join(job.to_string()));
    download.await
}

async fn download_files(
    guard: &JobGuard,
    settings: &RunSettings,
    outputs: &JobOutputs,
) -> Result<Vec<DownloadedOutput>, DownloadError> {
    let Some(folder) = &settings.files else { return Ok(Vec::new()) };
    let (_, job) = guard.ids();
    guard.studies().download_files(outputs.files(), folder.join(job.to_string())).await
}
