//! Runs the generator on the pinned document.
//!
//! In: `spec/openapi.json` with its overlay, or the document that `OSPARC_CLIENT_SPEC` names, the Cargo features, and the table
//! below. Out: `models.rs`, one file for each tag, `client.rs` and `api.rs` in `OUT_DIR`. Invariant: nothing else causes the generator
//! to run again, in particular no change under `src/`.

use std::process::ExitCode;

#[cfg(feature = "generated")]
use osparc_codegen::{Config, OperationConfig};

/// The document that the client is generated from, beside this file.
#[cfg(feature = "generated")]
pub(crate) const SPEC: &str = "spec/openapi.json";

/// What newer servers have, for that document alone: newer documents have it themselves.
#[cfg(feature = "generated")]
const OVERLAY: &str = "spec/newer.overlay.json";

/// The environment variable that names another document: an absolute path, or one relative to this file's folder.
#[cfg(feature = "generated")]
const OTHER_SPEC: &str = "OSPARC_CLIENT_SPEC";

/// Cloning can take the server ten minutes, and so can moving a file through a slow connection.
#[cfg(feature = "generated")]
const SLOW_SECONDS: u64 = 900;

/// A solver can compute for hours without a line of log. The platform's proxy ends connections after six.
#[cfg(feature = "generated")]
const SILENT_SECONDS: u64 = 6 * 3600;

/// A Cargo feature: the tags that it generates, and what the document cannot say of them.
#[cfg(feature = "generated")]
pub(crate) struct Feature {
    pub(crate) name: &'static str,
    tags: &'static [&'static str],
    settings: fn(Config) -> Config,
}

/// All features with tags of the document.
#[cfg(feature = "generated")]
pub(crate) const FEATURES: [Feature; 4] = [
    Feature { name: "studies", tags: &["studies"], settings: studies },
    Feature { name: "files", tags: &["files"], settings: files },
    Feature { name: "solvers", tags: &["solvers"], settings: solvers },
    Feature { name: "account", tags: &["users", "meta", "wallets", "credits"], settings: |config| config },
];

#[cfg(feature = "generated")]
fn studies(config: Config) -> Config {
    jobs(config)
        .operation("inspect_study_job", OperationConfig::idempotent)
        .operation("get_study_job_outputs", OperationConfig::idempotent)
        .operation("stop_study_job", OperationConfig::idempotent)
        .operation("clone_study", slow)
        .operation("create_study_job", slow)
}

#[cfg(feature = "generated")]
fn files(config: Config) -> Config {
    config
        // A retry would store the file a second time.
        .operation("upload_file", |operation| slow(operation).not_idempotent())
        .operation("complete_multipart_upload", |operation| slow(operation).idempotent())
        .operation("abort_multipart_upload", OperationConfig::idempotent)
        .operation("download_file", |operation| slow(operation).follow_redirect())
}

#[cfg(feature = "generated")]
fn solvers(config: Config) -> Config {
    jobs(config)
        .operation("inspect_job", OperationConfig::idempotent)
        .operation("stop_job", OperationConfig::idempotent)
        .operation("replace_job_custom_metadata", OperationConfig::idempotent)
        .operation("create_solver_job", slow)
        .operation("get_job_output_logfile", |operation| slow(operation).follow_redirect())
        .operation("get_log_stream", |operation| operation.stall_timeout(SILENT_SECONDS))
}

/// The names and types of values in jobs, of studies and of solvers alike.
#[cfg(feature = "generated")]
fn jobs(config: Config) -> Config {
    config
        .alias("StudyInputValue", "JobInputs", "values")
        .alias("StudyOutputValue", "JobOutputs", "results")
        .alias("StudyMetadataValue", "JobMetadataUpdate", "metadata")
        .replace_type("StudyInputValue", "crate::jobs::InputValue")
        .replace_type("StudyOutputValue", "crate::jobs::OutputValue")
}

#[cfg(feature = "generated")]
fn slow(operation: OperationConfig) -> OperationConfig {
    operation.attempt_timeout(SLOW_SECONDS).total_timeout(SLOW_SECONDS)
}

/// The configuration for some of the features: what the document cannot say.
#[cfg(feature = "generated")]
fn config(features: impl IntoIterator<Item = &'static Feature>) -> Config {
    let config = Config::new()
        .package("osparc-client")
        .example_client("Client::from_env()?")
        .trace_id_header("x-osparc-trace-id")
        .support_id("crate::support_id::find");
    features.into_iter().fold(config, |config, feature| (feature.settings)(config))
}

/// The configuration for the pinned document, which leaves out the tags of all other features. The reference pages are
/// generated with it, too.
#[cfg(feature = "generated")]
pub(crate) fn pinned(features: impl IntoIterator<Item = &'static Feature> + Clone) -> Config {
    let tags = features.clone().into_iter().flat_map(|feature| feature.tags);
    tags.fold(config(features).overlay(OVERLAY), |config, tag| config.only_tag(*tag))
}

/// The features of this build.
#[cfg(feature = "generated")]
fn enabled() -> impl Iterator<Item = &'static Feature> + Clone {
    FEATURES.iter().filter(|feature| {
        let name = feature.name.to_uppercase();
        std::env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
    })
}

#[cfg(feature = "generated")]
fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed={OTHER_SPEC}");
    match std::env::var_os(OTHER_SPEC).filter(|path| !path.is_empty()) {
        // All tags of another document are generated: it may have some that no feature names.
        Some(other) => osparc_codegen::build(other, &config(enabled())),
        None => osparc_codegen::build(SPEC, &pinned(enabled())),
    }
}

#[cfg(not(feature = "generated"))]
fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    ExitCode::SUCCESS
}
