//! Bodies among the parameters of an operation, as Swagger 2.0 has them: `in: body` and `in: formData`.
//!
//! In: an operation. Out: the operation with a `requestBody` instead of those parameters.
//! Invariant: an operation that has a `requestBody` is left alone.

use serde_json::{Map, Value, json};

use super::{JSON, OF_PARAMETER, Place};
use crate::{diagnostics, normalise::site::Node, openapi::media_type::FORM};

/// Makes the body of an operation.
pub(in crate::normalise) fn complete(operation: &mut Node, place: &mut Place<'_>) {
    if operation.contains_key("requestBody") {
        return;
    }
    let Some(Value::Array(parameters)) = operation.get_mut("parameters") else { return };
    if !parameters.iter().any(|parameter| position(parameter).is_some()) {
        return;
    }
    let (mut kept, mut body, mut fields, mut moved) = (Vec::new(), None, Vec::new(), Vec::new());
    for (number, parameter) in std::mem::take(parameters).into_iter().enumerate() {
        let old = place.at.child("parameters").child(number);
        let Some(position) = position(&parameter) else {
            moved.push((place.at.child("parameters").child(kept.len()), old));
            kept.push(parameter);
            continue;
        };
        place.diagnostics.push(diagnostics::member_of_2_0(
            &place.moves.origin(&old.child("in")),
            &format!("in: {position}"),
            "a part of the request body",
        ));
        if position == "body" {
            body = Some((old, parameter));
        } else {
            fields.push(parameter);
        }
    }
    *parameters = kept;
    let consumed = operation.shift_remove("consumes");
    let consumed = consumed.as_ref().and_then(|types| types.get(0)?.as_str()).map(str::to_owned);
    let (media_type, mut body) = match body {
        Some((old, body)) => {
            let media_type = consumed.unwrap_or_else(|| JSON.to_owned());
            let new = place.below(&["requestBody", "content", &media_type, "schema"]);
            moved.push((new, old.child("schema")));
            (media_type, body)
        }
        None => form(fields, consumed),
    };
    place.moves.add(&moved);
    let schema = body.get_mut("schema").map_or_else(|| json!({}), Value::take);
    let mut made = Map::new();
    made.insert("content".into(), json!({ media_type: { "schema": schema } }));
    for key in ["description", "required"] {
        made.extend(body.get(key).map(|member| (key.to_owned(), member.clone())));
    }
    operation.insert("requestBody".into(), Value::Object(made));
}

/// The position of a parameter that is a body or a field of one.
fn position(parameter: &Value) -> Option<&str> {
    parameter.get("in").and_then(Value::as_str).filter(|position| ["body", "formData"].contains(position))
}

/// The media type and the body of fields.
fn form(fields: Vec<Value>, consumed: Option<String>) -> (String, Value) {
    let (mut properties, mut required, mut has_file) = (Map::new(), Vec::new(), false);
    for field in fields {
        let Some(name) = field.get("name").and_then(Value::as_str) else { continue };
        if field.get("required") == Some(&Value::Bool(true)) {
            required.push(Value::from(name));
        }
        let own = OF_PARAMETER.iter().filter_map(|key| Some(((*key).to_owned(), field.get(*key)?.clone())));
        let mut schema = field.get("schema").cloned().unwrap_or_else(|| Value::Object(own.collect()));
        if schema.get("type").is_some_and(|ty| ty == "file") {
            has_file = true;
            schema = json!({ "type": "string", "format": "binary" });
        }
        if let (Some(description), Some(schema)) = (field.get("description"), schema.as_object_mut()) {
            schema.entry("description").or_insert_with(|| description.clone());
        }
        properties.insert(name.to_owned(), schema);
    }
    let media_type = if has_file { "multipart/form-data" } else { FORM };
    let is_required = !required.is_empty();
    let schema = json!({ "type": "object", "properties": properties, "required": required });
    let media_type = consumed.filter(|_| !has_file).unwrap_or_else(|| media_type.to_owned());
    (media_type, json!({ "required": is_required, "schema": schema }))
}
