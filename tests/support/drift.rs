//! Comparison with checked-in files, and their blessing.
//!
//! In: a file's path and the text that it should hold. Out: the drift, if there is one.
//! Invariant: nothing is written without `BLESS=1`, and nothing at all where `CI` is set.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use similar::TextDiff;

/// A file that is not what was generated.
pub(crate) struct Drift {
    file: PathBuf,
    hunk: String,
}

impl Drift {
    /// The first hunk in which two texts differ.
    pub(crate) fn between(file: &Path, golden: &str, generated: &str) -> Option<Self> {
        let diff = TextDiff::from_lines(golden, generated);
        let hunk = diff.unified_diff().context_radius(3).iter_hunks().next()?.to_string();
        Some(Self { file: file.to_owned(), hunk })
    }
}

/// Compares a file with what it should hold; with `BLESS=1` writes it instead.
pub(crate) fn compare(file: &Path, generated: &str) -> Option<Drift> {
    let golden = fs::read_to_string(file).unwrap_or_default();
    let drift = Drift::between(file, &golden, generated)?;
    if !blessing() {
        return Some(drift);
    }
    let folder = file.parent().expect("a file stands in a folder");
    fs::create_dir_all(folder).expect("the golden folder can be made");
    fs::write(file, generated).expect("the golden file can be written");
    None
}

/// The report of drifts: the first hunk of each, and how to accept them.
pub(crate) fn report(drifts: &[Drift]) -> String {
    let hunks: Vec<String> =
        drifts.iter().map(|drift| format!("{} differs:\n{}", drift.file.display(), drift.hunk)).collect();
    format!("{}\nRead the change; accept it with: BLESS=1 cargo test --workspace", hunks.join("\n"))
}

/// Whether what differs is accepted.
pub(crate) fn blessing() -> bool {
    let bless = env::var_os("BLESS").is_some_and(|value| value == "1");
    assert!(!(bless && env::var_os("CI").is_some()), "golden files are not blessed where CI is set");
    bless
}
