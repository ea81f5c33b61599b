//! Conveniences for studies and their jobs, over the generated API.
//!
//! In: generated requests and models. Out: typed inputs and outputs, states of jobs, waits, whole runs, downloads.
//! Invariant: everything here uses only the public API of the generated code and of the runtime.

mod download;
mod error;
mod inputs;
mod outputs;
mod parallel;
mod run;
mod state;
mod wait;

pub use download::{
    DownloadError, DownloadOutputs, DownloadProgress, DownloadStudyJobLogs, DownloadedLog, DownloadedOutput,
};
pub use error::{JobError, JobFailure};
pub use outputs::Output;
pub use run::{JobRun, RunStudyJob, RunStudyJobs};
pub use wait::{JobStatuses, WaitForStudyJob, WaitOptions};
