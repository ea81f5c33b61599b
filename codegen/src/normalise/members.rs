//! Members that the standard does not know, and names that it does not allow.
//!
//! In: a node at its place. Out: a warning for each; nothing is changed.
//! Invariant: extensions (`x-`) are never reported, nor what a schema has: JSON Schema takes any keyword.

use serde_json::Value;

use super::Position;
use crate::{Diagnostics, diagnostics, load::Origins, pointer::Pointer};

const ROOT: &[&str] = &[
    "$defs",
    "$self",
    "components",
    "definitions",
    "externalDocs",
    "info",
    "jsonSchemaDialect",
    "openapi",
    "paths",
    "security",
    "servers",
    "tags",
    "webhooks",
];
const COMPONENTS: &[&str] = &[
    "callbacks",
    "examples",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
];
const PATH_ITEM: &[&str] = &[
    "$ref",
    "additionalOperations",
    "delete",
    "description",
    "get",
    "head",
    "options",
    "parameters",
    "patch",
    "post",
    "put",
    "query",
    "servers",
    "summary",
    "trace",
];
const OPERATION: &[&str] = &[
    "callbacks",
    "deprecated",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "summary",
    "tags",
];
const PARAMETER: &[&str] = &[
    "$ref",
    "allowEmptyValue",
    "allowReserved",
    "content",
    "deprecated",
    "description",
    "example",
    "examples",
    "explode",
    "in",
    "name",
    "required",
    "schema",
    "style",
    "summary",
];
const REQUEST_BODY: &[&str] = &["$ref", "content", "description", "required", "summary"];
const RESPONSE: &[&str] = &["$ref", "content", "description", "headers", "links", "summary"];
const MEDIA_TYPE: &[&str] = &[
    "$ref",
    "description",
    "encoding",
    "example",
    "examples",
    "itemEncoding",
    "itemSchema",
    "prefixEncoding",
    "schema",
];

/// The members that the standard has at a position where it has no others (OpenAPI 3.0 to 3.2).
fn known(position: Position) -> Option<&'static [&'static str]> {
    match position {
        Position::Root => Some(ROOT),
        Position::Components => Some(COMPONENTS),
        Position::PathItem => Some(PATH_ITEM),
        Position::Operation => Some(OPERATION),
        Position::Parameter | Position::Header => Some(PARAMETER),
        Position::RequestBody => Some(REQUEST_BODY),
        Position::Response => Some(RESPONSE),
        Position::MediaType => Some(MEDIA_TYPE),
        _ => None,
    }
}

pub(super) fn check(
    node: &Value,
    position: Position,
    at: &Pointer,
    origins: &Origins,
    diagnostics: &mut Diagnostics,
) {
    let (Some(known), Some(members)) = (known(position), node.as_object()) else { return };
    let is_extension = at.keys().last().is_some_and(|key| key.starts_with("x-"));
    for (key, member) in members.iter().filter(|_| !is_extension) {
        if !known.contains(&key.as_str()) && !key.starts_with("x-") {
            diagnostics.push(diagnostics::unknown_member(&at.child(key), key));
        } else if position == Position::Components {
            names(member, &at.child(key), origins, diagnostics);
        }
    }
}

/// The names of components are `^[a-zA-Z0-9._-]+$`; parts of other files have names of no such kind.
fn names(components: &Value, at: &Pointer, origins: &Origins, diagnostics: &mut Diagnostics) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    for (name, _) in components.as_object().into_iter().flatten() {
        let at = at.child(name);
        if (name.is_empty() || !name.chars().all(allowed)) && origins.of(&at).0 == 0 {
            diagnostics.push(diagnostics::component_name(&at, name));
        }
    }
}
