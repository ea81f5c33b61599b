//! Any kind of schema as the kind that has all keywords.
//!
//! In: one of openapiv3's kinds of schema. Out: `AnySchema` with the same keywords.
//! Invariant: no keyword is lost.

use openapiv3::{AnySchema, SchemaKind, Type};
use serde_json::Value;

use crate::lower::literal;

pub(super) fn any_schema(kind: SchemaKind) -> AnySchema {
    let empty = AnySchema::default();
    match kind {
        SchemaKind::Any(schema) => schema,
        SchemaKind::OneOf { one_of } => AnySchema { one_of, ..empty },
        SchemaKind::AllOf { all_of } => AnySchema { all_of, ..empty },
        SchemaKind::AnyOf { any_of } => AnySchema { any_of, ..empty },
        SchemaKind::Not { not } => AnySchema { not: Some(not), ..empty },
        SchemaKind::Type(ty) => plain_type(ty),
    }
}

fn plain_type(ty: Type) -> AnySchema {
    match ty {
        Type::String(string) => AnySchema {
            typ: Some("string".into()),
            format: literal::text_of(&string.format),
            pattern: string.pattern,
            enumeration: values(string.enumeration),
            min_length: string.min_length,
            max_length: string.max_length,
            ..AnySchema::default()
        },
        Type::Number(number) => AnySchema {
            typ: Some("number".into()),
            format: literal::text_of(&number.format),
            multiple_of: number.multiple_of,
            exclusive_minimum: Some(number.exclusive_minimum),
            exclusive_maximum: Some(number.exclusive_maximum),
            minimum: number.minimum,
            maximum: number.maximum,
            enumeration: values(number.enumeration),
            ..AnySchema::default()
        },
        Type::Integer(integer) => AnySchema {
            typ: Some("integer".into()),
            format: literal::text_of(&integer.format),
            multiple_of: integer.multiple_of.map(approximate),
            exclusive_minimum: Some(integer.exclusive_minimum),
            exclusive_maximum: Some(integer.exclusive_maximum),
            minimum: integer.minimum.map(approximate),
            maximum: integer.maximum.map(approximate),
            enumeration: values(integer.enumeration),
            ..AnySchema::default()
        },
        Type::Object(object) => AnySchema {
            typ: Some("object".into()),
            properties: object.properties,
            required: object.required,
            additional_properties: object.additional_properties,
            min_properties: object.min_properties,
            max_properties: object.max_properties,
            ..AnySchema::default()
        },
        Type::Array(array) => AnySchema {
            typ: Some("array".into()),
            items: array.items,
            min_items: array.min_items,
            max_items: array.max_items,
            unique_items: Some(array.unique_items),
            ..AnySchema::default()
        },
        Type::Boolean(boolean) => AnySchema {
            typ: Some("boolean".into()),
            enumeration: values(boolean.enumeration),
            ..AnySchema::default()
        },
    }
}

/// Bounds only become notes, so the nearest float is near enough.
#[expect(clippy::cast_precision_loss, reason = "a bound in a doc comment; no code depends on it")]
fn approximate(bound: i64) -> f64 {
    bound as f64
}

fn values<T: Into<Value>>(listed: Vec<Option<T>>) -> Vec<Value> {
    listed.into_iter().map(|value| value.map_or(Value::Null, Into::into)).collect()
}
