//! Strings.
//!
//! In: what the schemas of a location ask for. Out: a string of its format, its pattern or its length.
//! Invariant: what is drawn by a pattern may still be rejected, for patterns of ECMA-262 are no regexes of Rust's.

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use rand::{RngExt as _, rngs::StdRng};
use regex_syntax::hir::{Hir, HirKind};

use crate::flat::Flat;

/// What strings without a format are made of: what JSON escapes, what it need not, and more than one byte.
const LETTERS: &[char] = &[
    'a', 'b', 'Z', '0', '9', ' ', '"', '\\', '/', '\n', '\t', '\u{1}', '\u{7f}', 'é', 'ß', '漢', '😀',
    '\u{2028}',
];

/// How often what has no end is repeated, and how often at most where a length asks for more.
const REPEATS: u32 = 6;
const MAX_RETRY_STATUSES: u32 = 500;

/// How often a string of a pattern is drawn for one of the right length.
const TRIES: usize = 64;

pub(super) fn draw(flat: &Flat<'_>, chance: &mut StdRng) -> Option<String> {
    if let Some(text) = flat.format.and_then(|format| by_format(format, chance)) {
        return Some(text);
    }
    let (least, most) = flat.length;
    if let Some(pattern) = flat.pattern {
        let strings = strings(pattern, least)?;
        let fits = |text: &String| (least..=most.unwrap_or(usize::MAX)).contains(&text.chars().count());
        return (0..TRIES).filter_map(|_| one_of(&strings, chance)).find(fits);
    }
    let most = most.unwrap_or(least + 8).min(least + 8).max(least);
    let length = chance.random_range(least..=most);
    Some((0..length).map(|_| LETTERS[chance.random_range(0..LETTERS.len())]).collect())
}

/// A plain word.
pub(super) fn word(chance: &mut StdRng) -> String {
    (0..chance.random_range(3..8)).map(|_| char::from(chance.random_range(b'a'..=b'z'))).collect()
}

/// A string of a format; `None` for a format without a meaning here.
fn by_format(format: &str, chance: &mut StdRng) -> Option<String> {
    let mut pick = |from: u32, to: u32| chance.random_range(from..=to);
    let date = format!("{:04}-{:02}-{:02}", pick(1970, 2060), pick(1, 12), pick(1, 28));
    let time = format!("{:02}:{:02}:{:02}", pick(0, 23), pick(0, 59), pick(0, 59));
    let fraction = ["", ".5", ".123456", ".000000001"][pick(0, 3) as usize];
    let offset = ["Z", "+00:00", "+05:30", "-08:00"][pick(0, 3) as usize];
    Some(match format {
        "date-time" => format!("{date}T{time}{fraction}{offset}"),
        "date" => date,
        "time" => format!("{time}{fraction}{offset}"),
        "duration" => format!("P{}DT{}H", pick(1, 30), pick(0, 23)),
        "uuid" => format!(
            "{:08x}-{:04x}-4{:03x}-a{:03x}-{:08x}{:04x}",
            pick(0, u32::MAX),
            pick(0, 0xffff),
            pick(0, 0xfff),
            pick(0, 0xfff),
            pick(0, u32::MAX),
            pick(0, 0xffff)
        ),
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" => {
            format!("https://example.org/{}?a=%20{}#b", word(chance), word(chance))
        }
        "uri-template" => format!("https://example.org/{{{}}}", word(chance)),
        "email" | "idn-email" => format!("{}@example.org", word(chance)),
        "hostname" | "idn-hostname" => format!("{}.example.org", word(chance)),
        "ipv4" => format!("{}.{}.{}.{}", pick(0, 255), pick(0, 255), pick(0, 255), pick(0, 255)),
        "ipv6" => format!("2001:db8::{:x}", pick(1, 0xffff)),
        "byte" => STANDARD.encode(bytes(chance)),
        "base64url" => URL_SAFE_NO_PAD.encode(bytes(chance)),
        "decimal" => format!("{}.{:02}", pick(0, 1000), pick(0, 99)),
        "regex" => "^a+$".into(),
        "json-pointer" => format!("/{}", word(chance)),
        _ => return None,
    })
}

fn bytes(chance: &mut StdRng) -> Vec<u8> {
    let length = chance.random_range(0..9);
    (0..length).map(|_| chance.random()).collect()
}

/// A string that a pattern matches, as far as Rust's syntax tells.
pub(super) fn by_pattern(pattern: &str, chance: &mut StdRng) -> Option<String> {
    one_of(&strings(pattern, 0)?, chance)
}

fn one_of(strings: &rand_regex::Regex, chance: &mut StdRng) -> Option<String> {
    chance.sample::<Result<String, _>, _>(strings).ok()
}

/// The strings of a pattern; what has no end is repeated often enough for a length.
fn strings(pattern: &str, length: usize) -> Option<rand_regex::Regex> {
    let pattern = without_lookaround(pattern);
    // ASCII in ECMA-262.
    let pattern = pattern.replace(r"\d", "[0-9]").replace(r"\w", "[0-9A-Za-z_]");
    let hir = regex_syntax::parse(&pattern).ok()?;
    let repeats = u32::try_from(length).ok()?.clamp(REPEATS, MAX_RETRY_STATUSES);
    rand_regex::Regex::with_hir(unanchored(hir), repeats).ok()
}

/// A pattern without what it only looks for, which Rust's syntax does not have; the validator has.
fn without_lookaround(pattern: &str) -> String {
    let mut text = pattern.to_owned();
    while let Some(start) = ["(?!", "(?=", "(?<!", "(?<="].iter().filter_map(|mark| text.find(mark)).min() {
        let mut depth = 0_usize;
        let mut is_escaped = false;
        let end = text[start..].char_indices().find(|(_, letter)| {
            match letter {
                '(' if !is_escaped => depth += 1,
                ')' if !is_escaped => depth -= 1,
                _ => {}
            }
            is_escaped = *letter == '\\' && !is_escaped;
            depth == 0
        });
        let Some((length, _)) = end else { break };
        text.replace_range(start..=start + length, "");
    }
    text
}

/// A regex without its anchors, which say where a match is, not what.
fn unanchored(hir: Hir) -> Hir {
    match hir.into_kind() {
        HirKind::Look(_) | HirKind::Empty => Hir::empty(),
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(unanchored).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(unanchored).collect()),
        HirKind::Capture(group) => unanchored(*group.sub),
        HirKind::Repetition(mut repeated) => {
            repeated.sub = Box::new(unanchored(*repeated.sub));
            Hir::repetition(repeated)
        }
        HirKind::Class(class) => Hir::class(class),
        HirKind::Literal(literal) => Hir::literal(literal.0),
    }
}

/// Whether a pattern of `patternProperties` matches a name.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let schema = serde_json::json!({ "pattern": pattern });
    jsonschema::validator_for(&schema).is_ok_and(|validator| validator.is_valid(&name.into()))
}
