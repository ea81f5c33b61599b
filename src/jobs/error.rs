//! The error of waits for jobs and of runs.
//!
//! In: errors of requests, and the status of a job. Out: [`JobError`].
//! Invariant: the last known status is kept; `Display` is one line, and `source()` chains are complete.

use std::fmt;

use super::{outputs::OutputError, prepare::InputError};
use crate::{
    models::JobStatus,
    runtime::{AnyError, BuildError, Error},
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
    /// The logs, if they were requested and could be downloaded.
    pub logs: Vec<DownloadedLog>,
}

impl JobFailure {
    /// Why it failed: see [`JobStatus::messages`].
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        self.status.messages()
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
        let messages = self.messages();
        let mut separator = ": ";
        for message in messages.iter().take(SHOWN) {
            // Escaped and bounded, because this text is one line whatever the server sends.
            let shown: String = message.chars().take(TEXT).collect();
            let rest = if shown.len() < message.len() { "…" } else { "" };
            write!(f, "{separator}{}{rest}", shown.escape_debug())?;
            separator = "; ";
        }
        match messages.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::{JobError, JobFailure};
    use crate::runtime::from_json;

    fn failure(errors: &[(&str, &str)]) -> JobError {
        let errors: Vec<_> = errors
            .iter()
            .map(|(place, text)| format!(r#"{{"loc": ["{place}"], "msg": "{text}", "type": "t"}}"#))
            .collect();
        let status = format!(
            r#"{{"job_id": "11111111-2222-4333-8444-555555555555", "state": "FAILED", "progress": 100,
                 "submitted_at": "2026-01-02T03:04:05Z", "errors": [{}]}}"#,
            errors.join(", ")
        );
        let status = from_json(status.as_bytes()).unwrap();
        JobError::Failed(Box::new(JobFailure { status, logs: Vec::new() }))
    }

    #[test]
    fn a_failure_is_one_line_with_the_first_reasons() {
        let head = "the job 11111111-2222-4333-8444-555555555555 failed";
        assert_eq!(failure(&[]).to_string(), head);
        assert_eq!(failure(&[("node", "no memory")]).to_string(), format!("{head}: node: no memory"));
        let hostile = failure(&[("a", r"b\n\u001b[31mred")]).to_string();
        assert_eq!(hostile, format!("{head}{}", r": a: b\n\u{1b}[31mred"));
        let many = failure(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4"), ("e", "5")]).to_string();
        assert_eq!(many, format!("{head}: a: 1; b: 2; c: 3; and 2 more"));
        let long = failure(&[("a", &"é".repeat(10_000))]).to_string();
        assert!(long.chars().count() < 400 && long.ends_with('…'), "{long}");
    }
}
