//! The checked-in golden output equals what the build script writes with all features, byte for byte; with fewer, it writes
//! the same less what is left out.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "../build.rs"]
#[expect(dead_code, reason = "only its tables are wanted")]
mod build;
#[path = "support/drift.rs"]
mod drift;

use std::{
    fs,
    path::{Path, PathBuf},
};

use build::{FEATURES, Feature};
use drift::{Drift, compare, report};
use osparc_codegen::{File, generate};

const FILES: [&str; 9] = [
    "models.rs",
    "studies_api.rs",
    "files_api.rs",
    "solvers_api.rs",
    "users_api.rs",
    "meta_api.rs",
    "wallets_api.rs",
    "credits_api.rs",
    "client.rs",
];

#[test]
fn generated_code_is_the_golden_output() {
    let generated = Path::new(env!("OUT_DIR"));
    let golden = root().join("tests/golden");
    let drifts: Vec<Drift> = FILES
        .iter()
        .filter_map(|name| {
            let text = fs::read_to_string(generated.join(name)).expect("the build script wrote it");
            compare(&golden.join(name), &text)
        })
        .collect();
    assert!(drifts.is_empty(), "{}", report(&drifts));
}

#[test]
fn a_drift_shows_its_first_hunk_and_how_to_bless() {
    let golden = "fn a() {}\nfn b() {}\n";
    let drift = Drift::between(Path::new("tests/golden/x.rs"), golden, "fn a() {}\nfn c() {}\n").unwrap();
    let text = report(&[drift]);
    assert!(text.contains("-fn b() {}\n+fn c() {}"), "{text}");
    assert!(text.contains("BLESS=1 cargo test --workspace"), "{text}");
    assert!(Drift::between(Path::new("x"), golden, golden).is_none());
}

/// A program that is built with more features than one of its parts asked for compiles as that part did.
#[test]
fn fewer_features_leave_out_whole_items() {
    for chosen in 1..1_usize << FEATURES.len() {
        let features = || FEATURES.iter().enumerate().filter(|(bit, _)| chosen >> bit & 1 == 1);
        let names: Vec<&str> = features().map(|(_, feature)| feature.name).collect();
        for File { name, text } in generated(features().map(|(_, feature)| feature)) {
            let golden = fs::read_to_string(root().join("tests/golden").join(&name)).expect("a golden file");
            let items = match name.as_str() {
                "models.rs" => top_level,
                "client.rs" => all_levels,
                _ => {
                    let drift = Drift::between(Path::new(&name), &golden, &text);
                    assert!(drift.is_none(), "{names:?}: {}", report(&Vec::from_iter(drift)));
                    continue;
                }
            };
            let mut rest = items(&golden).into_iter();
            for item in items(&text) {
                assert!(
                    rest.any(|known| known == item),
                    "{names:?}: {name} has what the golden file has not:\n{item}"
                );
            }
        }
    }
}

fn generated(features: impl Iterator<Item = &'static Feature> + Clone) -> Vec<File> {
    generate(Path::new(build::SPEC), &build::pinned(features)).expect("the document is fine").files
}

/// The items of a file; an implementation is one, with all of its functions.
fn top_level(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for part in text.replace("\nuse ", "\n\nuse ").trim_end().split("\n\n") {
        let part = part.trim_start_matches('\n');
        match items.last_mut().filter(|_| part.starts_with(' ')) {
            Some(item) => *item += part,
            None => items.push(part.to_owned()),
        }
    }
    items
}

/// The items of a file, and the functions of its implementations.
fn all_levels(text: &str) -> Vec<String> {
    let text = text.replace("impl Client {\n", "\n").replace("\n    }\n}\n", "\n    }\n");
    text.trim_end().split("\n\n").map(|part| part.trim_start_matches('\n').to_owned()).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
