//! Why logs could not be downloaded.
//!
//! In: faults of requests, of the object store, and of the file system. Out: [`DownloadError`].
//! Invariant: no text holds a link, which is a secret.

use std::{fmt, io, path::PathBuf};

use crate::runtime::{AnyError, Error};

/// Why logs could not be downloaded.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadError {
    /// The links could not be had, or the object store gave no whole answer.
    Request(AnyError),
    /// The object store refused a link; they are valid for an hour.
    Refused {
        /// The node whose log it is.
        node_name: String,
        /// The status of the answer.
        status: http::StatusCode,
    },
    /// The log has another length than was announced.
    Length {
        /// The node whose log it is.
        node_name: String,
        /// What `Content-Length` said.
        announced: u64,
        /// How many bytes came.
        bytes: u64,
    },
    /// A file could not be written.
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl DownloadError {
    /// Whether the same link may give the log when it is fetched once more.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Request(error) => matches!(**error, Error::Transport(_)),
            Self::Refused { status, .. } => {
                status.is_server_error() || *status == http::StatusCode::TOO_MANY_REQUESTS
            }
            Self::Length { .. } => true,
            Self::File { .. } => false,
        }
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(_) => f.write_str("the logs could not be fetched"),
            Self::Refused { node_name, status } => {
                write!(f, "the log of node {node_name:?} was refused: {status}")
            }
            Self::Length { node_name, announced, bytes } => {
                write!(f, "the log of node {node_name:?} has {bytes} bytes where {announced} were announced")
            }
            Self::File { path, .. } => write!(f, "{} could not be written", path.display()),
        }
    }
}

impl std::error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => Some(error),
            Self::File { source, .. } => Some(source),
            Self::Refused { .. } | Self::Length { .. } => None,
        }
    }
}

impl<E: Into<AnyError>> From<E> for DownloadError {
    fn from(error: E) -> Self {
        Self::Request(error.into())
    }
}
