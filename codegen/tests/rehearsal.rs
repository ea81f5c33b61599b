//! What a maintainer sees when the pinned document changes, rehearsed.
//!
//! In: `rehearsal/<idea>/patch.json`, a merge patch (RFC 7386) of `spec/openapi.json`. Out: the consequence for users,
//! and the diff of the generated code, as `rehearsal/<idea>/expected.txt` has them; and how to accept them.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "../../tests/support/drift.rs"]
mod drift;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use osparc_codegen::{Config, Consequence, Output};
use serde_json::{Map, Value};
use similar::TextDiff;

#[test]
fn a_change_of_the_document_shows_its_consequence() {
    let rehearsals = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rehearsal");
    let mut ideas: Vec<PathBuf> =
        fs::read_dir(&rehearsals).expect("rehearsals").map(|entry| entry.expect("a folder").path()).collect();
    ideas.sort();
    let seen: Vec<(PathBuf, String)> =
        ideas.iter().map(|idea| (idea.join("expected.txt"), rehearse(idea))).collect();
    let drifts: Vec<_> = seen.iter().filter_map(|(file, text)| drift::compare(file, text)).collect();
    assert!(drifts.is_empty(), "{}", drift::report(&drifts));
    for consequence in [Consequence::Breaking, Consequence::Additive, Consequence::Neutral] {
        let line = format!("\n  {}", consequence.as_str());
        assert!(
            seen.iter().any(|(_, text)| text.contains(&line)),
            "no rehearsal is {}",
            consequence.as_str()
        );
    }
}

/// What `osparc-codegen diff` says of the pinned document and the patched one, and how the generated code differs.
fn rehearse(idea: &Path) -> String {
    let pinned = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/openapi.json");
    let name = idea.file_name().and_then(|name| name.to_str()).expect("a plain name");
    let changed = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rehearsal_{name}.json"));
    let mut document = read(&pinned);
    merge(&mut document, read(&idea.join("patch.json")));
    fs::write(&changed, document.to_string()).expect("the changed document is written");
    let config = Config::new();
    let [before, after] =
        [pinned, changed].map(|spec| osparc_codegen::generate(&spec, &config).expect("generated"));
    let difference = osparc_codegen::diff(&before.files, &after.files);
    format!("{difference}\n{}\nAccept it with: BLESS=1 cargo test --workspace\n", drift_of(&before, &after))
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("a readable file")).expect("JSON")
}

/// Applies a merge patch: objects are merged, `null` removes, all else replaces.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(members) = target else { return };
    for (name, value) in patch {
        if value.is_null() {
            members.shift_remove(&name);
        } else {
            merge(members.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// The diff of generated files, as `check` would print it, but without line numbers, which other changes move.
fn drift_of(before: &Output, after: &Output) -> String {
    let mut text = String::new();
    for (old, new) in before.files.iter().zip(&after.files) {
        assert_eq!(old.name, new.name, "a rehearsal keeps the tags");
        let diff = TextDiff::from_lines(&old.text, &new.text);
        for hunk in diff.unified_diff().context_radius(1).iter_hunks() {
            let hunk = hunk.to_string();
            let lines = hunk.split_once('\n').map_or("", |(_, lines)| lines);
            write!(text, "@@ {} @@\n{lines}", new.name).expect("a string takes text");
        }
    }
    text
}
