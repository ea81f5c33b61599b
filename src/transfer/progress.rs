//! The progress of downloads.
//!
//! In: bytes received. Out: calls of the caller's function. Invariant: the first call of a download says what is there
//! already.

use std::sync::Arc;

/// A function that is called with the progress.
pub(super) type Observer = Arc<dyn Fn(&DownloadProgress) + Send + Sync>;

/// The progress of one download.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DownloadProgress {
    /// The node that wrote the log, the label of the output, or the name of the file.
    pub name: String,
    /// The number of bytes received, with those that an earlier download has left; it starts again at 0 if a download
    /// cannot be resumed.
    pub bytes: u64,
    /// The expected number of bytes, if the object store sends it.
    pub total: Option<u64>,
}
