//! Hand-written conveniences over the generated studies API.
//!
//! In: generated requests and models. Out: typed inputs and outputs, job states, whole runs, downloads, the
//! environment.
//! Invariant: everything here goes through the public surface of the generated code and the runtime.

mod download;
mod environment;
mod files;
mod inputs;
mod job_error;
mod logs;
mod outputs;
mod parallel;
mod run;
mod runs;
mod state;
mod support_id;
mod wait;

pub use download::{DownloadError, DownloadProgress};
pub use files::{DownloadOutputs, DownloadedOutput};
pub use job_error::{JobError, JobFailure};
pub use logs::{DownloadStudyJobLogs, DownloadedLog};
pub use outputs::Output;
pub use run::{JobRun, RunStudyJob};
pub use runs::RunStudyJobs;
pub(crate) use support_id::support_id;
pub use wait::{JobStatuses, WaitForStudyJob, WaitOptions};
