//! What a node of a document is, by its location.
//!
//! In: the keys from the root. Out: the kind of node that the standard has there.
//! Invariant: a node under `properties` is a schema whatever its key, and a node under `example` never is.

use super::{Method, extension};
use crate::pointer::Pointer;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeKind {
    Root,
    Components,
    /// Paths by template.
    Paths,
    PathItem,
    Operation,
    /// Callbacks by name.
    Callbacks,
    /// Path items by expression.
    Callback,
    /// Parameters by name or number.
    Parameters,
    Parameter,
    /// Headers by name; a header is a parameter without `name` and `in`.
    Headers,
    Header,
    RequestBodies,
    RequestBody,
    Responses,
    Response,
    /// Media types by name.
    Content,
    MediaType,
    SecuritySchemes,
    SecurityScheme,
    /// Encodings by property.
    Encodings,
    Encoding,
    /// Schemas by name.
    SchemaMap,
    /// Schemas by number.
    SchemaList,
    Schema,
    /// Known, and neither a schema nor anything that contains one.
    Fixed,
    /// Data, or a member that the standard does not know.
    Other,
}

impl NodeKind {
    /// The kind of the node at a pointer.
    pub(crate) fn of(pointer: &Pointer) -> Self {
        pointer.keys().fold(Self::Root, |kind, key| kind.child(&key))
    }

    /// The kind of a member or an item.
    pub(crate) fn child(self, key: &str) -> Self {
        match self {
            Self::Root => root(key),
            Self::Components => component(key),
            Self::Paths => Self::PathItem,
            Self::Callbacks => Self::Callback,
            Self::Callback if key != "$ref" => Self::PathItem,
            Self::PathItem => path_item(key),
            Self::Operation => operation(key),
            Self::Parameters => Self::Parameter,
            Self::Headers => Self::Header,
            Self::RequestBodies => Self::RequestBody,
            Self::Responses => Self::Response,
            Self::Content => Self::MediaType,
            Self::SecuritySchemes => Self::SecurityScheme,
            Self::Parameter | Self::Header => match key {
                "schema" => Self::Schema,
                "content" => Self::Content,
                _ => Self::Other,
            },
            Self::RequestBody if key == "content" => Self::Content,
            Self::Response => match key {
                "content" => Self::Content,
                "headers" => Self::Headers,
                _ => Self::Other,
            },
            Self::MediaType => match key {
                // Since OpenAPI 3.2; before, a member that the standard does not know and documents use all the same.
                "schema" | "itemSchema" => Self::Schema,
                "encoding" => Self::Encodings,
                _ => Self::Other,
            },
            Self::Encodings => Self::Encoding,
            Self::Encoding if key == "headers" => Self::Headers,
            Self::SchemaMap | Self::SchemaList => Self::Schema,
            Self::Schema => schema(key),
            Self::Fixed | Self::SecurityScheme => Self::Fixed,
            Self::RequestBody | Self::Callback | Self::Encoding | Self::Other => Self::Other,
        }
    }
}

fn root(key: &str) -> NodeKind {
    match key {
        "components" => NodeKind::Components,
        "paths" | "webhooks" => NodeKind::Paths,
        "$defs" | "definitions" => NodeKind::SchemaMap,
        "info" | "servers" | "security" | "tags" | "externalDocs" | "openapi" => NodeKind::Fixed,
        _ => NodeKind::Other,
    }
}

fn component(key: &str) -> NodeKind {
    match key {
        "schemas" => NodeKind::SchemaMap,
        "parameters" => NodeKind::Parameters,
        "headers" => NodeKind::Headers,
        "requestBodies" => NodeKind::RequestBodies,
        "responses" => NodeKind::Responses,
        "pathItems" => NodeKind::Paths,
        "callbacks" => NodeKind::Callbacks,
        // OpenAPI 3.2; `bundle` puts media types of other files there.
        "mediaTypes" => NodeKind::Content,
        "securitySchemes" => NodeKind::SecuritySchemes,
        _ => NodeKind::Other,
    }
}

fn path_item(key: &str) -> NodeKind {
    match key {
        _ if Method::from_key(key).is_some() => NodeKind::Operation,
        "parameters" => NodeKind::Parameters,
        "servers" => NodeKind::Fixed,
        _ => NodeKind::Other,
    }
}

fn operation(key: &str) -> NodeKind {
    match key {
        "parameters" => NodeKind::Parameters,
        "requestBody" => NodeKind::RequestBody,
        "responses" => NodeKind::Responses,
        "callbacks" => NodeKind::Callbacks,
        "externalDocs" | "security" | "servers" | "tags" => NodeKind::Fixed,
        _ => NodeKind::Other,
    }
}

fn schema(key: &str) -> NodeKind {
    match key {
        "properties" | "$defs" | "definitions" | extension::PATTERN_PROPERTIES => NodeKind::SchemaMap,
        "allOf" | "anyOf" | "oneOf" | extension::TUPLE => NodeKind::SchemaList,
        "items" | "additionalProperties" | "not" | extension::CONTENT_SCHEMA => NodeKind::Schema,
        _ => NodeKind::Other,
    }
}
