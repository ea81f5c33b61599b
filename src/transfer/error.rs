//! The error of downloads.
//!
//! In: errors of requests, of the object store and of the file system. Out: [`DownloadError`].
//! Invariant: `Display` is one line with the cause, and no text contains a link, because links are secrets.

use std::{fmt, io, path::PathBuf};

use http::StatusCode;

use crate::runtime::{AnyError, Error};

/// An error of a download of logs or files.
///
/// `name` is the node that wrote the log, or the label of the output.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadError {
    /// The request for a link failed, or the response of the object store is incomplete.
    Request(AnyError),
    /// The object store responded with an error status. Links are valid for an hour; a new one was tried.
    Status {
        /// The name of the download.
        name: String,
        /// The status of the response.
        status: StatusCode,
    },
    /// The server sent no link to the file.
    NoLink {
        /// The name of the download.
        name: String,
    },
    /// The number of bytes differs from the announced one.
    Length {
        /// The name of the download.
        name: String,
        /// The number of bytes according to `Content-Length` or `Content-Range`.
        announced: u64,
        /// The number of bytes received.
        bytes: u64,
    },
    /// The SHA-256 digest of the bytes differs from the one that the server sent.
    Checksum {
        /// The name of the download.
        name: String,
    },
    /// A file could not be written.
    File {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
}

impl DownloadError {
    /// Whether another request of the same link may succeed.
    pub(super) fn is_transient(&self) -> bool {
        match self {
            Self::Request(error) => matches!(**error, Error::Transport(_)),
            Self::Status { status, .. } => {
                let another_part = [StatusCode::PARTIAL_CONTENT, StatusCode::RANGE_NOT_SATISFIABLE];
                status.is_server_error()
                    || *status == StatusCode::TOO_MANY_REQUESTS
                    || another_part.contains(status)
            }
            Self::Length { .. } | Self::Checksum { .. } => true,
            Self::NoLink { .. } | Self::File { .. } => false,
        }
    }

    /// Whether a new link may succeed: object stores respond 403 to a link that has expired.
    pub(super) fn is_expired(&self) -> bool {
        matches!(self, Self::Status { status, .. } if *status == StatusCode::FORBIDDEN)
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => write!(f, "the download failed: {error}"),
            Self::Status { name, status } => {
                write!(f, "the download of {name:?} failed: the object store responded {status}")
            }
            Self::NoLink { name } => {
                write!(f, "the download of {name:?} failed: the server sent no link to it")
            }
            Self::Length { name, announced, bytes } => {
                write!(f, "the download of {name:?} has {bytes} bytes, but {announced} were announced")
            }
            Self::Checksum { name } => {
                write!(f, "the download of {name:?} does not have the SHA-256 digest that the server sent")
            }
            Self::File { path, source } => {
                // Quoted, because this text is one line whatever the name of the file.
                write!(f, "the file {:?} could not be written: {source}", path.to_string_lossy())
            }
        }
    }
}

impl std::error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // The cause's line is part of this one's.
            Self::Request(error) => error.source(),
            Self::File { source, .. } => source.source(),
            Self::Status { .. } | Self::NoLink { .. } | Self::Length { .. } | Self::Checksum { .. } => None,
        }
    }
}

impl<E: Into<AnyError>> From<E> for DownloadError {
    fn from(error: E) -> Self {
        Self::Request(error.into())
    }
}
