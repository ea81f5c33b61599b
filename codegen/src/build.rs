//! Everything that a build script does with a document.
//!
//! In: a document, and Cargo's environment. Out: the generated files and `api.rs` in `OUT_DIR`, and instructions to
//! Cargo on the output stream. Invariant: a refusal fails the build with every diagnostic; what was written before and
//! is the same is not touched.

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{Config, File, Output, Placed, generate, modules};

/// Generates a client in a build script: call it as the whole of `main`.
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     osparc_codegen::build("openapi.yaml", &osparc_codegen::Config::new())
/// }
/// ```
///
/// The library then has the client with
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/api.rs"));
/// ```
///
/// which declares the modules `models`, one for each tag (`studies_api`), and `client`. Warnings of the generator are
/// warnings of the build; where it refuses the document, or nothing can be written, the build fails and says why. It
/// runs again when the build script or a file of the document changes.
pub fn build(spec: impl AsRef<Path>, config: &Config) -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", spec.as_ref().display());
    match generate(spec.as_ref(), config).map_err(|refusal| refusal.to_string()).and_then(write) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            say("error", &fault);
            ExitCode::FAILURE
        }
    }
}

fn write(mut output: Output) -> Result<(), String> {
    let folder = env::var_os("OUT_DIR").map(PathBuf::from);
    let folder = folder.ok_or("OUT_DIR is not set: call this from a build script")?;
    for warning in &output.warnings {
        say("warning", &warning.to_string());
    }
    for input in &output.inputs {
        println!("cargo::rerun-if-changed={}", input.display());
    }
    let api = File { name: "api.rs".into(), text: modules(&output.files, Placed::OutDir) };
    output.files.push(api);
    output.write(&folder).map_err(|fault| fault.to_string())
}

/// Cargo takes one line at a time.
fn say(kind: &str, text: &str) {
    for line in text.lines() {
        println!("cargo::{kind}={line}");
    }
}
