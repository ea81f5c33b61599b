//! Any text as a document: the generator terminates, and what it generates is Rust.
//!
//! In: a byte that chooses between JSON and YAML, and the text. Out: a crash for libFuzzer to keep where it panics,
//! overflows the stack, generates what does not parse, or fails without an error.

#![no_main]

use std::{fs, path::PathBuf, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use osparc_codegen::{Config, Severity, generate};

/// In memory where the machine has such a folder.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    let folder = folder.join(format!("osparc-codegen-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the document");
    folder
});

fuzz_target!(|data: &[u8]| {
    let Some((format, text)) = data.split_first() else { return };
    let file = FOLDER.join(if *format == b'y' { "openapi.yaml" } else { "openapi.json" });
    fs::write(&file, text).expect("the document is written");
    match generate(&file, &Config::new()) {
        Ok(output) => {
            for file in output.files {
                assert!(syn::parse_file(&file.text).is_ok(), "{} is no Rust", file.name);
            }
        }
        Err(error) => {
            assert!(error.diagnostics.iter().any(|found| found.severity == Severity::Error));
        }
    }
});
