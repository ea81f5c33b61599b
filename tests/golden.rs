//! The checked-in golden output equals what the build script wrote, byte for byte.

mod support;

use std::{fs, path::Path};

use support::golden::{Drift, compare};

const FILES: [&str; 3] = ["models.rs", "studies_api.rs", "client.rs"];

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
    assert!(drifts.is_empty(), "{}", support::golden::report(&drifts));
}

#[test]
fn a_drift_shows_its_first_hunk_and_how_to_bless() {
    let golden = "fn a() {}\nfn b() {}\n";
    let drift = Drift::between(Path::new("tests/golden/x.rs"), golden, "fn a() {}\nfn c() {}\n").unwrap();
    let report = support::golden::report(&[drift]);
    assert!(report.contains("-fn b() {}\n+fn c() {}"), "{report}");
    assert!(report.contains("BLESS=1 cargo test --workspace"), "{report}");
    assert!(Drift::between(Path::new("x"), golden, golden).is_none());
}
