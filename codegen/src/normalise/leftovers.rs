//! What documents keep of Swagger 2.0, or leave out between a body and its schema.
//!
//! In: a node of OpenAPI 3. Out: the node in the shape of OpenAPI 3, where its meaning is clear, with a warning.
//! Invariant: a node that has the members of OpenAPI 3 is left alone.

pub(super) mod form;

use serde_json::{Map, Value, json};

use super::site::Node;
use crate::{Diagnostic, Diagnostics, diagnostics, document::Moves, openapi::NodeKind, pointer::Pointer};

/// Members that only schemas of JSON have among the nodes of a body.
const STRUCTURE: &[&str] = &["additionalProperties", "allOf", "anyOf", "items", "oneOf", "properties"];
/// The same, where the media type is known.
const SCHEMA: &[&str] = &["enum", "format", "type"];
/// Members that a parameter of Swagger 2.0 has itself, and one of OpenAPI 3 in its schema.
const OF_PARAMETER: &[&str] = &[
    "default",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "type",
    "uniqueItems",
];
const JSON: &str = "application/json";

/// A node and where it is.
pub(super) struct Place<'a> {
    pub(super) at: &'a Pointer,
    pub(super) moves: &'a mut Moves,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Place<'_> {
    fn warn(&mut self, keyword: Option<&str>, warning: impl FnOnce(&Pointer) -> Diagnostic) {
        let at = keyword.map_or_else(|| self.at.clone(), |keyword| self.at.child(keyword));
        self.diagnostics.push(warning(&self.moves.origin(&at)));
    }

    fn below(&self, keys: &[&str]) -> Pointer {
        keys.iter().fold(self.at.clone(), |at, key| at.child(key))
    }
}

/// Completes a node of a body, a header or a parameter.
pub(super) fn complete(node: &mut Node, kind: NodeKind, place: &mut Place<'_>) {
    match kind {
        NodeKind::Response | NodeKind::RequestBody => body(node, kind, place),
        NodeKind::MediaType => media_type(node, place),
        NodeKind::Header | NodeKind::Parameter => parameter(node, kind, place),
        NodeKind::Schema => schema(node, place),
        _ => {}
    }
}

fn body(node: &mut Node, kind: NodeKind, place: &mut Place<'_>) {
    if node.contains_key("content") {
        return;
    }
    let noun = if kind == NodeKind::Response { "response" } else { "request body" };
    let schema = if is_schema_reference(node) || has_structure(node) {
        place.warn(None, |at| diagnostics::schema_in_place(at, noun));
        place.moves.stand_for(&place.below(&["content", JSON, "schema"]), place.at);
        Value::Object(std::mem::take(node))
    } else if let Some(schema) = node.shift_remove("schema").filter(Value::is_object) {
        place.warn(Some("schema"), |at| diagnostics::member_of_2_0(at, "schema", "the body's, as JSON"));
        place.moves.add(&[(place.below(&["content", JSON, "schema"]), place.at.child("schema"))]);
        schema
    } else {
        return;
    };
    if kind == NodeKind::Response {
        let description = schema.get("description").filter(|text| text.is_string()).cloned();
        node.entry("description").or_insert_with(|| description.unwrap_or_else(|| "".into()));
    }
    node.insert("content".into(), json!({ JSON: { "schema": schema } }));
}

fn media_type(node: &mut Node, place: &mut Place<'_>) {
    if node.contains_key("schema") || node.contains_key("itemSchema") {
        return;
    }
    if is_schema_reference(node) || has_structure(node) || SCHEMA.iter().any(|key| node.contains_key(*key)) {
        place.warn(None, |at| diagnostics::schema_in_place(at, "media type"));
        place.moves.stand_for(&place.at.child("schema"), place.at);
        let own = ["encoding", "example", "examples"].map(|key| (key, node.shift_remove(key)));
        let schema = std::mem::take(node);
        node.insert("schema".into(), Value::Object(schema));
        node.extend(own.into_iter().filter_map(|(key, member)| Some((key.to_owned(), member?))));
    }
}

fn parameter(node: &mut Node, kind: NodeKind, place: &mut Place<'_>) {
    if node.contains_key("schema") || node.contains_key("content") {
        return;
    }
    let noun = if kind == NodeKind::Header { "header" } else { "parameter" };
    if kind == NodeKind::Header && is_schema_reference(node) {
        place.warn(None, |at| diagnostics::schema_in_place(at, noun));
        place.moves.stand_for(&place.at.child("schema"), place.at);
        let schema = std::mem::take(node);
        node.insert("schema".into(), Value::Object(schema));
        return;
    }
    if !node.get("type").is_some_and(Value::is_string) {
        return;
    }
    place.warn(Some("type"), |at| diagnostics::member_of_2_0(at, "type", "that of its `schema`"));
    let mut schema = Map::new();
    for key in OF_PARAMETER {
        if let Some(member) = node.shift_remove(*key) {
            place.moves.add(&[(place.below(&["schema", key]), place.at.child(key))]);
            schema.insert((*key).to_owned(), member);
        }
    }
    node.insert("schema".into(), Value::Object(schema));
    collection_format(node);
}

fn schema(node: &mut Node, place: &mut Place<'_>) {
    if let Some(discriminator) =
        node.get_mut("discriminator").filter(|discriminator| discriminator.is_string())
    {
        *discriminator = json!({ "propertyName": discriminator });
        place.warn(Some("discriminator"), |at| {
            diagnostics::member_of_2_0(at, "discriminator", "the name of the property")
        });
    }
    if node.get("type").is_some_and(|ty| ty == "file") {
        place.warn(Some("type"), |at| diagnostics::member_of_2_0(at, "type: file", "bytes"));
        node.insert("type".into(), "string".into());
        node.insert("format".into(), "binary".into());
    }
}

/// How a list is written: `csv`, `ssv`, `pipes` or `multi` (OpenAPI 2.0, "Parameter Object").
fn collection_format(node: &mut Node) {
    let Some(Value::String(format)) = node.shift_remove("collectionFormat") else { return };
    let in_query = node.get("in").is_some_and(|position| position == "query");
    let (style, explode) = match format.as_str() {
        "multi" => ("form", true),
        "ssv" if in_query => ("spaceDelimited", false),
        "pipes" if in_query => ("pipeDelimited", false),
        _ if in_query => ("form", false),
        _ => return,
    };
    node.entry("style").or_insert_with(|| style.into());
    node.entry("explode").or_insert_with(|| explode.into());
}

fn is_schema_reference(node: &Node) -> bool {
    let target = node.get("$ref").and_then(Value::as_str).and_then(Pointer::from_reference);
    target.is_some_and(|target| NodeKind::of(&target) == NodeKind::Schema)
}

fn has_structure(node: &Node) -> bool {
    let own = ["content", "headers", "links", "schema", "$ref"];
    STRUCTURE.iter().any(|key| node.contains_key(*key)) && !own.iter().any(|key| node.contains_key(*key))
}
