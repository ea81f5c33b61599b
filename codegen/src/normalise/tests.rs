//! Schemas before and after, and what is said about them.

use serde_json::{Value, json};

use super::normalise;
use crate::{Diagnostics, document::Document, pointer::Pointer};

fn run(root: Value) -> (Option<Document>, Vec<(&'static str, String)>) {
    let mut diagnostics = Diagnostics::default();
    let document = normalise(Document::new(root), &mut diagnostics);
    (document, diagnostics.iter().map(|d| (d.code, d.pointer.to_string())).collect())
}

fn with_schema(version: &str, schema: &Value) -> Value {
    json!({"openapi": version, "info": {}, "components": {"schemas": {"A": schema}}})
}

/// The schema after, and the codes of the warnings.
fn schema(version: &str, schema: &Value) -> (Value, Vec<&'static str>) {
    let (document, said) = run(with_schema(version, schema));
    let schema = document.unwrap().root["components"]["schemas"]["A"].take();
    (schema, said.into_iter().map(|(code, _)| code).collect())
}

fn assert_rewrites(version: &str, cases: Vec<(Value, Value, &[&str])>) {
    for (before, after, codes) in cases {
        let found = schema(version, &before);
        assert_eq!(found, (after, codes.to_vec()), "{before}");
        // What the rules made is in 3.0 shape: they leave it alone.
        assert_eq!(schema("3.0.3", &found.0).0, found.0, "{before}");
    }
}

#[test]
fn null_in_unions_and_types() {
    let r = json!({"$ref": "#/components/schemas/B"});
    assert_rewrites(
        "3.1.0",
        vec![
            (json!({"type": ["string", "null"]}), json!({"nullable": true, "type": "string"}), &[]),
            (json!({"type": "null", "title": "T"}), json!({"title": "T", "x-codegen-null": true}), &[]),
            (json!({"type": ["null"]}), json!({"x-codegen-null": true}), &[]),
            (
                json!({"anyOf": [{"type": "string", "title": "in"}, {"type": "null"}], "title": "out"}),
                json!({"title": "out", "nullable": true, "type": "string"}),
                &[],
            ),
            (
                json!({"anyOf": [r, {"type": "null"}], "description": "D"}),
                json!({"description": "D", "nullable": true, "allOf": [r]}),
                &[],
            ),
            (
                json!({"oneOf": [{"type": "null"}, r, {"type": "string"}]}),
                json!({"oneOf": [r, {"type": "string"}], "nullable": true}),
                &[],
            ),
            (json!({"anyOf": [{"type": "null"}, {"const": null}]}), json!({"x-codegen-null": true}), &[]),
            (
                json!({"anyOf": [{"anyOf": [{"type": "integer"}, {"type": "null"}]}, {"type": "null"}]}),
                json!({"nullable": true, "type": "integer"}),
                &[],
            ),
            (
                json!({"anyOf": [{"minLength": 1, "type": "string"}, {"type": "null"}], "minLength": 2}),
                json!({"minLength": 2, "nullable": true, "allOf": [{"minLength": 1, "type": "string"}]}),
                &[],
            ),
            (
                json!({"enum": ["a", null]}),
                json!({"enum": ["a"], "x-codegen-const": "a", "nullable": true, "type": "string"}),
                &[],
            ),
            (json!({"enum": [null]}), json!({"x-codegen-null": true}), &[]),
            (
                json!({"type": ["string", "integer", "null"], "minLength": 1, "minimum": 0, "title": "T"}),
                json!({"title": "T", "nullable": true, "anyOf": [
                    {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 0}]}),
                &[],
            ),
            (json!({"type": ["string", "integer"], "enum": ["a", 1]}), json!({"enum": ["a", 1]}), &[]),
        ],
    );
}

#[test]
fn constants_bounds_and_the_like() {
    assert_rewrites(
        "3.1.0",
        vec![
            (json!({"const": "x"}), json!({"type": "string", "enum": ["x"], "x-codegen-const": "x"}), &[]),
            (json!({"const": null}), json!({"x-codegen-null": true}), &[]),
            (
                json!({"type": "integer", "exclusiveMinimum": 0}),
                json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true}),
                &[],
            ),
            (
                json!({"type": "number", "maximum": 1, "exclusiveMaximum": 2}),
                json!({"type": "number", "maximum": 1}),
                &[],
            ),
            (
                json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true}),
                json!({"type": "integer", "minimum": 0, "exclusiveMinimum": true}),
                &["boolean-bound"],
            ),
            (json!({"type": "integer", "minimum": 1.0}), json!({"type": "integer", "minimum": 1}), &[]),
            (
                json!({"type": "integer", "maximum": u64::MAX}),
                json!({"type": "integer", "format": "int128", "x-codegen-maximum": u64::MAX}),
                &[],
            ),
            (
                json!({"type": "string", "minLength": -1, "maxLength": 9.0}),
                json!({"type": "string", "maxLength": 9}),
                &["dropped-limit"],
            ),
            (
                json!({"type": "string", "required": true}),
                json!({"type": "string"}),
                &["required-not-a-list"],
            ),
            (json!({"type": "string", "examples": ["a"]}), json!({"type": "string", "example": "a"}), &[]),
            (
                json!({"contentEncoding": "base64", "contentMediaType": "image/png"}),
                json!({"type": "string", "format": "byte"}),
                &[],
            ),
            (
                json!({"type": "string", "contentMediaType": "application/octet-stream"}),
                json!({"type": "string", "format": "binary"}),
                &[],
            ),
            (
                json!({"propertyNames": {"pattern": "a"}, "if": {}, "type": "object"}),
                json!({"type": "object"}),
                &["unchecked-constraint", "unchecked-constraint"],
            ),
            (
                json!({"type": "object", "if": {}, "then": {"properties": {"a": {}}}, "else": {"required": ["a"]}}),
                json!({"type": "object"}),
                &["unchecked-constraint", "degraded-constraint"],
            ),
            (
                json!({"properties": {"a": {}}, "dependentSchemas": {"b": {"properties": {"a": {"const": 1}}}},
                    "type": "object"}),
                json!({"properties": {"a": {}}, "type": "object"}),
                &["unchecked-constraint"],
            ),
            (
                json!({"type": "object", "dependentSchemas": {"b": {"allOf": [{"$ref": "#/components/schemas/B"}]}}}),
                json!({"type": "object"}),
                &["degraded-constraint"],
            ),
            (
                json!({"type": "array", "contains": {"type": "string"}, "minContains": 2}),
                json!({"type": "array"}),
                &["degraded-constraint"],
            ),
            (
                json!({"type": "array", "items": {"type": "string"}, "contains": {"const": "a"}}),
                json!({"type": "array", "items": {"type": "string"}}),
                &["unchecked-constraint"],
            ),
            (
                json!({"type": "object", "dependentRequired": {"a": ["b"]}, "then": {"properties": {"c": {}}}}),
                json!({"type": "object"}),
                &["unchecked-constraint"],
            ),
            (
                json!({"type": "object", "unevaluatedProperties": {"type": "integer"}}),
                json!({"type": "object", "additionalProperties": {"type": "integer"}}),
                &[],
            ),
            (
                json!({"type": "object", "unevaluatedProperties": {"type": "integer"}, "additionalProperties": true}),
                json!({"type": "object", "additionalProperties": true}),
                &["degraded-constraint"],
            ),
            (
                json!({"type": "object", "unevaluatedProperties": false, "unevaluatedItems": true}),
                json!({"type": "object"}),
                &[],
            ),
        ],
    );
}

#[test]
fn structure() {
    let r = json!({"$ref": "#/components/schemas/B"});
    assert_rewrites(
        "3.1.0",
        vec![
            (json!(true), json!({}), &[]),
            (json!(false), json!({"not": {}}), &[]),
            (
                json!({"properties": {"const": true, "additionalProperties": true}, "additionalProperties": true}),
                json!({"properties": {"const": {}, "additionalProperties": {}}, "additionalProperties": true,
                    "type": "object"}),
                &[],
            ),
            (
                json!({"$ref": "#/components/schemas/B", "deprecated": true, "type": "object"}),
                json!({"deprecated": true, "x-codegen-reference": true, "allOf": [r]}),
                &[],
            ),
            (json!({"$ref": "#/components/schemas/B", "type": "object"}), r.clone(), &[]),
            (
                json!({"prefixItems": [{"const": 1}, true], "items": false}),
                json!({"maxItems": 2, "type": "array", "x-codegen-tuple": [
                    {"type": "integer", "enum": [1], "x-codegen-const": 1}, {}]}),
                &[],
            ),
            (
                json!({"patternProperties": {"^x": {"type": ["string", "null"]}}}),
                json!({"x-codegen-pattern-properties": {"^x": {"nullable": true, "type": "string"}},
                    "type": "object"}),
                &[],
            ),
            (
                json!({"items": {"type": "string"}}),
                json!({"items": {"type": "string"}, "type": "array"}),
                &[],
            ),
            (json!({"type": "string", "anyOf": [r, r]}), json!({"anyOf": [r, r]}), &["type-beside-union"]),
            (
                json!({"type": "string", "anyOf": [{"format": "uuid"}, {"enum": ["a"]}]}),
                json!({"anyOf": [{"format": "uuid", "type": "string"}, {"enum": ["a"], "x-codegen-const": "a", "type": "string"}]}),
                &[],
            ),
            (
                json!({"example": {"const": 1}, "default": {"type": ["a", "null"]}, "enum": [{"const": 1}]}),
                json!({"example": {"const": 1}, "default": {"type": ["a", "null"]}, "enum": [{"const": 1}],
                    "type": "object"}),
                &[],
            ),
        ],
    );
    let lenient = schema("3.0.3", &json!({"type": ["string", "null"]}));
    assert_eq!(lenient, (json!({"nullable": true, "type": "string"}), vec!["keyword-of-3.1"]));
}

#[test]
fn versions_and_parts() {
    let cases = [
        (json!({"swagger": "2.0"}), vec![("swagger-2", "/swagger")]),
        (json!({}), vec![("not-openapi", "/")]),
        (json!([]), vec![("not-openapi", "/")]),
        (json!({"openapi": "4.0.0"}), vec![("unsupported-version", "/openapi")]),
        (json!({"openapi": "3.1.0"}), vec![("nothing-described", "/")]),
    ];
    for (root, codes) in cases {
        let (document, said) = run(root.clone());
        assert!(document.is_none(), "{root}");
        assert_eq!(said, codes.iter().map(|(c, p)| (*c, (*p).to_owned())).collect::<Vec<_>>(), "{root}");
    }
    let (document, said) = run(json!({"openapi": "3.2.0", "info": {}, "webhooks": {"a": {}}}));
    assert!(document.is_some());
    assert_eq!(said, [("newer-version", "/openapi".into())]);
}

#[test]
fn responses_in_operations_and_callbacks() {
    let callbacks = json!({"c": {"{$url}": {"post": {"responses": {"200": {}}}}}});
    let operation = json!({"callbacks": callbacks, "responses": {"200": {}, "404": {"$ref": "#/x"}}});
    let root = json!({"openapi": "3.1.0", "info": {}, "paths": {"/a": {"get": operation}}});
    let (document, said) = run(root);
    let at = "/paths/~1a/get";
    let expected = [
        ("missing-description", format!("{at}/callbacks/c/{{$url}}/post/responses/200")),
        ("missing-description", format!("{at}/responses/200")),
    ];
    assert_eq!(said, expected);
    let responses = &document.unwrap().root["paths"]["/a"]["get"]["responses"];
    assert_eq!(*responses, json!({"200": {"description": ""}, "404": {"$ref": "#/x"}}));
}

#[test]
fn places_of_moved_nodes_are_known() {
    let schema = json!({
        "anyOf": [{"type": "null"}, {"properties": {"p": {
            "oneOf": [{"type": "null"}, {"type": "string"}, {"prefixItems": [{"type": "string"}]}]
        }}}],
    });
    let (document, _) = run(with_schema("3.1.0", &schema));
    let document = document.unwrap();
    let pointer = |text: &str| Pointer::from_reference(&format!("#/components/schemas/A{text}")).unwrap();
    let pairs = [
        ("", ""),
        ("/properties/p", "/anyOf/1/properties/p"),
        ("/properties/p/oneOf/0", "/anyOf/1/properties/p/oneOf/1"),
        ("/properties/p/oneOf/1/x-codegen-tuple/0", "/anyOf/1/properties/p/oneOf/2/prefixItems/0"),
    ];
    for (new, old) in pairs {
        assert_eq!(document.moves.origin(&pointer(new)), pointer(old));
        assert_eq!(document.moves.target(&pointer(old)), pointer(new));
    }
    assert_eq!(document.moves.target(&pointer("/anyOf/1")), pointer(""));
    let rules: Vec<_> = document.rewrites.iter().map(|rewrite| rewrite.rule).collect();
    assert_eq!(rules, ["null-in-union", "missing-type", "null-in-union", "prefix-items"]);
    assert_eq!(document.rewrites[2].pointer, pointer("/anyOf/1/properties/p"));
}

#[test]
fn a_format_holds_the_values_beside_it() {
    let narrow: &[&str] = &["narrow-format"];
    let cases = [
        (json!({"type": "integer", "format": "int32", "maximum": 4_294_967_295_u32}), Some("int64"), narrow),
        (json!({"type": "integer", "format": "int32", "maximum": 2_147_483_647}), Some("int32"), &[]),
        (
            json!({"type": "integer", "format": "int32", "exclusiveMaximum": 2_147_483_648_i64}),
            Some("int32"),
            &[],
        ),
        (json!({"type": "integer", "format": "int32", "example": 3_000_000_000_i64}), Some("int64"), narrow),
        (
            json!({"type": "integer", "format": "int32", "examples": [1, 3_000_000_000_i64]}),
            Some("int64"),
            narrow,
        ),
        (json!({"type": "integer", "format": "int32", "default": -3_000_000_000_i64}), Some("int64"), narrow),
        (json!({"type": "integer", "format": "uint32", "minimum": -1}), Some("int64"), narrow),
        (json!({"type": "integer", "format": "uint8", "enum": [1, 300]}), Some("int64"), narrow),
        (
            json!({"type": "integer", "format": "int64", "maximum": 9_223_372_036_854_776_000_u64}),
            Some("int64"),
            &[],
        ),
        (
            json!({"type": "integer", "format": "int64", "minimum": 0, "maximum": u64::MAX}),
            Some("uint64"),
            narrow,
        ),
        (json!({"type": "integer", "format": "uint64", "minimum": -5}), Some("int128"), narrow),
        (json!({"type": "integer", "minimum": 0, "maximum": u64::MAX}), Some("uint64"), &[]),
        (json!({"type": "integer", "minimum": 0, "maximum": 1e30}), Some("int128"), &[]),
        (json!({"type": "integer", "minimum": 0, "maximum": 3.4e38}), Some("uint128"), &[]),
        (json!({"type": "integer", "minimum": -1e40}), Some("bigint"), &[]),
        (json!({"type": "integer", "minimum": 0, "maximum": 255}), None, &[]),
        (json!({"type": "number", "format": "int64"}), Some("int64"), &[]),
        (json!({"type": "number", "format": "int32", "maximum": 3e9}), Some("int64"), narrow),
        (json!({"type": "number", "format": "int32", "example": 1.5}), None, narrow),
        (json!({"type": "number", "format": "float", "maximum": 1e300}), Some("float"), &[]),
    ];
    for (before, format, expected) in cases {
        let (after, codes) = schema("3.1.0", &before);
        let found = after.get("format").and_then(Value::as_str);
        assert_eq!((found, codes.as_slice()), (format, expected), "{before}");
    }
}

#[test]
fn a_format_without_a_type_has_one() {
    for (format, ty) in
        [("date-time", "string"), ("int32", "integer"), ("double", "number"), ("ipv4", "string")]
    {
        let (after, codes) = schema("3.1.0", &json!({ "format": format }));
        assert_eq!((after, codes), (json!({ "format": format, "type": ty }), vec![]));
    }
    for untyped in [json!({"format": "decimal"}), json!({"format": "made-up"}), json!({"pattern": "^a"})] {
        assert_eq!(schema("3.1.0", &untyped).0, untyped);
    }
}

#[test]
fn parts_that_a_type_does_not_have_are_told() {
    let told: &[&str] = &["keyword-of-other-type"];
    assert_rewrites(
        "3.1.0",
        vec![
            (
                json!({"type": "string", "properties": {"a": {"type": "string"}}}),
                json!({"type": "string"}),
                told,
            ),
            (json!({"type": "object", "items": {"type": "string"}}), json!({"type": "object"}), told),
            (
                json!({"type": "string", "additionalProperties": false}),
                json!({"type": "string", "additionalProperties": false}),
                &[],
            ),
        ],
    );
}
