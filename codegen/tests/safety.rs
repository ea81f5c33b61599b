//! No text of a document becomes code.
//!
//! Every fixture is generated with harmless words and with hostile texts in all its strings. The code of both is the
//! same but for literals, comments and the spelling of identifiers; the comments hold no doctest, no HTML and no link
//! that runs something; file names stay plain; and the manifest of the crate has the same structure.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "safety/skeleton.rs"]
mod skeleton;
#[path = "safety/texts.rs"]
mod texts;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use osparc_codegen::{Config, File, generate};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::Value;
use skeleton::Skeleton;
use texts::{HOSTILE, Texts};

/// Hostile versions of each fixture; over all fixtures each text comes to stand nearly everywhere.
const EACH: usize = 2;

#[test]
fn hostile_texts_change_no_code() {
    let (mut compared, mut faults) = (0, Vec::new());
    for (index, (name, document)) in fixtures().into_iter().enumerate() {
        let plain = match files(&name, &Texts::harmless().put(&document)) {
            Ok(files) => files,
            Err(refusal) => {
                faults.push(format!("{name}: {refusal}"));
                continue;
            }
        };
        for first in (0..EACH).map(|round| index * EACH + round) {
            let hostile = match files(&name, &Texts::hostile(first % HOSTILE.len()).put(&document)) {
                Ok(files) => files,
                Err(refusal) => {
                    faults.push(format!("{name} {first}: {refusal}"));
                    continue;
                }
            };
            assert_eq!(plain.len(), hostile.len(), "{name} with texts from {first}: other files");
            for (plain, hostile) in plain.iter().zip(&hostile) {
                let stem = hostile.name.strip_suffix(".rs").expect("a Rust file");
                assert!(stem.chars().all(|c| c == '_' || c.is_alphanumeric()) && !stem.is_empty(), "{stem}");
                let [plain, hostile] = [plain, hostile].map(|file| Skeleton::of(&file.text));
                let changed = difference(&plain.tokens, &hostile.tokens);
                let docs = hostile.docs.iter().filter_map(|text| harm(text));
                let place = format!("{name} with texts from {first}, {stem}.rs");
                faults.extend(changed.into_iter().chain(docs).map(|fault| format!("{place}: {fault}")));
                compared += hostile.tokens.len();
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(20)].join("\n"));
    assert!(compared > 100_000, "only {compared} tokens were compared");
}

/// The tokens around the first difference.
fn difference(plain: &[String], hostile: &[String]) -> Option<String> {
    let differs = plain.iter().zip(hostile).position(|(plain, hostile)| plain != hostile);
    let at = differs.or((plain.len() != hostile.len()).then_some(plain.len().min(hostile.len())))?;
    let around = |tokens: &[String]| tokens[at.saturating_sub(30)..tokens.len().min(at + 10)].join(" ");
    Some(format!("other code\n  {}\n  {}", around(plain), around(hostile)))
}

/// What a comment does beyond being read, in the eyes of the parser that rustdoc uses.
fn harm(text: &str) -> Option<String> {
    let extensions = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let harmful = |event: &Event<'_>| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => &**info != "text",
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
            let path = |c: char| c == '_' || c == ':' || c == '#' || c.is_alphanumeric();
            let item = dest_url.chars().all(path) && !dest_url.starts_with("javascript");
            !(item || dest_url.starts_with("https://") || dest_url.starts_with("http://"))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) | Event::Html(_) | Event::InlineHtml(_) => true,
        _ => false,
    };
    if let Some(event) = Parser::new_ext(text, extensions).find(harmful) {
        return Some(format!("{event:?} in {text:?}"));
    }
    let hidden = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200b}\u{feff}".contains(c);
    text.contains(hidden).then(|| format!("a hidden character in {text:?}"))
}

#[test]
fn hostile_texts_change_no_manifest() {
    for (name, document) in fixtures().into_iter().step_by(20) {
        let plain = manifest(&name, &Texts::harmless().put(&document));
        for first in 0..HOSTILE.len() {
            assert_eq!(plain, manifest(&name, &Texts::hostile(first).put(&document)), "{name} from {first}");
        }
    }
}

/// The keys of the manifest of a document's crate.
fn manifest(name: &str, document: &Value) -> Vec<String> {
    let file = write(&format!("{name}.manifest"), document);
    let out = file.with_extension("crate");
    let mut command = Command::new(env!("CARGO_BIN_EXE_osparc-codegen"));
    let run = command.args(["crate", "--name", "safe", "--out"]).args([&out, &file]).output().unwrap();
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    let text = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    keys(&toml::Value::Table(text.parse().expect("a manifest is TOML")))
}

/// The keys of a table, with those of the tables in it.
fn keys(value: &toml::Value) -> Vec<String> {
    let table = value.as_table().into_iter().flatten();
    table
        .flat_map(|(key, value)| {
            keys(value).into_iter().map(move |inner| format!("{key}.{inner}")).chain([key.clone()])
        })
        .collect()
}

fn files(name: &str, document: &Value) -> Result<Vec<File>, String> {
    let file = write(name, document);
    generate(&file, &Config::new()).map(|output| output.files).map_err(|refusal| refusal.to_string())
}

/// Writes a document into the folder of this test, or into `KEEP` for other programs to read.
fn write(name: &str, document: &Value) -> PathBuf {
    let folder = std::env::var_os("KEEP")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("safety"), PathBuf::from);
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.json"));
    fs::write(&file, document.to_string()).unwrap();
    file
}

/// The fixtures that are JSON.
fn fixtures() -> Vec<(String, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found: Vec<(String, Value)> = fs::read_dir(root)
        .unwrap()
        .filter_map(|entry| {
            let folder = entry.unwrap().path();
            let text = fs::read_to_string(folder.join("openapi.json")).ok()?;
            let name = folder.file_name()?.to_str()?.to_owned();
            Some((name, serde_json::from_str(&text).ok()?))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert!(found.len() > 100);
    found
}
