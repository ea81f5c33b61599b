//! The error of waits for jobs and of runs.
//!
//! In: errors of requests, and the status of a job. Out: [`JobError`].
//! Invariant: the last known status is kept; `Display` is one line, and `source()` chains are complete.

use std::fmt;

use uuid::Uuid;

use super::{api::JobApi, outputs::OutputError};
use crate::{
    models::JobStatus,
    runtime::{AnyError, BuildError, Error, Json, from_json},
    transfer::DownloadedLog,
};

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
    /// The run was cancelled: see [`RunJob::until`](super::RunJob::until).
    Cancelled,
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
            Self::Request(_) | Self::Output(_) | Self::Cancelled => None,
            Self::Deadline { status } => status.as_deref(),
            Self::NotStarted { status } | Self::Aborted { status } => Some(status),
            Self::Failed(failure) => Some(&failure.status),
        }
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(_) => f.write_str("a request about the job failed; see the cause"),
            Self::Deadline { status: None } => {
                f.write_str("the deadline passed before a status of the job was received")
            }
            Self::Deadline { status: Some(status) } => {
                write!(
                    f,
                    "the deadline passed while the job {} was in the state {}",
                    status.job_id, status.state
                )
            }
            Self::NotStarted { status } => {
                write!(f, "the platform did not start the job {} in time", status.job_id)
            }
            Self::Failed(failure) => {
                write!(f, "the job {} failed", failure.status.job_id)?;
                let message = failure.messages().next();
                // Escaped, because this text is one line whatever the server sends.
                message.map_or(Ok(()), |message| write!(f, ": {}", message.escape_debug()))
            }
            Self::Aborted { status } => write!(f, "the job {} was stopped", status.job_id),
            Self::Output(error) => error.fmt(f),
            Self::Cancelled => f.write_str("the run of the job was cancelled"),
        }
    }
}

impl std::error::Error for JobError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => Some(error),
            Self::Deadline { .. }
            | Self::NotStarted { .. }
            | Self::Failed(_)
            | Self::Aborted { .. }
            | Self::Output(_)
            | Self::Cancelled => None,
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
