//! Runs the generator on the pinned document.
//!
//! In: `spec/openapi.json`, or the document that `OSPARC_CLIENT_SPEC` names, and the table below. Out: `models.rs`, one
//! file for each tag, `client.rs` and `api.rs` in `OUT_DIR`. Invariant: nothing else causes the generator to run again, in
//! particular no change under `src/`.

use std::process::ExitCode;

#[cfg(feature = "studies")]
use osparc_codegen::{Config, OperationConfig};

/// The document that the client is generated from, beside this file.
#[cfg(feature = "studies")]
const SPEC: &str = "spec/openapi.json";

/// The environment variable that names another document: an absolute path, or one relative to this file's folder.
#[cfg(feature = "studies")]
const OTHER_SPEC: &str = "OSPARC_CLIENT_SPEC";

/// Cloning can take the server ten minutes, and a retry would create a second clone or a second job.
#[cfg(feature = "studies")]
const SLOW_SECONDS: u64 = 900;

/// The configuration: what the document cannot say. The reference pages are generated with it, too.
#[cfg(feature = "studies")]
pub(crate) fn config() -> Config {
    Config::new()
        .package("osparc-client")
        .example_client("Client::from_env()?")
        .trace_id_header("x-osparc-trace-id")
        .support_id("crate::support_id::find")
        .alias("StudyInputValue", "JobInputs", "values")
        .alias("StudyOutputValue", "JobOutputs", "results")
        .alias("StudyMetadataValue", "JobMetadataUpdate", "metadata")
        .operation("inspect_study_job", OperationConfig::idempotent)
        .operation("get_study_job_outputs", OperationConfig::idempotent)
        .operation("stop_study_job", OperationConfig::idempotent)
        .operation("clone_study", slow)
        .operation("create_study_job", slow)
}

#[cfg(feature = "studies")]
fn slow(operation: OperationConfig) -> OperationConfig {
    operation.attempt_timeout(SLOW_SECONDS).total_timeout(SLOW_SECONDS).max_attempts(1)
}

#[cfg(feature = "studies")]
fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed={OTHER_SPEC}");
    let other = std::env::var_os(OTHER_SPEC).filter(|path| !path.is_empty());
    osparc_codegen::build(other.unwrap_or_else(|| SPEC.into()), &config())
}

#[cfg(not(feature = "studies"))]
fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    ExitCode::SUCCESS
}
