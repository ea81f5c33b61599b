//! The keywords of schemas: JSON Schema 2020-12, and what OpenAPI adds to it.
//!
//! In: nothing. Out: a table for schemas, one for discriminators and one for `xml`.
//! Invariant: a keyword of OpenAPI 3.0 that 3.1 no longer has is there, too.

use super::{
    Holds::{Data, List, Map, One},
    Member,
    Object::{self, Schema},
    constraint, holding, ignored, irrelevant, told, used, with,
};

const OF_XML: &str = "a body of XML is text, which `degraded-content` tells";

pub(super) const SCHEMA: &[Member] = &[
    // Core.
    used("$id"),
    ignored(
        "$schema",
        "schemas are read by JSON Schema 2020-12",
        &[
            "\"https://json-schema.org/draft/2020-12/schema\"",
            "\"https://spec.openapis.org/oas/3.1/dialect/base\"",
        ],
    ),
    used("$ref"),
    used("$anchor"),
    used("$dynamicRef"),
    used("$dynamicAnchor"),
    // As 2019-09 calls them.
    used("$recursiveRef"),
    used("$recursiveAnchor"),
    irrelevant("$vocabulary", "only schemas of schemas have it"),
    irrelevant("$comment", "it is for those who write the document"),
    holding("$defs", Map(Schema)),
    // As drafts before 2019-09 call it.
    holding("definitions", Map(Schema)),
    // Applicators.
    holding("allOf", List(Schema)),
    holding("anyOf", List(Schema)),
    holding("oneOf", List(Schema)),
    with(told("not", "unchecked-constraint"), One(Schema)),
    constraint("if", One(Schema)),
    with(told("then", "degraded-constraint"), One(Schema)),
    with(told("else", "degraded-constraint"), One(Schema)),
    constraint("dependentSchemas", Map(Schema)),
    holding("prefixItems", List(Schema)),
    holding("items", One(Schema)),
    constraint("contains", One(Schema)),
    holding("properties", Map(Schema)),
    holding("patternProperties", Map(Schema)),
    holding("additionalProperties", One(Schema)),
    constraint("propertyNames", One(Schema)),
    constraint("unevaluatedItems", One(Schema)),
    constraint("unevaluatedProperties", One(Schema)),
    // Validation.
    used("type"),
    used("enum"),
    used("const"),
    used("multipleOf"),
    used("maximum"),
    used("exclusiveMaximum"),
    used("minimum"),
    used("exclusiveMinimum"),
    used("maxLength"),
    used("minLength"),
    used("pattern"),
    used("maxItems"),
    used("minItems"),
    used("uniqueItems"),
    irrelevant("maxContains", "without `contains` it means nothing, and with it that tells"),
    irrelevant("minContains", "without `contains` it means nothing, and with it that tells"),
    used("maxProperties"),
    used("minProperties"),
    used("required"),
    constraint("dependentRequired", Data),
    // Meta-data.
    used("title"),
    used("description"),
    used("default"),
    used("deprecated"),
    used("readOnly"),
    used("writeOnly"),
    used("examples"),
    used("example"),
    with(irrelevant("externalDocs", "it is for people who read the document"), One(Object::ExternalDocs)),
    // Formats and contents.
    used("format"),
    used("contentEncoding"),
    used("contentMediaType"),
    holding("contentSchema", One(Schema)),
    // OpenAPI.
    used("nullable"),
    holding("discriminator", One(Object::Discriminator)),
    with(irrelevant("xml", OF_XML), One(Object::Xml)),
];

pub(super) const DISCRIMINATOR: &[Member] = &[used("propertyName"), used("mapping"), used("defaultMapping")];

pub(super) const XML: &[Member] = &[
    irrelevant("name", OF_XML),
    irrelevant("namespace", OF_XML),
    irrelevant("prefix", OF_XML),
    irrelevant("nodeType", OF_XML),
    irrelevant("attribute", OF_XML),
    irrelevant("wrapped", OF_XML),
];
