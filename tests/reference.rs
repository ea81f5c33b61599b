//! The pages in `docs/` are what the generator writes, byte for byte, and the doc tests compile each of them.

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
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use drift::{Drift, blessing, compare, report};
use osparc_codegen::{File, document, stale_pages};

#[test]
fn pages_are_those_of_the_document() {
    let folder = root().join("docs");
    let pages = pages();
    let mut drifts: Vec<Drift> =
        pages.iter().filter_map(|page| compare(&folder.join(&page.name), &page.text)).collect();
    let stale = stale_pages(&folder, &pages).expect("the folder can be read");
    drifts.extend(stale.iter().filter_map(|name| removed(&folder.join(name))));
    assert!(drifts.is_empty(), "{}", report(&drifts));
}

#[test]
fn the_doc_tests_have_every_page() {
    let mut list = String::from(LIST);
    for page in pages() {
        let stem = page.name.trim_end_matches(".md");
        let _ = write!(list, "\n#[doc = include_str!(\"../docs/{}\")]\nstruct {stem};\n", page.name);
    }
    let drift = compare(&root().join("src/reference.rs"), &list);
    assert!(drift.is_none(), "{}", report(&Vec::from_iter(drift)));
}

/// What stands in front of the list of pages.
const LIST: &str = "\
//! The examples of the reference pages, which the doc tests compile.
//!
//! In: the pages in `docs/`. Out: an item for each, so that a fault names its page. Invariant: the list is generated;
//! `tests/reference.rs` compares it with the pages, and blesses it with them.
";

/// A page of something that is gone; blessing removes it.
fn removed(file: &Path) -> Option<Drift> {
    if blessing() {
        fs::remove_file(file).expect("the page can be removed");
        return None;
    }
    Drift::between(file, &fs::read_to_string(file).expect("the page can be read"), "")
}

fn pages() -> Vec<File> {
    document(Path::new(build::SPEC), &build::pinned(&build::FEATURES)).expect("the document is fine").files
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
