//! What a build script can change in generated code.

#![expect(clippy::panic, reason = "a test fails by panicking, also in the functions that its tests share")]

use std::path::Path;

use osparc_codegen::{Config, generate};

/// Models and operations of a fixture.
fn generated(fixture: &str, config: &Config) -> String {
    let spec =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture).join("openapi.json");
    let output = generate(&spec, config).unwrap_or_else(|refusal| panic!("{fixture}: {refusal}"));
    output.files.into_iter().map(|file| file.text).collect()
}

#[test]
fn a_type_is_replaced_renamed_or_given_derives() {
    let plain = generated("enum_with_default", &Config::new());
    assert!(plain.contains("pub enum Level {") && plain.contains("_or_default"), "{plain}");
    let replaced = generated("enum_with_default", &Config::new().replace_type("Level", "::my::Level"));
    assert!(replaced.contains("pub type Level = ::my::Level;"), "{replaced}");
    assert!(!replaced.contains("enum Level") && !replaced.contains("models::Level::"), "{replaced}");
    let config =
        Config::new().derive("Level", "::my::Derive").derive("Level", "Hash").rename_type("Level", "Height");
    let derived = generated("enum_with_default", &config);
    let before = derived.split("pub enum Height {").next().unwrap_or_default();
    let attributes = before.rsplit('}').next().unwrap_or_default();
    assert!(attributes.contains("#[derive(::my::Derive)]\n#[derive(Hash)]\n"), "{attributes}");
}

#[test]
fn a_method_is_renamed_with_its_types() {
    let config = Config::new()
        .rename_method("list_things", "all")
        .operation("list_things", |facts| facts.max_attempts(1));
    let renamed = generated("enum_with_default", &config);
    assert!(renamed.contains("pub fn all(&self) -> All {"), "{renamed}");
    assert!(
        !renamed.contains("list_things")
            && !renamed.contains("ListThings ")
            && !renamed.contains("ListThingsError"),
        "{renamed}"
    );
}

#[test]
fn what_a_field_holds_has_one_more_name() {
    let config = Config::new()
        .alias("MapValue", "Metadata", "metadata")
        .alias("Nothing", "Metadata", "nothing")
        .alias("Other", "Nowhere", "metadata");
    let spec =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/union_integer_before_number/openapi.json");
    let refusal = generate(&spec, &config).expect_err("two entries match nothing").to_string();
    assert!(refusal.contains("unknown-field") && refusal.contains("`nothing`"), "{refusal}");
    assert!(refusal.contains("unknown-type") && refusal.contains("`Nowhere`"), "{refusal}");
    let aliased =
        generated("union_integer_before_number", &Config::new().alias("MapValue", "Metadata", "metadata"));
    assert!(aliased.contains("pub type MapValue = models::MetadataValue;"), "{aliased}");
}
