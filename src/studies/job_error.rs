//! Why a job was not waited for, or not run, to a good end.
//!
//! In: faults of requests, and what a job's status says. Out: [`JobError`].
//! Invariant: what was last known of the job is kept; `Display` is one line, and `source()` chains are complete.

use std::fmt;

use uuid::Uuid;

use super::DownloadedLog;
use crate::{
    models::JobStatus,
    runtime::{AnyError, Json, from_json},
    studies_api::StudiesApi,
};

/// Why waiting for a job, or running one, came to no good end.
#[derive(Debug)]
#[non_exhaustive]
pub enum JobError {
    /// A request failed.
    Request(AnyError),
    /// The deadline passed; the job may still run.
    Deadline {
        /// The last status that was seen, if any was.
        status: Option<Box<JobStatus>>,
    },
    /// The job stayed in `NOT_STARTED` for longer than its limit: the server accepts the start of jobs that have
    /// nothing to compute, or that it cannot run.
    NotStarted {
        /// The last status.
        status: Box<JobStatus>,
    },
    /// The job ran and failed.
    Failed(Box<JobFailure>),
    /// The job was stopped, by whomever.
    Aborted {
        /// The last status.
        status: Box<JobStatus>,
    },
    /// The caller gave the run up: see [`RunStudyJob::until`](super::RunStudyJob::until).
    GivenUp,
}

/// What is known of a job that failed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobFailure {
    /// The last status.
    pub status: JobStatus,
    /// The `errors` of the status, as servers from 2026 on send them: objects with `loc`, `msg` and `type`. Empty on
    /// older servers.
    pub errors: Vec<Json>,
    /// The logs, where they were asked for and could be downloaded.
    pub logs: Vec<DownloadedLog>,
}

impl JobFailure {
    /// What the server says of the failure: the `msg` of each error.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        self.errors.iter().filter_map(|error| error.get("msg")?.as_str())
    }
}

impl JobError {
    /// The last status of the job that was seen.
    #[must_use]
    pub fn status(&self) -> Option<&JobStatus> {
        match self {
            Self::Request(_) | Self::GivenUp => None,
            Self::Deadline { status } => status.as_deref(),
            Self::NotStarted { status } | Self::Aborted { status } => Some(status),
            Self::Failed(failure) => Some(&failure.status),
        }
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(_) => f.write_str("a request about the job failed"),
            Self::Deadline { status: None } => {
                f.write_str("the deadline passed before the job's status came")
            }
            Self::Deadline { status: Some(status) } => {
                write!(f, "the deadline passed with the job {} in {}", status.job_id, status.state)
            }
            Self::NotStarted { status } => {
                write!(f, "the job {} was not started by the platform in time", status.job_id)
            }
            Self::Failed(failure) => {
                write!(f, "the job {} failed", failure.status.job_id)?;
                let words = failure.messages().next();
                // A server's words are one line here, whatever they are.
                words.map_or(Ok(()), |words| write!(f, ": {}", words.escape_debug()))
            }
            Self::Aborted { status } => write!(f, "the job {} was stopped", status.job_id),
            Self::GivenUp => f.write_str("the run of the job was given up"),
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
            | Self::GivenUp => None,
        }
    }
}

impl<E: Into<AnyError>> From<E> for JobError {
    fn from(error: E) -> Self {
        Self::Request(error.into())
    }
}

/// The `errors` of a job's status, which the document does not have; none where they cannot be had.
pub(super) async fn errors_of(studies: &StudiesApi, study: Uuid, job: Uuid) -> Vec<Json> {
    let Ok(response) = studies.inspect_study_job(study, job).raw().await else { return Vec::new() };
    let Ok(body) = response.bytes().await else { return Vec::new() };
    let Ok(status) = from_json::<Json>(&body) else { return Vec::new() };
    status.get("errors").and_then(Json::as_array).map(<[Json]>::to_vec).unwrap_or_default()
}
