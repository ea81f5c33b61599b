//! Everything that a build script does with a document.
//!
//! In: a document, and Cargo's environment. Out: the generated files and `api.rs` in `OUT_DIR`, and instructions to
//! Cargo on the output stream. Invariant: an error fails the build with every diagnostic; files that are up to date are
//! not touched.

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
/// which declares the modules `models`, one for each tag (`studies_api`), and `client`. Warnings of the generator are warnings of the build; if there are errors, or the files cannot be
/// written, the build fails with them. It runs again when the build script, a file of the document or an overlay changes.
pub fn build(spec: impl AsRef<Path>, config: &Config) -> ExitCode {
    let folder = env::var_os("OUT_DIR").map(PathBuf::from);
    let mut instruct = |line: String| println!("cargo::{line}");
    match run(spec.as_ref(), config, folder, &mut instruct) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            report("error", &fault, &mut instruct);
            ExitCode::FAILURE
        }
    }
}

/// The same with explicit folder and output; each instruction is one line.
fn run(
    spec: &Path,
    config: &Config,
    folder: Option<PathBuf>,
    instruct: &mut dyn FnMut(String),
) -> Result<(), String> {
    instruct("rerun-if-changed=build.rs".into());
    let output = generate(spec, config).map_err(|error| {
        let overlays = config.overlays.iter().map(PathBuf::as_path);
        std::iter::once(spec).chain(overlays).map(rerun_for).for_each(&mut *instruct);
        error.to_string()
    })?;
    for input in &output.inputs {
        instruct(rerun_for(input));
    }
    for warning in &output.warnings {
        report("warning", &warning.to_string(), instruct);
    }
    write(output, &folder.ok_or("OUT_DIR is not set: call this from a build script")?)
}

fn write(mut output: Output, folder: &Path) -> Result<(), String> {
    let api = File { name: "api.rs".into(), text: modules(&output.files, Placed::OutDir) };
    output.files.push(api);
    output.write(folder).map_err(|fault| fault.to_string())
}

fn rerun_for(file: &Path) -> String {
    format!("rerun-if-changed={}", file.display())
}

/// Cargo takes one line at a time.
fn report(kind: &str, text: &str, instruct: &mut dyn FnMut(String)) {
    for line in text.lines() {
        instruct(format!("{kind}={line}"));
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::run;
    use crate::Config;

    /// The files for which Cargo runs the script again, and whether it succeeds.
    fn reruns(document: &Path, overlay: Option<&Path>) -> (Vec<PathBuf>, bool) {
        let folder = std::env::temp_dir().join(format!("osparc-codegen-build-{}", std::process::id()));
        let mut files = Vec::new();
        let done = run(
            document,
            &overlay.into_iter().fold(Config::new(), Config::overlay),
            Some(folder.clone()),
            &mut |line| {
                files.extend(line.strip_prefix("rerun-if-changed=").map(PathBuf::from));
            },
        );
        let _ = std::fs::remove_dir_all(folder);
        (files, done.is_ok())
    }

    #[test]
    fn each_file_is_named_once_also_on_refusal() {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        let script = PathBuf::from("build.rs");
        let several = tests.join("fixtures/documents/file_references");
        let (files, done) = reruns(&several.join("openapi.json"), None);
        assert!(done && files.len() > 2 && files.contains(&several.join("openapi.json")), "{files:?}");
        let mut unique = files.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), files.len(), "{files:?}");
        let rejected = tests.join("rejected/ref_to_nothing/openapi.json");
        assert_eq!(reruns(&rejected, None), (vec![script.clone(), rejected.clone()], false));
        let set = tests.join("overlay/compliant-sets/update-root");
        let (document, overlay) = (set.join("openapi.yaml"), set.join("overlay.yaml"));
        let expected = vec![script.clone(), document.clone(), overlay.clone()];
        assert_eq!(reruns(&document, Some(&overlay)), (expected, cfg!(feature = "yaml")));
        let missing = set.join("missing.json");
        assert_eq!(reruns(&document, Some(&missing)), (vec![script, document, missing], false));
    }
}
