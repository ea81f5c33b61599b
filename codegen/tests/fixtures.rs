//! Each fixture generates the code beside it; each rejected document gives the error text beside it.
//!
//! A fixture is a folder with one idea, `fixtures/<subject>/<idea>`: a document and `expected.rs`. A rejected document is
//! a folder `rejected/<fault>`: a document and `expected.txt`. The package in `tests/generated` compiles the code of all
//! fixtures.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "../../tests/support/drift.rs"]
mod drift;
#[path = "../../tests/generated/build/fixture_config.rs"]
mod fixture_config;
#[path = "../../tests/generated/build/fixture_folders.rs"]
mod fixture_folders;

use std::{
    fs,
    path::{Path, PathBuf},
};

use osparc_codegen::{Config, Output, generate};

#[test]
fn fixtures_generate_the_expected_code() {
    let drifts: Vec<_> = fixtures()
        .iter()
        .filter_map(|(folder, document)| {
            let output = generate(document, &config(folder))
                .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
            drift::compare(&folder.join("expected.rs"), &printed(&output))
        })
        .collect();
    assert!(drifts.is_empty(), "{}", drift::report(&drifts));
}

#[test]
fn rejected_documents_say_what_is_wrong() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rejected");
    let drifts: Vec<_> = fs::read_dir(root)
        .expect("the folder is there")
        .map(|entry| entry.expect("a folder can be read").path())
        .filter_map(|folder| {
            let json = folder.join("openapi.json");
            let document = if json.is_file() { json } else { folder.join("openapi.yaml") };
            let error = generate(&document, &Config::new()).expect_err("the document is rejected");
            let root = format!("{}/", folder.display());
            drift::compare(&folder.join("expected.txt"), &format!("{error}\n").replace(&root, ""))
        })
        .collect();
    assert!(drifts.is_empty(), "{}", drift::report(&drifts));
}

#[test]
fn generation_is_deterministic() {
    for (folder, document) in fixtures() {
        let [first, second] = [(), ()].map(|()| generate(&document, &config(&folder)).expect("it generates"));
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

/// The folder and the document of each fixture.
fn fixtures() -> Vec<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fixture_folders::all(&root).expect("the fixtures are there")
}
