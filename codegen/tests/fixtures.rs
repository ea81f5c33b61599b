//! Every fixture generates what stands beside it; every refusal refuses with the text that stands beside it.
//!
//! A fixture is a folder with one idea: a document, and `expected.rs` or `expected.txt`. That the expected code
//! compiles is shown by the package in `tests/generated`, which is built from the same documents.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "../../tests/support/drift.rs"]
mod drift;
#[path = "../../tests/support/fixture_config.rs"]
mod fixture_config;

use std::{
    fs,
    path::{Path, PathBuf},
};

use osparc_codegen::{Config, Output, generate};

#[test]
fn fixtures_generate_the_expected_code() {
    let drifts: Vec<_> = folders("fixtures")
        .iter()
        .filter_map(|folder| {
            let output = generate(&document(folder), &config(folder))
                .unwrap_or_else(|refusal| panic!("{}: {refusal}", folder.display()));
            drift::compare(&folder.join("expected.rs"), &printed(&output))
        })
        .collect();
    assert!(drifts.is_empty(), "{}", drift::report(&drifts));
}

#[test]
fn refusals_say_what_is_wrong() {
    let drifts: Vec<_> = folders("refusals")
        .iter()
        .filter_map(|folder| {
            let refusal = generate(&document(folder), &config(folder)).expect_err("the document is refused");
            let root = format!("{}/", folder.display());
            drift::compare(&folder.join("expected.txt"), &format!("{refusal}\n").replace(&root, ""))
        })
        .collect();
    assert!(drifts.is_empty(), "{}", drift::report(&drifts));
}

#[test]
fn generation_is_deterministic() {
    for folder in folders("fixtures") {
        let [first, second] =
            [(), ()].map(|()| generate(&document(&folder), &config(&folder)).expect("it generates"));
        assert_eq!(first.files, second.files, "{}", folder.display());
    }
}

/// The generated files one after the other, with the warnings in front.
fn printed(output: &Output) -> String {
    let mut text = String::new();
    for warning in &output.warnings {
        text += &["// warning[", warning.code, "] at ", warning.pointer.as_str(), "\n"].concat();
    }
    for file in &output.files {
        text += &["// ", &file.name, "\n\n", &file.text, "\n"].concat();
    }
    text
}

fn config(folder: &Path) -> Config {
    fixture_config::of(folder).expect("the settings are known")
}

fn document(folder: &Path) -> PathBuf {
    let json = folder.join("openapi.json");
    if json.is_file() { json } else { folder.join("openapi.yaml") }
}

fn folders(kind: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(kind);
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a folder can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "no fixtures of {kind}");
    folders
}
