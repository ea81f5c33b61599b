//! Folders that are made for the purpose, and what a document in them may read.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use crate::{Config, GenerateError, Status, generate, report};

/// A document of one schema for each reference, in a folder `document` of a new folder.
fn document(name: &str, references: impl Iterator<Item = String>) -> PathBuf {
    let root = std::env::temp_dir().join(format!("osparc-codegen-{}-{name}", std::process::id()));
    let folder = root.join("document");
    fs::create_dir_all(&folder).unwrap();
    let mut schemas = String::new();
    for (number, reference) in references.enumerate() {
        let comma = if number == 0 { "" } else { "," };
        write!(schemas, "{comma}\n\"S{number}\": {{ \"$ref\": \"{reference}\" }}").unwrap();
    }
    let text = format!(
        "{{ \"openapi\": \"3.1.0\", \"info\": {{ \"title\": \"t\", \"version\": \"1\" }}, \
         \"paths\": {{}}, \"components\": {{ \"schemas\": {{ {schemas} }} }} }}"
    );
    fs::write(folder.join("openapi.json"), text).unwrap();
    folder
}

fn error(folder: &Path) -> GenerateError {
    generate(&folder.join("openapi.json"), &Config::new()).unwrap_err()
}

fn remove(folder: &Path) {
    fs::remove_dir_all(folder.parent().unwrap()).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_that_leaves_the_folder_is_not_followed() {
    use std::os::unix::fs::symlink;

    let references = ["file.json", "folder/secret.json", "own.json"].map(str::to_owned);
    let folder = document("links", references.into_iter());
    let outside = folder.parent().unwrap().join("outside");
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("secret.json"), r#"{ "type": "string", "description": "secret" }"#).unwrap();
    fs::write(folder.join("plain.json"), r#"{ "type": "integer" }"#).unwrap();
    symlink(outside.join("secret.json"), folder.join("file.json")).unwrap();
    symlink(&outside, folder.join("folder")).unwrap();
    symlink("plain.json", folder.join("own.json")).unwrap();
    let found: Vec<_> =
        error(&folder).diagnostics.iter().map(|found| (found.code, found.pointer.to_string())).collect();
    let at = |name: &str| format!("/components/schemas/{name}/$ref");
    assert_eq!(found, [("outside-folder", at("S0")), ("outside-folder", at("S1"))]);
    remove(&folder);
}

#[test]
fn what_is_read_is_bounded() {
    let folder = document("large", std::iter::once("large.json".to_owned()));
    fs::File::create(folder.join("large.json")).unwrap().set_len(65 << 20).unwrap();
    assert_eq!(error(&folder).diagnostics[0].code, "too-much-referenced");
    remove(&folder);
    let many = 5_001;
    let folder = document("many", (0..many).map(|number| format!("{number}.json")));
    for number in 0..many {
        fs::write(folder.join(format!("{number}.json")), r#"{ "type": "string" }"#).unwrap();
    }
    let codes: Vec<_> = error(&folder).diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["too-much-referenced"]);
    remove(&folder);
}

#[test]
fn parts_within_parts_do_not_multiply() {
    let depth = 100;
    let inner = |deep: usize| format!("a.json#{}", "/not".repeat(deep));
    let folder = document("nested", (0..depth).map(inner));
    let wide: Vec<String> = (0..200_000).map(|number| number.to_string()).collect();
    let text =
        format!("{}{{ \"enum\": [{}] }}{}", "{ \"not\": ".repeat(depth), wide.join(","), "}".repeat(depth));
    fs::write(folder.join("a.json"), text).unwrap();
    let error = error(&folder);
    assert!(error.diagnostics.iter().any(|found| found.code == "too-much-referenced"), "{error}");
    remove(&folder);
}

#[test]
fn a_root_above_the_document_widens_what_may_be_read_and_no_further() {
    let folder = document("root", ["../a.json#/S", "../../out.json"].map(str::to_owned).into_iter());
    let root = folder.parent().unwrap();
    fs::write(
        root.join("a.json"),
        r#"{ "S": { "items": { "$ref": "document/openapi.json#/components/schemas/S0" } } }"#,
    )
    .unwrap();
    let found = generate(&folder.join("openapi.json"), &Config::new().root(root)).unwrap_err();
    let shown: Vec<_> = found.diagnostics.iter().map(|found| (found.code, found.pointer.as_str())).collect();
    assert_eq!(shown, [("outside-folder", "/components/schemas/S1/$ref")]);
    let named = format!("leads out of the folder `{}`", root.display());
    assert!(found.diagnostics[0].message.contains(&named), "{found}");
    let elsewhere = generate(&folder.join("openapi.json"), &Config::new().root(folder.join("openapi.json")));
    assert_eq!(elsewhere.unwrap_err().diagnostics[0].code, "bad-root");
    remove(&folder);
}

#[test]
fn what_contains_itself_in_place_is_a_fault() {
    let folder = document("endless", std::iter::empty());
    let text = r##"{ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {
        "/a": { "get": { "$ref": "#/paths/~1a/get" }, "put": { "$ref": "#/paths/~1a/post" },
                "post": { "$ref": "#/paths/~1a/put" } } },
        "components": { "schemas": { "A": { "properties": { "x": {
            "properties": { "$ref": "#/components/schemas/A/properties" } } } } } } }"##;
    fs::write(folder.join("openapi.json"), text).unwrap();
    let error = error(&folder);
    assert!(error.diagnostics.iter().all(|found| found.code == "reference-cycle"), "{error}");
    assert_eq!(error.diagnostics.len(), 4, "{error}");
    remove(&folder);
}

#[test]
fn schemas_that_complete_themselves_without_end_are_a_fault() {
    let folder = document("growing", std::iter::empty());
    let text = r##"{ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {},
        "components": { "schemas": { "T": {
            "properties": { "v": { "$dynamicRef": "#e" }, "n": { "$id": "n", "$ref": "#/components/schemas/T",
                "$defs": { "e": { "$dynamicAnchor": "e", "type": "array", "items": { "$dynamicRef": "#e" } } } } },
            "$defs": { "e": { "$dynamicAnchor": "e" } } } } } }"##;
    fs::write(folder.join("openapi.json"), text).unwrap();
    let made = generate(&folder.join("openapi.json"), &Config::new());
    assert!(made.is_ok_and(|made| made.files.iter().all(|file| file.text.len() < 100_000)));
    remove(&folder);
}

#[test]
fn the_files_that_were_read_are_told() {
    let folder = document("inputs", ["a.json".to_owned(), "a.json#/not".to_owned()].into_iter());
    fs::write(folder.join("a.json"), r#"{ "not": { "type": "string" } }"#).unwrap();
    let output = generate(&folder.join("openapi.json"), &Config::new()).unwrap();
    assert_eq!(output.inputs, [folder.join("openapi.json"), folder.join("a.json")]);
    remove(&folder);
}

#[test]
fn a_report_tells_the_file_of_a_schema_and_a_fault_skips_only_what_leads_to_it() {
    let folder = document("report", ["a.json#/Good", "a.json#/Bad"].map(str::to_owned).into_iter());
    fs::write(folder.join("a.json"), r#"{ "Good": { "type": "string" }, "Bad": { "type": 5 } }"#).unwrap();
    let report = report(&folder.join("openapi.json"), &Config::new()).unwrap();
    let file = folder.join("a.json").display().to_string();
    let seen: Vec<_> = report
        .schemas
        .iter()
        .map(|entry| (entry.status, entry.file.as_deref() == Some(&*file), entry.pointer.as_str()))
        .collect();
    assert_eq!(seen, [(Status::Represented, true, "/Good"), (Status::Skipped, true, "/Bad")]);
    let reason = &report.schemas[1].reasons[0].message;
    assert!(reason.contains(&format!("at {file}#/Bad/type:")), "{reason}");
    remove(&folder);
}
