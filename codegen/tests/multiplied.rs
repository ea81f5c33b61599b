//! Small documents whose references multiply them to the square of their size, or worse; and single items of code that
//! would be too large to print.
//!
//! Each is rejected as too large, for a limit that counts work rather than time; a fault here is a test that does not end
//! or that fills the memory.

#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::{fs, path::Path};

use osparc_codegen::{Config, generate};

const COUNT: usize = 3_000;

#[test]
fn merged_schemas() {
    let fields = list(|i| format!(r#""p{i}": {{ "type": "integer" }}"#));
    let types = list(|i| {
        format!(
            r##""T{i}": {{ "allOf": [{{ "$ref": "#/components/schemas/S" }}, {{ "required": ["p{i}"] }}, {{ "type": "object", "properties": {{ "q": {{}} }} }}] }}"##
        )
    });
    too_large(
        "merged",
        &format!(r#""schemas": {{ "S": {{ "type": "object", "properties": {{ {fields} }} }}, {types} }}"#),
        "",
    );
}

#[test]
fn unions_in_unions() {
    let types = list(|i| {
        format!(
            r##""T{i}": {{ "oneOf": [{{ "type": "object", "required": ["k{i}"], "properties": {{ "k{i}": {{}} }} }}, {{ "$ref": "#/components/schemas/T{}" }}] }}"##,
            i + 1
        )
    });
    too_large("unions", &format!(r#""schemas": {{ {types}, "T{COUNT}": {{ "type": "string" }} }}"#), "");
}

#[test]
fn shared_responses() {
    let content = list(|i| format!(r#""application/x-{i}": {{}}"#));
    let paths = list(|i| {
        format!(
            r##""/p{i}": {{ "get": {{ "responses": {{ "200": {{ "$ref": "#/components/responses/R" }} }} }} }}"##
        )
    });
    too_large(
        "responses",
        &format!(r#""responses": {{ "R": {{ "description": "", "content": {{ {content} }} }} }}"#),
        &paths,
    );
}

#[test]
fn items_of_too_many_members() {
    let fields = members(|i| format!(r#""p{i}": {{ "type": "integer" }}"#));
    let object = format!(r#""schemas": {{ "S": {{ "type": "object", "properties": {{ {fields} }} }} }}"#);
    too_large("fields", &object, "");
    let parameters = members(|i| format!(r#"{{ "in": "query", "name": "p{i}", "schema": {{}} }}"#));
    let get = format!(r#""/p": {{ "get": {{ "parameters": [{parameters}], "responses": {{}} }} }}"#);
    too_large("parameters", "", &get);
    let operation = |i: usize, tag: usize| {
        format!(r#""/p{i}": {{ "get": {{ "tags": ["t{tag}"], "responses": {{}} }} }}"#)
    };
    too_large("operations", "", &members(|i| operation(i, 0)));
    too_large("groups", "", &members(|i| operation(i, i)));
}

#[test]
fn tuples_of_tuples_are_walked_once() {
    let types = list(|i| {
        let next = format!(r##"{{ "$ref": "#/components/schemas/T{}" }}"##, i + 1);
        format!(r#""T{i}": {{ "type": "array", "prefixItems": [{next}, {next}], "items": false }}"#)
    });
    // Its values would be of astronomic size, its code is not.
    response("tuples", &format!(r#""schemas": {{ {types}, "T{COUNT}": {{ "type": "string" }} }}"#), "")
        .unwrap();
}

fn list(item: impl Fn(usize) -> String) -> String {
    (0..COUNT).map(item).collect::<Vec<_>>().join(", ")
}

/// One more than one item of the code may have.
fn members(item: impl Fn(usize) -> String) -> String {
    (0..=10_000).map(item).collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn too_large(name: &str, components: &str, paths: &str) {
    let codes = response(name, components, paths).unwrap_err();
    assert!(codes.contains(&"too-large"), "{codes:?}");
}

/// The codes of the diagnostics.
fn response(name: &str, components: &str, paths: &str) -> Result<(), Vec<&'static str>> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    let head = r#""openapi": "3.1.0", "info": { "title": "t", "version": "1" }"#;
    fs::write(&file, format!(r#"{{ {head}, "paths": {{ {paths} }}, "components": {{ {components} }} }}"#))
        .unwrap();
    let rejected = generate(&file, &Config::new()).err();
    rejected.map_or(Ok(()), |error| Err(error.diagnostics.iter().map(|found| found.code).collect()))
}
