//! The pages that people wrote, as a code host reads them: links lead somewhere, tables are whole.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "reference/reader.rs"]
#[expect(dead_code, reason = "written pages may have HTML and headings of any kind")]
mod reader;

use std::{
    fs,
    path::{Path, PathBuf},
};

use reader::Page;

#[test]
fn links_lead_somewhere_and_tables_are_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut pages: Vec<PathBuf> = ["", "benches", "codegen", "docs/guide", "runtime", "spec", "tests/data"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).expect("the folder is there"))
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    let mut faults = Vec::new();
    let mut links = 0;
    for path in &pages {
        let page = Page::read(&read(path));
        faults.extend(page.faults.iter().map(|fault| format!("{}: {fault}", path.display())));
        for link in page.links.iter().filter(|link| !link.contains("://")) {
            links += 1;
            faults.extend(fault(path, link).map(|fault| format!("{}: {link} {fault}", path.display())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(pages.len() > 15 && links > 20, "{} pages, {links} links", pages.len());
}

#[test]
fn every_chapter_of_the_guide_is_listed_and_compiled() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (index, list) = (read(&root.join("docs/guide/README.md")), read(&root.join("src/guide.rs")));
    for entry in fs::read_dir(root.join("docs/guide")).expect("the guide") {
        let name = entry.expect("a chapter").file_name().into_string().expect("a plain name");
        assert!(list.contains(&format!("/docs/guide/{name}\"")), "src/guide.rs does not have {name}");
        assert!(
            name == "README.md" || index.contains(&format!("]({name})")),
            "the index does not have {name}"
        );
    }
}

/// What is wrong with a link of a page.
fn fault(page: &Path, link: &str) -> Option<&'static str> {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { page.to_owned() } else { page.parent().expect("a folder").join(file) };
    if !target.exists() {
        return Some("leads nowhere");
    }
    let found = anchor.is_empty() || Page::read(&read(&target)).anchors().any(|there| there == anchor);
    (!found).then_some("has no such heading")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a readable page")
}
