//! Enums of scalars.
//!
//! In: keywords with `enum`, or the members of a `oneOf` that are all constants. Out: an open enumeration.
//! Invariant: no value is listed twice, and `null` is never a value.

mod labels;

use std::collections::BTreeSet;

use serde_json::Value as Json;

use self::labels::Label;
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
    let labels = labels::of(keywords);
    for extension in labels.unused {
        lowering.diagnostics.push(diagnostics::enum_labels(pointer, extension, listed.len()));
    }
    let mut values = Vec::new();
    for (index, value) in listed.iter().enumerate() {
        let Some(literal) = literal::of(value) else {
            lowering.diagnostics.push(diagnostics::structured_enum(pointer));
            return Lowered::Type(without_values(keywords));
        };
        let Label { name, description } = labels.values.get(index).cloned().unwrap_or_default();
        values.push(value_of(literal, name.as_ref(), Docs { description, ..Docs::default() }));
    }
    of_values(values)
}

/// One enumeration of members that are constants or enums of one scalar type; `None` if they are anything else.
pub(super) fn of_constants(lowering: &mut Lowering<'_>, members: &[Pointer]) -> Option<Lowered> {
    let titles = labels::titles(&lowering.views, members);
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
        let labels = labels::of(&keywords);
        let alone = listed.len() == 1;
        for (index, value) in listed.iter().enumerate().filter(|(_, value)| !value.is_null()) {
            let literal = literal::of(value)?;
            let Label { name, description } = labels.values.get(index).cloned().unwrap_or_default();
            let title = titles.get(member).filter(|_| alone);
            let docs = if alone {
                docs::of_schema(&keywords, title.map_or("", String::as_str))
            } else {
                Docs { description, ..Docs::default() }
            };
            values.push(value_of(literal, name.as_ref().or(title), docs));
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

/// The values that a schema lists, for discriminators and names; empty if it lists none.
pub(super) fn values_of(views: &Views<'_>, property: &Pointer) -> Vec<Literal> {
    let Some(keywords) = views.peeled(property) else { return Vec::new() };
    let listed = keywords.plain.enumeration.iter().filter(|value| !Json::is_null(value));
    listed.filter_map(literal::of).collect()
}
