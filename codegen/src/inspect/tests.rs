//! One schema and one operation through every stage.

use std::{fs, path::PathBuf};

use super::{Stage, inspect};
use crate::Config;

const DOCUMENT: &str = r##"{
    "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
    "paths": {
        "/things/{id}": { "get": {
            "operationId": "getThing",
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
            "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/thing" } } } } }
        } },
        "/other": { "get": { "operationId": "other", "responses": {} } }
    },
    "components": { "schemas": {
        "thing": { "type": "object", "properties": { "text": { "type": ["string", "null"] } } },
        "neighbour": { "type": "object", "properties": { "text": { "const": "x" } } }
    } }
}"##;

fn file(name: &str) -> PathBuf {
    let path =
        std::env::temp_dir().join(format!("osparc-codegen-{}-inspect-{name}.json", std::process::id()));
    fs::write(&path, DOCUMENT).unwrap();
    path
}

#[test]
fn each_stage_shows_one_schema_and_one_operation_alone() {
    let spec = file("alone");
    let cases = [
        (Stage::Load, "thing", r#""null""#),
        (Stage::Load, "getThing", r#""operationId": "getThing""#),
        (Stage::Normalise, "thing", "rewritten by type-list at /components/schemas/thing/properties/text"),
        (Stage::Resolve, "thing", r#""nullable": true"#),
        (Stage::Resolve, "get_thing", r#""schema": "/paths/~1things~1{id}/get/parameters/0/schema""#),
        (Stage::Lower, "thing", "OptionalNullable"),
        (Stage::Lower, "GET /things/{id}", "method: \"GET\""),
        (Stage::Analyse, "Thing", "rust: \"Thing\""),
        (Stage::Analyse, "get_thing", "request: \"GetThing\""),
        (Stage::Backend, "thing", "pub struct Thing {"),
        (Stage::Backend, "getThing", "pub fn get_thing(&self, id: i64) -> GetThing {"),
        (Stage::Document, "thing", "| `text` | `Option<String>` |"),
        (Stage::Document, "getThing", "> `pub fn get_thing(&self, id: i64) -> GetThing`"),
    ];
    for (stage, name, expected) in cases {
        let text = inspect(stage, &spec, Some(name), &Config::new()).unwrap();
        assert!(text.contains(expected), "{stage:?} {name}: {text}");
        for foreign in ["neighbour", "Neighbour", "/other", "fn other"] {
            assert!(!text.contains(foreign), "{stage:?} {name}: {text}");
        }
        let whole = inspect(stage, &spec, None, &Config::new()).unwrap();
        assert!(whole.contains(expected) && whole.to_lowercase().contains("neighbour"), "{stage:?}: {whole}");
    }
}

#[test]
fn an_unknown_name_is_refused_at_every_stage() {
    let spec = file("unknown");
    let read = [Stage::Load, Stage::Normalise, Stage::Resolve, Stage::Lower];
    for stage in read.into_iter().chain([Stage::Analyse, Stage::Backend, Stage::Document]) {
        let error = inspect(stage, &spec, Some("nobody"), &Config::new()).unwrap_err();
        assert_eq!(error.diagnostics[0].code, "unknown-name", "{stage:?}");
    }
}
