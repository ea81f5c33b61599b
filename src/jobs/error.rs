//! The error of waits for jobs and of runs.
//!
//! In: errors of requests, and the status of a job. Out: [`JobError`].
//! Invariant: the last known status is kept; `Display` is one line, and `source()` chains are complete.

use std::fmt;

use uuid::Uuid;

use super::{api::JobApi, outputs::OutputError, prepare::InputError};
use crate::{
    models::JobStatus,
    runtime::{AnyError, BuildError, Error, Json, from_json},
    transfer::DownloadedLog,
};

/// The number of the server's messages that the text of an error has, and the number of characters of each.
const SHOWN: usize = 3;
const TEXT: usize = 300;

/// An error of a wait for a job or of a run.
#[derive(Debug)]
#[non_exhaustive]
pub enum JobError {
    /// A request failed.
    Request(AnyError),
    /// The deadline passed; the job may still be running.
    Deadline {
        /// The last status received, if any.
        status: Option<Box<JobStatus>>,
    },
    /// The job stayed in `NOT_STARTED` for longer than the limit. The server accepts the start of jobs that have nothing
    /// to compute or that it cannot run.
    NotStarted {
        /// The last status.
        status: Box<JobStatus>,
    },
    /// The job ran and failed.
    Failed(Box<JobFailure>),
    /// The job was stopped, by this program or another.
    Aborted {
        /// The last status.
        status: Box<JobStatus>,
    },
    /// An output is missing, or has another type than the program expects: see
    /// [`JobOutputs::number`](crate::models::JobOutputs::number) and its neighbours.
    Output(OutputError),
    /// Inputs do not fit the ports of the study or solver; nothing was created. See
    /// [`RunJob::check_inputs`](super::RunJob::check_inputs).
    Inputs(InputError),
    /// The server would run the study without its file inputs; nothing was uploaded or created. See
    /// [`RunJob::allow_dropped_files`](super::RunJob::allow_dropped_files).
    DroppedFiles {
        /// The labels of the inputs that are files.
        labels: Vec<String>,
        /// The version of the server's API.
        version: String,
    },
    /// A file that is an input could not be uploaded; no job was created.
    #[cfg(feature = "files")]
    Upload {
        /// The label of the input.
        label: String,
        /// Why.
        error: Box<crate::files::UploadError>,
    },
    /// The run was cancelled: see [`RunJob::until`](super::RunJob::until).
    Cancelled,
    /// The response to the creation of a job was lost, or reports a failure of the server. There may be a job nevertheless,
    /// hidden and not started; it is not created again, so that there are not two. Servers do not list the jobs of studies,
    /// but those of solvers (`SolversApi::list_jobs`).
    CreationLost {
        /// What would run the job: `studies/<id>` or `solvers/<key>/releases/<version>`.
        runner: String,
        /// Why nothing is known of the job.
        error: AnyError,
    },
    /// A run failed, and its job could not be deleted.
    LeftBehind {
        /// The job, with its ids; it still exists.
        job: String,
        /// Why the run failed.
        error: Box<JobError>,
        /// Why the job could not be deleted.
        cause: AnyError,
    },
}

/// A job that failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobFailure {
    /// The last status.
    pub status: JobStatus,
    /// The `errors` of the status, which servers send since 2026: objects with `loc`, `msg` and `type`. Empty with older
    /// servers.
    pub errors: Vec<Json>,
    /// The logs, if they were requested and could be downloaded.
    pub logs: Vec<DownloadedLog>,
}

impl JobFailure {
    /// The server's error messages: the `msg` of each error.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        self.errors.iter().filter_map(|error| error.get("msg")?.as_str())
    }
}

impl JobError {
    /// The last known status of the job.
    #[must_use]
    pub fn status(&self) -> Option<&JobStatus> {
        match self {
            Self::Request(_)
            | Self::Output(_)
            | Self::Inputs(_)
            | Self::DroppedFiles { .. }
            | Self::Cancelled
            | Self::CreationLost { .. } => None,
            #[cfg(feature = "files")]
            Self::Upload { .. } => None,
            Self::LeftBehind { error, .. } => error.status(),
            Self::Deadline { status } => status.as_deref(),
            Self::NotStarted { status } | Self::Aborted { status } => Some(status),
            Self::Failed(failure) => Some(&failure.status),
        }
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Deadline { status: None } => {
                f.write_str("the deadline passed before a status of the job was received")
            }
            Self::Deadline { status: Some(status) } => {
                let JobStatus { job_id, state, .. } = &**status;
                write!(f, "the deadline passed while the job {job_id} was in the state {state}")
            }
            Self::NotStarted { status } => write!(
                f,
                "the platform did not start the job {} in time: it has nothing to compute, or cannot be run",
                status.job_id
            ),
            Self::Failed(failure) => failure.fmt(f),
            Self::Aborted { status } => write!(f, "the job {} was stopped", status.job_id),
            Self::Output(error) => error.fmt(f),
            Self::Inputs(error) => error.fmt(f),
            Self::DroppedFiles { labels, version } => write!(
                f,
                "nothing was created: the server (API {version}) runs studies without the files that are their inputs, here {}; \
                 allow_dropped_files(true) runs the study without them",
                labels.iter().map(|label| format!("{label:?}")).collect::<Vec<_>>().join(", ")
            ),
            #[cfg(feature = "files")]
            Self::Upload { label, error } => write!(f, "the input {label:?}: {error}"),
            Self::Cancelled => f.write_str("the run of the job was cancelled"),
            Self::CreationLost { runner, error } => {
                write!(f, "a hidden job of {runner} may exist, because its creation failed: {error}")
            }
            Self::LeftBehind { job, error, cause } => {
                write!(f, "{error}; {job} is left behind, because its deletion failed: {cause}")
            }
        }
    }
}

impl fmt::Display for JobFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the job {} failed", self.status.job_id)?;
        let mut separator = ": ";
        for error in self.errors.iter().take(SHOWN) {
            let place = error.get("loc").and_then(Json::as_array).unwrap_or_default();
            let place: Vec<_> = place.iter().map(plain).collect();
            let message = error.get("msg").map(plain).unwrap_or_default();
            let colon = if place.is_empty() { "" } else { ": " };
            // Escaped and bounded, because this text is one line whatever the server sends.
            let text = format!("{}{colon}{message}", place.join("."));
            let shown: String = text.chars().take(TEXT).collect();
            let rest = if shown.len() < text.len() { "…" } else { "" };
            write!(f, "{separator}{}{rest}", shown.escape_debug())?;
            separator = "; ";
        }
        match self.errors.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

/// A text without quotes, anything else as JSON.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl std::error::Error for JobError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Its text is that of the request's error, whose cause comes next.
            Self::Request(error) => error.source(),
            Self::CreationLost { error, .. } => Some(error),
            Self::LeftBehind { cause, .. } => Some(cause),
            Self::Deadline { .. }
            | Self::NotStarted { .. }
            | Self::Failed(_)
            | Self::Aborted { .. }
            | Self::Output(_)
            | Self::Inputs(_)
            | Self::DroppedFiles { .. }
            | Self::Cancelled => None,
            // As with requests.
            #[cfg(feature = "files")]
            Self::Upload { error, .. } => error.source(),
        }
    }
}

impl From<AnyError> for JobError {
    fn from(error: AnyError) -> Self {
        Self::Request(error)
    }
}

impl<E: fmt::Debug + Send + Sync + 'static> From<Error<E>> for JobError {
    fn from(error: Error<E>) -> Self {
        Self::Request(error.into())
    }
}

impl From<BuildError> for JobError {
    fn from(error: BuildError) -> Self {
        Self::Request(error.into())
    }
}

impl From<InputError> for JobError {
    fn from(error: InputError) -> Self {
        Self::Inputs(error)
    }
}

impl From<OutputError> for JobError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// Reads the `errors` of a job's status, which the document does not have; none if the request fails.
pub(super) async fn errors_of(api: &dyn JobApi, job: Uuid) -> Vec<Json> {
    let Ok(response) = api.inspect_raw(job).await else { return Vec::new() };
    let Ok(body) = response.bytes().await else { return Vec::new() };
    let Ok(status) = from_json::<Json>(&body) else { return Vec::new() };
    status.get("errors").and_then(Json::as_array).map(<[Json]>::to_vec).unwrap_or_default()
}
