//! Runs the generator on the pinned document.
//!
//! In: `spec/openapi.json` and the table below. Out: `models.rs`, `studies_api.rs` and `client.rs` in `OUT_DIR`.
//! Invariant: nothing else makes the generation run again, in particular no change under `src/`.

use std::process::ExitCode;

#[cfg(feature = "studies")]
use osparc_codegen::{Config, Facts};

/// The document that the client is generated from, beside this file.
#[cfg(feature = "studies")]
const SPEC: &str = "spec/openapi.json";

/// Cloning takes the server up to ten minutes, and a repetition makes a second clone or a second job.
#[cfg(feature = "studies")]
const SLOW_SECONDS: u64 = 900;

#[cfg(feature = "studies")]
fn config() -> Config {
    Config::new()
        .runtime("crate::runtime")
        .operation("inspect_study_job", Facts::safe_to_repeat)
        .operation("get_study_job_outputs", Facts::safe_to_repeat)
        .operation("stop_study_job", Facts::safe_to_repeat)
        .operation("clone_study", slow)
        .operation("create_study_job", slow)
}

#[cfg(feature = "studies")]
fn slow(operation: Facts) -> Facts {
    operation.attempt_timeout(SLOW_SECONDS).total_timeout(SLOW_SECONDS).max_attempts(1)
}

#[cfg(feature = "studies")]
fn generate() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::path::PathBuf::from(std::env::var("OUT_DIR")?);
    let output = osparc_codegen::generate(SPEC.as_ref(), &config())?;
    for warning in &output.warnings {
        for line in warning.to_string().lines() {
            println!("cargo::warning={line}");
        }
    }
    output.write(&folder)?;
    Ok(())
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=spec/openapi.json");
    #[cfg(feature = "studies")]
    if let Err(error) = generate() {
        for line in error.to_string().lines() {
            println!("cargo::error={line}");
        }
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
