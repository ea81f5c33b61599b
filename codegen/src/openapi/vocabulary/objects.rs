//! The objects of an OpenAPI document, without schemas (OpenAPI 3.2, section 4).
//!
//! In: nothing. Out: a table for each object, in the standard's order.
//! Invariant: a member of any version from 3.0 to 3.2 is there once.

use super::{
    Holds::{Data, Extensible, List, Map, One},
    Member, Object, holding, ignored, irrelevant, lost, told, used, with,
};

const TEXT_OF_OTHERS: &str =
    "the texts of operations, schemas and parameters are the documentation of the code";
const MADE_EXAMPLES: &str = "examples are made from the schema, so that they compile and fit it";
const LEGAL: &str = "it is for people who read the document, and says nothing of requests";
const GROUPING: &str = "groups are flat, and named after their tags";
const LINKS: &str = "the operations that a link connects can be called without it";
const OBTAINING: &str = "obtaining a token is the application's task; the credential is the token";

pub(super) const ROOT: &[Member] = &[
    used("openapi"),
    used("$self"),
    holding("info", One(Object::Info)),
    ignored(
        "jsonSchemaDialect",
        "schemas are read by the dialect of OpenAPI",
        &[
            "\"https://spec.openapis.org/oas/3.1/dialect/base\"",
            "\"https://spec.openapis.org/oas/3.1/dialect/2024-11-10\"",
            "\"https://spec.openapis.org/oas/3.2/dialect/2025-09-17\"",
            "\"https://json-schema.org/draft/2020-12/schema\"",
        ],
    ),
    holding("servers", List(Object::Server)),
    holding("paths", Extensible(Object::PathItem)),
    holding("webhooks", Map(Object::PathItem)),
    holding("components", One(Object::Components)),
    used("security"),
    holding("tags", List(Object::Tag)),
    with(irrelevant("externalDocs", LEGAL), One(Object::ExternalDocs)),
    // Of JSON Schema; documents have definitions there, and references lead to them.
    holding("$defs", Map(Object::Schema)),
    holding("definitions", Map(Object::Schema)),
];

pub(super) const INFO: &[Member] = &[
    used("title"),
    irrelevant("summary", TEXT_OF_OTHERS),
    used("description"),
    irrelevant("termsOfService", LEGAL),
    with(irrelevant("contact", LEGAL), One(Object::Contact)),
    with(irrelevant("license", LEGAL), One(Object::License)),
    used("version"),
];

pub(super) const CONTACT: &[Member] =
    &[irrelevant("name", LEGAL), irrelevant("url", LEGAL), irrelevant("email", LEGAL)];

pub(super) const LICENSE: &[Member] =
    &[irrelevant("name", LEGAL), irrelevant("identifier", LEGAL), irrelevant("url", LEGAL)];

pub(super) const EXTERNAL_DOCS: &[Member] = &[irrelevant("description", LEGAL), irrelevant("url", LEGAL)];

pub(super) const SERVER: &[Member] = &[
    used("url"),
    used("description"),
    irrelevant("name", "a server is chosen by its URL"),
    holding("variables", Map(Object::ServerVariable)),
];

pub(super) const SERVER_VARIABLE: &[Member] =
    &[used("enum"), used("default"), irrelevant("description", TEXT_OF_OTHERS)];

pub(super) const TAG: &[Member] = &[
    used("name"),
    irrelevant("summary", GROUPING),
    used("description"),
    with(irrelevant("externalDocs", LEGAL), One(Object::ExternalDocs)),
    irrelevant("parent", GROUPING),
    irrelevant("kind", GROUPING),
];

pub(super) const COMPONENTS: &[Member] = &[
    holding("schemas", Map(Object::Schema)),
    holding("responses", Map(Object::Response)),
    holding("parameters", Map(Object::Parameter)),
    with(irrelevant("examples", MADE_EXAMPLES), Map(Object::Example)),
    holding("requestBodies", Map(Object::RequestBody)),
    holding("headers", Map(Object::Header)),
    holding("securitySchemes", Map(Object::SecurityScheme)),
    with(irrelevant("links", LINKS), Map(Object::Link)),
    holding("callbacks", Map(Object::Callback)),
    holding("pathItems", Map(Object::PathItem)),
    holding("mediaTypes", Map(Object::MediaType)),
];

pub(super) const PATH_ITEM: &[Member] = &[
    used("$ref"),
    irrelevant("summary", TEXT_OF_OTHERS),
    irrelevant("description", TEXT_OF_OTHERS),
    holding("get", One(Object::Operation)),
    holding("put", One(Object::Operation)),
    holding("post", One(Object::Operation)),
    holding("delete", One(Object::Operation)),
    holding("options", One(Object::Operation)),
    holding("head", One(Object::Operation)),
    holding("patch", One(Object::Operation)),
    holding("trace", One(Object::Operation)),
    told("query", "unsupported-method"),
    told("additionalOperations", "unsupported-method"),
    holding("servers", List(Object::Server)),
    holding("parameters", List(Object::Parameter)),
];

pub(super) const OPERATION: &[Member] = &[
    used("tags"),
    used("summary"),
    used("description"),
    with(irrelevant("externalDocs", LEGAL), One(Object::ExternalDocs)),
    used("operationId"),
    holding("parameters", List(Object::Parameter)),
    holding("requestBody", One(Object::RequestBody)),
    holding("responses", Extensible(Object::Response)),
    holding("callbacks", Map(Object::Callback)),
    used("deprecated"),
    used("security"),
    holding("servers", List(Object::Server)),
];

pub(super) const PARAMETER: &[Member] = &[
    used("name"),
    used("in"),
    used("description"),
    used("required"),
    used("deprecated"),
    lost(
        "allowEmptyValue",
        "a value is always that of the schema; `with_query` sends an empty one",
        &["false"],
    ),
    used("style"),
    used("explode"),
    used("allowReserved"),
    holding("schema", One(Object::Schema)),
    irrelevant("example", MADE_EXAMPLES),
    with(irrelevant("examples", MADE_EXAMPLES), Map(Object::Example)),
    holding("content", Map(Object::MediaType)),
];

pub(super) const HEADER: &[Member] = &[
    used("description"),
    used("required"),
    used("deprecated"),
    irrelevant("allowEmptyValue", "headers of responses are read, and an empty one is read as any other"),
    irrelevant("style", "`simple` is the only style of headers"),
    used("explode"),
    irrelevant("allowReserved", "values of headers are not percent-encoded"),
    holding("schema", One(Object::Schema)),
    irrelevant("example", MADE_EXAMPLES),
    with(irrelevant("examples", MADE_EXAMPLES), Map(Object::Example)),
    holding("content", Map(Object::MediaType)),
];

pub(super) const REQUEST_BODY: &[Member] =
    &[used("description"), holding("content", Map(Object::MediaType)), used("required")];

pub(super) const MEDIA_TYPE: &[Member] = &[
    irrelevant("description", TEXT_OF_OTHERS),
    holding("schema", One(Object::Schema)),
    holding("itemSchema", One(Object::Schema)),
    irrelevant("example", MADE_EXAMPLES),
    with(irrelevant("examples", MADE_EXAMPLES), Map(Object::Example)),
    with(told("encoding", "degraded-encoding"), Map(Object::Encoding)),
    told("prefixEncoding", "degraded-content"),
    told("itemEncoding", "degraded-content"),
];

pub(super) const ENCODING: &[Member] = &[
    used("contentType"),
    with(told("headers", "degraded-encoding"), Map(Object::Header)),
    lost("encoding", "the members of a part are encoded by their schemas", &["{}"]),
    lost("prefixEncoding", "the members of a part are encoded by their schemas", &["[]"]),
    lost("itemEncoding", "the members of a part are encoded by their schemas", &[]),
    used("style"),
    used("explode"),
    used("allowReserved"),
];

pub(super) const RESPONSE: &[Member] = &[
    irrelevant("summary", TEXT_OF_OTHERS),
    used("description"),
    holding("headers", Map(Object::Header)),
    holding("content", Map(Object::MediaType)),
    with(irrelevant("links", LINKS), Map(Object::Link)),
];

/// Path items by expression, which has no fixed names.
pub(super) const CALLBACK: &[Member] = &[];

pub(super) const EXAMPLE: &[Member] = &[
    irrelevant("summary", MADE_EXAMPLES),
    irrelevant("description", MADE_EXAMPLES),
    irrelevant("dataValue", MADE_EXAMPLES),
    irrelevant("serializedValue", MADE_EXAMPLES),
    irrelevant("externalValue", MADE_EXAMPLES),
    irrelevant("value", MADE_EXAMPLES),
];

pub(super) const LINK: &[Member] = &[
    irrelevant("operationRef", LINKS),
    irrelevant("operationId", LINKS),
    irrelevant("parameters", LINKS),
    irrelevant("requestBody", LINKS),
    with(irrelevant("server", LINKS), One(Object::Server)),
    irrelevant("description", LINKS),
    // A slip of the official schema of 3.1, for `server`.
    irrelevant("body", LINKS),
];

pub(super) const SECURITY_SCHEME: &[Member] = &[
    used("type"),
    used("description"),
    used("name"),
    used("in"),
    used("scheme"),
    irrelevant("bearerFormat", "a token is sent as it is, whatever is in it"),
    with(irrelevant("flows", OBTAINING), One(Object::Flows)),
    irrelevant("openIdConnectUrl", OBTAINING),
    irrelevant("oauth2MetadataUrl", OBTAINING),
    ignored("deprecated", "the credential has no deprecation note", &["false"]),
];

pub(super) const FLOWS: &[Member] = &[
    with(irrelevant("implicit", OBTAINING), One(Object::Flow)),
    with(irrelevant("password", OBTAINING), One(Object::Flow)),
    with(irrelevant("clientCredentials", OBTAINING), One(Object::Flow)),
    with(irrelevant("authorizationCode", OBTAINING), One(Object::Flow)),
    with(irrelevant("deviceAuthorization", OBTAINING), One(Object::Flow)),
];

pub(super) const FLOW: &[Member] = &[
    irrelevant("authorizationUrl", OBTAINING),
    irrelevant("deviceAuthorizationUrl", OBTAINING),
    irrelevant("tokenUrl", OBTAINING),
    irrelevant("refreshUrl", OBTAINING),
    irrelevant("scopes", OBTAINING),
];

pub(super) const REFERENCE: &[Member] = &[
    with(used("$ref"), Data),
    irrelevant("summary", "the texts of the target are used"),
    irrelevant("description", "the texts of the target are used"),
];
