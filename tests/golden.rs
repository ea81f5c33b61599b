//! The checked-in golden output equals what the build script wrote, byte for byte.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "support/drift.rs"]
mod drift;

use std::{fs, path::Path};

use drift::{Drift, compare, report};

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
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
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
