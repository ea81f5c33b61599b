//! The test cases of the Overlay Specification.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::applied;
use crate::{
    Diagnostics,
    load::{Source, load},
    overlay::actions,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/overlay")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The codes of the errors in an overlay's own text.
fn errors(file: &Path) -> Vec<&'static str> {
    let mut found = Diagnostics::default();
    let document = load(&Source::read(file).unwrap(), &mut found);
    let overlay = document.and_then(|document| actions::read(document.root, &mut found));
    assert_eq!(overlay.is_none(), found.has_errors(), "{}", file.display());
    let errors = found.iter().filter(|found| found.severity == crate::Severity::Error);
    errors.map(|found| found.code).collect()
}

#[test]
fn what_the_standard_rejects_is_rejected_and_nothing_else() {
    let mut seen = 0;
    for version in ["v1.0", "v1.1"] {
        for file in files(&folder().join(version).join("fail")) {
            // A member that is not known is a warning, as it is in documents.
            let is_warning = file.ends_with("root-invalid-property.yaml");
            assert_eq!(errors(&file).is_empty(), is_warning, "{}", file.display());
            seen += 1;
        }
        for file in files(&folder().join(version).join("pass")) {
            // Names with a hyphen have to be in quotes (RFC 9535, section 2.5.1.1).
            let expected: &[&str] = match file.file_name().and_then(|name| name.to_str()) {
                Some("actions-traits-example.yaml") => &["bad-jsonpath"],
                _ => &[],
            };
            assert_eq!(errors(&file), expected, "{}", file.display());
            seen += 1;
        }
    }
    assert_eq!(seen, 67, "cases were added or removed");
}

#[test]
fn the_compliant_sets_are_applied() {
    let sets = files(&folder().join("compliant-sets"));
    assert_eq!(sets.len(), 8, "sets were added or removed");
    for set in sets {
        let document = applied(&set.join("openapi.yaml"), &[&set.join("overlay.yaml")]);
        let expected: Value =
            serde_yaml::from_str(&fs::read_to_string(set.join("output.yaml")).unwrap()).unwrap();
        let document = document.unwrap_or_else(|found| panic!("{}: {found:?}", set.display()));
        assert_eq!(document, expected, "{}", set.display());
    }
}
