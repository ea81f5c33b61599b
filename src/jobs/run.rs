//! Whole runs of jobs: create, start, wait, read the outputs, delete.
//!
//! In: what runs jobs, and inputs. Out: the outputs of each job, or why it failed.
//! Invariant: every job that a run creates is stopped and deleted however the call ends, unless it is to be kept.

mod begin;
mod cancel;
mod guard;
mod job;
mod jobs;
mod options;

pub use job::{JobRun, RunJob};
pub use jobs::RunJobs;
