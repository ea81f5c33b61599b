//! Documents that mean the same in OpenAPI 3.0 and in 3.1 generate the same, with the same warnings.
//!
//! A pair is a folder of `codegen/tests/equivalent_versions` with one idea: `v30.json` and `v31.json`.

#![expect(clippy::panic, reason = "a test fails by panicking, also in the functions that its tests share")]

use std::{fs, path::Path};

use osparc_codegen::{Config, generate};
use similar::TextDiff;

#[test]
fn both_versions_generate_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/equivalent_versions");
    let mut folders: Vec<_> = fs::read_dir(root)
        .expect("the pairs are there")
        .map(|entry| entry.expect("a folder can be read").path())
        .collect();
    folders.sort();
    assert!(folders.len() >= 10, "{} pairs", folders.len());
    let differences: Vec<String> = folders.iter().filter_map(|folder| difference(folder)).collect();
    assert!(differences.is_empty(), "{}", differences.concat());
}

/// How the code of the 3.1 document differs from that of the 3.0 document.
fn difference(folder: &Path) -> Option<String> {
    let [old, new] = ["v30.json", "v31.json"].map(|name| {
        let output = generate(&folder.join(name), &Config::new())
            .unwrap_or_else(|error| panic!("{}/{name}: {error}", folder.display()));
        let warnings = output.warnings.into_iter().map(|warning| format!("{}\n", warning.code));
        warnings.chain(output.files.into_iter().map(|file| file.text)).collect::<String>()
    });
    let diff = TextDiff::from_lines(&old, &new);
    (old != new).then(|| format!("{}\n{}\n", folder.display(), diff.unified_diff().context_radius(1)))
}
