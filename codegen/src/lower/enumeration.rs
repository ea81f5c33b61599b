//! Enums of scalars.
//!
//! In: keywords with `enum`, or the members of a `oneOf` that are all constants. Out: an open enumeration.
//! Invariant: no value is listed twice, and `null` is never a value.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{
    context::{Lowered, Lowering},
    docs,
    keywords::{Keywords, Shape},
    literal,
    views::Views,
};
use crate::{
    diagnostics,
    ir::{Docs, Enumeration, Literal, Name, Type, TypeKind, Value},
    pointer::Pointer,
};

pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    let listed = &keywords.plain.enumeration;
    let names = texts(keywords, &["x-enum-varnames", "x-enumNames"], listed.len());
    let descriptions = texts(keywords, &["x-enum-descriptions", "x-enumDescriptions"], listed.len());
    let mut values = Vec::new();
    for (index, value) in listed.iter().enumerate() {
        let Some(literal) = literal::of(value) else {
            lowering.diagnostics.push(diagnostics::structured_enum(pointer));
            return Lowered::Type(without_values(keywords));
        };
        let docs = Docs { description: descriptions.get(index).cloned(), ..Docs::default() };
        values.push(value_of(literal, names.get(index), docs));
    }
    of_values(values)
}

/// One enumeration of members that are constants or enums of one scalar type; `None` if they are anything else.
pub(super) fn of_constants(lowering: &mut Lowering<'_>, members: &[Pointer]) -> Option<Lowered> {
    let mut values: Vec<Value> = Vec::new();
    for member in members {
        let keywords = lowering.views.peeled(member)?;
        let listed = &keywords.plain.enumeration;
        if keywords.shape() != Shape::Enumeration {
            return None;
        }
        if !lowering.limits.copy(member, listed.len(), lowering.diagnostics) {
            return None;
        }
        let docs = docs::of_schema(&keywords, "");
        for value in listed.iter().filter(|value| !value.is_null()) {
            let literal = literal::of(value)?;
            let alone = listed.len() == 1;
            let title = keywords.data.title.as_ref().filter(|_| alone && !value.is_string());
            let docs = if alone { docs.clone() } else { Docs::default() };
            values.push(value_of(literal, title, docs));
        }
    }
    let strings = values.iter().all(|value| matches!(value.literal, Literal::String(_)));
    let integers = values.iter().all(|value| matches!(value.literal, Literal::Integer(_)));
    (strings || integers).then(|| of_values(values))
}

fn discriminant(literal: &Literal) -> u8 {
    match literal {
        Literal::Null => 0,
        Literal::Boolean(_) => 1,
        Literal::Integer(_) => 2,
        Literal::Number(_) => 3,
        Literal::String(_) => 4,
    }
}

fn value_of(literal: Literal, rust: Option<&String>, docs: Docs) -> Value {
    let name = Name { wire: literal::text(&literal), rust: rust.cloned().unwrap_or_default() };
    Value { name, literal, docs }
}

fn of_values(listed: Vec<Value>) -> Lowered {
    // The wire text tells literals of a kind apart.
    let mut seen = BTreeSet::new();
    let mut is_new = |value: &Value| seen.insert((discriminant(&value.literal), value.name.wire.clone()));
    let listed = listed.into_iter().filter(|value| value.literal != Literal::Null);
    let values: Vec<Value> = listed.filter(|value| is_new(value)).collect();
    if values.iter().all(|value| matches!(value.literal, Literal::Boolean(_))) {
        return Lowered::Type(Type::Boolean);
    }
    Lowered::Kind(TypeKind::Enumeration(Enumeration { values, other: Name::of("Other") }))
}

/// The type where the values cannot be represented.
fn without_values(keywords: &Keywords) -> Type {
    match keywords.plain.typ.as_deref() {
        Some("array") => Type::List(Box::new(Type::Any)),
        Some("object") => Type::Map(Box::new(Type::Any)),
        _ => Type::Any,
    }
}

/// An extension's list of texts, if it has one for each value.
fn texts(keywords: &Keywords, keys: &[&str], length: usize) -> Vec<String> {
    let list = keys.iter().find_map(|key| keywords.data.extensions.get(*key)?.as_array());
    let texts: Vec<String> =
        list.into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect();
    if texts.len() == length { texts } else { Vec::new() }
}

/// The values that a schema lists, for discriminators and names; empty if it lists none.
pub(super) fn values_of(views: &Views<'_>, property: &Pointer) -> Vec<Literal> {
    let Some(keywords) = views.peeled(property) else { return Vec::new() };
    let listed = keywords.plain.enumeration.iter().filter(|value| !Json::is_null(value));
    listed.filter_map(literal::of).collect()
}
