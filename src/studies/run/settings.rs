//! What runs of a study are told.
//!
//! In: a caller's choices. Out: [`RunSettings`]. Invariant: one run and many of them are told the same.

use std::{path::PathBuf, sync::Arc};

use super::Signal;
use crate::{
    models::{JobMetadataUpdate, JobStatus},
    studies::WaitOptions,
};

pub(in crate::studies) type Observer = Arc<dyn Fn(&JobStatus) + Send + Sync>;

/// What every run of a study may be told.
#[derive(Clone, Default)]
pub(in crate::studies) struct RunSettings {
    pub(in crate::studies) metadata: Option<JobMetadataUpdate>,
    pub(in crate::studies) keep: bool,
    pub(in crate::studies) wait: WaitOptions,
    pub(in crate::studies) logs: Option<PathBuf>,
    pub(in crate::studies) files: Option<PathBuf>,
    pub(in crate::studies) observer: Option<Observer>,
    pub(in crate::studies) until: Option<Signal>,
}

impl RunSettings {
    /// Sets the signal.
    pub(in crate::studies) fn until(&mut self, signal: impl Future<Output = ()> + Send + 'static) {
        self.until = Some(Signal::new(signal));
    }
}

/// The setters of a type with `settings`.
macro_rules! run_setters {
    ($run:ident) => {
        impl $run {
            /// The custom metadata of each job, set before it is started.
            pub fn metadata(mut self, metadata: $crate::models::JobMetadataUpdate) -> Self {
                self.settings.metadata = Some(metadata);
                self
            }

            /// Whether each job is left as it is, however the call ends; `false` by default.
            pub fn keep(mut self, keep: bool) -> Self {
                self.settings.keep = keep;
                self
            }

            /// The limits of the wait for each job's end.
            pub fn wait(mut self, options: $crate::studies::WaitOptions) -> Self {
                self.settings.wait = options;
                self
            }

            /// Downloads the logs of each job into a folder of its own, `<folder>/<job id>`, before the job is deleted;
            /// also those of a job that failed.
            pub fn logs(mut self, folder: impl ::core::convert::Into<::std::path::PathBuf>) -> Self {
                self.settings.logs = Some(folder.into());
                self
            }

            /// Downloads the files among the outputs of each job into a folder of its own, `<folder>/<job id>`, before
            /// the job is deleted, and they with it. Where that fails, the job is kept.
            pub fn files(mut self, folder: impl ::core::convert::Into<::std::path::PathBuf>) -> Self {
                self.settings.files = Some(folder.into());
                self
            }

            /// Is told each changed status, which names its job, the answer to the start included.
            pub fn on_status(
                mut self,
                observer: impl Fn(&$crate::models::JobStatus) + Send + Sync + 'static,
            ) -> Self {
                self.settings.observer = Some(::std::sync::Arc::new(observer));
                self
            }

            /// Gives up when this is done (Ctrl-C, say): what runs is stopped and deleted, nothing more is created, and
            /// the error is [`JobError::GivenUp`]. Unlike a drop, this waits for the clean-up.
            pub fn until(mut self, signal: impl Future<Output = ()> + Send + 'static) -> Self {
                self.settings.until(signal);
                self
            }
        }
    };
}
pub(in crate::studies) use run_setters;
