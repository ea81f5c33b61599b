//! Documentation: the document's texts, and notes on constraints that the type does not show.
//!
//! In: texts and constraints of a schema, a parameter, an operation. Out: docs, not yet sanitised.
//! Invariant: no text appears twice, and a title that only repeats the name is left out.

use serde_json::Value;

use super::{
    keywords::{Keywords, Shape},
    scalar,
};
use crate::{ir::Docs, openapi::extension};

/// The longest example that is worth a line.
const MAX_EXAMPLE: usize = 60;

pub(super) fn of_schema(keywords: &Keywords, name: &str) -> Docs {
    let title = keywords.data.title.clone().filter(|title| letters(title) != letters(name));
    texts(title, keywords.data.description.clone(), notes(keywords), keywords.data.deprecated)
}

/// Docs from two texts; the second is left out if it repeats the first.
pub(super) fn texts(
    summary: Option<String>,
    description: Option<String>,
    notes: Vec<String>,
    deprecated: bool,
) -> Docs {
    let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let summary = said(summary);
    let repeats = |text: &String| summary.as_ref().is_some_and(|summary| letters(summary) == letters(text));
    let description = said(description).filter(|text| !repeats(text));
    Docs { summary, description, notes, deprecated: deprecated.then(String::new), constraints: None }
}

/// The letters and digits of a text in lower case: texts with the same ones say the same.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Notes on constraints that the type does not show.
pub(super) fn notes(keywords: &Keywords) -> Vec<String> {
    let plain = &keywords.plain;
    let mut notes = Vec::new();
    if let Some(default) = keywords.data.default.as_ref().filter(|default| !default.is_null()) {
        notes.extend(short(default).map(|text| format!("Default: {text}.")));
    }
    if let Some(format) = plain.format.as_ref().filter(|_| !scalar::says_format(keywords)) {
        notes.push(format!("Format: {}.", code(format)));
    }
    let beyond = |key: &str| keywords.data.extensions.get(key).map(Value::to_string);
    let minimum = plain.minimum.map(|bound| bound.to_string()).or_else(|| beyond(extension::MINIMUM));
    let maximum = plain.maximum.map(|bound| bound.to_string()).or_else(|| beyond(extension::MAXIMUM));
    bound(&mut notes, "Minimum", minimum.as_deref(), plain.exclusive_minimum);
    bound(&mut notes, "Maximum", maximum.as_deref(), plain.exclusive_maximum);
    if let Some(step) = plain.multiple_of {
        notes.push(format!("Multiple of {}.", code(&step.to_string())));
    }
    range(&mut notes, "Length", "characters", plain.min_length, plain.max_length);
    if let Some(pattern) = &plain.pattern {
        notes.push(format!("Pattern: {}.", code(pattern)));
    }
    range(&mut notes, "Length", "items", plain.min_items, plain.max_items);
    if plain.unique_items == Some(true) {
        notes.push("No item stands twice.".to_owned());
    }
    range(&mut notes, "Size", "members", plain.min_properties, plain.max_properties);
    let scalar = !matches!(keywords.shape(), Shape::Object | Shape::AllOf | Shape::Union | Shape::Array);
    if let Some(example) = keywords.data.example.as_ref().filter(|_| scalar) {
        notes.extend(short(example).map(|text| format!("Example: {text}.")));
    }
    notes
}

fn bound(notes: &mut Vec<String>, which: &str, bound: Option<&str>, exclusive: Option<bool>) {
    if let Some(bound) = bound {
        let exclusive = if exclusive == Some(true) { ", itself excluded" } else { "" };
        notes.push(format!("{which}: {}{exclusive}.", code(bound)));
    }
}

fn range(notes: &mut Vec<String>, what: &str, of: &str, least: Option<usize>, most: Option<usize>) {
    notes.extend(match (least.filter(|least| *least > 0), most) {
        (Some(least), Some(most)) if least == most => Some(format!("{what}: {least} {of}.")),
        (Some(least), Some(most)) => Some(format!("{what}: {least} to {most} {of}.")),
        (Some(least), None) => Some(format!("{what}: at least {least} {of}.")),
        (None, Some(most)) => Some(format!("{what}: at most {most} {of}.")),
        (None, None) => None,
    });
}

/// A JSON value as code, if it is short.
fn short(value: &Value) -> Option<String> {
    let text = value.to_string();
    (text.chars().count() <= MAX_EXAMPLE).then(|| code(&text))
}

/// Text between back quotes, more of them than the text has in a row.
fn code(text: &str) -> String {
    let text = text.replace(['\r', '\n'], " ");
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}
