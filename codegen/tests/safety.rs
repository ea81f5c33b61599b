//! No text of a document becomes code.
//!
//! Every fixture, with the files that it refers to, is generated with harmless words and with hostile texts in all its
//! strings. The code of both is the same but for literals, comments and the spelling of identifiers; the comments hold no doctest, no HTML and no link
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
    collections::BTreeMap,
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
        let plain = match generated(&name, &Texts::harmless().put(&document)) {
            Ok(files) => files,
            Err(refusal) => {
                faults.push(format!("{name}: {refusal}"));
                continue;
            }
        };
        for first in (0..EACH).map(|round| index * EACH + round) {
            let hostile = match generated(&name, &Texts::hostile(first % HOSTILE.len()).put(&document)) {
                Ok(files) => files,
                Err(refusal) => {
                    faults.push(format!("{name} {first}: {refusal}"));
                    continue;
                }
            };
            assert_eq!(plain.len(), hostile.len(), "{name} with texts from {first}: other files");
            for (plain, hostile) in plain.iter().zip(&hostile) {
                let stem = hostile.name.strip_suffix(".rs").expect("a Rust file");
                assert!(
                    stem.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()) && !stem.is_empty(),
                    "{stem}"
                );
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
fn manifest(name: &str, files: &Files) -> Vec<String> {
    let file = write(&format!("{name}.manifest"), files);
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

fn generated(name: &str, files: &Files) -> Result<Vec<File>, String> {
    let file = write(name, files);
    generate(&file, &Config::new()).map(|output| output.files).map_err(|refusal| refusal.to_string())
}

/// Writes a document and its files into the folder of this test, or into `KEEP` for other programs to read.
fn write(name: &str, files: &Files) -> PathBuf {
    let folder = std::env::var_os("KEEP")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("safety"), PathBuf::from);
    let folder = folder.join(name);
    for (path, value) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        let text = if is_json { value.to_string() } else { serde_yaml::to_string(value).unwrap() };
        fs::write(&path, text).unwrap();
    }
    let main = files.keys().find(|path| path.file_stem().is_some_and(|stem| stem == "openapi"));
    folder.join(main.unwrap())
}

/// A document, `openapi.json` or `openapi.yaml`, and what it refers to: paths from its folder.
type Files = BTreeMap<PathBuf, Value>;

/// The fixtures of whose files all can be read by this test.
fn fixtures() -> Vec<(String, Files)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found: Vec<(String, Files)> = fs::read_dir(root)
        .unwrap()
        .filter_map(|entry| {
            let folder = entry.unwrap().path();
            let mut files = Files::new();
            read(&folder, Path::new(""), &mut files)?;
            Some((folder.file_name()?.to_str()?.to_owned(), files))
        })
        .collect();
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert!(found.iter().any(|(_, files)| files.len() > 1) && found.len() > 200, "{} fixtures", found.len());
    found
}

/// The documents of a folder and of those in it; nothing if one is no JSON or YAML for serde.
fn read(folder: &Path, path: &Path, files: &mut Files) -> Option<()> {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        let path = path.join(entry.file_name()?);
        if entry.is_dir() {
            read(&entry, &path, files)?;
            continue;
        }
        match entry.extension()?.to_str()? {
            "json" => drop(files.insert(path, serde_json::from_str(&fs::read_to_string(entry).ok()?).ok()?)),
            "yaml" => drop(files.insert(path, serde_yaml::from_str(&fs::read_to_string(entry).ok()?).ok()?)),
            _ => {}
        }
    }
    Some(())
}
