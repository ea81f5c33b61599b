//! Transfers of files: the logs of a job and the files among its outputs, into a folder; and what uploads share with them.
//!
//! In: a job or its outputs, and a folder. Out: files.
//! Invariant: nothing is written outside the folder, whatever names the server sends; a file appears under its name only
//! when it is complete; the object store never receives the platform's credentials.

#[cfg(any(feature = "studies", feature = "solvers"))]
mod batch;
mod digest;
mod download;
mod error;
mod file;
mod leftover;
#[cfg(any(feature = "studies", feature = "solvers"))]
mod logs;
mod name;
#[cfg(any(feature = "studies", feature = "solvers"))]
mod outputs;
mod parallel;
mod partial;
mod pause;
mod progress;
mod redirect;
#[cfg(feature = "files")]
mod single;
mod temporary;

#[cfg(feature = "files")]
pub(crate) use digest::{hash_bytes, hash_rest, hex};
pub use error::DownloadError;
#[cfg(feature = "files")]
pub(crate) use file::{digest_of, entity_tag_of};
#[cfg(any(feature = "studies", feature = "solvers"))]
pub use logs::{DownloadJobLogs, DownloadedLog};
#[cfg(any(feature = "studies", feature = "solvers"))]
pub use outputs::{DownloadOutputs, DownloadedOutput};
pub(crate) use parallel::CONCURRENCY;
#[cfg(any(feature = "studies", feature = "solvers"))]
pub(crate) use parallel::in_parallel;
#[cfg(feature = "files")]
pub(crate) use parallel::try_in_parallel;
#[cfg(feature = "files")]
pub(crate) use pause::{Pauses, asked};
pub use progress::DownloadProgress;
#[cfg(feature = "solvers")]
pub(crate) use redirect::redirect_target;
#[cfg(feature = "files")]
pub use single::{Download, DownloadedFile, FileRef};
#[cfg(feature = "files")]
pub(crate) use temporary::{RemovedOnDrop, create_unique};
