//! Types behind their aliases.
//!
//! In: a surface. Out: the same, its signatures with each alias of a type replaced by that type. Invariant: what the
//! compiler takes for one type has one spelling.

use std::collections::BTreeMap;

use super::Surface;

/// How many aliases may lead to each other; a longer chain stays as it is.
const DEPTH: usize = 16;

/// Expands all signatures.
pub(super) fn expand(surface: &mut Surface) {
    let aliases = surface.0.iter().filter(|(_, owner)| owner.what == "type");
    let aliases: BTreeMap<String, String> =
        aliases.map(|(path, owner)| (path.clone(), owner.signature.clone())).collect();
    for owner in surface.0.values_mut() {
        owner.signature = expanded(&aliases, &owner.signature);
        for member in owner.members.values_mut() {
            member.signature = expanded(&aliases, &member.signature);
        }
    }
}

fn expanded(aliases: &BTreeMap<String, String>, signature: &str) -> String {
    let mut signature = signature.to_owned();
    for _ in 0..DEPTH {
        let next: String =
            words(&signature).map(|word| aliases.get(word).map_or(word, String::as_str)).collect();
        if next == signature {
            break;
        }
        signature = next;
    }
    signature
}

/// A text in pieces: paths, and the text between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let in_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '#');
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = in_path(rest.chars().next()?);
        let end = rest.find(|c| in_path(c) != first).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}
