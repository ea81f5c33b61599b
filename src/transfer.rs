//! Transfers of files: the logs of a job and the files among its outputs, into a folder.
//!
//! In: a job or its outputs, and a folder. Out: files.
//! Invariant: nothing is written outside the folder, whatever names the server sends; a file appears under its name only
//! when it is complete; the object store never receives the platform's credentials.

mod batch;
mod error;
mod logs;
mod name;
mod outputs;
mod parallel;
mod partial;
mod redirect;
mod transfer;

pub use batch::DownloadProgress;
pub use error::DownloadError;
pub use logs::{DownloadJobLogs, DownloadedLog};
pub use outputs::{DownloadOutputs, DownloadedOutput};
pub(crate) use parallel::{CONCURRENCY, in_parallel};
#[cfg(feature = "solvers")]
pub(crate) use redirect::redirect_target;
