//! Hand-written conveniences over the generated studies API.
//!
//! In: generated requests and models. Out: typed inputs and outputs, job states, downloads, the environment.
//! Invariant: everything here goes through the public surface of the generated code and the runtime.

mod environment;
mod inputs;
mod logs;
mod outputs;
mod state;

pub use logs::{DownloadError, DownloadedLog};
pub use outputs::Output;
