//! The error of uploads.
//!
//! In: errors of requests, of the object store and of the file system. Out: [`UploadError`].
//! Invariant: `Display` is one line, and no text contains a link, because links are secrets.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use http::StatusCode;

use crate::runtime::{AnyError, Error};

/// An error of an upload. The platform has no file of a failed upload.
#[derive(Debug)]
#[non_exhaustive]
pub enum UploadError {
    /// A request to the platform or to the object store failed.
    Request {
        /// The name of the file on the platform.
        name: String,
        /// The error of the request.
        source: AnyError,
    },
    /// The object store did not take a part of the file.
    Status {
        /// The name of the file on the platform.
        name: String,
        /// The number of the part, from 1 on.
        part: usize,
        /// The status of the response: 403 for links that have expired, of which new ones were tried.
        status: StatusCode,
    },
    /// A response of the platform or of the object store cannot be used.
    Response {
        /// The name of the file on the platform.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The file on the platform does not have the SHA-256 digest of what was uploaded.
    Checksum {
        /// The name of the file on the platform.
        name: String,
    },
    /// The file changed while it was uploaded.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The path leads to a folder, or to something else that is no file.
    NoFile {
        /// The path.
        path: PathBuf,
    },
    /// The path ends with no name, or with one that is not Unicode.
    Name {
        /// The path.
        path: PathBuf,
    },
    /// A file could not be read; or the temporary file of a reader's content could not be written.
    File {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The reader failed.
    Reader {
        /// Its error.
        source: io::Error,
    },
    /// The upload was cancelled: see [`Upload::until`](super::Upload::until).
    Cancelled {
        /// The name of the file on the platform.
        name: String,
    },
}

impl UploadError {
    /// Whether another upload of the same part may succeed.
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Self::Request { source, .. } => matches!(**source, Error::Transport(_)),
            Self::Status { .. } => !self.is_expired(),
            _ => false,
        }
    }

    /// Whether new links may succeed: object stores respond 403 to a link that has expired, and 404 if they have removed
    /// the unfinished upload.
    pub(super) fn is_expired(&self) -> bool {
        let expired = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
        matches!(self, Self::Status { status, .. } if expired.contains(status))
    }
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request { name, source } => write!(f, "the upload of {name:?} failed: {source}"),
            Self::Status { name, part, status } => {
                write!(f, "the upload of {name:?} failed: the object store responded {status} to part {part}")
            }
            Self::Response { name, reason } => write!(f, "the upload of {name:?} failed: {reason}"),
            Self::Checksum { name } => write!(
                f,
                "the platform's file {name:?} does not have the SHA-256 digest of what was uploaded: delete it, and try again"
            ),
            Self::Changed { path } => write!(f, "{} changed while it was uploaded: try again", quoted(path)),
            Self::NoFile { path } => {
                write!(
                    f,
                    "{} is not a file; folders are uploaded file by file, or as an archive",
                    quoted(path)
                )
            }
            Self::Name { path } => {
                write!(
                    f,
                    "{} has no name in Unicode that the platform could use: set one by `name`",
                    quoted(path)
                )
            }
            Self::File { path, source } => {
                write!(f, "{} could not be read for the upload: {source}", quoted(path))
            }
            Self::Reader { source } => write!(f, "the reader of the upload failed: {source}"),
            Self::Cancelled { name } => write!(f, "the upload of {name:?} was cancelled"),
        }
    }
}

/// A path in one line, whatever its characters are.
fn quoted(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

impl std::error::Error for UploadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // The cause's line is part of this one's.
            Self::Request { source, .. } => source.source(),
            Self::File { source, .. } | Self::Reader { source } => source.source(),
            _ => None,
        }
    }
}
