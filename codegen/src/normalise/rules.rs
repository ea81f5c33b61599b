//! The rules, in the order in which they are applied to a schema.
//!
//! In: a schema and its location. Out: the schema in 3.0 shape; its children follow later.
//! Invariant: a rule leaves alone what is in 3.0 shape already, so that every rule can run on every document.

mod boolean_schema;
mod bounds;
mod constant;
mod content;
mod default_mapping;
mod dropped;
mod examples;
mod limits;
mod missing_type;
mod narrow_format;
mod null_enum;
mod null_member;
mod other_type;
mod pattern_properties;
mod reference;
mod required;
mod tuple;
mod type_beside_union;
mod type_list;
mod unevaluated;

use serde_json::Value;

use super::site::{Node, Site};
use crate::openapi::extension;

type Rule = fn(&mut Node, &mut Site<'_>);

const RULES: &[Rule] = &[
    unevaluated::apply,
    dropped::apply,
    reference::apply,
    null_member::apply,
    type_list::apply,
    constant::apply,
    null_enum::apply,
    bounds::apply,
    tuple::apply,
    pattern_properties::apply,
    content::apply,
    default_mapping::apply,
    required::apply,
    missing_type::apply,
    type_beside_union::apply,
    other_type::apply,
    narrow_format::apply,
    examples::apply,
    limits::apply,
];

/// Applies all rules to a schema.
pub(super) fn apply(schema: &mut Value, site: &mut Site<'_>) {
    boolean_schema::apply(schema, site);
    if let Some(node) = schema.as_object_mut() {
        for rule in RULES {
            rule(node, site);
        }
    }
}

/// Keywords that describe a value and do not constrain it.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "example",
    "examples",
    "$comment",
    "externalDocs",
];

/// Reduces a schema to `null` and its annotations.
fn only_null(node: &mut Node) {
    node.retain(|key, _| ANNOTATIONS.contains(&key.as_str()) && key != "nullable" || key.starts_with("x-"));
    node.insert(extension::NULL.into(), Value::Bool(true));
}

fn nullable(node: &mut Node) {
    node.insert("nullable".into(), Value::Bool(true));
}

/// Whether only `null` matches a schema.
fn is_null(schema: &Value) -> bool {
    let Some(node) = schema.as_object() else { return false };
    let ty = match node.get("type") {
        Some(Value::String(ty)) => ty == "null",
        Some(Value::Array(types)) => !types.is_empty() && types.iter().all(|ty| ty == "null"),
        _ => false,
    };
    let listed = node.get("enum").and_then(Value::as_array);
    ty || node.get("const").is_some_and(Value::is_null)
        || listed.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}

/// The JSON Schema type of values, if they all have one.
fn type_of<'a>(values: impl IntoIterator<Item = &'a Value>) -> Option<&'static str> {
    let mut types = values.into_iter().filter(|value| !value.is_null()).map(|value| match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    });
    let first = types.next()?;
    types.try_fold(first, |all, ty| match (all, ty) {
        (all, ty) if all == ty => Some(all),
        ("integer" | "number", "integer" | "number") => Some("number"),
        _ => None,
    })
}
