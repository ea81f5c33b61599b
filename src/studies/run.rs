//! A job from its creation to its outputs, as one call.
//!
//! In: a study and inputs. Out: [`JobRun`], the outputs of the job. Invariant: what was created is stopped and deleted
//! however the call ends, unless it was asked to be kept.

use std::{
    future::{Future, IntoFuture, poll_fn},
    path::PathBuf,
    pin::{Pin, pin},
    sync::Arc,
    task::Poll,
    time::Duration,
};

use tokio::time::sleep;
use uuid::Uuid;

use super::{DownloadError, DownloadedLog, JobError, JobFailure, WaitOptions, wait::Watch};
use crate::{
    models::{Job, JobInputs, JobMetadataUpdate, JobOutputs, JobStatus, RunningState},
    runtime::{AnyError, Json, from_json},
    studies_api::StudiesApi,
};

mod guard;

use guard::JobGuard;

/// The first pause before outputs are asked for again, which doubles up to the longest: nine times, about two minutes in all.
const OUTPUTS_PAUSE: Duration = Duration::from_millis(250);
const OUTPUTS_LONGEST_PAUSE: Duration = Duration::from_secs(64);

type Observer = Arc<dyn Fn(&JobStatus) + Send + Sync>;

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
        RunStudyJob { studies: self.clone(), study_id, inputs, settings: RunSettings::default(), until: None }
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
    until: Option<Signal>,
}

type Signal = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What every run of a study may be told.
#[derive(Clone, Default)]
pub(super) struct RunSettings {
    pub(super) metadata: Option<JobMetadataUpdate>,
    pub(super) keep: bool,
    pub(super) wait: WaitOptions,
    pub(super) logs: Option<PathBuf>,
    pub(super) observer: Option<Observer>,
}

impl RunStudyJob {
    pub(super) fn new(studies: StudiesApi, study_id: Uuid, inputs: JobInputs, settings: RunSettings) -> Self {
        Self { studies, study_id, inputs, settings, until: None }
    }

    /// The job's custom metadata, set before it is started.
    pub fn metadata(mut self, metadata: JobMetadataUpdate) -> Self {
        self.settings.metadata = Some(metadata);
        self
    }

    /// Whether the job is left as it is, however the call ends; `false` by default.
    pub fn keep(mut self, keep: bool) -> Self {
        self.settings.keep = keep;
        self
    }

    /// The limits of the wait for the job's end.
    pub fn wait(mut self, options: WaitOptions) -> Self {
        self.settings.wait = options;
        self
    }

    /// Downloads the logs into a folder of the job's own, `<folder>/<job id>`, before the job is deleted; also those
    /// of a job that failed.
    pub fn logs(mut self, folder: impl Into<PathBuf>) -> Self {
        self.settings.logs = Some(folder.into());
        self
    }

    /// Is told each changed status, which names the job, the answer to the start included.
    pub fn on_status(mut self, observer: impl Fn(&JobStatus) + Send + Sync + 'static) -> Self {
        self.settings.observer = Some(Arc::new(observer));
        self
    }

    /// Gives the run up when this is done (Ctrl-C, say): the job is stopped and deleted, and the error is
    /// [`JobError::GivenUp`]. It is heeded from when the job is created. Unlike a drop, this waits for the clean-up.
    pub fn until(mut self, signal: impl Future<Output = ()> + Send + 'static) -> Self {
        self.until = Some(Box::pin(signal));
        self
    }

    async fn run(self) -> Result<JobRun, JobError> {
        let Self { studies, study_id, inputs, settings, until } = self;
        let mut guard = JobGuard::create(studies, study_id, inputs, settings.keep).await?;
        let outcome = or_given_up(carry_out(&mut guard, &settings), until).await;
        let left_behind = guard.clean_up().await.err();
        let (status, outputs, logs) = outcome?;
        Ok(JobRun { job: guard.job().clone(), status, outputs, logs, left_behind })
    }
}

impl IntoFuture for RunStudyJob {
    type Output = Result<JobRun, JobError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

type Outcome = (JobStatus, JobOutputs, Result<Vec<DownloadedLog>, DownloadError>);

/// The outcome of the work, or that it was given up, whichever comes first.
async fn or_given_up(
    work: impl Future<Output = Result<Outcome, JobError>>,
    mut signal: Option<Signal>,
) -> Result<Outcome, JobError> {
    let mut work = pin!(work);
    poll_fn(|cx| match (work.as_mut().poll(cx), &mut signal) {
        (Poll::Pending, Some(signal)) => signal.as_mut().poll(cx).map(|()| Err(JobError::GivenUp)),
        (outcome, _) => outcome,
    })
    .await
}

/// Everything between the creation of a job and its end.
async fn carry_out(guard: &mut JobGuard, settings: &RunSettings) -> Result<Outcome, JobError> {
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
            let outputs = outputs(&studies, study, job).await?;
            Ok((status, outputs, download_logs(guard, settings).await))
        }
        RunningState::Failed => {
            let errors = errors(&studies, study, job).await;
            // The failure is what is to be told, not that it comes without its logs.
            let logs = download_logs(guard, settings).await.unwrap_or_default();
            Err(JobError::Failed(Box::new(JobFailure { status, errors, logs })))
        }
        _ => Err(JobError::Aborted { status: Box::new(status) }),
    }
}

/// The outputs of a job that succeeded. Hours of computing hang on them, so that what may pass is sat out: a replica
/// of the server that does not know of the job (404), or not yet of its success (409).
async fn outputs(studies: &StudiesApi, study: Uuid, job: Uuid) -> Result<JobOutputs, AnyError> {
    let mut pause = OUTPUTS_PAUSE;
    loop {
        let error = match studies.get_study_job_outputs(study, job).await {
            Ok(outputs) => return Ok(outputs),
            Err(error) => AnyError::from(error),
        };
        let passing = error.is_retryable() || error.is_not_found() || error.is_conflict();
        if !passing || pause > OUTPUTS_LONGEST_PAUSE {
            return Err(error);
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

/// The `errors` of a job's status, which the document does not have; none where they cannot be had.
async fn errors(studies: &StudiesApi, study: Uuid, job: Uuid) -> Vec<Json> {
    let Ok(answer) = studies.inspect_study_job(study, job).raw().await else { return Vec::new() };
    let Ok(body) = answer.bytes().await else { return Vec::new() };
    let Ok(status) = from_json::<Json>(&body) else { return Vec::new() };
    status.get("errors").and_then(Json::as_array).map(<[Json]>::to_vec).unwrap_or_default()
}
