//! What a build script can change in generated code.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::path::Path;

use osparc_codegen::{ArrayFormat, Config, DateLibrary, OperationConfig, SecurityKind, generate};
use serde_json::{Value, json};

/// Models and operations of a fixture.
fn generated(fixture: &str, config: &Config) -> String {
    let spec =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture).join("openapi.json");
    let output = generate(&spec, config).unwrap_or_else(|error| panic!("{fixture}: {error}"));
    output.files.into_iter().map(|file| file.text).collect()
}

#[test]
fn a_type_is_replaced_renamed_or_given_derives() {
    let plain = generated("enums/enum_with_default", &Config::new());
    assert!(plain.contains("pub enum Level {") && plain.contains("_or_default"), "{plain}");
    let replaced = generated("enums/enum_with_default", &Config::new().replace_type("Level", "::my::Level"));
    assert!(replaced.contains("pub type Level = ::my::Level;"), "{replaced}");
    assert!(!replaced.contains("enum Level") && !replaced.contains("models::Level::"), "{replaced}");
    let config =
        Config::new().derive("Level", "::my::Derive").derive("Level", "Hash").rename_type("Level", "Height");
    let derived = generated("enums/enum_with_default", &config);
    let before = derived.split("pub enum Height {").next().unwrap_or_default();
    let attributes = before.rsplit('}').next().unwrap_or_default();
    assert!(attributes.contains("#[derive(::my::Derive)]\n#[derive(Hash)]\n"), "{attributes}");
}

#[test]
fn a_method_is_renamed_with_its_types() {
    let config = Config::new()
        .rename_method("list_things", "all")
        .operation("list_things", |facts| facts.max_attempts(1));
    let renamed = generated("enums/enum_with_default", &config);
    assert!(renamed.contains("pub fn all(&self) -> All {"), "{renamed}");
    assert!(
        !renamed.contains("list_things")
            && !renamed.contains("ListThings ")
            && !renamed.contains("ListThingsError"),
        "{renamed}"
    );
}

#[test]
fn the_type_of_a_field_can_have_an_alias() {
    let config = Config::new()
        .alias("MapValue", "Metadata", "metadata")
        .alias("Nothing", "Metadata", "nothing")
        .alias("Other", "Nowhere", "metadata");
    let spec = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/unions/union_integer_before_number/openapi.json");
    let error = generate(&spec, &config).expect_err("two entries match nothing").to_string();
    assert!(error.contains("unknown-field") && error.contains("`nothing`"), "{error}");
    assert!(error.contains("unknown-type") && error.contains("`Nowhere`"), "{error}");
    let aliased = generated(
        "unions/union_integer_before_number",
        &Config::new().alias("MapValue", "Metadata", "metadata"),
    );
    assert!(aliased.contains("pub type MapValue = models::MetadataValue;"), "{aliased}");
}

/// A document in which a request and a response hold the same values.
fn of_values(values: &Value, schemas: &Value) -> String {
    let object = json!({ "type": "object", "properties": { "values": values } });
    let mut components = json!({
        "File": { "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } },
        "Inputs": object,
        "Outputs": object,
    });
    components.as_object_mut().unwrap().extend(schemas.as_object().unwrap().clone());
    let json_of = |schema: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } });
    let operation = json!({
        "operationId": "create",
        "tags": ["jobs"],
        "requestBody": { "required": true, "content": json_of("Inputs") },
        "responses": { "200": { "description": "Done.", "content": json_of("Outputs") } },
    });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Values", "version": "1" },
        "paths": { "/jobs": { "post": operation } },
        "components": { "schemas": components },
    });
    document.to_string()
}

#[test]
fn what_a_field_holds_is_replaced_alike_however_its_type_is_called() {
    let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let map = |values: Value| json!({ "type": "object", "additionalProperties": values });
    let member = |ty: &str| json!({ "anyOf": [of("File"), { "type": ty }, { "type": "string" }] });
    let inline = of_values(&map(member("null")), &json!({}));
    let named = json!({ "Arguments": map(of("Argument")), "Argument": member("number") });
    let named = of_values(&of("Arguments"), &named);
    let folder = std::env::temp_dir().join(format!("osparc-codegen-overrides-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let config = Config::new().alias("InputValue", "Inputs", "values").only_tag("jobs");
    let config = config.replace_type("InputValue", "crate::InputValue").derive("File", "Hash");
    for (name, text) in [("inline.json", inline), ("named.json", named)] {
        let spec = folder.join(name);
        std::fs::write(&spec, text).unwrap();
        let output = generate(&spec, &config).unwrap_or_else(|error| panic!("{error}"));
        let models = &output.files.iter().find(|file| file.name == "models.rs").unwrap().text;
        assert!(models.contains("pub values: Option<BTreeMap<String, models::InputValue>>,"), "{models}");
        assert!(models.contains("pub type InputValue = crate::InputValue;"), "{models}");
        // The response keeps the generated type, and no type is left that nothing uses.
        assert_eq!(models.matches("pub enum ").count(), 1, "{models}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_redirect_is_followed_only_where_it_leads_to_a_content() {
    let content = json!({ "application/octet-stream": {} });
    let operation = |id: &str, redirect: &str, content: &Value| {
        let success = json!({ "description": "The content.", "content": content });
        let responses = json!({ "200": success, redirect: { "description": "Where it is." } });
        json!({ "get": { "operationId": id, "responses": responses } })
    };
    let paths = json!({
        "/a": operation("of_code", "307", &content),
        "/b": operation("of_range", "3XX", &content),
        "/c": operation("unchanged", "304", &content),
        "/d": operation("without_content", "307", &json!({})),
    });
    let document =
        json!({ "openapi": "3.1.0", "info": { "title": "Files", "version": "1" }, "paths": paths });
    let spec = std::env::temp_dir().join(format!("osparc-codegen-redirects-{}.json", std::process::id()));
    std::fs::write(&spec, document.to_string()).unwrap();
    let follow = |ids: &[&str]| {
        let config = ids
            .iter()
            .fold(Config::new(), |config, id| config.operation(*id, OperationConfig::follow_redirect));
        generate(&spec, &config)
    };
    let text: String =
        follow(&["of_code", "of_range"]).unwrap().files.iter().map(|file| file.text.as_str()).collect();
    assert_eq!(text.matches(".follow_redirect()").count(), 2, "{text}");
    assert_eq!(text.matches("A redirect to the content is followed").count(), 2, "{text}");
    // What is not followed is an error response, as before.
    assert_eq!(text.matches("TemporaryRedirect,").count(), 1, "{text}");
    assert_eq!(text.matches("NotModified,").count(), 1, "{text}");
    for id in ["unchanged", "without_content"] {
        let found = follow(&[id]).expect_err("nothing to follow").diagnostics;
        assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), ["no-redirect"], "{id}");
    }
    std::fs::remove_file(&spec).unwrap();
}

#[test]
fn settings_that_match_nothing_are_rejected() {
    let rejected = |config: Config| -> Vec<&'static str> {
        let spec =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/enums/enum_with_default/openapi.json");
        match generate(&spec, &config) {
            Ok(_) => Vec::new(),
            Err(error) => error.diagnostics.iter().map(|found| found.code).collect(),
        }
    };
    let new = Config::new;
    assert_eq!(rejected(new().rename_type("Nobody", "Somebody")), ["unknown-type"]);
    let unknown = new().operation("list_things", |operation| operation.security("nobody"));
    assert_eq!(rejected(unknown), ["unknown-scheme"]);
    assert_eq!(rejected(new().security_scheme("token", SecurityKind::Bearer)), [""; 0]);
    let elsewhere = new().security_scheme("token", SecurityKind::Bearer);
    let elsewhere = elsewhere.operation("list_things", |operation| operation.security("key"));
    let elsewhere = elsewhere.security_scheme("key", SecurityKind::ApiKeyQuery("key".into()));
    assert_eq!(rejected(elsewhere), [""; 0]);
    let spec = "security/security_global_and_none/openapi.json";
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(spec);
    let unused = generate(&spec, &new().security_scheme("token", SecurityKind::Bearer)).expect_err("unused");
    assert!(unused.to_string().contains("unused-security-scheme"), "{unused}");
    assert_eq!(rejected(new().rename_type("Level", "no name")), ["bad-type-name"]);
    assert_eq!(rejected(new().replace_type("Nobody", "::my::Thing")), ["unknown-type"]);
    assert_eq!(rejected(new().replace_type("Level", "not a path")), ["bad-path"]);
    let of_field =
        |ty: &str, field: &str, path: &str| new().alias("Held", ty, field).replace_type("Held", path);
    assert_eq!(rejected(of_field("Nobody", "level", "::my::Thing")), ["unknown-type"]);
    assert_eq!(rejected(of_field("Thing", "nobody", "::my::Thing")), ["unknown-field"]);
    assert_eq!(rejected(of_field("Thing", "mode", "not a path")), ["bad-path"]);
    assert_eq!(rejected(of_field("Thing", "mode", "::my::Thing")), [""; 0]);
    assert_eq!(rejected(new().derive("Nobody", "::my::Derive")), ["unknown-type"]);
    assert_eq!(rejected(new().rename_method("nobody", "somebody")), ["unknown-operation"]);
    assert_eq!(rejected(new().operation("nobody", |facts| facts)), ["unknown-operation"]);
    assert_eq!(rejected(new().only_tag("nobody")), ["unknown-tag"]);
    assert_eq!(rejected(new().only_operation("nobody")), ["unknown-operation"]);
    assert_eq!(rejected(new().date_library(DateLibrary::Jiff)), ["no-date"]);
    assert_eq!(rejected(new().array_format(ArrayFormat::Repeat)), ["no-brackets"]);
}
