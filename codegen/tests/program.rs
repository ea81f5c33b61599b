//! The program's options and exit statuses, by running it.

#![expect(
    clippy::expect_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const DOCUMENT: &str = r##"{
    "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
    "paths": {
        "/a": { "get": { "operationId": "getA", "tags": ["x"], "responses": { "200": {
            "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } } } } },
        "/b": { "get": { "operationId": "getB", "tags": ["y"], "responses": { "200": { "$ref": "#/nowhere" } } } }
    },
    "components": { "schemas": {
        "A": { "type": "object", "properties": { "a": { "type": "string" } } },
        "B": { "type": "object", "properties": { "b": { "type": "string" } } }
    } }
}"##;

/// Runs the program on the document: exit status, output stream, error stream.
fn run(name: &str, arguments: &[&str]) -> (i32, String, String) {
    let spec = folder(name).join("openapi.json");
    fs::write(&spec, DOCUMENT).expect("the document is written");
    let (command, options) = arguments.split_first().expect("a command");
    let output = Command::new(env!("CARGO_BIN_EXE_osparc-codegen"))
        .args(command.split(' '))
        .arg(&spec)
        .args(options)
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("an exit status"), text(&output.stdout), text(&output.stderr))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("the folder is made");
    folder
}

#[test]
fn a_fault_is_an_error_unless_it_is_skipped_or_not_selected() {
    let out = folder("faults").join("out");
    let _ = fs::remove_dir_all(&out);
    let out = out.to_str().expect("a Unicode path");
    let (status, _, said) = run("faults", &["generate", "--out", out]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("error[unresolved-reference]") && !Path::new(out).exists(), "{said}");
    let (status, _, said) = run("faults", &["generate", "--out", out, "--only-tag", "x"]);
    assert_eq!((status, said.as_str()), (0, ""));
    let models = fs::read_to_string(Path::new(out).join("models.rs")).expect("the models");
    assert!(models.contains("struct A ") && !models.contains("struct B "), "{models}");
    let (status, drift, _) = run("faults", &["check", "--golden", out, "--skip-unsupported"]);
    assert_eq!(status, 1);
    assert!(drift.contains("+pub struct B "), "{drift}");
    let (status, _, said) = run("faults", &["generate", "--out", out, "--skip-unsupported"]);
    assert!(status == 0 && said.contains("warning[skipped]"), "{said}");
}

#[test]
fn names_that_match_nothing_are_errors_and_unknown_options_wrong_usage() {
    let (status, _, said) = run("matches", &["report", "--only-tag", "z", "--only-operation", "getZ"]);
    assert_eq!(status, 1);
    assert!(said.contains("error[unknown-tag]") && said.contains("error[unknown-operation]"), "{said}");
    let (status, _, said) = run("matches", &["report", "--date-library", "chrono", "--only-tag", "x"]);
    assert_eq!(status, 1);
    assert!(said.contains("error[no-date]"), "{said}");
    assert_eq!(run("matches", &["report", "--format", "xml"]).0, 2);
    assert_eq!(run("matches", &["generate"]).0, 2);
}

#[test]
fn a_report_tells_what_becomes_of_everything() {
    let (status, text, _) = run("report", &["report"]);
    assert_eq!(status, 0);
    assert!(text.starts_with("Operations: 1 represented, 0 degraded, 1 skipped\n"), "{text}");
    let (status, json, _) = run("report", &["report", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(status, 0);
    assert_eq!(json["operations"][1]["status"], "skipped");
    assert_eq!(json["operations"][1]["reasons"][0]["code"], "skipped");
}

#[test]
fn a_crate_has_the_features_that_its_code_needs() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let cases: [(&str, &[&str], &str); 4] = [
        ("streams/event_stream_text", &[], "default-features = false, features = [\"events\"] }"),
        ("bodies/multipart_encoding", &[], "default-features = false, features = [\"multipart\"] }"),
        (
            "configuration/dates_by_chrono",
            &["--date-library", "chrono"],
            "default-features = false, features = [\"chrono\"] }",
        ),
        ("bodies/form_encoding", &[], "default-features = false }"),
    ];
    for (fixture, options, expected) in cases {
        let out = folder("features").join(fixture);
        let status = Command::new(env!("CARGO_BIN_EXE_osparc-codegen"))
            .args(["crate", "--name", "client", "--out"])
            .args([&out, &fixtures.join(fixture).join("openapi.json")])
            .args(options)
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{fixture}");
        let manifest = fs::read_to_string(out.join("Cargo.toml")).expect("the manifest");
        assert!(manifest.contains(expected), "{fixture}: {manifest}");
    }
}

#[test]
fn docs_writes_pages_and_takes_only_its_own_away() {
    let out = folder("docs").join("pages");
    let _ = fs::remove_dir_all(&out);
    let path = out.to_str().expect("a Unicode path");
    assert_eq!(run("docs", &["docs", "--out", path, "--only-tag", "x", "--check"]).0, 1);
    assert!(!out.exists(), "a check writes nothing");
    assert_eq!(run("docs", &["docs", "--out", path, "--skip-unsupported"]).0, 0);
    for page in ["README.md", "XApi.md", "A.md", "B.md"] {
        assert!(out.join(page).is_file(), "{page}");
    }
    fs::write(out.join("mine.md"), "# Mine\n").expect("the page is written");
    let (status, drift, _) = run("docs", &["docs", "--out", path, "--only-tag", "x", "--check"]);
    assert_eq!(status, 1);
    assert!(drift.contains("--- a/B.md\n+++ /dev/null") && !drift.contains("mine.md"), "{drift}");
    assert_eq!(run("docs", &["docs", "--out", path, "--only-tag", "x", "--name", "other-client"]).0, 0);
    assert!(!out.join("B.md").exists() && out.join("mine.md").is_file());
    let text = fs::read_to_string(out.join("XApi.md")).expect("the page");
    assert!(text.contains("use other_client::"), "{text}");
    fs::write(out.join("B.md"), "# Bees\n").expect("the page is written");
    let (status, _, said) = run("docs", &["docs", "--out", path, "--skip-unsupported"]);
    assert!(status == 1 && said.contains("B.md: was not generated"), "{said}");
    fs::remove_file(out.join("B.md")).expect("the page is removed");
    let check = ["docs", "--out", path, "--only-tag", "x", "--check", "--name"];
    assert_eq!(run("docs", &[&check[..], &["other-client"]].concat()).0, 0);
    assert_eq!(run("docs", &[&check[..], &["no name"]].concat()).0, 2);
}

#[test]
fn inspect_shows_one_schema() {
    let (status, shown, _) = run("inspect", &["inspect load", "A"]);
    assert_eq!(status, 0);
    assert!(shown.starts_with("/components/schemas/A\n"), "{shown}");
    let (status, shown, _) = run("inspect", &["inspect backend", "--only-tag", "x", "A"]);
    assert!(status == 0 && shown.contains("pub struct A {") && !shown.contains("fn get_a"), "{shown}");
    assert_eq!(run("inspect", &["inspect normalise", "nobody"]).0, 1);
    assert_eq!(run("inspect", &["inspect parse"]).0, 2);
}

#[test]
fn a_difference_is_denied_by_its_consequence() {
    let old = folder("difference").join("old.json");
    fs::write(&old, DOCUMENT.replace("\"a\": { \"type\"", "\"z\": { \"type\"")).expect("the old document");
    let command = format!("diff {}", old.display());
    let only = ["--only-tag", "x"];
    let (status, shown, _) = run("difference", &[&[command.as_str()], &only[..]].concat());
    assert_eq!(status, 0, "{shown}");
    assert!(shown.starts_with("major release") && shown.contains("models::A::z: field gone"), "{shown}");
    let denied = [&[command.as_str()], &only[..], &["--deny", "breaking", "--format", "json"]].concat();
    let (status, json, said) = run("difference", &denied);
    assert_eq!((status, said.as_str()), (1, "the generated API changes: breaking\n"));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["consequence"], "breaking");
    let same = format!("diff {}", folder("difference").join("openapi.json").display());
    let (status, shown, _) =
        run("difference", &[&[same.as_str()], &only[..], &["--deny", "neutral"]].concat());
    assert_eq!((status, shown.as_str()), (0, "no change of the generated API\n"));
    assert_eq!(run("difference", &[command.as_str()]).0, 1, "a rejected document is not a difference");
}

#[test]
fn overlays_apply_to_every_command() {
    let folder = folder("overlays");
    let overlay = |name: &str, actions: &str| {
        let path = folder.join(name);
        let info = r#"{"title": "t", "version": "1"}"#;
        let text = format!(r#"{{"overlay": "1.1.0", "info": {info}, "actions": [{actions}]}}"#);
        fs::write(&path, text).expect("the overlay is written");
        path.display().to_string()
    };
    let faulty = overlay("faulty.json", r#"{"target": "$.paths['/c']", "remove": true}"#);
    let repair = overlay("repair.json", r#"{"target": "$.paths['/b']", "remove": true}"#);
    let extend = overlay(
        "extend.json",
        r#"{"target": "$.components.schemas.A.properties", "update": {"added": {"type": "string"}}}"#,
    );
    let (repair, extend) = (["--overlay", repair.as_str()], ["--overlay", extend.as_str()]);
    let with = |command: &[&str]| run("overlays", &[command, &repair, &extend].concat());
    let out = folder.join("out").display().to_string();
    let pages = folder.join("pages").display().to_string();
    for command in [
        &["generate", "--out", &out] as &[&str],
        &["check", "--golden", &out],
        &["docs", "--out", &pages],
        &["docs", "--check", "--out", &pages],
    ] {
        let (status, shown, said) = with(command);
        assert_eq!((status, said.as_str()), (0, ""), "{command:?}: {shown}");
    }
    let models = fs::read_to_string(Path::new(&out).join("models.rs")).expect("the models");
    assert!(models.contains("pub added: Option<String>,"), "{models}");
    for command in [&["report"] as &[&str], &["inspect overlay"], &["inspect load"], &["inspect analyse"]] {
        let (status, shown, said) = with(command);
        assert_eq!((status, said.as_str()), (0, ""), "{command:?}");
        assert!(!shown.contains("/nowhere") && !shown.contains("skipped: getB"), "{command:?}: {shown}");
    }
    // Each document has overlays of its own.
    let spec = folder.join("openapi.json").display().to_string();
    let compare = format!("diff {spec}");
    let old = [compare.as_str(), "--old-overlay", repair[1]];
    let (status, changes, said) = run("overlays", &[&old[..], &repair, &extend].concat());
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(changes.contains("models::A::added"), "{changes}");
    let (status, changes, _) = run("overlays", &[&old[..], &repair].concat());
    assert_eq!((status, changes.contains("models::A")), (0, false), "{changes}");
    let (status, _, said) = run("overlays", &["report", "--overlay", &faulty]);
    assert_eq!(status, 1);
    let place = "error[no-match]: `$.paths['/c']` matches nothing";
    assert!(said.contains(place) && said.contains("faulty.json:1:75 at /actions/0/target"), "{said}");
    assert!(said.contains("there is `$.paths`, but not `['/c']` in it"), "{said}");
}

#[test]
fn a_list_keeps_its_page_where_other_types_are_left_out() {
    let folder = folder("selected_list");
    let spec = folder.join("openapi.json");
    let list = r##"{ "operationId": "listB", "tags": ["y"],
        "parameters": [{ "name": "limit", "in": "query", "schema": { "type": "integer" } },
                       { "name": "offset", "in": "query", "schema": { "type": "integer" } }],
        "responses": { "200": { "description": "", "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/PageB" } } } } } }"##;
    let page = r##"{ "type": "object", "required": ["items"], "properties": {
        "items": { "type": "array", "items": { "$ref": "#/components/schemas/B" } }, "total": { "type": "integer" } } }"##;
    let document =
        DOCUMENT.replace("\"/b\":", &format!("\"/list\": {{ \"get\": {list} }}, \"/b\":")).replace(
            "\"B\": {",
            &format!("\"PageB\": {page}, \"B\": {{ \"allOf\": [{{ \"$ref\": \"#/components/schemas/A\" }}],"),
        );
    // `B` takes over what `A` has, and nothing else uses `A`.
    fs::write(&spec, document).expect("the document is written");
    let config = osparc_codegen::Config::new().only_operation("listB");
    let output = osparc_codegen::generate(&spec, &config).expect("it is generated");
    let text: String = output.files.into_iter().map(|file| file.text).collect();
    let pagination = "rt::paginated! {\n    request: ListB,\n    page: models::PageB,\n";
    assert!(text.contains(pagination), "{text}");
}
