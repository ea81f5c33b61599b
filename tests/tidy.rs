//! The house rules that a test can check.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A rule for the files under a folder.
struct Rule {
    under: &'static str,
    except: &'static [&'static str],
    forbidden: &'static [&'static str],
    why: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        under: "codegen/src/ir",
        except: &[],
        forbidden: &["openapiv3", "quote"],
        why: "ir knows neither OpenAPI nor tokens",
    },
    Rule {
        under: "codegen/src/lower",
        except: &[],
        forbidden: &["quote!", "use quote", "proc_macro2"],
        why: "lower makes no tokens",
    },
    Rule {
        under: "codegen/src/emit",
        except: &[],
        forbidden: &["openapiv3::", "use openapiv3"],
        why: "emit knows no OpenAPI",
    },
    Rule {
        under: "codegen/src/emit/markdown",
        except: &[],
        forbidden: &["crate::load", "crate::normalise", "crate::resolve", "crate::lower"],
        why: "pages are made of the finished ir alone",
    },
    Rule {
        under: "codegen/src",
        except: &[],
        forbidden: &["HashMap", "HashSet"],
        why: "order is determinism",
    },
    Rule {
        under: "src",
        except: &[],
        forbidden: &["osparc_codegen"],
        why: "the client does not contain the generator",
    },
    Rule {
        under: "src/runtime",
        except: &[],
        forbidden: &["crate::studies", "crate::models", "crate::studies_api", "crate::api::", "openapi.json"],
        why: "the runtime knows neither documents nor generated code",
    },
    Rule {
        under: "tests/simulator/src",
        except: &[],
        forbidden: &["osparc_client", "osparc_codegen"],
        why: "the simulator shares no code with what it tests",
    },
];

/// The longest file that a person is asked to read, in lines.
const FILE_LIMIT: usize = 500;

#[test]
fn modules_know_only_what_they_may() {
    let mut faults = Vec::new();
    for rule in RULES {
        for file in rust_files(rule.under) {
            if rule.except.iter().any(|name| file.ends_with(name)) {
                continue;
            }
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
fn files_are_short_and_say_what_they_are() {
    let mut faults = Vec::new();
    for file in ["codegen/src", "src", "tests/simulator/src"].into_iter().flat_map(rust_files) {
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
    for file in ["codegen/src", "src"].into_iter().flat_map(rust_files) {
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
    for file in ["codegen/src", "src", "tests/simulator/src", "examples"].into_iter().flat_map(rust_files) {
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
fn the_guarantees_are_told_alike() {
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
