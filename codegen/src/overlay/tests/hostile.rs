//! Overlays that want too much.

use super::{Folder, applied, outcome, overlay};

const DOCUMENT: &str =
    r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "x-a": {"b": []}}"#;

#[test]
fn what_multiplies_ends_with_a_diagnostic() {
    // Each action doubles the list.
    let action = |number: usize| {
        format!(r#"{{"description": "{number}", "target": "$['x-a'].b", "copy": "$['x-a'].b"}}"#)
    };
    let doubling: Vec<_> = (0..1000).map(action).collect();
    let first = r#"{"target": "$['x-a'].b", "update": [1, 2, 3, 4]}"#;
    let codes = outcome("doubling", DOCUMENT, &format!("{first},\n{}", doubling.join(",\n"))).unwrap_err();
    assert_eq!(codes, ["too-large"]);
    // One long text in many places.
    let text = "x".repeat(100_000);
    let places: Vec<_> = (0..100).map(|place| format!(r#""p{place}": {{}}"#)).collect();
    let many = format!(
        r#"{{"target": "$['x-a']", "update": {{{}}}}}, {{"target": "$['x-a'].*", "update": {{"long": "{text}"}}}}"#,
        places.join(", ")
    );
    assert_eq!(outcome("places", &DOCUMENT.replace(r#""b": []"#, ""), &many), Err(vec!["too-large"]));
}

#[test]
fn what_nests_ends_with_a_diagnostic() {
    let action =
        |number: usize| format!(r#"{{"description": "{number}", "target": "$['x-a']", "copy": "$"}}"#);
    let nesting: Vec<_> = (0..200).map(action).collect();
    let codes = outcome("nesting", DOCUMENT, &nesting.join(",\n")).unwrap_err();
    assert!(
        codes.iter().all(|code| ["nesting-too-deep", "too-large", "incompatible-update"].contains(code)),
        "{codes:?}"
    );
    let deep = format!(r#"{{"target": "$['x-a'].b", "update": {}1{}}}"#, "[".repeat(124), "]".repeat(124));
    assert_eq!(outcome("deep", DOCUMENT, &deep), Err(vec!["nesting-too-deep"]));
}

#[test]
fn what_searches_too_much_ends_with_a_diagnostic() {
    let selectors = vec!["*"; 100].join(", ");
    let items = vec!["1"; 100].join(", ");
    let document = DOCUMENT.replace("[]", &format!("[{items}]"));
    for (target, code) in [
        (format!("$[{selectors}][{selectors}][{selectors}]..[{selectors}]"), "too-large"),
        (format!("${}", "..*".repeat(60)), "too-large"),
        ("$..[?$..[?$..[?$..[?$..*]]]]".to_owned(), "too-large"),
        (format!("$[?{}@.a{}]", "@..*[?".repeat(6), "]".repeat(6)), "no-match"),
        (format!("${}@.a{}", "[?@".repeat(500), "]".repeat(500)), "bad-jsonpath"),
        (format!("$[?{}@.a{}]", "(".repeat(1900), ")".repeat(1900)), "bad-jsonpath"),
        (format!("$.{}", "a".repeat(100_000)), "bad-jsonpath"),
    ] {
        let action = format!(r#"{{"target": "{target}", "remove": true}}"#);
        assert_eq!(outcome("searches", &document, &action), Err(vec![code]), "{target}");
    }
    assert_eq!(
        outcome("all", DOCUMENT, r#"{"target": "$..*", "remove": true}"#).unwrap(),
        serde_json::json!({})
    );
}

#[test]
fn a_thousand_actions_on_a_large_document_take_no_time() {
    let schemas: Vec<_> =
        (0..2000).map(|number| format!(r#""S{number}": {{"type": "object", "x-n": 0}}"#)).collect();
    let schemas = format!(r#""components": {{"schemas": {{{}}}}}"#, schemas.join(", "));
    let document = DOCUMENT.replace(r#""x-a": {"b": []}"#, &schemas);
    let action = |n: usize| format!(r#"{{"target": "$.components.schemas.S{n}", "update": {{"x-n": {n}}}}}"#);
    let actions: Vec<_> = (0..1000).map(action).collect();
    let found = outcome("thousand", &document, &actions.join(",\n")).unwrap();
    assert_eq!(found.pointer("/components/schemas/S999/x-n"), Some(&serde_json::json!(999)));
}

#[test]
fn files_that_are_no_overlays_are_told() {
    for (text, code) in [
        ("[]", "malformed-overlay"),
        ("{", "syntax-error"),
        ("{}", "malformed-overlay"),
        (&overlay("1").replace("1.1.0", "2.0.0"), "malformed-overlay"),
        (&"[".repeat(100_000), "nesting-too-deep"),
    ] {
        let folder = Folder::new("files", &[("openapi.json", DOCUMENT), ("overlay.json", text)]);
        let found = applied(&folder.path("openapi.json"), &[&folder.path("overlay.json")]).unwrap_err();
        assert!(found.iter().all(|found| found.code == code && found.location.is_some()), "{found:?}");
    }
    let folder = Folder::new("unreadable", &[("openapi.json", DOCUMENT)]);
    let found = applied(&folder.path("openapi.json"), &[&folder.path("nothing.json")]).unwrap_err();
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["unreadable-file"]);
}
