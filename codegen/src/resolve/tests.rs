//! Documents of a few lines: what is found in them, and what is said about them.

use openapiv3::{ReferenceOr, SchemaKind, Type};
use serde_json::{Value, json};

use super::{Resolved, resolve};
use crate::{
    Config, Diagnostics,
    document::Document,
    normalise::normalise,
    openapi::{Method, Status},
    pointer::Pointer,
    select::Scope,
};

fn run(parts: &Value) -> (Option<Resolved>, Vec<(&'static str, String)>) {
    let mut root = json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}});
    for (key, part) in parts.as_object().unwrap() {
        root[key] = part.clone();
    }
    let mut diagnostics = Diagnostics::default();
    let document = normalise(Document::new(root), &mut diagnostics).unwrap();
    let mut found = Diagnostics::default();
    let resolved = resolve(&document, &Scope::default(), &Config::new(), &mut found);
    document.moves.restore(found, &mut diagnostics);
    (resolved, diagnostics.iter().map(|d| (d.code, d.pointer.to_string())).collect())
}

fn fine(parts: &Value) -> Resolved {
    let (resolved, mut said) = run(parts);
    said.retain(|(code, _)| *code != "component-name");
    assert_eq!(said, []);
    resolved.unwrap()
}

fn pointer(text: &str) -> Pointer {
    Pointer::from_reference(&format!("#{text}")).unwrap()
}

/// Pointers that a schema's only list of members, or its properties, refer to.
fn children(resolved: &Resolved, at: &str) -> Vec<String> {
    let reference = |child: &ReferenceOr<_>| match child {
        ReferenceOr::Reference { reference } => reference.clone(),
        ReferenceOr::Item(_) => panic!("an inline child"),
    };
    match resolved.schemas.get(&pointer(at)).unwrap().schema_kind {
        SchemaKind::AllOf { all_of: members }
        | SchemaKind::AnyOf { any_of: members }
        | SchemaKind::OneOf { one_of: members } => members.iter().map(reference).collect(),
        SchemaKind::Type(Type::Object(object)) => {
            object.properties.values().map(|child| reference(&child.clone().unbox())).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn children_are_references_and_aliases_have_nodes() {
    let resolved = fine(&json!({"components": {"schemas": {
        "Z": {"properties": {"a": {"$ref": "#/components/schemas/Alias"}, "b": {"type": "string"},
            "self": {"$ref": "#/components/schemas/Z"}}},
        "Alias": {"$ref": "#/components/schemas/M~0%20x"},
        "M~ x": {"type": "string"},
        "Deep": {"anyOf": [{"$ref": "#/components/schemas/Z/properties/b"},
            {"$ref": "#/components/schemas/Z/properties/a"}, {"$ref": "#/components/schemas/Deep/$defs/D"}],
            "$defs": {"D": {"type": "integer"}}},
    }}}));
    let names: Vec<String> = resolved.schemas.components().map(|(name, _)| name).collect();
    assert_eq!(names, ["Z", "Alias", "M~ x", "Deep"]);
    let at = "#/components/schemas";
    let expected = [format!("{at}/Alias"), format!("{at}/Z/properties/b"), format!("{at}/Z")];
    assert_eq!(children(&resolved, "/components/schemas/Z"), expected);
    assert_eq!(children(&resolved, "/components/schemas/Alias"), [format!("{at}/M~0 x")]);
    let expected = [format!("{at}/Z/properties/b"), format!("{at}/Alias"), format!("{at}/Deep/$defs/D")];
    assert_eq!(children(&resolved, "/components/schemas/Deep"), expected);
    assert!(resolved.schemas.get(&pointer("/components/schemas/Deep/$defs/D")).is_some());
}

#[test]
fn references_follow_what_was_moved() {
    let resolved = fine(&json!({"components": {"schemas": {
        "A": {"anyOf": [{"type": "null"}, {"properties": {"b": {"type": "string"}}}]},
        "T": {"prefixItems": [{"type": "integer"}]},
        "R": {"allOf": [{"$ref": "#/components/schemas/A/anyOf/1/properties/b"},
            {"$ref": "#/components/schemas/T/prefixItems/0"}, {"$ref": "#/x-own/S"}]},
    }}, "x-own": {"S": {"const": 1}}}));
    let at = "#/components/schemas";
    let expected = [format!("{at}/A/properties/b"), format!("{at}/T/x-codegen-tuple/0"), "#/x-own/S".into()];
    assert_eq!(children(&resolved, "/components/schemas/R"), expected);
    let tuple = resolved.schemas.get(&pointer("/components/schemas/T")).unwrap();
    let items = json!([{"$ref": format!("{at}/T/x-codegen-tuple/0")}]);
    assert_eq!(tuple.schema_data.extensions.get("x-codegen-tuple"), Some(&items));
    let stray = resolved.schemas.get(&pointer("/x-own/S")).unwrap();
    assert_eq!(stray.schema_data.extensions.get("x-codegen-const"), Some(&json!(1)));
}

#[test]
fn faults_of_schemas() {
    let a = "/components/schemas/A";
    let cases = [
        (json!({"A": {"$ref": "#/components/schemas/No"}}), "unresolved-reference", "/$ref"),
        (json!({"A": {"$ref": "other.json#/A"}}), "external-reference", "/$ref"),
        (json!({"A": {"$ref": "https://example.org/A"}}), "external-reference", "/$ref"),
        (json!({"A": {"items": {"$ref": "#/info"}}}), "wrong-target", "/items/$ref"),
        (json!({"A": {"items": {"$ref": "#/info/title"}}}), "wrong-target", "/items/$ref"),
        (json!({"A": {"$ref": "#/components/schemas/A"}}), "alias-cycle", ""),
        (json!({"A": {"type": "string", "enum": 5}}), "malformed-node", "/enum"),
        (json!({"A": {"anyOf": [{"type": "null"}, {"readOnly": 5}]}}), "malformed-node", "/anyOf/1/readOnly"),
        (json!({"A": {"anyOf": [{"type": "null"}, "x"]}}), "malformed-node", "/anyOf/1"),
        (json!({"A": {"properties": {"a": 1}}}), "malformed-node", "/properties/a"),
    ];
    for (schemas, code, at) in cases {
        let (resolved, said) = run(&json!({"components": {"schemas": schemas}}));
        assert!(resolved.is_none(), "{schemas}");
        let first = said.iter().find(|(found, _)| *found == code);
        assert_eq!(first.map(|(_, at)| at.clone()), Some(format!("{a}{at}")), "{schemas} {said:?}");
    }
}

#[test]
fn alias_circles_and_recursion() {
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let (_, said) = run(&json!({"components": {"schemas": {
        "A": reference("B"), "B": reference("A"), "C": reference("A"), "L": {"items": reference("L")},
    }}}));
    let at = "/components/schemas";
    assert_eq!(said, [("alias-cycle", format!("{at}/A")), ("alias-cycle", format!("{at}/B"))]);
}

#[test]
fn operations_with_everything_behind_references() {
    let resolved = fine(&json!({
        "security": [{"key": []}],
        "paths": {"/b/{id}": {"$ref": "#/components/pathItems/I"}, "/a": {
            "post": {"security": [{}, {"key": [], "basic": []}], "responses": {
                "default": {"$ref": "#/components/responses/R"}, "2XX": {"description": "fine"}}},
            "get": {"parameters": [{"$ref": "#/components/parameters/P2"}],
                "requestBody": {"$ref": "#/components/requestBodies/B"}},
        }},
        "components": {
            "pathItems": {"I": {
                "parameters": [{"name": "id", "in": "path", "schema": {"type": "string"}},
                    {"name": "q", "in": "query", "schema": {"type": "string"}}],
                "delete": {"parameters": [{"name": "id", "in": "path", "schema": {"type": "integer"}},
                    {"name": "Accept", "in": "header", "schema": {}}]},
            }},
            "parameters": {"P": {"name": "f", "in": "query", "content": {"application/json": {"schema":
                {"$ref": "#/components/schemas/S"}}}}, "P2": {"$ref": "#/components/parameters/P"}},
            "requestBodies": {"B": {"required": true, "content": {"text/plain": {"schema": {"type": "string"}}}}},
            "responses": {"R": {"description": "r", "content": {"application/json": {}}}},
            "schemas": {"S": {"type": "object"}},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "k"},
                "basic": {"type": "http", "scheme": "basic"}, "flow": {"type": "oauth2"}},
        },
    }));
    let [delete, post, get] = resolved.operations.as_slice() else { panic!("{:?}", resolved.operations) };
    assert_eq!((delete.method, delete.path.as_str()), (Method::Delete, "/b/{id}"));
    let item = "/components/pathItems/I";
    let places: Vec<_> = delete.parameters.iter().map(|p| p.pointer.as_str().to_owned()).collect();
    let expected = ["delete/parameters/0", "parameters/1", "delete/parameters/1"];
    assert_eq!(places, expected.map(|place| format!("{item}/{place}")));
    assert!(delete.parameters[0].node.parameter_data_ref().required);
    assert_eq!(delete.security, [["key"]]);
    assert_eq!(post.security, [vec![], vec!["key", "basic"]]);
    assert!(post.responses[0].status == Status::Default && post.responses[0].content[0].schema.is_none());
    assert_eq!(post.responses[1].status, Status::Range(2));
    let body = get.body.as_ref().unwrap();
    assert!(body.required && body.content[0].pointer.as_str().starts_with("/components/requestBodies/B/"));
    let schema = "/components/requestBodies/B/content/text~1plain/schema";
    assert_eq!(body.content[0].schema, Some(pointer(schema)));
    assert!(resolved.schemas.get(&pointer(schema)).is_some());
    let parameter = &get.parameters[0];
    assert_eq!(parameter.schema, Some(pointer("/components/schemas/S")));
    assert_eq!(parameter.media_type.as_deref(), Some("application/json"));
}

#[test]
fn faults_of_operations_are_all_told() {
    let path = |name: &str| json!({"name": name, "in": "path", "schema": {}});
    let (resolved, said) = run(&json!({
        "paths": {
            "/a/{x}": {"get": {"parameters": [path("y")], "responses": {"20": {"description": ""}}}},
            "/{": {"get": {}},
            "b": {},
            "/c": {"get": {"security": [{"none": []}], "tags": "t"}, "put": {
                "parameters": [{"name": "q", "in": "nowhere"}, {"$ref": "#/components/parameters/P"},
                    {"$ref": "#/components/schemas/S"}, {"name": "l", "in": "query", "style": "label"}]}},
        },
        "components": {"parameters": {"P": {"$ref": "#/components/parameters/Q"},
            "Q": {"$ref": "#/components/parameters/P"}}, "schemas": {"S": {}}},
    }));
    assert!(resolved.is_none());
    let expected = [
        ("undeclared-placeholder", "/paths/~1a~1{x}/get"),
        ("unused-path-parameter", "/paths/~1a~1{x}/get/parameters/0"),
        ("degraded-response", "/paths/~1a~1{x}/get/responses/20"),
        ("broken-template", "/paths/~1{/get"),
        ("invalid-path", "/paths/b"),
        ("degraded-security", "/paths/~1c/get/security/0/none"),
        ("tag-for-tags", "/paths/~1c/get/tags"),
        ("malformed-node", "/paths/~1c/put/parameters/0/in"),
        ("reference-cycle", "/paths/~1c/put/parameters/1/$ref"),
        ("wrong-target", "/paths/~1c/put/parameters/2/$ref"),
        ("degraded-parameter", "/paths/~1c/put/parameters/3/style"),
    ];
    let said: Vec<_> = said.iter().map(|(code, at)| (*code, at.as_str())).collect();
    assert_eq!(said, expected);
}

#[test]
fn details_that_real_documents_get_wrong_are_read() {
    let (resolved, said) = run(&json!({
        "info": {"title": "T", "version": 1.5, "contact": 5},
        "servers": [{"url": "/{p}", "variables": {"p": {"default": 80}}}],
    }));
    assert_eq!(said, [("number-for-text", "/info/version".into())]);
    let resolved = resolved.unwrap();
    assert_eq!(resolved.info.version, "1.5");
    let variables = resolved.servers[0].1.variables.as_ref().unwrap();
    assert_eq!(variables["p"].default, "80");
}
