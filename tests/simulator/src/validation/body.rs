//! JSON request bodies.
//!
//! In: the bytes of a body and its schema. Out: the value and its faults. Invariant: a body that the JSON Schema
//! library rejects has at least one fault, and one that it accepts has none.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::detail::Detail;
use crate::document::{Document, Schema};
use crate::json::Json;
use crate::options::ApiVersion;
use crate::route::hyphenated;

/// Reads a body: none, the value of a JSON text, or the text of anything else.
///
/// # Errors
/// A body that says it is JSON and is not.
pub(crate) fn parse(
    headers: &HeaderMap,
    bytes: &[u8],
    version: ApiVersion,
) -> Result<Option<Json>, crate::response::ErrorResponse> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(bytes);
    if !is_json(headers, version) {
        return Ok(Some(Json::Text(text.into())));
    }
    match Json::parse(&text) {
        Ok(Json::Null) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            let location = ["body".into(), error.column().into()];
            let detail = Detail {
                context: Some(Json::object([("error", error.to_string().into())])),
                ..Detail::new("json_invalid", &location, "JSON decode error", &Json::Object(Vec::new()))
            };
            super::reject(vec![detail], version).map(|()| None)
        }
    }
}

/// Older servers take a body without media type for JSON.
fn is_json(headers: &HeaderMap, version: ApiVersion) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let text = value.unwrap_or_default().to_ascii_lowercase();
    if text.is_empty() {
        return !version.is_strict();
    }
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.starts_with("application/") && essence.ends_with("+json")
}

/// Adds the faults of a body.
pub(super) fn check(document: &Document, schema: &Schema, body: Option<&Json>, details: &mut Vec<Detail>) {
    let location = vec![Json::from("body")];
    let Some(body) = body else { return details.push(Detail::missing(&location, &Json::Null)) };
    let Err(complaint) = schema.judge(&body.to_value()) else { return };
    let before = details.len();
    Walk { document, details }.value(&schema.source, body, &location);
    if details.len() == before {
        details.push(Detail::new("value_error", &location, complaint, body));
    }
}

/// A walk over a schema and a value that describes each fault.
struct Walk<'a> {
    document: &'a Document,
    details: &'a mut Vec<Detail>,
}

impl Walk<'_> {
    fn value(&mut self, schema: &Value, value: &Json, location: &[Json]) {
        let (_, schema) = self.document.resolve(schema);
        if let Some(variants) = schema.get("anyOf").and_then(Value::as_array) {
            return self.variants(variants, value, location);
        }
        match text_of(schema, "type") {
            "object" => self.object(schema, value, location),
            "string" => self.string(schema, value, location),
            "array" => self.array(schema, value, location),
            kind => self.plain(kind, value, location),
        }
    }

    fn variants(&mut self, variants: &[Value], value: &Json, location: &[Json]) {
        let mut found = Vec::new();
        let worded = variants.iter().filter(|variant| text_of(variant, "type") != "null");
        let several = worded.clone().count() > 1;
        for variant in variants {
            let mut location = location.to_vec();
            let position = several.then_some(location.len());
            if several {
                location.push(tag(self.document, variant).into());
            }
            let mut details = Vec::new();
            Walk { document: self.document, details: &mut details }.value(variant, value, &location);
            for detail in &mut details {
                detail.variant = position.or(detail.variant);
            }
            if details.is_empty() {
                return;
            }
            if text_of(variant, "type") != "null" {
                found.append(&mut details);
            }
        }
        self.details.append(&mut found);
    }

    fn object(&mut self, schema: &Value, value: &Json, location: &[Json]) {
        let properties = schema.get("properties").and_then(Value::as_object);
        if !matches!(value, Json::Object(_)) {
            let (kind, message) = match properties {
                Some(_) => (
                    "model_attributes_type",
                    "Input should be a valid dictionary or object to extract fields from",
                ),
                None => ("dict_type", "Input should be a valid dictionary"),
            };
            return self.details.push(Detail::new(kind, location, message, value));
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        let required: Vec<&str> = required.filter_map(Value::as_str).collect();
        // Required members first, present or not: the order in which the real server looks at them.
        let present = value.members().iter().map(|(name, _)| name.as_str());
        let others = present.filter(|name| !required.contains(name));
        for name in required.iter().copied().chain(others) {
            let property = properties.and_then(|properties| properties.get(name));
            match (value.get(name), property.or_else(|| schema.get("additionalProperties"))) {
                (None, _) => self.details.push(Detail::missing(&inside(location, name), value)),
                (Some(member), Some(schema)) => self.value(schema, member, &inside(location, name)),
                (Some(_), None) => {}
            }
        }
    }

    fn string(&mut self, schema: &Value, value: &Json, location: &[Json]) {
        let Json::Text(text) = value else { return self.plain("string", value, location) };
        if text_of(schema, "format") == "uuid" {
            if let Err(reason) = hyphenated(text) {
                self.details.push(Detail::uuid(location, &reason, value));
            }
        } else if !jsonschema::is_valid(schema, &value.to_value()) {
            let pattern = text_of(schema, "pattern");
            self.details.push(Detail::pattern(location, pattern, value));
        }
    }

    fn array(&mut self, schema: &Value, value: &Json, location: &[Json]) {
        self.plain("array", value, location);
        for (position, item) in value.items().iter().enumerate() {
            let mut location = location.to_vec();
            location.push(position.into());
            self.value(schema.get("items").unwrap_or(&Value::Null), item, &location);
        }
    }

    fn plain(&mut self, kind: &str, value: &Json, location: &[Json]) {
        let (fits, name, noun) = match kind {
            "number" => (matches!(value, Json::Number(_)), "float_type", "number"),
            "integer" => (value.is_integer(), "int_type", "integer"),
            "boolean" => (matches!(value, Json::Bool(_)), "bool_type", "boolean"),
            "string" => (matches!(value, Json::Text(_)), "string_type", "string"),
            "array" => (matches!(value, Json::List(_)), "list_type", "list"),
            "null" => (matches!(value, Json::Null), "none_required", "null"),
            _ => return,
        };
        if !fits {
            self.details.push(Detail::new(name, location, format!("Input should be a valid {noun}"), value));
        }
    }
}

fn inside(location: &[Json], name: &str) -> Vec<Json> {
    let mut location = location.to_vec();
    location.push(name.into());
    location
}

fn text_of<'a>(schema: &'a Value, name: &str) -> &'a str {
    schema.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// What the real server calls a variant of a union.
fn tag<'a>(document: &'a Document, variant: &'a Value) -> &'a str {
    if let (Some(name), _) = document.resolve(variant) {
        return name;
    }
    match text_of(variant, "type") {
        "number" => "float",
        "integer" => "int",
        "boolean" => "bool",
        "string" => "str",
        "array" => "list[any]",
        other => other,
    }
}
