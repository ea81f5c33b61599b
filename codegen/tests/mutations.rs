//! Mutated documents: whatever comes in, the generator gives files or diagnostics.
//!
//! Each fixture is changed by a seeded generator: values of another type, huge numbers, members taken away, doubled, put
//! elsewhere or swapped, references bent to anywhere (cycles among them), parts put into each other, the text cut off or
//! hit at a byte. A panic, a file that is no Rust, or more work than the document's size allows fails the test; work is
//! counted in allocations, as time is the machine's. A hang is a test that does not end. The mutation is reproduced by
//! its seed, which stands in the message.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "../../tests/generated/build/fixture_folders.rs"]
mod fixture_folders;

use std::{
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
};

use osparc_codegen::{Config, Severity, document, generate};
use serde_json::{Map, Value, json};

/// Mutations of each fixture.
const EACH: u64 = 3;
/// What may be allocated in all, and at once: so many bytes, and so many for each byte of the document. The most that was
/// seen is half of the one, and a quarter of the other.
const IN_ALL: (u64, u64) = (100_000_000, 5_000);
const AT_ONCE: (u64, u64) = (5_000_000, 500);

#[test]
fn mutated_documents_give_files_or_diagnostics() {
    let folder = std::env::temp_dir().join(format!("osparc-codegen-mutations-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let documents = documents();
    let (mut generated, mut rejected) = (0_u32, 0_u32);
    for (index, document) in (0_u64..).zip(&documents) {
        let text = fs::read_to_string(document).unwrap();
        for seed in (0..EACH).map(|round| index * EACH + round) {
            let extension = document.extension().unwrap().to_str().unwrap();
            let file = folder.join(format!("{seed}.{extension}"));
            fs::write(&file, mutated(&text, extension, &mut Dice(seed))).unwrap();
            // The file stays where the test fails, to be looked at.
            let of = format!("{} (seed {seed}, from {})", file.display(), document.display());
            let mut got = None;
            let work = allocation_counter::measure(|| got = response(&file));
            match got {
                Some(true) => generated += 1,
                Some(false) => rejected += 1,
                None => panic!("no outcome for {of}"),
            }
            let size = fs::metadata(&file).unwrap().len();
            for (used, (fixed, each)) in [(work.bytes_total, IN_ALL), (work.bytes_max, AT_ONCE)] {
                assert!(used <= fixed + each * size, "{used} bytes for the {size} of {of}");
            }
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    // Mutations that all end the same way would try little.
    assert!(generated > 50 && rejected > 50, "{generated} generated, {rejected} rejected");
}

/// Whether it generates; nothing if it panics, generates what is no Rust, or rejects without a reason.
fn response(file: &Path) -> Option<bool> {
    let response = catch_unwind(|| match generate(file, &Config::new()) {
        Ok(output) => {
            assert!(document(file, &Config::new()).is_ok_and(|pages| !pages.files.is_empty()));
            output.files.iter().all(|file| syn::parse_file(&file.text).is_ok()).then_some(true)
        }
        Err(error) => {
            assert!(error.diagnostics.iter().any(|found| found.severity == Severity::Error));
            Some(false)
        }
    });
    response.ok()?
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fixture_folders::all(&root).unwrap().into_iter().map(|(_, document)| document).collect()
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
    if dice.below(8) == 0 {
        bytes = doubled(&bytes, dice);
    }
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

/// The text with one of its lines twice: a member that is there twice, or what is no document any more.
fn doubled(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let at = dice.below(lines.len());
    lines.insert(at, lines[at]);
    lines.concat()
}

/// The locations of a document.
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
    let [one, other] = [(); 2].map(|()| dice.pick::<String>(pointers).as_str());
    match dice.below(8) {
        0 => swap(root, one, other),
        1 => share(root, one, other),
        2 => retype(root, one, dice),
        _ => replace(root, pointers, dice),
    }
}

/// Swaps two values.
fn swap(root: &mut Value, one: &str, other: &str) {
    let (Some(first), Some(second)) = (root.pointer(one).cloned(), root.pointer(other).cloned()) else {
        return;
    };
    for (at, value) in [(one, second), (other, first)] {
        // The first one may have taken the slot of the second one away.
        if let Some(slot) = root.pointer_mut(at) {
            *slot = value;
        }
    }
}

/// Puts a member, with its key, into another object too, or an item into another list.
fn share(root: &mut Value, from: &str, into: &str) {
    let Some(value) = root.pointer(from).cloned() else { return };
    let key = from.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
    match root.pointer_mut(into) {
        Some(Value::Object(members)) => drop(members.insert(key, value)),
        Some(Value::Array(items)) => items.push(value),
        Some(slot) => *slot = value,
        None => {}
    }
}

/// Says the same in a value of another type.
fn retype(root: &mut Value, at: &str, dice: &mut Dice) {
    let Some(slot) = root.pointer_mut(at) else { return };
    *slot = match (slot.take(), dice.below(2)) {
        (Value::Object(members), 0) => members.into_iter().map(|(_, member)| member).collect(),
        (Value::Array(items), 0) => {
            Value::Object(items.into_iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect())
        }
        (Value::String(text), 0) => text.parse::<u64>().map_or_else(|_| json!({ text: {} }), Value::from),
        (value, 0) => Value::String(value.to_string()),
        (value, _) => json!([value]),
    };
}

fn replace(root: &mut Value, pointers: &[String], dice: &mut Dice) {
    let other = dice.pick::<String>(pointers).clone();
    let replacement = match dice.below(6) {
        0 | 1 => json!({ "$ref": format!("#{other}") }),
        2 => root.pointer(&other).cloned().unwrap_or_default(),
        3 => deep(dice),
        _ => odd(dice),
    };
    // An earlier mutation may have taken the slot away.
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
