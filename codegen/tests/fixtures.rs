//! Fixtures generate the expected names, warnings and, where it is chosen, code; rejected documents give the expected error.
//!
//! In: `fixtures/<subject>/<idea>` with a document, and `rejected/<fault>` with a document and `expected.txt`. Out: drifts
//! from `fixtures/reports.txt` and `expected.txt`, and from `expected.rs` where a fixture has one, because the emitted text is
//! its subject. Invariant: the package in `tests/generated` compiles and calls the code of all fixtures, so that
//! `expected.rs` is needed by few.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "../../tests/support/drift.rs"]
mod drift;
#[path = "../../tests/generated/build/fixture_config.rs"]
mod fixture_config;
#[path = "../../tests/generated/build/fixture_folders.rs"]
mod fixture_folders;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use osparc_codegen::{Config, Output, generate, report, types};

#[test]
fn the_chosen_fixtures_generate_the_expected_code() {
    let chosen =
        fixtures().into_iter().map(|(folder, document)| (folder.join("expected.rs"), folder, document));
    let mut compared = 0;
    let drifts: Vec<_> = chosen
        .filter(|(expected, ..)| expected.is_file())
        .filter_map(|(expected, folder, document)| {
            compared += 1;
            drift::compare(&expected, &printed(&generated(&folder, &document)))
        })
        .collect();
    assert!(drifts.is_empty(), "{}", drift::report(&drifts));
    assert!((50..=80).contains(&compared), "{compared} fixtures are compared line by line");
}

#[test]
fn every_fixture_has_the_expected_report() {
    let mut fixtures = fixtures();
    fixtures.sort();
    let reports: String = fixtures.iter().map(|(folder, document)| report_of(folder, document)).collect();
    let expected = root().join("reports.txt");
    assert!(drift::compare(&expected, &reports).is_none_or(|drift| panic!("{}", drift::report(&[drift]))));
}

#[test]
fn the_index_lists_every_fixture() {
    let index = fs::read_to_string(root().join("README.md")).expect("the index is there");
    let mut subject = "";
    let mut listed = Vec::new();
    for line in index.lines() {
        subject = line.strip_prefix("## ").unwrap_or(subject);
        if let Some((idea, shown)) = line.strip_prefix("| `").and_then(|row| row.split_once('`')) {
            listed.push((root().join(subject).join(idea), shown.starts_with(" §")));
        }
    }
    let mut found: Vec<_> = fixtures()
        .into_iter()
        .map(|(folder, _)| {
            let chosen = folder.join("expected.rs").is_file();
            (folder, chosen)
        })
        .collect();
    listed.sort();
    found.sort();
    assert_eq!(listed, found);
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
            let root = folder.display().to_string();
            let said = format!("{error}\n").replace(&format!("{root}/"), "").replace(&root, ".");
            drift::compare(&folder.join("expected.txt"), &said)
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

/// What is known of a fixture without a look at its code: the names in its public API, and each warning's code and pointer.
fn report_of(folder: &Path, document: &Path) -> String {
    let output = generated(folder, document);
    let types = types(document, &config(folder)).expect("it generates");
    let report = report(document, &config(folder)).expect("it generates");
    let entries = report.operations.iter().chain(&report.schemas);
    let warnings = entries.flat_map(|entry| entry.reasons.iter().chain(&entry.notes)).chain(&report.document);
    let name = folder.strip_prefix(root()).expect("it is in the folder of all").display();
    let mut text = format!("{name}\n");
    for (title, names) in
        [("methods", methods(&output)), ("types", types.into_iter().map(|ty| ty.path).collect())]
    {
        if !names.is_empty() {
            writeln!(text, "    {title}: {}", names.join(", ").replace("models::", ""))
                .expect("a text grows");
        }
    }
    for warning in warnings {
        writeln!(text, "    {} at {}", warning.code, warning.pointer).expect("a text grows");
    }
    text
}

/// The names of the operations' methods.
fn methods(output: &Output) -> Vec<String> {
    let groups = output.files.iter().filter(|file| file.name.ends_with("_api.rs"));
    let functions = groups.flat_map(|file| file.text.split("pub fn ").skip(1));
    let methods = functions.filter_map(|text| {
        let (name, parameters) = text.split_once('(')?;
        (name != "client" && parameters.trim_start().starts_with("&self")).then(|| name.to_owned())
    });
    methods.collect()
}

fn generated(folder: &Path, document: &Path) -> Output {
    generate(document, &config(folder)).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
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
    fixture_folders::all(&root()).expect("the fixtures are there")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}
