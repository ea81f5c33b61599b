//! What does not compile: a call without a required argument, a secret that is read in passing, a request that is
//! forgotten.
//!
//! In: `programs/*.rs`, which are examples of this package. Out: the compiler's words, beside each. Invariant: each program has
//! one fault, and is otherwise complete, so that it is rejected for that fault alone. The programs are built in the folder and
//! with the features of a run of the whole workspace, whose dependencies are built already.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// The programs, by their names.
fn programs() -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let programs = files.filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
    programs.map(|file| (file.file_stem().unwrap().to_str().unwrap().to_owned(), file)).collect()
}

/// What the compiler says of each program.
fn messages(programs: &BTreeMap<String, PathBuf>) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--workspace", "--keep-going", "--message-format=json"])
        .args(["--features", "osparc-misuse/programs"])
        .args(programs.keys().flat_map(|name| ["--example", name]))
        .arg("--target-dir")
        .arg(target)
        .current_dir(root)
        .output()
        .unwrap();
    let mut messages = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        let at = |pointer: &str| message.pointer(pointer);
        let (name, rendered) = (at("/target/name"), at("/message/rendered"));
        let (Some(name), Some(rendered)) = (name.and_then(Value::as_str), rendered.and_then(Value::as_str))
        else {
            continue;
        };
        let spans = at("/message/spans").and_then(Value::as_array);
        // The last message only counts the others.
        if programs.contains_key(name) && spans.is_some_and(|spans| !spans.is_empty()) {
            let said: &mut String = messages.entry(name.to_owned()).or_default();
            said.push_str(&normalised(rendered));
        }
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && !messages.is_empty(), "nothing was rejected: {said}");
    messages
}

/// The words without line numbers and without the folders that files are in, which are not the program's; those of words in
/// this form are the same.
fn normalised(rendered: &str) -> String {
    let line = |line: &str| {
        let text = line.trim();
        if let Some(place) = text.strip_prefix("--> ") {
            let (folder, file) = place.rsplit_once('/').unwrap_or(("", place));
            let plain = file.split(':').next().unwrap_or_default();
            return if folder.ends_with("programs") {
                format!("--> programs/{file}\n")
            } else {
                format!("--> {plain}\n")
            };
        }
        let source = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        format!("{}\n", if source.starts_with('|') { source } else { text })
    };
    rendered.lines().map(line).collect()
}

#[test]
fn misuse_does_not_compile() {
    let programs = programs();
    let messages = messages(&programs);
    for (name, program) in programs {
        let message = messages.get(&name).unwrap_or_else(|| panic!("{name} compiles"));
        let expected = program.with_extension("stderr");
        if std::env::var_os("BLESS").is_some_and(|bless| bless == "1") && std::env::var_os("CI").is_none() {
            fs::write(&expected, message).unwrap();
        }
        let expected = normalised(&fs::read_to_string(expected).unwrap_or_default());
        assert_eq!(
            message.trim(),
            expected.trim(),
            "{name}; `BLESS=1 cargo test -p osparc-misuse` accepts it"
        );
    }
}
