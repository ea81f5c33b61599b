//! The options of runs.
//!
//! In: a caller's choices. Out: [`RunOptions`]. Invariant: single runs and runs over many inputs have the same options.

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::cancel::CancelSignal;
use crate::{
    jobs::{api::RequestOptions, prepare::InputOptions, wait::WaitOptions},
    models::{Job, JobMetadataUpdate, JobStatus},
};

type Observer<T> = Arc<dyn Fn(&T) + Send + Sync>;

/// How long stopping and deleting a job may take by default.
const CLEANUP_LIMIT: Duration = Duration::from_secs(3 * 60);

/// The options of a run; the setters below document them.
#[derive(Clone)]
pub(in crate::jobs) struct RunOptions {
    pub(super) metadata: Option<JobMetadataUpdate>,
    pub(super) keep: bool,
    pub(super) wait: WaitOptions,
    pub(super) requests: RequestOptions,
    pub(super) inputs: InputOptions,
    pub(super) logs: Option<PathBuf>,
    pub(super) files: Option<PathBuf>,
    pub(super) created: Option<Observer<Job>>,
    pub(super) observer: Option<Observer<JobStatus>>,
    pub(super) cancel: Option<CancelSignal>,
    pub(super) cleanup_limit: Duration,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            metadata: None,
            keep: false,
            wait: WaitOptions::new(),
            requests: RequestOptions::default(),
            inputs: InputOptions::default(),
            logs: None,
            files: None,
            created: None,
            observer: None,
            cancel: None,
            cleanup_limit: CLEANUP_LIMIT,
        }
    }
}

impl RunOptions {
    /// Passes a status to the observer, if there is one.
    pub(super) fn observe(&self, status: &JobStatus) {
        if let Some(observer) = &self.observer {
            observer(status);
        }
    }

    /// Sets the signal to cancel.
    pub(super) fn until<F: Future + Send + 'static>(&mut self, signal: F) {
        self.cancel = Some(CancelSignal::new(signal));
    }

    /// Sets Ctrl-C as the signal to cancel.
    pub(super) fn until_ctrl_c(&mut self) {
        self.cancel = Some(CancelSignal::ctrl_c());
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

            /// Sets a function that is called with each job as soon as it is created. Store its id there, if you keep jobs, or
            /// to delete what a killed program has left behind: servers do not list the jobs of studies.
            pub fn on_created(
                mut self,
                observer: impl Fn(&$crate::models::Job) + Send + Sync + 'static,
            ) -> Self {
                self.options.created = Some(::std::sync::Arc::new(observer));
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

            /// Sets whether each job is hidden in the platform's web interface; servers hide jobs by default.
            pub fn hidden(mut self, hidden: bool) -> Self {
                self.options.requests.hidden = Some(hidden);
                self
            }

            /// Sets the study and the node within it that each job is accounted to, in place of those of the environment
            /// ([`Client::from_env`](crate::Client::from_env)).
            pub fn parent(mut self, project: ::uuid::Uuid, node: ::uuid::Uuid) -> Self {
                self.options.requests.parent = Some((project, node));
                self
            }

            /// Sets the pricing plan and its unit, by their ids, by which each job is charged. Servers accept this for
            /// solvers, and for studies that have one computational node.
            pub fn pricing(mut self, plan: u64, unit: u64) -> Self {
                self.options.requests.pricing = Some((plan, unit));
                self
            }

            /// Sets how the requests of the run are retried, in place of the client's policy. A policy that treats every
            /// request as idempotent ([`RetryPolicy::assume_idempotent`](crate::RetryPolicy::assume_idempotent)) also
            /// repeats a creation whose response was lost, which may leave a hidden job behind that is never started. It does
            /// not concern the start, which the run repeats by itself, after a look at the job.
            pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
                self.options.requests.retry = Some(policy);
                self
            }

            /// Sets whether inputs are compared with the ports of the study or solver before a job is created: `true` by
            /// default. An input that has another type than its port, or a number beyond its bounds, is an error, and so is a
            /// label that no port has, unless its value is a file: file pickers of studies are not among the ports. Without
            /// this, servers ignore unknown labels, and respond 502 to a wrong value, which leaves a hidden job behind.
            ///
            /// The ports are requested once for each study or solver by a client and its clones. If they cannot be read, the
            /// run fails before it has created anything.
            pub fn check_inputs(mut self, check: bool) -> Self {
                self.options.inputs.check = check;
                self
            }

            /// Sets whether a study may run without its file inputs: `false` by default. Servers from API 0.8 on accept jobs of
            /// studies with file inputs, and run them without the files; a run with such inputs is an error there, before
            /// anything is uploaded. Solvers get their files.
            pub fn allow_dropped_files(mut self, allow: bool) -> Self {
                self.options.inputs.allow_dropped_files = allow;
                self
            }

            /// Sets how long the stop and the deletion of each job may take in all: 3 minutes by default. The job is left
            /// behind then, which the result of the run says.
            pub fn cleanup_limit(mut self, limit: ::std::time::Duration) -> Self {
                self.options.cleanup_limit = limit;
                self
            }

            /// Cancels the call when this future completes, whatever its output: running jobs are stopped and deleted, no
            /// further job is created, and the error is [`JobError::Cancelled`]. Unlike a drop, this waits for the
            /// clean-up, and for the response to a creation in progress.
            pub fn until<F: Future + Send + 'static>(mut self, signal: F) -> Self {
                self.options.until(signal);
                self
            }

            /// Cancels the call at Ctrl-C, as [`until`](Self::until) does. A second Ctrl-C ends the process at once, with
            /// exit code 130, and leaves behind what is not yet cleaned up.
            ///
            /// The handler is installed when the call is first awaited, and stays for the rest of the process: from then
            /// on, Ctrl-C no longer ends the process by itself. Without this, a program that is interrupted leaves its
            /// jobs at the server, where they run on.
            ///
            /// # Panics
            /// The call panics in an async runtime of tokio that was built without `enable_io`.
            pub fn until_ctrl_c(mut self) -> Self {
                self.options.until_ctrl_c();
                self
            }
        }
    };
}
pub(super) use run_setters;
