//! JSON scalars -> literals of the IR.
//!
//! In: `default`, `const`, `enum` values, formats. Out: literals and their text.
//! Invariant: an integer stays an integer, and only a scalar becomes a literal.

use openapiv3::VariantOrUnknownOrEmpty;
use serde_json::Value;

use crate::ir::Literal;

/// A scalar as a literal; `None` for arrays and objects.
pub(super) fn of(value: &Value) -> Option<Literal> {
    match value {
        Value::Null => Some(Literal::Null),
        Value::Bool(value) => Some(Literal::Boolean(*value)),
        Value::String(value) => Some(Literal::String(value.clone())),
        Value::Number(number) => number
            .as_i64()
            .map(i128::from)
            .or_else(|| number.as_u64().map(i128::from))
            .map(Literal::Integer)
            .or_else(|| number.as_f64().map(Literal::Number)),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// The literal's text, as a discriminator or a variant's wire name has it.
pub(super) fn text(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".into(),
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => format!("{value:?}"),
        Literal::String(value) => value.clone(),
    }
}

/// A format's text, whether openapiv3 knows it or not.
pub(super) fn text_of<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Empty => None,
        VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        VariantOrUnknownOrEmpty::Item(known) => match serde_json::to_value(known) {
            Ok(Value::String(text)) => Some(text),
            _ => None,
        },
    }
}
