//! Documents that somebody broke: whatever comes in, the generator answers with files or with diagnostics.
//!
//! Each fixture is changed by a seeded generator: values of another type, huge numbers, keys taken away or doubled,
//! references bent to anywhere (cycles among them), parts put into each other, the text cut off or hit at a byte.
//! A panic, a hang, or a file that is no Rust fails the test; the mutation is reproduced by its seed, which stands in the message.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::{
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
    time::Duration,
};

use osparc_codegen::{Config, Severity, document, generate};
use serde_json::{Map, Value, json};

/// Mutations of each fixture.
const EACH: u64 = 3;
/// How long one document may take, with much room for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn mutated_documents_get_an_answer() {
    let folder = std::env::temp_dir().join(format!("osparc-codegen-mutations-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let documents = documents();
    let (mut generated, mut refused) = (0_u32, 0_u32);
    for (index, document) in (0_u64..).zip(&documents) {
        let text = fs::read_to_string(document).unwrap();
        for seed in (0..EACH).map(|round| index * EACH + round) {
            let extension = document.extension().unwrap().to_str().unwrap();
            let file = folder.join(format!("{seed}.{extension}"));
            fs::write(&file, mutated(&text, extension, &mut Dice(seed))).unwrap();
            match answer(&file) {
                Some(true) => generated += 1,
                Some(false) => refused += 1,
                // The file stays, to be looked at.
                None => panic!("no answer to {} (seed {seed}, from {})", file.display(), document.display()),
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    // Mutations that all end the same way would try little.
    assert!(generated > 50 && refused > 50, "{generated} generated, {refused} refused");
}

/// Whether it generates; nothing if it panics or hangs, generates what is no Rust, or refuses without a reason.
fn answer(file: &Path) -> Option<bool> {
    let (sender, receiver) = mpsc::channel();
    let file = file.to_owned();
    thread::spawn(move || {
        let answer = catch_unwind(|| match generate(&file, &Config::new()) {
            Ok(output) => {
                assert!(document(&file, &Config::new()).is_ok_and(|pages| !pages.files.is_empty()));
                output.files.iter().all(|file| syn::parse_file(&file.text).is_ok()).then_some(true)
            }
            Err(refusal) => {
                assert!(refusal.diagnostics.iter().any(|found| found.severity == Severity::Error));
                Some(false)
            }
        });
        let _ = sender.send(answer);
    });
    receiver.recv_timeout(PATIENCE).ok()?.ok()?
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut documents: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .flat_map(|folder| ["openapi.json", "openapi.yaml"].map(|name| folder.join(name)))
        .filter(|document| document.is_file())
        .collect();
    documents.sort();
    assert!(!documents.is_empty());
    documents
}

/// A document of the text with one to four mutations.
fn mutated(text: &str, extension: &str, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = match serde_json::from_str::<Value>(text) {
        Ok(mut root) if extension == "json" => {
            let pointers = pointers(&root);
            for _ in 0..=dice.below(4) {
                mutate(&mut root, &pointers, dice);
            }
            serde_json::to_vec_pretty(&root).unwrap()
        }
        _ => text.as_bytes().to_vec(),
    };
    if extension != "json" || dice.below(8) == 0 {
        let at = dice.below(bytes.len());
        match dice.below(3) {
            0 => bytes.truncate(at),
            1 => bytes[at] = *dice.pick(b"\0{}[]\",:#&*!|>- \xff\n"),
            _ => drop(bytes.splice(at..at, dice.pick(&["{\"a\":", "[[", "*a", "\u{202e}", "1e999"]).bytes())),
        }
    }
    bytes
}

/// The places of a document.
fn pointers(root: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut index = 0;
    while let Some(pointer) = found.get(index).cloned() {
        let keys: Vec<String> = match root.pointer(&pointer) {
            Some(Value::Object(object)) => {
                object.keys().map(|key| key.replace('~', "~0").replace('/', "~1")).collect()
            }
            Some(Value::Array(items)) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => Vec::new(),
        };
        found.extend(keys.iter().map(|key| format!("{pointer}/{key}")));
        index += 1;
    }
    found
}

fn mutate(root: &mut Value, pointers: &[String], dice: &mut Dice) {
    let other = dice.pick::<String>(pointers).clone();
    let replacement = match dice.below(6) {
        0 | 1 => json!({ "$ref": format!("#{other}") }),
        2 => root.pointer(&other).cloned().unwrap_or_default(),
        3 => deep(dice),
        _ => odd(dice),
    };
    // An earlier mutation may have taken the place away.
    let Some(target) = root.pointer_mut(dice.pick::<String>(pointers)) else { return };
    match (dice.below(3), target) {
        (0, Value::Object(object)) if !object.is_empty() => {
            let key = object.keys().nth(dice.below(object.len())).unwrap().clone();
            object.remove(&key);
        }
        (1, Value::Object(object)) => {
            object.insert((*dice.pick(KEYS)).to_owned(), replacement);
        }
        (0, Value::Array(items)) => items.push(replacement),
        (1, Value::Array(items)) => items.clear(),
        (_, target) => *target = replacement,
    }
}

/// Keywords that mean something nearly anywhere, and names that could break out of code.
const KEYS: &[&str] = &[
    "$ref",
    "type",
    "enum",
    "const",
    "default",
    "anyOf",
    "oneOf",
    "allOf",
    "properties",
    "required",
    "items",
    "prefixItems",
    "additionalProperties",
    "discriminator",
    "nullable",
    "format",
    "pattern",
    "maximum",
    "example",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "security",
    "servers",
    "tags",
    "operationId",
    "x-codegen-tuple",
    "",
    "~",
    "/",
    "self",
    "\"",
    "*/",
    "\u{202e}",
    "a b",
];

/// Values that are rarely what is wanted.
fn odd(dice: &mut Dice) -> Value {
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(u64::MAX),
        json!(1e308),
        json!(0.1),
        json!(""),
        json!("string"),
        json!("null"),
        json!("{}}{ \" */ \\ \n \u{0} \u{202e}"),
        json!("#/"),
        json!([]),
        json!([null]),
        json!([[], {}, 1, "a"]),
        json!({}),
        json!({ "": {} }),
        json!({ "type": ["object", "array", "null", "string"] }),
        json!({ "enum": [] }),
        json!({ "enum": [1, "a", null, {}, 1e300, "", "A", "a"] }),
        json!({ "allOf": [{}, true, false] }),
    ];
    dice.pick(&values).clone()
}

/// A schema in a schema in a schema.
fn deep(dice: &mut Dice) -> Value {
    let mut value = odd(dice);
    for _ in 0..dice.below(90) {
        value = match dice.below(4) {
            0 => json!({ "items": value }),
            1 => json!({ "anyOf": [value, { "type": "null" }] }),
            2 => json!({ "allOf": [value] }),
            _ => Value::Object(Map::from_iter([("properties".to_owned(), json!({ "a": value }))])),
        };
    }
    value
}

/// The generator `SplitMix64`: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(count.max(1)).unwrap()).unwrap()
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
