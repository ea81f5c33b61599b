//! Generated files as modules of a crate.
//!
//! In: generated files. Out: Rust that declares a module for each, and has the API structs at hand.
//! Invariant: names come from the files, which have them from the one identifier mangler.

use std::fmt::Write as _;

use crate::File;

/// Where the files of modules are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// Beside the file that declares them.
    Beside,
    /// In the folder of a build script's output; the declarations can be included anywhere.
    OutDir,
}

/// Lints about names, prose and sizes, which are the document's and not the generator's.
const DOCUMENT_LINTS: [&str; 6] = [
    "disallowed_names",
    "doc_markdown",
    "large_enum_variant",
    "similar_names",
    "too_many_lines",
    "used_underscore_binding",
];

/// Declares a module for each file, and re-exports the API structs and what `client.rs` has.
#[must_use]
pub fn modules(files: &[File], placed: Placed) -> String {
    let lints = DOCUMENT_LINTS.map(|lint| format!("clippy::{lint}")).join(", ");
    let lints = format!("#[allow({lints}, reason = \"names, prose and sizes are the document's\")]");
    let mut text = String::new();
    for module in files.iter().filter_map(module) {
        let docs = match module {
            "models" => "The types of requests and responses.",
            "webhooks" => "What the API sends to webhooks and callbacks.",
            "client" => "The client with its API groups, credentials, and facts about the document.",
            _ => "A group of operations: requests, and errors by status.",
        };
        let _ = match placed {
            Placed::Beside => writeln!(text, "/// {docs}\n{lints}\npub mod {module};"),
            Placed::OutDir => writeln!(
                text,
                "/// {docs}\n{lints}\npub mod {module} {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/{module}.rs\"));\n}}"
            ),
        };
    }
    text.push('\n');
    // Only the API structs: two groups may each have a request of the same name.
    for (module, name) in files.iter().filter_map(|file| Some((module(file)?, api(file)?))) {
        let _ = writeln!(text, "pub use {module}::{name};");
    }
    if files.iter().any(|file| file.name == "client.rs") {
        text.push_str("pub use client::*;\n");
    }
    text
}

fn module(file: &File) -> Option<&str> {
    file.name.strip_suffix(".rs")
}

/// The API struct of a group's file: its first, where the other files have none of their own.
fn api(file: &File) -> Option<&str> {
    let group = file.name.ends_with("_api.rs");
    let mut structs = file.text.lines().filter_map(|line| line.strip_prefix("pub struct ")?.split_once(" {"));
    structs.next().filter(|_| group).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::{Placed, modules};
    use crate::File;

    #[test]
    fn there_is_a_module_for_each_file() {
        for text in ["pub struct StudiesApi {\n}\n", "pub struct StudiesApi { client: rt::Client }\n"] {
            check(
                &["models.rs", "studies_api.rs", "client.rs"]
                    .map(|name| File { name: name.into(), text: text.into() }),
            );
        }
    }

    fn check(files: &[File]) {
        let beside = modules(files, Placed::Beside);
        let out = modules(files, Placed::OutDir);
        for line in ["pub use studies_api::StudiesApi;", "pub use client::*;"] {
            assert!([&beside, &out].iter().all(|text| text.lines().any(|l| l == line)), "{out}");
        }
        for module in ["models", "studies_api", "client"] {
            assert!(beside.contains(&format!("\npub mod {module};\n")), "{beside}");
            let included =
                format!("pub mod {module} {{\n    include!(concat!(env!(\"OUT_DIR\"), \"/{module}.rs\"));");
            assert!(out.contains(&included), "{out}");
        }
        assert_eq!(out.matches("pub use ").count(), 2);
    }
}
