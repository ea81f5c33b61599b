//! Why something could not be downloaded.
//!
//! In: faults of requests, of the object store, and of the file system. Out: [`DownloadError`].
//! Invariant: no text holds a link, which is a secret.

use std::{fmt, io, path::PathBuf};

use http::StatusCode;

use crate::runtime::{AnyError, Error};

/// Why logs or files could not be downloaded.
///
/// `name` is the node whose log it is, or the label of the output.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadError {
    /// The links could not be had, or the object store gave no whole answer.
    Request(AnyError),
    /// The object store refused a link; they are valid for an hour, and a new one was asked for.
    Refused {
        /// What was downloaded.
        name: String,
        /// The status of the answer.
        status: StatusCode,
    },
    /// The server gave no link to the file.
    NoLink {
        /// What was to be downloaded.
        name: String,
    },
    /// There is another number of bytes than was announced.
    Length {
        /// What was downloaded.
        name: String,
        /// What `Content-Length` or `Content-Range` said.
        announced: u64,
        /// How many bytes came.
        bytes: u64,
    },
    /// The bytes are not those whose SHA-256 digest the server gave.
    Checksum {
        /// What was downloaded.
        name: String,
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
    /// Whether the same link may give the bytes when it is fetched once more.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Request(error) => matches!(**error, Error::Transport(_)),
            Self::Refused { status, .. } => {
                let another_part = [StatusCode::PARTIAL_CONTENT, StatusCode::RANGE_NOT_SATISFIABLE];
                status.is_server_error()
                    || *status == StatusCode::TOO_MANY_REQUESTS
                    || another_part.contains(status)
            }
            Self::Length { .. } | Self::Checksum { .. } => true,
            Self::NoLink { .. } | Self::File { .. } => false,
        }
    }

    /// Whether a new link may be heeded where this one was not: object stores answer 403 to one that has expired.
    pub(super) fn is_expired(&self) -> bool {
        matches!(self, Self::Refused { status, .. } if *status == StatusCode::FORBIDDEN)
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(_) => f.write_str("a request of the download failed"),
            Self::Refused { name, status } => write!(f, "the download of {name:?} was refused: {status}"),
            Self::NoLink { name } => write!(f, "the server gave no link to {name:?}"),
            Self::Length { name, announced, bytes } => {
                write!(f, "the download of {name:?} has {bytes} bytes where {announced} were announced")
            }
            Self::Checksum { name } => {
                write!(f, "the download of {name:?} has another SHA-256 digest than the server says")
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
            Self::Refused { .. } | Self::NoLink { .. } | Self::Length { .. } | Self::Checksum { .. } => None,
        }
    }
}

impl<E: Into<AnyError>> From<E> for DownloadError {
    fn from(error: E) -> Self {
        Self::Request(error.into())
    }
}
