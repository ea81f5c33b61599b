//! What the documents name exists: paths, packages, tests, features, commands, types and functions.
//!
//! In: the pages of `DOCUMENTS`. Out: every name in backticks, and every command of a console block, that is not found,
//! with file and line. Invariant: a page cannot name what is gone; only Rust tokens, manifests and scripts count as
//! proof, comments and other pages do not.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "documents/commands.rs"]
mod commands;
#[path = "documents/python.rs"]
mod python;
#[path = "documents/repository.rs"]
mod repository;
#[path = "documents/spans.rs"]
mod spans;

use repository::Repository;
use spans::{Span, spans};

/// The pages that are checked.
const DOCUMENTS: &[&str] = &[
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "benches/README.md",
    "spec/README.md",
];

/// Names of the world outside this repository, which its sources do not mention.
const OUTSIDE: &[&str] = &[
    "STAGE",
    "apt-get install nginx-light",
    "arbitrary_precision",
    "cargo install cargo-fuzz",
    "extra-traits",
];

#[test]
fn names_in_documents_exist() {
    let repository = Repository::read();
    let mut faults = Vec::new();
    let mut count = 0;
    for document in DOCUMENTS {
        let text = repository.text(document);
        count += spans(&text).len();
        faults.extend(check(&repository, document, &text));
    }
    assert!(count > 300, "only {count} names were checked");
    assert!(
        faults.is_empty(),
        "These names are not in the repository. Correct the page, or add names of other projects to `OUTSIDE`.\n{}",
        faults.join("\n")
    );
}

/// The check can fail: each line of this page but the last has one false name.
#[test]
fn false_names_are_found() {
    let page = "\
        The file `codegen/src/no_such_file.rs`.\n\
        The file `no_such_file.md`.\n\
        The files `codegen/src/{lower,no_such_stage}.rs`.\n\
        The type `NoSuchType`.\n\
        The function `Config::no_such_function()`.\n\
        The package `cargo test -p no-such-package`.\n\
        The test `cargo test --package osparc-codegen --test no_such_test`.\n\
        The example `cargo run --example no_such_example`.\n\
        The features `cargo test --features blocking,no-such-feature`.\n\
        The command `osparc-codegen no-such-command openapi.json`.\n\
        The option `cargo run -p osparc-codegen -- report openapi.json --no-such-option`.\n\
        The script `benches/no_such_script.sh --times`.\n\
        ```console\n\
        $ cargo test -p no-such-package\n\
        ```\n\
        ## Where is ...\n\
        | retries | `runtime/src/retry.rs`, `OperationConfig` |\n\
        All true: `Config::operation`, `codegen/src/lib.rs`, `cargo test -p osparc-codegen`, `tests/<any>/{v30,v31}.json`.\n";
    let faults = check(&Repository::read(), "page", page);
    let lines: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').nth(1)).collect();
    assert_eq!(
        lines,
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "14", "17"],
        "{}",
        faults.join("\n")
    );
}

/// Everybody who comes from Python finds each method that they know, and what they use instead.
#[test]
fn every_python_method_has_a_counterpart() {
    let repository = Repository::read();
    let methods = repository.text("tests/data/python-methods.txt");
    let page = repository.text("docs/guide/python.md");
    let faults = python::check(&page, &methods);
    assert!(methods.lines().count() > 60, "{methods}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // The check can fail, in each way.
    for (from, to, fault) in [
        ("`get_file(file_id)`", "`get_files(file_id)`", "FilesApi has no row with `get_file`"),
        ("`get_file(file_id)`", "`get_files(file_id)`", "FilesApi has no method `get_files`"),
        ("`files.get_file(file_id)`", "the same", "FilesApi: nothing stands beside [\"get_file\"]"),
        ("`files.get_file(file_id)`", "`files.file(file_id)`", "no example has `files.file(file_id)`"),
    ] {
        let faults = python::check(&page.replacen(from, to, 1), &methods);
        assert!(faults.contains(&fault.to_owned()), "{faults:?}");
    }
}

/// The names of a page that do not exist.
fn check(repository: &Repository, document: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for span in spans(text) {
        let found = match &span {
            Span { command: true, text, .. } => commands::check(repository, text),
            Span { text, row: Some(paths), .. } if !text.contains('/') => repository.defined_in(text, paths),
            Span { text, .. } => repository.find(text, OUTSIDE),
        };
        faults.extend(found.err().map(|fault| format!("{document}:{}: `{}`: {fault}", span.line, span.text)));
    }
    faults
}
