//! The plain layout is the code of prettyplease's, for every fixture and the pinned document, and has lines.
//!
//! That nothing is lost which prettyplease would put right again, the tests in `src/emit` show.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "../../tests/generated/build/fixture_config.rs"]
mod fixture_config;
#[path = "../../tests/generated/build/fixture_folders.rs"]
mod fixture_folders;

use std::path::{Path, PathBuf};

use osparc_codegen::{Config, File, generate, pretty_layout};

/// How long a line may be; names and literals are not broken.
const LONGEST: usize = 250;

#[test]
fn both_layouts_are_the_same_code() {
    for (document, config) in documents() {
        let [pretty, plain] = [config.clone(), config.plain_layout()]
            .map(|config| generate(&document, &config).expect("it generates").files);
        assert_eq!(pretty.len(), plain.len(), "{}", document.display());
        for (pretty, plain) in pretty.iter().zip(&plain) {
            check(pretty, plain, &document);
        }
    }
}

/// Printed again by prettyplease, it is the same text.
fn check(pretty: &File, plain: &File, document: &Path) {
    let file = format!("{}: {}", document.display(), plain.name);
    let again = pretty_layout(&plain.text);
    assert!(again.is_some(), "{file} is no Rust:\n{}", plain.text);
    let again = again.unwrap_or_default();
    let drift = similar::TextDiff::from_lines(&pretty.text, &again).unified_diff().to_string();
    assert!(drift.is_empty(), "{file}:\n{drift}");
}

#[test]
fn the_plain_layout_has_a_statement_a_line() {
    for (document, config) in documents() {
        for file in generate(&document, &config.plain_layout()).expect("it generates").files {
            for line in file.text.lines().filter(|line| !line.trim_start().starts_with("///")) {
                assert!(line.len() <= LONGEST, "{}: {}: {line}", document.display(), file.name);
                let statements = line.matches("; ").filter(|_| !line.contains(['"', '['])).count();
                assert_eq!(statements, 0, "{}: {}: {line}", document.display(), file.name);
            }
        }
    }
}

fn documents() -> Vec<(PathBuf, Config)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = fixture_folders::all(&root.join("tests/fixtures")).expect("the fixtures are there");
    let mut found: Vec<_> = fixtures
        .into_iter()
        .map(|(folder, document)| (document, fixture_config::of(&folder).expect("the settings are known")))
        .collect();
    found.push((root.join("../spec/openapi.json"), Config::new().runtime("crate::runtime")));
    found
}
