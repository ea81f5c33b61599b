//! The house rules that a test can check.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

#[path = "tidy/import_graph.rs"]
mod import_graph;

use import_graph::Graph;

/// The source folders of what is published.
const CRATES: [&str; 3] = ["codegen/src", "runtime/src", "src"];

/// What the files under a folder must not name.
struct Rule {
    under: &'static str,
    forbidden: &'static [&'static str],
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        under: "codegen/src/ir",
        forbidden: &["openapiv3", "quote"],
        why: "the ir knows neither OpenAPI nor tokens",
    },
    Rule {
        under: "codegen/src/lower",
        forbidden: &["quote!", "use quote", "proc_macro2"],
        why: "`lower` makes no tokens",
    },
    Rule {
        under: "codegen/src/backend",
        forbidden: &["openapiv3::", "use openapiv3", "crate::document"],
        why: "back ends know no OpenAPI document",
    },
    Rule {
        under: "codegen/src/backend/rust",
        forbidden: &["markdown"],
        why: "no back end sees another; what several need is a module of `backend`",
    },
    Rule {
        under: "codegen/src/backend/markdown",
        forbidden: &["backend::rust", "super::rust"],
        why: "no back end sees another; what several need is a module of `backend`",
    },
    Rule { under: "codegen/src", forbidden: &["HashMap", "HashSet"], why: "order is determinism" },
    Rule {
        under: "codegen/src",
        forbidden: &["osparc_client", "use osparc_runtime"],
        why: "the generator contains neither the client nor the runtime",
    },
    Rule { under: "src", forbidden: &["osparc_codegen"], why: "the client does not contain the generator" },
    Rule {
        under: "runtime/src",
        forbidden: &["osparc_client", "osparc_codegen", "openapi.json", "x-osparc", "OSPARC_"],
        why: "the runtime knows neither documents nor the platform",
    },
    Rule {
        under: "tests/simulator/src",
        forbidden: &["osparc_client", "osparc_codegen", "osparc_runtime"],
        why: "the simulator shares no code with what it tests",
    },
];

/// The layers of the generator, each a list of modules. A file imports from its own layer and from those before it.
const LAYERS: &[&[&str]] = &[
    &["config", "diagnostics", "document", "ir", "openapi", "output", "path", "pointer"],
    &["load"],
    &["overlay"],
    &["bundle"],
    &["normalise"],
    &["select"],
    &["resolve"],
    &["lower"],
    &["analyse"],
    &["backend"],
    &["build", "diff", "inspect", "modules", "pipeline", "report", "types", "write"],
    &["main", "program"],
];

/// The longest file that a person is asked to read, in lines.
const FILE_LIMIT: usize = 500;

#[test]
fn modules_know_only_what_they_may() {
    let mut faults = Vec::new();
    for rule in RULES {
        for file in rust_files(rule.under) {
            for (number, line) in code_lines(&file) {
                if let Some(word) = rule.forbidden.iter().find(|word| line.contains(**word)) {
                    faults.push(format!("{}:{number}: `{word}`: {}", file.display(), rule.why));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_layer_imports_a_later_one() {
    let layer = |file: &str| {
        let module = file.split(['/', '.']).next().unwrap_or_default();
        LAYERS.iter().position(|layer| layer.contains(&module))
    };
    let graph = graph("codegen/src");
    let mut faults = Vec::new();
    for (from, targets) in graph.edges.iter().filter(|(from, _)| *from != "lib.rs") {
        let Some(own) = layer(from) else {
            faults.push(format!("{from}: in no layer; add its module to LAYERS"));
            continue;
        };
        for to in targets.iter().filter(|to| layer(to).is_none_or(|layer| layer > own)) {
            faults.push(format!(
                "{from} imports {to}, of a later layer: move what both need into the earlier one, or into a shared noun"
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_files_import_each_other() {
    let mut faults = Vec::new();
    for under in CRATES {
        for circle in graph(under).circles() {
            faults.push(format!(
                "{under}: {}: cut the circle, such as by a file for what both need",
                circle.join(" -> ")
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut faults = Vec::new();
    for file in CRATES.into_iter().chain(["tests/simulator/src"]).flat_map(rust_files) {
        let text = read(&file);
        let lines = text.lines().count();
        if lines > FILE_LIMIT {
            faults.push(format!("{}: {lines} lines, {FILE_LIMIT} at most", file.display()));
        }
        if !text.starts_with("//!") {
            faults.push(format!("{}: no module doc", file.display()));
        }
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if ["mod", "util", "utils", "helper", "helpers", "manager"].contains(&name.as_str()) {
            faults.push(format!("{}: a file is named after its noun", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn functions_are_short() {
    let mut faults = Vec::new();
    // Tests are left out: a table of cases is data.
    let is_test = |file: &PathBuf| file.iter().any(|part| part == "tests" || part == "tests.rs");
    for file in CRATES.into_iter().flat_map(rust_files).filter(|file| !is_test(file)) {
        let source = syn::parse_file(&read(&file)).expect("it compiles, so it parses");
        let mut visitor = Functions::default();
        syn::visit::Visit::visit_file(&mut visitor, &source);
        for (name, lines) in visitor.long {
            faults.push(format!("{}: `{name}` has {lines} lines", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_leftovers() {
    let words = ["TODO", "FIXME", "XXX", "dbg!(", "#[allow(", "todo!("];
    let mut faults = Vec::new();
    for file in CRATES.into_iter().chain(["tests/simulator/src", "examples"]).flat_map(rust_files) {
        for (number, line) in code_lines(&file) {
            for word in words.iter().filter(|word| line.contains(**word) && !line.contains("reason =")) {
                faults.push(format!("{}:{number}: `{word}`", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The guarantees stand where users of the crate look and where visitors do; they are the same.
#[test]
fn readme_and_crate_docs_have_the_same_guarantees() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = |text: &str, prefix: &str| {
        let rows = text.lines().map(|line| line.strip_prefix(prefix).unwrap_or_default().to_owned());
        let rows = rows.skip_while(|row| !row.ends_with("# Guarantees")).skip(1);
        rows.skip_while(String::is_empty).take_while(|row| row.starts_with('|')).collect::<Vec<_>>()
    };
    let readme = table(&read(&root.join("README.md")), "");
    assert!(readme.len() > 10, "README.md has no table of guarantees");
    assert_eq!(readme, table(&read(&root.join("src/lib.rs")), "//! "));
}

/// Collects functions over the limit: 60 lines, or 80 where the body is one `quote!`.
#[derive(Default)]
struct Functions {
    long: Vec<(String, usize)>,
}

impl Functions {
    fn check(&mut self, name: &syn::Ident, block: &syn::Block) {
        let lines = block.brace_token.span.close().start().line - block.brace_token.span.open().start().line;
        let quotes = block.stmts.iter().any(|statement| match statement {
            syn::Stmt::Expr(syn::Expr::Macro(call), _) => call.mac.path.is_ident("quote"),
            _ => false,
        });
        if lines > if quotes { 80 } else { 60 } {
            self.long.push((name.to_string(), lines));
        }
    }
}

impl<'a> syn::visit::Visit<'a> for Functions {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.check(&item.sig.ident, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.check(&item.sig.ident, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }
}

fn rust_files(under: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join(under)];
    let beside = root.join(format!("{under}.rs"));
    if beside.is_file() {
        files.push(beside);
    }
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)
            .expect("a folder of this repository")
            .map(|entry| entry.expect("a folder can be read").path())
        {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                files.push(entry);
            }
        }
    }
    files.sort();
    assert!(!files.is_empty(), "{under} has no Rust files");
    files
}

/// The imports of the files under a folder.
fn graph(under: &str) -> Graph {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(under);
    let files = rust_files(under).into_iter().filter_map(|file| {
        let name = file.strip_prefix(&root).ok()?.to_string_lossy().replace('\\', "/");
        Some((name, read(&file)))
    });
    Graph::read(&files.collect::<Vec<_>>())
}

/// The lines of a file that are code, counted from 1.
fn code_lines(file: &Path) -> Vec<(usize, String)> {
    let lines = read(file).lines().map(str::to_owned).collect::<Vec<_>>();
    lines
        .into_iter()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .collect()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a file of this repository")
}
