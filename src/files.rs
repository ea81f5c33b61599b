//! Files of the platform: uploads.
//!
//! In: a file on this machine, bytes, or a reader. Out: a file of the platform.
//! Invariant: the object store never receives the platform's credentials; what is uploaded is never in memory as a whole.

mod content;
mod error;
mod parts;
mod progress;
mod session;
mod upload;

pub use error::UploadError;
pub use progress::UploadProgress;
pub use upload::{Upload, Uploaded};
