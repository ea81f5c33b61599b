//! What is said of overlays, and where.

use super::{Folder, located, outcome, overlay};

const DOCUMENT: &str = r#"{
  "openapi": "3.1.0",
  "info": {"title": "Things", "version": "1"},
  "tags": [{"name": "a"}, {"name": "b"}],
  "paths": {},
  "components": {"schemas": {
    "First": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
    "Second": {"type": "object", "x-list": [1, 2, 3]}
  }}
}"#;

#[test]
fn each_fault_of_an_action_has_a_code_of_its_own() {
    for (actions, code) in [
        (r#"{"target": "$.inf", "update": {}}"#, "no-match"),
        (r#"{"target": "$.tags[?@.name == 'z']", "remove": true}"#, "no-match"),
        (r#"{"target": "$.info", "copy": "$.inf"}"#, "no-match"),
        (r#"{"target": "$.info", "copy": "$.tags[*]"}"#, "ambiguous-copy"),
        (r#"{"target": "$.info.", "update": {}}"#, "bad-jsonpath"),
        (r#"{"target": "", "update": {}}"#, "bad-jsonpath"),
        (r#"{"target": "$.info", "copy": "info"}"#, "bad-jsonpath"),
        (r#"{"target": "$", "remove": true}"#, "incompatible-update"),
        (r#"{"target": "$.info", "update": "text"}"#, "incompatible-update"),
        (r#"{"target": "$.info", "update": []}"#, "incompatible-update"),
        (r#"{"target": "$.info.title", "update": {}}"#, "incompatible-update"),
        (r#"{"target": "$", "update": {"info": {"title": {}}}}"#, "incompatible-update"),
        (r#"{"target": "$", "copy": "$.info.title"}"#, "incompatible-update"),
        (r#"{"target": "$['info', 'tags']", "update": {}}"#, "mixed-targets"),
        (r#"{"target": "$.info", "update": {}, "copy": "$.info"}"#, "malformed-overlay"),
        (r#"{"target": "$.info", "update": {}, "remove": "yes"}"#, "malformed-overlay"),
        (r#"{"update": {}}"#, "malformed-overlay"),
        ("3", "malformed-overlay"),
        ("", "malformed-overlay"),
        (r#"{"target": "$.tags", "update": 1}, {"target": "$.tags", "update": 1}"#, "malformed-overlay"),
    ] {
        assert_eq!(outcome("faults", DOCUMENT, actions), Err(vec![code]), "{actions}");
    }
}

#[test]
fn all_faults_are_told_at_their_places() {
    let text = overlay(
        r#"  {"target": "$.info.titel", "update": "x"},
  {"target": "$.tags", "update": 1, "remove": true},
  {"target": "$.tagz",
   "remove": true}, {"target": "$.info", "mark": 1},
  {"target": "$", "update": {"info": {
    "title": []}}}"#,
    );
    let folder = Folder::new("places", &[("openapi.json", DOCUMENT), ("overlay.json", &text)]);
    assert_eq!(
        located(&folder, "openapi.json", &["overlay.json"]),
        [
            "ignored-member overlay.json:3:24 /actions/1/update",
            "unknown-member overlay.json:5:42 /actions/3/mark",
            "no-change overlay.json:5:21 /actions/3",
            "no-match overlay.json:2:4 /actions/0/target",
            "no-match overlay.json:4:4 /actions/2/target",
            "incompatible-update overlay.json:7:5 /actions/4/update/info/title",
        ]
    );
    let missing = located(&Folder::new("missing", &[("openapi.json", DOCUMENT)]), "openapi.json", &[]);
    assert_eq!(missing, [""; 0]);
}

/// An untouched node keeps its place in the document, a new or changed one has that in the overlay, a copy that of its model;
/// items that move up keep theirs.
#[test]
fn later_diagnostics_name_the_file_in_which_a_node_is_written() {
    let document = r#"{
  "openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": {},
  "components": {"schemas": {
    "First": {"type": "object", "properties": {
      "kept": {"kept1": 1},
      "changed": {"changed2": 1},
      "merged": {"description": "There."}}},
    "Second": {"type": "object", "allOf": [
      {"type": "object", "gone3": 1},
      {"type": "object", "moved4": 1}]},
    "Target": {"type": "object"}
  }}
}"#;
    let text = overlay(
        r#"  {"target": "$.components.schemas.First.properties", "update": {
    "added": {"added5": 1},
    "merged": {"merged6": 1}}},
  {"target": "$.components.schemas.First.properties.changed.changed2", "update": 2},
  {"target": "$.components.schemas.Second.allOf[0]", "remove": true},
  {"target": "$.components.schemas.Second.allOf", "update": {
    "appended7": 1}},
  {"target": "$.components.schemas.Target", "copy": "$.components.schemas.First"},
  {"target": "$.components.schemas.Target.properties.kept", "update": {"later8": 1}}"#,
    );
    let folder = Folder::new("origins", &[("openapi.json", document), ("overlay.json", &text)]);
    let mut found = located(&folder, "openapi.json", &["overlay.json"]);
    found.retain(|found| found.starts_with("unknown-keyword"));
    found.sort();
    found.dedup();
    let first = "/components/schemas/First/properties";
    assert_eq!(
        found,
        [
            "unknown-keyword openapi.json:10:26 /components/schemas/Second/allOf/1/moved4".to_owned(),
            format!("unknown-keyword openapi.json:5:16 {first}/kept/kept1"),
            "unknown-keyword overlay.json:10:72 /actions/5/update/later8".to_owned(),
            "unknown-keyword overlay.json:3:15 /actions/0/update/added/added5".to_owned(),
            "unknown-keyword overlay.json:4:16 /actions/0/update/merged/merged6".to_owned(),
            "unknown-keyword overlay.json:5:72 /actions/1/update".to_owned(),
            "unknown-keyword overlay.json:8:5 /actions/3/update/appended7".to_owned(),
        ]
    );
}

#[test]
fn the_document_that_an_overlay_is_for_is_compared() {
    let with = |extends: &str| {
        let actions = overlay(r#"{"target": "$.tags", "update": {"name": "c"}}"#);
        actions.replacen('{', &format!("{{\"extends\": \"{extends}\", "), 1)
    };
    for (extends, is_other) in [
        ("../openapi.json", false),
        ("../%6fpenapi.json#/info", false),
        ("https://example.com/openapi.json", false),
        ("openapi.json", true),
        ("../other.json", true),
    ] {
        let folder = Folder::new("extends", &[("openapi.json", DOCUMENT), ("other.json", DOCUMENT)]);
        std::fs::create_dir(folder.path("below")).unwrap();
        std::fs::write(folder.path("below/overlay.json"), with(extends)).unwrap();
        let found = located(&folder, "openapi.json", &["below/overlay.json"]);
        let told = found.iter().any(|found| found == "other-document overlay.json:1:2 /extends");
        assert_eq!(told, is_other, "{extends}: {found:?}");
    }
}
