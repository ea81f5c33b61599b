//! Overlays against the cases of the standard, and what their diagnostics say.
//!
//! In: the standard's test cases in `tests/overlay`, and small documents. Out: what a document becomes, and each diagnostic
//! with its location.

#![cfg(all(feature = "tools", feature = "yaml"))]

mod changes;
mod diagnostics;
mod hostile;
mod standard;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{Config, Diagnostic, Stage, generate, inspect};

/// A folder that is removed with its files.
struct Folder(PathBuf);

impl Folder {
    /// One with these files.
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder =
            std::env::temp_dir().join(format!("osparc-codegen-overlay-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The document after its overlays.
fn applied(spec: &Path, overlays: &[&Path]) -> Result<Value, Vec<Diagnostic>> {
    let config = overlays.iter().fold(Config::new(), Config::overlay);
    match inspect(Stage::Overlay, spec, None, &config) {
        Ok(text) => Ok(serde_json::from_str(&text).unwrap()),
        Err(fault) => Err(fault.diagnostics),
    }
}

/// An overlay of these actions.
fn overlay(actions: &str) -> String {
    format!(
        "{{\"overlay\": \"1.1.0\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"actions\": [\n{actions}\n]}}"
    )
}

/// What becomes of a document, or the codes of its diagnostics.
fn outcome(name: &str, document: &str, actions: &str) -> Result<Value, Vec<&'static str>> {
    let folder = Folder::new(name, &[("openapi.json", document), ("overlay.json", &overlay(actions))]);
    let outcome = applied(&folder.path("openapi.json"), &[&folder.path("overlay.json")]);
    outcome.map_err(|found| found.iter().map(|found| found.code).collect())
}

/// Every diagnostic as `code file:line:column pointer`.
fn located(folder: &Folder, spec: &str, overlays: &[&str]) -> Vec<String> {
    let config = overlays.iter().fold(Config::new(), |config, overlay| config.overlay(folder.path(overlay)));
    let found = match generate(&folder.path(spec), &config) {
        Ok(output) => output.warnings,
        Err(fault) => fault.diagnostics,
    };
    let lines = found.iter().map(|found| {
        let at = found.location.as_ref().unwrap();
        let file = Path::new(&at.file).file_name().unwrap().display();
        format!("{} {file}:{}:{} {}", found.code, at.line, at.column, found.pointer)
    });
    lines.collect()
}
