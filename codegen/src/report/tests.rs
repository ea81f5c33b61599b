//! A document with one thing of each status.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use super::{Status, report};
use crate::{ArrayFormat, Config};

/// A file with the document, in a folder of its own.
fn file(name: &str, document: &Value) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("osparc-codegen-{}-report", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.json"));
    fs::write(&path, document.to_string()).unwrap();
    path
}

fn document() -> Value {
    json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "webhooks": { "w": {} }, "unknown": 1,
        "paths": {
            "/plain": { "get": { "operationId": "plain", "responses": { "204": { "description": "" } } } },
            "/events": { "get": { "operationId": "events", "responses": { "200": { "$ref": "#/components/responses/Events" } } } },
            "/odd": { "post": {
                "operationId": "odd", "responses": {},
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Holder" } } } }
            } },
            "/lost": { "get": { "responses": { "default": { "$ref": "#/components/responses/Lost" } } } }
        },
        "components": {
            "responses": { "Events": { "description": "", "content": { "text/xml": { "schema": { "type": "integer" } } } } },
            "schemas": {
                "Fine": { "type": "string" },
                "Holder": { "type": "object", "properties": { "not": { "$ref": "#/components/schemas/Not" } } },
                "Not": { "not": { "type": "string" } },
                "Lost": { "type": "array", "items": { "$ref": "#/components/schemas/Nothing", "minLength": 1 } }
            }
        }
    })
}

#[test]
fn each_operation_and_schema_has_one_entry_with_its_reasons() {
    let report = report(&file("each", &document()), &Config::new()).unwrap();
    let shown: Vec<String> = report
        .operations
        .iter()
        .chain(&report.schemas)
        .map(|entry| {
            let codes =
                |list: &[crate::Diagnostic]| list.iter().map(|d| d.code).collect::<Vec<_>>().join(",");
            let parts = [codes(&entry.reasons), codes(&entry.notes), entry.through.join(",")].join("|");
            format!("{} {} {parts}", entry.name, entry.status.as_str())
        })
        .collect();
    assert_eq!(
        shown,
        [
            "GET /plain (plain) represented ||",
            "GET /events (events) degraded degraded-content||",
            "POST /odd (odd) represented ||Not",
            "GET /lost skipped skipped||",
            "Fine represented ||",
            "Holder represented ||Not",
            "Not degraded degraded-not||",
            "Lost skipped skipped||",
        ]
    );
    let lost = &report.schemas[3].reasons[0].message;
    assert!(lost.contains("unresolved-reference at /components/schemas/Lost/items/$ref: "), "{lost}");
    let codes: Vec<_> = report.document.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, ["unknown-member"]);
}

#[test]
fn json_and_text_say_the_same() {
    let report = report(&file("formats", &document()), &Config::new()).unwrap();
    let json = report.to_json();
    assert_eq!(json["summary"]["operations"], json!({ "represented": 2, "degraded": 1, "skipped": 1 }));
    let events = &json["operations"][1];
    assert_eq!(events["status"], "degraded");
    assert_eq!(events["reasons"][0]["code"], "degraded-content");
    assert_eq!(events["reasons"][0]["pointer"], "/components/responses/Events/content/text~1xml");
    assert_eq!(events["reasons"][0]["line"], 1);
    let text = report.to_string();
    assert!(
        text.starts_with(
            "Operations: 2 represented, 1 degraded, 1 skipped\n  represented GET /plain (plain)\n"
        ),
        "{text}"
    );
    assert!(text.contains("degraded-content: ") && text.contains("uses degraded schemas: Not\n"), "{text}");
}

#[test]
fn a_selection_reports_on_what_is_selected() {
    let report = report(&file("selection", &document()), &Config::new().only_operation("odd")).unwrap();
    let names = |entries: &[super::Entry]| entries.iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&report.operations), ["POST /odd (odd)"]);
    assert_eq!(names(&report.schemas), ["Holder", "Not"]);
    assert!(super::report(&file("selection", &document()), &Config::new().only_tag("no")).is_err());
}

/// An operation with this body.
fn body(content: &Value) -> Value {
    json!({ "post": { "operationId": "x", "responses": {}, "requestBody": { "content": content } } })
}

/// An operation with these responses.
fn responding(response: &Value) -> Value {
    json!({ "get": { "operationId": "x", "responses": response } })
}

fn thing() -> Value {
    json!({ "schema": { "type": "object", "properties": { "a": { "type": "string" } } } })
}

/// Each operation is degraded for this one reason.
fn check_losses(name: &str, operations: &[(&str, Value)]) {
    for (number, (code, item)) in operations.iter().enumerate() {
        let mut document = document();
        document["paths"] = json!({ "/x": item });
        document["components"]["securitySchemes"] =
            json!({ "digest": { "type": "http", "scheme": "digest" } });
        let report = report(&file(&format!("{name}{number}"), &document), &Config::new()).unwrap();
        let codes: Vec<_> = report.operations[0].reasons.iter().map(|reason| reason.code).collect();
        assert_eq!(codes, [*code], "{item}");
    }
}

#[test]
fn every_loss_has_its_reason() {
    let thing = thing();
    check_losses(
        "loss",
        &[
            ("degraded-content", body(&json!({ "application/xml": thing }))),
            ("degraded-content", body(&json!({ "text/event-stream": thing }))),
            ("degraded-content", responding(&json!({ "200": { "content": { "text/xml": thing } } }))),
            ("degraded-content", responding(&json!({ "400": { "content": { "application/xml": thing } } }))),
            ("degraded-content", body(&json!({ "application/json": { "itemSchema": thing["schema"] } }))),
            ("degraded-content", body(&json!({ "text/event-stream": { "itemSchema": thing["schema"] } }))),
            (
                "degraded-content",
                body(
                    &json!({ "multipart/mixed": { "itemSchema": { "type": "string" }, "itemEncoding": { "contentType": "image/png" } } }),
                ),
            ),
            (
                "degraded-content",
                responding(
                    &json!({ "200": { "content": { "application/json": { "prefixEncoding": [] } } } }),
                ),
            ),
            (
                "degraded-event-stream",
                responding(&json!({ "200": { "content": { "text/event-stream": { "itemSchema": { "oneOf": [
                    { "properties": { "event": { "const": "a" }, "data": { "type": "string" } } },
                    { "properties": { "event": { "const": "a" }, "data": { "type": "integer" } } },
                    { "properties": { "event": { "const": "b" } } }
                ] } } } } })),
            ),
            (
                "degraded-merge-patch",
                body(
                    &json!({ "application/merge-patch+json": { "schema": { "oneOf": [thing["schema"], { "type": "integer" }] } } }),
                ),
            ),
            (
                "degraded-event-stream",
                responding(
                    &json!({ "200": { "content": { "text/event-stream": { "itemSchema": { "type": "integer" } } } } }),
                ),
            ),
            (
                "degraded-headers",
                responding(
                    &json!({ "200": { "headers": { "X-A": { "content": { "text/xml": { "schema": { "type": "integer" } } } } } } }),
                ),
            ),
            (
                "degraded-headers",
                responding(&json!({
                    "200": { "headers": { "X-A": { "schema": { "type": "integer" } } } },
                    "404": { "headers": { "x-a": { "schema": { "type": "boolean" } } } }
                })),
            ),
            (
                "degraded-header",
                json!({ "get": { "responses": {}, "parameters": [{ "name": "Host", "in": "header", "schema": {} }] } }),
            ),
            (
                "degraded-parameter",
                json!({ "get": { "responses": {}, "parameters": [{ "name": "a", "in": "query", "content": { "text/xml": { "schema": { "type": "integer" } } } }] } }),
            ),
            (
                "degraded-parameter",
                json!({ "get": { "responses": {}, "parameters": [{ "name": "a", "in": "header", "schema": { "type": "array", "items": { "type": "array" } } }] } }),
            ),
            ("degraded-response", responding(&json!({ "101": { "description": "" } }))),
            ("degraded-security", json!({ "get": { "responses": {}, "security": [{ "digest": [] }] } })),
        ],
    );
}

#[test]
fn what_of_an_encoding_is_lost_is_said() {
    let thing = thing();
    check_losses(
        "encoding",
        &[
            (
                "degraded-encoding",
                body(
                    &json!({ "multipart/form-data": { "schema": thing["schema"], "encoding": { "a": { "style": "form" } } } }),
                ),
            ),
            (
                "degraded-encoding",
                body(
                    &json!({ "multipart/form-data": { "schema": thing["schema"], "encoding": { "a": { "headers": { "X-A": {} } } } } }),
                ),
            ),
            (
                "degraded-encoding",
                body(
                    &json!({ "application/x-www-form-urlencoded": { "schema": thing["schema"], "encoding": { "a": { "contentType": "text/xml" } } } }),
                ),
            ),
            (
                "degraded-encoding",
                body(&json!({ "application/json": { "schema": thing["schema"], "encoding": { "a": {} } } })),
            ),
        ],
    );
}

#[test]
fn what_the_standard_leaves_open_is_a_note() {
    let list = json!({ "type": "array", "items": { "type": "string" } });
    let object = json!({ "type": "object", "properties": { "a": list } });
    let query = |style: &str, schema: &Value| json!({ "get": { "operationId": "x", "responses": {}, "parameters": [{ "name": "a", "in": "query", "style": style, "schema": schema }] } });
    let form = |encoding: &Value| {
        let schema = json!({ "type": "object", "properties": { "a": thing()["schema"], "b": list } });
        body(
            &json!({ "application/x-www-form-urlencoded": { "schema": schema, "encoding": { "a": encoding } } }),
        )
    };
    for (number, (noted, item)) in [
        (false, query("form", &list)),
        (true, query("form", &object)),
        (true, query("form", &json!({ "type": "array", "items": list }))),
        (false, query("deepObject", &thing()["schema"])),
        (true, query("deepObject", &object)),
        (true, query("deepObject", &list)),
        (true, query("deepObject", &json!({ "type": "object" }))),
        (true, form(&json!({}))),
        (false, form(&json!({ "style": "form" }))),
        (false, form(&json!({ "style": "deepObject" }))),
        (false, form(&json!({ "contentType": "application/json" }))),
    ]
    .into_iter()
    .enumerate()
    {
        let mut document = document();
        document["paths"] = json!({ "/x": item });
        let file = file(&format!("open{number}"), &document);
        let report = report(&file, &Config::new()).unwrap();
        let notes: Vec<_> = report.operations[0].notes.iter().map(|note| note.code).collect();
        assert_eq!(report.operations[0].status, Status::Represented, "{item}");
        assert_eq!(notes.contains(&"nested-values"), noted, "{item}");
        if noted {
            let report = super::report(&file, &Config::new().array_format(ArrayFormat::Indices)).unwrap();
            assert!(report.operations[0].notes.is_empty(), "it is confirmed: {item}");
        }
    }
}

#[test]
fn no_schema_loses_its_type_in_silence() {
    let schemas = [
        ("degraded-untyped", json!({ "minLength": 3 })),
        ("degraded-untyped", json!({ "allOf": [{ "required": ["a"] }, { "required": ["b"] }] })),
        ("degraded-not", json!({ "not": { "enum": ["a"] } })),
        (
            "degraded-constraint",
            json!({ "if": { "required": ["a"] }, "then": { "properties": { "b": {} } } }),
        ),
        ("degraded-constraint", json!({ "type": "array", "contains": { "type": "string" } })),
        ("degraded-enum", json!({ "enum": [[1], [2]] })),
        ("degraded-tuple", json!({ "type": "array", "prefixItems": [{ "type": "string" }], "minItems": 0 })),
    ];
    for (number, (code, schema)) in schemas.iter().enumerate() {
        let mut document = document();
        document["components"]["schemas"]["Fine"] = schema.clone();
        let report = report(&file(&format!("schema{number}"), &document), &Config::new()).unwrap();
        let codes: Vec<_> = report.schemas[0].reasons.iter().map(|reason| reason.code).collect();
        assert!(codes.contains(code), "{schema}: {codes:?}");
    }
}

#[test]
fn what_only_constrains_is_a_note() {
    let schemas = [
        json!({ "type": "string", "not": { "enum": ["a"] } }),
        json!({ "allOf": [{ "type": "string" }, { "not": { "enum": ["a"] } }] }),
        json!({ "type": "object", "properties": { "a": {} }, "anyOf": [{ "required": ["a"] }, { "required": ["b"] }] }),
        json!({ "type": "object", "properties": { "a": {} }, "if": { "required": ["a"] }, "then": { "required": ["b"] } }),
        json!({ "type": "object", "propertyNames": { "maxLength": 3 } }),
        json!({ "type": "object", "dependentRequired": { "a": ["b"] } }),
    ];
    for (number, schema) in schemas.iter().enumerate() {
        let mut document = document();
        document["components"]["schemas"]["Fine"] = schema.clone();
        let report = report(&file(&format!("note{number}"), &document), &Config::new()).unwrap();
        let codes = |found: &[crate::Diagnostic]| found.iter().map(|one| one.code).collect::<Vec<_>>();
        let fine = &report.schemas[0];
        assert_eq!(
            (codes(&fine.reasons), codes(&fine.notes)),
            (vec![], vec!["unchecked-constraint"]),
            "{schema}"
        );
    }
}

#[test]
fn media_types_beside_a_typed_one_are_no_loss() {
    let thing = thing();
    let both =
        json!({ "application/xml": thing, "application/x-protobuf": thing, "application/json": thing });
    let empty = json!({ "application/xml": thing, "application/json": {} });
    let cases = [
        (body(&both), vec![]),
        (responding(&json!({ "200": { "content": both }, "400": { "content": both } })), vec![]),
        (responding(&json!({ "200": { "content": empty } })), vec!["degraded-content"]),
        (body(&json!({ "application/xml": thing, "text/plain": thing })), vec!["degraded-content"; 2]),
    ];
    for (number, (path, expected)) in cases.into_iter().enumerate() {
        let mut document = document();
        document["paths"] = json!({ "/media": path });
        let report = report(&file(&format!("media{number}"), &document), &Config::new()).unwrap();
        let codes: Vec<_> = report.operations[0].reasons.iter().map(|reason| reason.code).collect();
        assert_eq!(codes, expected, "case {number}");
    }
}
