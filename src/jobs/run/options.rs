//! The options of runs.
//!
//! In: a caller's choices. Out: [`RunOptions`]. Invariant: single runs and runs over many inputs have the same options.

use std::{path::PathBuf, sync::Arc};

use super::cancel::CancelSignal;
use crate::{
    jobs::{api::RequestOptions, wait::WaitOptions},
    models::{JobMetadataUpdate, JobStatus},
};

type Observer = Arc<dyn Fn(&JobStatus) + Send + Sync>;

/// The options of a run; the setters below document them.
#[derive(Clone, Default)]
pub(super) struct RunOptions {
    pub(super) metadata: Option<JobMetadataUpdate>,
    pub(super) keep: bool,
    pub(super) wait: WaitOptions,
    pub(super) requests: RequestOptions,
    pub(super) logs: Option<PathBuf>,
    pub(super) files: Option<PathBuf>,
    pub(super) observer: Option<Observer>,
    pub(super) cancel: Option<CancelSignal>,
}

impl RunOptions {
    /// Passes a status to the observer, if there is one.
    pub(super) fn observe(&self, status: &JobStatus) {
        if let Some(observer) = &self.observer {
            observer(status);
        }
    }

    /// Sets the signal to cancel.
    pub(super) fn until(&mut self, signal: impl Future<Output = ()> + Send + 'static) {
        self.cancel = Some(CancelSignal::new(signal));
    }
}

/// The setters of a run with a field `options`.
macro_rules! run_setters {
    ($run:ident) => {
        impl $run {
            /// Sets the custom metadata of each job, which is stored before the job is started.
            pub fn metadata(mut self, metadata: $crate::models::JobMetadataUpdate) -> Self {
                self.options.metadata = Some(metadata);
                self
            }

            /// Sets whether each job is kept, however the call ends; `false` by default.
            pub fn keep(mut self, keep: bool) -> Self {
                self.options.keep = keep;
                self
            }

            /// Sets the limits of the wait for the end of each job.
            pub fn wait(mut self, options: $crate::jobs::WaitOptions) -> Self {
                self.options.wait = options;
                self
            }

            /// Downloads the logs of each job, also of a failed one, into a folder of its own, `<folder>/<job id>`, before
            /// the job is deleted.
            pub fn logs(mut self, folder: impl ::core::convert::Into<::std::path::PathBuf>) -> Self {
                self.options.logs = Some(folder.into());
                self
            }

            /// Downloads the files among the outputs of each job into a folder of its own, `<folder>/<job id>`, before the
            /// job and its files are deleted. If the download fails, the job is kept.
            pub fn files(mut self, folder: impl ::core::convert::Into<::std::path::PathBuf>) -> Self {
                self.options.files = Some(folder.into());
                self
            }

            /// Sets a function that is called with each changed status, including the response to the start. The status
            /// has the id of its job.
            pub fn on_status(
                mut self,
                observer: impl Fn(&$crate::models::JobStatus) + Send + Sync + 'static,
            ) -> Self {
                self.options.observer = Some(::std::sync::Arc::new(observer));
                self
            }

            /// Cancels the call when this future completes (Ctrl-C, for example): running jobs are stopped and deleted, no
            /// further job is created, and the error is [`JobError::Cancelled`]. Unlike a drop, this waits for the
            /// clean-up.
            pub fn until(mut self, signal: impl Future<Output = ()> + Send + 'static) -> Self {
                self.options.until(signal);
                self
            }
        }
    };
}
pub(super) use run_setters;
