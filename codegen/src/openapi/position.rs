//! What a node of a document is, by its location.
//!
//! In: the keys from the root. Out: the kind of node that the standard has there.
//! Invariant: a node under `properties` is a schema whatever its key, and a node under `example` never is.

use super::Method;
use crate::pointer::Pointer;

/// The prefix of the extensions by which earlier stages pass `lower` what OpenAPI 3.0 has no keyword for.
pub(crate) const INTERNAL_PREFIX: &str = "x-codegen-";

/// A kind of node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    Root,
    Components,
    /// Paths by template.
    Paths,
    PathItem,
    Operation,
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

impl Position {
    /// The position of a node, given its pointer.
    pub(crate) fn of(pointer: &Pointer) -> Self {
        pointer.keys().fold(Self::Root, |position, key| position.child(&key))
    }

    /// The position of a member or an item.
    pub(crate) fn child(self, key: &str) -> Self {
        match self {
            Self::Root => root(key),
            Self::Components => component(key),
            Self::Paths => Self::PathItem,
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
            Self::RequestBody | Self::Encoding | Self::Other => Self::Other,
        }
    }
}

fn root(key: &str) -> Position {
    match key {
        "components" => Position::Components,
        "paths" => Position::Paths,
        "$defs" | "definitions" => Position::SchemaMap,
        "info" | "servers" | "security" | "tags" | "externalDocs" | "openapi" => Position::Fixed,
        _ => Position::Other,
    }
}

fn component(key: &str) -> Position {
    match key {
        "schemas" => Position::SchemaMap,
        "parameters" => Position::Parameters,
        "headers" => Position::Headers,
        "requestBodies" => Position::RequestBodies,
        "responses" => Position::Responses,
        "pathItems" => Position::Paths,
        // OpenAPI 3.2; `bundle` puts media types of other files there.
        "mediaTypes" => Position::Content,
        "securitySchemes" => Position::SecuritySchemes,
        _ => Position::Other,
    }
}

fn path_item(key: &str) -> Position {
    match key {
        _ if Method::from_key(key).is_some() => Position::Operation,
        "parameters" => Position::Parameters,
        _ => Position::Other,
    }
}

fn operation(key: &str) -> Position {
    match key {
        "parameters" => Position::Parameters,
        "requestBody" => Position::RequestBody,
        "responses" => Position::Responses,
        _ => Position::Other,
    }
}

fn schema(key: &str) -> Position {
    match key {
        "properties" | "$defs" | "definitions" | "x-codegen-pattern-properties" => Position::SchemaMap,
        "allOf" | "anyOf" | "oneOf" | "x-codegen-tuple" => Position::SchemaList,
        "items" | "additionalProperties" | "not" | "x-codegen-content-schema" => Position::Schema,
        _ => Position::Other,
    }
}
