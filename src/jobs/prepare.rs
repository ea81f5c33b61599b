//! What a run does with its inputs before it creates a job.
//!
//! In: inputs as the caller gave them. Out: inputs that the server takes: checked against the ports, with files in place of
//! paths. Invariant: a fault is found before anything is created at the server; files are uploaded last.

use super::{
    api::{JobApi, RequestOptions},
    error::JobError,
    value::InputValue,
};
use crate::models::JobInputs;

mod check;
mod dropped_files;
mod known_ports;
#[cfg(feature = "files")]
mod upload;

pub use check::InputError;
pub(crate) use check::InputPort;

/// What a caller chooses about inputs; the setters of runs document it. Clones share the uploads of one call.
#[derive(Clone)]
pub(super) struct InputOptions {
    pub(super) check: bool,
    pub(super) allow_dropped_files: bool,
    #[cfg(feature = "files")]
    uploads: std::sync::Arc<upload::Uploads>,
}

impl Default for InputOptions {
    fn default() -> Self {
        Self {
            check: true,
            allow_dropped_files: false,
            #[cfg(feature = "files")]
            uploads: std::sync::Arc::default(),
        }
    }
}

/// Checks inputs and uploads their paths.
pub(super) async fn prepare(
    api: &dyn JobApi,
    inputs: JobInputs,
    options: &InputOptions,
    requests: &RequestOptions,
) -> Result<JobInputs, JobError> {
    if options.check && !inputs.values.is_empty() {
        known_ports::check(api, &inputs, requests).await?;
    }
    if !options.allow_dropped_files && api.is_study() {
        dropped_files::check(api, &inputs, requests).await?;
    }
    #[cfg(feature = "files")]
    let inputs = options.uploads.upload(api, inputs).await?;
    Ok(inputs)
}

impl InputValue {
    /// Whether it is a file, on the platform or on this machine.
    fn is_file(&self) -> bool {
        #[cfg(feature = "files")]
        if matches!(self, Self::Path(_)) {
            return true;
        }
        matches!(self, Self::File(_))
    }
}
