//! Path, query and header values.
//!
//! In: the text of one parameter. Out: the faults of it. Invariant: an absent optional parameter has none, and a text
//! is read as the type that its schema names before it is judged.

use serde_json::Value;

use super::detail::Detail;
use crate::document::{Document, Parameter};
use crate::json::Json;
use crate::route::hyphenated;

/// Adds the faults of one parameter.
pub(super) fn check(
    document: &Document,
    parameter: &Parameter,
    text: Option<String>,
    details: &mut Vec<Detail>,
) {
    let location = [Json::from(parameter.location.as_str()), Json::from(parameter.name.as_str())];
    let Some(text) = text else {
        if parameter.required {
            details.push(Detail::missing(&location, &Json::Null));
        }
        return;
    };
    let input = Json::Text(text.clone());
    let schema = kind_of(document, &parameter.schema.source);
    let value = match read(schema, &text) {
        Ok(value) => value,
        Err((kind, message)) => return details.push(Detail::new(kind, &location, message, &input)),
    };
    if parameter.schema.judge(&value.to_value()).is_err() || is_uuid(schema) && hyphenated(&text).is_err() {
        details.push(describe(schema, &location, &text));
    }
}

/// The fault of a text that is no integer.
pub(super) fn no_integer(location: &[Json], text: &str) -> Detail {
    Detail::new("int_parsing", location, NO_INTEGER, &Json::from(text))
}

const NO_INTEGER: &str = "Input should be a valid integer, unable to parse string as an integer";

/// The schema that is not `null` of an optional value.
fn kind_of<'a>(document: &'a Document, schema: &'a Value) -> &'a Value {
    let (_, schema) = document.resolve(schema);
    let variants = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    variants
        .map(|variant| document.resolve(variant).1)
        .find(|variant| type_of(variant) != "null")
        .unwrap_or(schema)
}

fn type_of(schema: &Value) -> &str {
    schema.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn is_uuid(schema: &Value) -> bool {
    schema.get("format").and_then(Value::as_str) == Some("uuid")
}

fn read(schema: &Value, text: &str) -> Result<Json, (&'static str, &'static str)> {
    match type_of(schema) {
        "integer" => match text.trim().parse::<i128>() {
            Ok(number) => Ok(Json::Number(number.to_string())),
            Err(_) => Err(("int_parsing", NO_INTEGER)),
        },
        "boolean" => match text.to_ascii_lowercase().as_str() {
            "1" | "true" | "t" | "yes" | "y" | "on" => Ok(Json::Bool(true)),
            "0" | "false" | "f" | "no" | "n" | "off" => Ok(Json::Bool(false)),
            _ => Err(("bool_parsing", "Input should be a valid boolean, unable to interpret input")),
        },
        // A UUID of another spelling is read as the usual one.
        _ => Ok(Json::Text(if is_uuid(schema) {
            hyphenated(text).unwrap_or_else(|_| text.to_owned())
        } else {
            text.to_owned()
        })),
    }
}

/// Describes the fault of a value that the schema does not allow.
fn describe(schema: &Value, location: &[Json], text: &str) -> Detail {
    let input = Json::from(text);
    let number: f64 = text.trim().parse().unwrap_or(f64::NAN);
    let bounds = [
        ("minimum", "greater_than_equal", "greater than or equal to", "ge"),
        ("maximum", "less_than_equal", "less than or equal to", "le"),
    ];
    for (keyword, kind, words, name) in bounds {
        let Some(bound) = schema.get(keyword) else { continue };
        let limit = bound.as_f64().unwrap_or(f64::NAN);
        if if keyword == "minimum" { number < limit } else { number > limit } {
            let context = Json::object([(name, Json::Number(bound.to_string()))]);
            let detail = Detail::new(kind, location, format!("Input should be {words} {bound}"), &input);
            return Detail { context: Some(context), ..detail };
        }
    }
    let pattern = schema.get("pattern").and_then(Value::as_str);
    match (hyphenated(text), pattern) {
        (Err(reason), _) if is_uuid(schema) => Detail::uuid(location, &reason, &input),
        (_, Some(pattern)) => Detail::pattern(location, pattern, &input),
        _ => Detail::new("value_error", location, "Input does not fit its schema", &input),
    }
}
