//! Jobs: their inputs and outputs, waits for their end, and whole runs.
//!
//! In: generated requests and models. Out: typed inputs and outputs, states of jobs, waits, runs with clean-up.
//! Invariant: everything here uses only the public API of the generated code and of the runtime.

mod api;
mod doubt;
mod error;
mod inputs;
mod labels;
mod outputs;
mod pauses;
mod ports;
mod prepare;
mod run;
mod state;
mod value;
mod wait;

pub(crate) use api::{JobApi, JobCall, NamedLink, RequestOptions, delete};
pub use error::{JobError, JobFailure};
pub use outputs::{Output, OutputError, OutputValue};
pub use prepare::InputError;
pub(crate) use prepare::InputPort;
pub use run::{JobRun, RunJob, RunJobs};
pub use value::InputValue;
pub use wait::{JobStatuses, WaitForJob, WaitOptions};
