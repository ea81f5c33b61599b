//! What a schema demands of values beside their type.
//!
//! In: a schema's keywords, and those of inline schemas below. Out: constraints, by which examples are made.
//! Invariant: those of a component belong to its own type, so that they are collected once.

use openapiv3::AnySchema;
use serde_json::Value;

use super::{
    keywords::{Additional, Keywords, Shape},
    views::Views,
};
use crate::{ir::Constraints, openapi::extension, pointer::Pointer};

/// How many schemas one value's constraints are collected from: inline ones may lead to each other without end.
const MAX_SCHEMAS: usize = 50;

/// The constraints at a use of a schema; a component has a type with its own.
pub(super) fn of_use(views: &Views<'_>, pointer: &Pointer) -> Option<Box<Constraints>> {
    if pointer.component().is_some() { None } else { of(views, pointer) }
}

/// The constraints of a schema; nothing where it has none.
pub(super) fn of(views: &Views<'_>, pointer: &Pointer) -> Option<Box<Constraints>> {
    let mut budget = MAX_SCHEMAS;
    let found = collect(views, pointer, &mut budget);
    (found != Constraints::default()).then(|| Box::new(found))
}

fn collect(views: &Views<'_>, pointer: &Pointer, budget: &mut usize) -> Constraints {
    let Some((left, keywords)) = budget.checked_sub(1).zip(views.keywords(pointer)) else {
        return Constraints::default();
    };
    *budget = left;
    let mut found = own(&keywords);
    let mut below = |child: &Pointer| match child.component() {
        Some(_) => Constraints::default(),
        None => collect(views, child, budget),
    };
    if let Some(items) = items(&keywords).map(&mut below).filter(|items| *items != Constraints::default()) {
        found.items = Some(Box::new(items));
    }
    match keywords.shape() {
        Shape::AllOf => keywords.all_of.iter().map(&mut below).fold(found, Constraints::or),
        // Alternatives of one type are not told apart: an example of the first is one of the whole.
        Shape::Union => {
            let first = views.members_of_union(&keywords).first().map(below);
            first.into_iter().fold(found, Constraints::or)
        }
        _ => found,
    }
}

/// The schema of a list's items or of a map's values.
fn items(keywords: &Keywords) -> Option<&Pointer> {
    let is_map = keywords.properties.is_empty();
    let values = match &keywords.additional {
        Additional::Schema(values) if is_map => Some(values),
        _ => None,
    };
    keywords.items.as_ref().or(values).or_else(|| keywords.patterns.first().filter(|_| is_map))
}

fn own(keywords: &Keywords) -> Constraints {
    let AnySchema {
        format,
        pattern,
        min_length,
        max_length,
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        multiple_of,
        min_items,
        max_items,
        unique_items,
        min_properties,
        ..
    } = &keywords.plain;
    let extension = |key: &str| keywords.data.extensions.get(key);
    let beyond = |key: &str| extension(key).map(Value::to_string);
    let number = |bound: &Option<f64>| bound.map(|bound| bound.to_string());
    let keys =
        extension(extension::PATTERN_PROPERTIES).and_then(|patterns| patterns.as_object()?.keys().next());
    // A structured enum has no type, but its values are examples.
    let listed = keywords.plain.enumeration.iter().find(|value| value.is_array() || value.is_object());
    let example = listed.or(keywords.data.example.as_ref());
    Constraints {
        format: format.clone(),
        pattern: pattern.clone(),
        min_length: *min_length,
        max_length: *max_length,
        minimum: number(minimum).or_else(|| beyond(extension::MINIMUM)),
        maximum: number(maximum).or_else(|| beyond(extension::MAXIMUM)),
        exclusive_minimum: *exclusive_minimum == Some(true),
        exclusive_maximum: *exclusive_maximum == Some(true),
        multiple_of: number(multiple_of),
        min_items: *min_items,
        max_items: *max_items,
        unique_items: *unique_items == Some(true),
        min_properties: *min_properties,
        keys: keys.filter(|_| keywords.properties.is_empty()).cloned(),
        example: example.map(Value::to_string),
        items: None,
    }
}
