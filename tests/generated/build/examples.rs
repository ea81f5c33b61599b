//! Reference pages -> the examples in them, as one file of Rust.
//!
//! In: the files of fixtures, and their pages. Out: modules with an example each, a table of the values that pages show
//! both as JSON and in Rust, and a table of the programs that call an operation. Invariant: each fenced block that says
//! `rust` is there as its page has it, except that no runtime is started and that clients have the test's transport.

use std::{
    fmt::{Error, Write as _},
    path::Path,
};

use osparc_codegen::File;

/// The examples so far.
#[derive(Default)]
pub(crate) struct Examples {
    modules: String,
    values: String,
    calls: String,
}

impl Examples {
    /// Adds the examples of a fixture.
    pub(crate) fn add(
        &mut self,
        fixture: &str,
        spec: &Path,
        code: &[File],
        pages: &[File],
    ) -> Result<(), Error> {
        writeln!(self.calls, "    ({:?}, &[", spec.display().to_string())?;
        let out = &mut self.modules;
        writeln!(out, "mod {fixture} {{\n    mod fixture {{")?;
        for file in code {
            let module = file.name.trim_end_matches(".rs");
            writeln!(out, "        pub(crate) use osparc_generated::{fixture}::{module};")?;
            let everything = module == "client" || module.ends_with("_api");
            if everything {
                writeln!(out, "        pub(crate) use osparc_generated::{fixture}::{module}::*;")?;
            }
        }
        writeln!(out, "    }}")?;
        let mut number = 0;
        for page in pages {
            let blocks = blocks(&page.text);
            let json = blocks.iter().find(|block| block.language == "json");
            for block in blocks.iter().filter(|block| block.language.starts_with("rust")) {
                number += 1;
                let text = exported(&block.text);
                writeln!(
                    self.modules,
                    "    // {}\n    pub(crate) mod e{number} {{\n        use super::fixture;\n{text}    }}",
                    page.name
                )?;
                if page.name.ends_with("Api.md") && text.contains("async fn main()") {
                    writeln!(self.calls, "        || Box::pin({fixture}::e{number}::main()),")?;
                }
                if let Some(json) = json.filter(|_| text.contains("fn example()")) {
                    let value = format!("{fixture}::e{number}::example()");
                    let value = if text.contains("-> Result<") { format!("{value}.unwrap()") } else { value };
                    let name = format!("{fixture}/{}", page.name);
                    writeln!(
                        self.values,
                        "    ({name:?}, {:?}, || to_json_string(&{value}).unwrap()),",
                        json.text
                    )?;
                }
            }
        }
        writeln!(self.calls, "    ]),")?;
        writeln!(self.modules, "}}")
    }

    /// The file's text.
    pub(crate) fn finish(self) -> String {
        let Self { modules, values, calls } = self;
        format!(
            "{modules}\nconst VALUES: &[Shown] = &[\n{values}];\n\nconst CALLS: &[Calls] = &[\n{calls}];\n"
        )
    }
}

/// An example whose functions the whole test can call, that starts no runtime, and whose client has the test's transport.
fn exported(example: &str) -> String {
    let text = example.replace("#[tokio::main]\n", "");
    let text = text.replace(
        ".build()?",
        ".base_url(crate::BASE).ignore_operation_servers(true).transport(crate::transport()).build()?",
    );
    ["fn ", "async fn "].iter().fold(text, |text, function| {
        text.replace(&format!("\n{function}"), &format!("\npub(crate) {function}"))
    })
}

/// A fenced block.
struct Block {
    language: String,
    text: String,
}

/// The fenced blocks of a page.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Block)> = None;
    for line in page.lines() {
        let info = line.trim_start_matches('`');
        let marks = line.len() - info.len();
        match &mut open {
            Some((length, _)) if marks >= *length && info.is_empty() => {
                blocks.extend(open.take().map(|(_, block)| block));
            }
            Some((_, block)) => block.text += &[line, "\n"].concat(),
            None if marks >= 3 => {
                open = Some((marks, Block { language: info.to_owned(), text: String::new() }));
            }
            None => {}
        }
    }
    blocks
}
