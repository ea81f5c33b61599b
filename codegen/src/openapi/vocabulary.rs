//! The members that the standard has, by kind of node.
//!
//! In: a kind of node and a key. Out: whether the standard has such a member there.
//! Invariant: extensions (`x-`) are known everywhere, and so is every member of a schema: JSON Schema takes any keyword.

use super::{Method, NodeKind, UNSUPPORTED};

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
/// Beside the operations.
const PATH_ITEM: &[&str] = &["$ref", "description", "parameters", "servers", "summary"];
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

/// Whether the standard has a member at a node of a kind (OpenAPI 3.0 to 3.2), where it has no others than those it lists.
pub(crate) fn knows(kind: NodeKind, key: &str) -> bool {
    let known = match kind {
        NodeKind::Root => ROOT,
        NodeKind::Components => COMPONENTS,
        NodeKind::PathItem if Method::from_key(key).is_some() || UNSUPPORTED.contains(&key) => return true,
        NodeKind::PathItem => PATH_ITEM,
        NodeKind::Operation => OPERATION,
        NodeKind::Parameter | NodeKind::Header => PARAMETER,
        NodeKind::RequestBody => REQUEST_BODY,
        NodeKind::Response => RESPONSE,
        NodeKind::MediaType => MEDIA_TYPE,
        _ => return true,
    };
    known.contains(&key) || key.starts_with("x-")
}
