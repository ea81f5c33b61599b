//! What documents call the values of enums.
//!
//! In: `x-ms-enum`, `x-enum-varnames`, `x-enumNames`, `x-enum-descriptions`, and titles of constants. Out: a name and a
//! description for each value, where the document has them.
//! Invariant: a list that has not one entry for each value is not used, since nothing says which entry belongs to which.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::{
    lower::{keywords::Keywords, views::Views},
    pointer::Pointer,
};

const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names"];
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];
const MICROSOFT: &str = "x-ms-enum";

/// The longest title that is a name rather than a sentence, in characters.
const MAX_TITLE: usize = 60;

/// What a value is called.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
}

/// The labels of the values of an enum.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// One for each value, in their order.
    pub(super) values: Vec<Label>,
    /// The extensions that do not fit the values.
    pub(super) unused: Vec<&'static str>,
}

pub(super) fn of(keywords: &Keywords) -> Labels {
    let listed = &keywords.plain.enumeration;
    let mut labels = Labels { values: vec![Label::default(); listed.len()], unused: Vec::new() };
    let names = labels.texts(keywords, NAMES);
    let descriptions = labels.texts(keywords, DESCRIPTIONS);
    let entries = keywords.data.extensions.get(MICROSOFT).and_then(|said| said.get("values")?.as_array());
    for (index, (value, label)) in listed.iter().zip(&mut labels.values).enumerate() {
        let entry = entries.and_then(|entries| entries.iter().find(|entry| is_of(entry, value)));
        let said = |key: &str| entry.and_then(|entry| entry.get(key)?.as_str()).map(str::to_owned);
        label.name = said("name").or_else(|| names.get(index).cloned());
        label.description = said("description").or_else(|| descriptions.get(index).cloned());
    }
    labels
}

/// Whether an entry of `x-ms-enum` is that of a value; numbers stand there as texts, too.
fn is_of(entry: &Json, value: &Json) -> bool {
    let Some(own) = entry.get("value") else { return false };
    own == value || own.as_str().is_some_and(|text| !value.is_string() && plain(value) == text)
}

impl Labels {
    /// The texts of the first extension that is there: a list with one for each value, or an object by values.
    fn texts(&mut self, keywords: &Keywords, keys: &[&'static str]) -> Vec<String> {
        let listed = &keywords.plain.enumeration;
        let found = keys.iter().find_map(|key| Some((*key, keywords.data.extensions.get(*key)?)));
        let Some((key, said)) = found else { return Vec::new() };
        let text = |said: &Json| said.as_str().map(str::to_owned);
        let texts: Option<Vec<String>> = match said {
            Json::Array(list) if list.len() == listed.len() => list.iter().map(text).collect(),
            Json::Object(by_value) => listed.iter().map(|value| text(by_value.get(&plain(value))?)).collect(),
            _ => None,
        };
        if texts.is_none() {
            self.unused.push(key);
        }
        texts.unwrap_or_default()
    }
}

/// A value as the key of an object.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The titles of constants by their schemas: those that are names. What several of them have names none of them.
pub(super) fn titles(views: &Views<'_>, members: &[Pointer]) -> BTreeMap<Pointer, String> {
    let title = |member: &Pointer| {
        let title = views.peeled(member)?.data.title.clone()?;
        (title.chars().count() <= MAX_TITLE && title.contains(char::is_alphanumeric)).then_some(title)
    };
    let titles: BTreeMap<Pointer, String> =
        members.iter().filter_map(|member| Some((member.clone(), title(member)?))).collect();
    let distinct: BTreeSet<&String> = titles.values().collect();
    if distinct.len() == titles.len() { titles } else { BTreeMap::new() }
}
