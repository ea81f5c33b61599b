//! What documents become.

use serde_json::{Value, json};

use super::{Folder, applied, outcome, overlay};

const DOCUMENT: &str = r#"{
  "openapi": "3.1.0",
  "info": {"title": "Things", "version": "1", "description": "As it was."},
  "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
  "paths": {"/a": {"get": {"operationId": "a", "x-n": 1}}, "/b": {"get": {"operationId": "b"}}}
}"#;

/// The document with one member of it changed.
fn with(pointer: &str, value: Value) -> Value {
    let mut document: Value = serde_json::from_str(DOCUMENT).unwrap();
    *document.pointer_mut(pointer).unwrap() = value;
    document
}

#[test]
fn each_action_changes_what_it_names_and_nothing_else() {
    let tags = |names: &[&str]| names.iter().map(|name| json!({ "name": name })).collect::<Value>();
    for (actions, expected) in [
        (r#"{"target": "$.info.title", "update": "New"}"#, with("/info/title", json!("New"))),
        (r#"{"target": "$.info.title", "update": null}"#, with("/info/title", json!(null))),
        (
            r#"{"target": "$.info", "update": {"title": "New", "x-a": {"b": [1]}}}"#,
            with(
                "/info",
                json!({"title": "New", "version": "1", "description": "As it was.", "x-a": {"b": [1]}}),
            ),
        ),
        // An array: one more item, or several.
        (r#"{"target": "$.tags", "update": {"name": "d"}}"#, with("/tags", tags(&["a", "b", "c", "d"]))),
        (
            r#"{"target": "$.tags", "update": [{"name": "d"}, {"name": "e"}]}"#,
            with("/tags", tags(&["a", "b", "c", "d", "e"])),
        ),
        (
            r#"{"target": "$", "update": {"tags": [{"name": "d"}]}}"#,
            with("/tags", tags(&["a", "b", "c", "d"])),
        ),
        // A node that is selected twice is changed once.
        (
            r#"{"target": "$['tags', 'tags']", "update": {"name": "d"}}"#,
            with("/tags", tags(&["a", "b", "c", "d"])),
        ),
        (r#"{"target": "$.tags[?@.name != 'b']", "remove": true}"#, with("/tags", tags(&["b"]))),
        (r#"{"target": "$.tags[0, -1]", "remove": true}"#, with("/tags", tags(&["b"]))),
        (
            r#"{"target": "$.info.description", "remove": true}, {"target": "$.info", "update": {"description": {"a": 1}}}"#,
            with("/info", json!({"title": "Things", "version": "1", "description": {"a": 1}})),
        ),
        (
            r#"{"target": "$.paths.*.get", "update": {"x-n": 2}}"#,
            with(
                "/paths",
                json!({"/a": {"get": {"operationId": "a", "x-n": 2}}, "/b": {"get": {"operationId": "b", "x-n": 2}}}),
            ),
        ),
        (
            r#"{"target": "$.paths['/b']", "copy": "$.paths['/a']"}"#,
            with("/paths/~1b/get", json!({"operationId": "a", "x-n": 1})),
        ),
        // Moved: the later actions see what the earlier ones made.
        (
            r#"{"target": "$.paths", "update": {"/c": {}}}, {"target": "$.paths['/c']", "copy": "$.paths['/a']"},
               {"target": "$.paths['/a']", "remove": true}"#,
            with(
                "/paths",
                json!({"/b": {"get": {"operationId": "b"}}, "/c": {"get": {"operationId": "a", "x-n": 1}}}),
            ),
        ),
        (
            r#"{"target": "$..[?length(@.name) == 1 && @.name == 'b']", "remove": true}"#,
            with("/tags", tags(&["a", "c"])),
        ),
    ] {
        let found =
            outcome("changes", DOCUMENT, actions).unwrap_or_else(|codes| panic!("{actions}: {codes:?}"));
        assert_eq!(found, expected, "{actions}");
        assert_eq!(found.to_string(), expected.to_string(), "the order of members after {actions}");
    }
}

#[test]
fn overlays_are_applied_in_their_order() {
    let first = overlay(r#"{"target": "$.info", "update": {"x-a": {"b": 1}}}"#);
    let second = overlay(r#"{"target": "$.info['x-a'].b", "update": 2}"#);
    let files =
        [("openapi.json", DOCUMENT), ("first.json", first.as_str()), ("second.json", second.as_str())];
    let folder = Folder::new("order", &files);
    let [spec, first, second] = ["openapi.json", "first.json", "second.json"].map(|file| folder.path(file));
    let found = applied(&spec, &[&first, &second]).unwrap();
    assert_eq!(found.pointer("/info/x-a/b"), Some(&json!(2)));
    let found = applied(&spec, &[&second, &first]).unwrap_err();
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["no-match"]);
}

/// What an overlay adds is part of the document: its references are relative to that, and are followed.
#[test]
fn references_of_an_overlay_are_relative_to_the_document() {
    let document = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}}"#;
    let actions = r##"{"target": "$", "update": {"components": {"schemas": {"Near": {"$ref": "near.json#/Near"},
        "Own": {"$ref": "#/components/schemas/Near"}}}}}"##;
    let near = r#"{"Near": {"type": "object", "properties": {"text": {"type": "string"}}}}"#;
    let folder = Folder::new("references", &[("openapi.json", document), ("near.json", near)]);
    std::fs::create_dir(folder.path("elsewhere")).unwrap();
    let file = folder.path("elsewhere/overlay.json");
    std::fs::write(&file, overlay(actions)).unwrap();
    let output = crate::generate(&folder.path("openapi.json"), &crate::Config::new().overlay(&file)).unwrap();
    let models: String = output.files.iter().map(|file| file.text.as_str()).collect();
    assert!(
        models.contains("pub struct Near {") && models.contains("pub type Own = models::Near;"),
        "{models}"
    );
    assert_eq!(output.inputs, [folder.path("openapi.json"), file, folder.path("near.json")]);
}

#[cfg(feature = "regex")]
#[test]
fn regular_expressions_are_functions_of_targets() {
    let found = outcome("regex", DOCUMENT, r#"{"target": "$.tags[?match(@.name, '[ab]')]", "remove": true}"#);
    assert_eq!(found.unwrap(), with("/tags", json!([{"name": "c"}])));
}
