//! The tables against the official schemas, and each role against what is generated.
//!
//! In: the schemas in `tests/vocabulary/schemas`, and a document with every member once. Out: members that no table has, and
//! members whose role is not true.
//! Invariant: a member that is removed from the document changes the code if it is used, nothing if it is irrelevant, and the
//! diagnostics if it is told.

#![cfg(feature = "tools")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{Holds, Member, Object, Role};
use crate::{Config, Diagnostic, File, generate, pointer::Pointer};

const ALL: [Object; 27] = [
    Object::Root,
    Object::Info,
    Object::Contact,
    Object::License,
    Object::ExternalDocs,
    Object::Server,
    Object::ServerVariable,
    Object::Tag,
    Object::Components,
    Object::PathItem,
    Object::Operation,
    Object::Parameter,
    Object::Header,
    Object::RequestBody,
    Object::MediaType,
    Object::Encoding,
    Object::Response,
    Object::Callback,
    Object::Example,
    Object::Link,
    Object::SecurityScheme,
    Object::Flows,
    Object::Flow,
    Object::Reference,
    Object::Schema,
    Object::Discriminator,
    Object::Xml,
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vocabulary")
}

fn official(name: &str) -> Value {
    let path = folder().join("schemas").join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The objects that a definition of an official schema is about; none for what is no object with members of its own.
fn described(definition: &str) -> &'static [Object] {
    let plain: String = definition.chars().filter(char::is_ascii_alphanumeric).collect();
    match plain.to_ascii_lowercase().as_str() {
        "info" => &[Object::Info],
        "contact" => &[Object::Contact],
        "license" => &[Object::License],
        "externaldocumentation" | "externaldocs" => &[Object::ExternalDocs],
        "server" => &[Object::Server],
        "servervariable" => &[Object::ServerVariable],
        "tag" => &[Object::Tag],
        "components" => &[Object::Components],
        "pathitem" => &[Object::PathItem],
        "operation" => &[Object::Operation],
        "header" => &[Object::Header],
        "requestbody" => &[Object::RequestBody],
        "mediatype" => &[Object::MediaType],
        "encoding" => &[Object::Encoding],
        "response" => &[Object::Response],
        "example" => &[Object::Example],
        "link" => &[Object::Link],
        "parameter" | "parameterlocation" | "schemaxorcontent" => &[Object::Parameter],
        "securityscheme"
        | "apikeysecurityscheme"
        | "httpsecurityscheme"
        | "oauth2securityscheme"
        | "openidconnectsecurityscheme" => &[Object::SecurityScheme],
        "oauthflows" => &[Object::Flows],
        "implicit"
        | "password"
        | "clientcredentials"
        | "authorizationcode"
        | "deviceauthorization"
        | "implicitoauthflow"
        | "passwordoauthflow"
        | "clientcredentialsflow"
        | "authorizationcodeoauthflow" => &[Object::Flow],
        "reference" => &[Object::Reference],
        "schema" => &[Object::Schema],
        "discriminator" => &[Object::Discriminator],
        "xml" => &[Object::Xml],
        // Members that several objects have.
        "examples" | "examplexorexamples" => &[Object::Parameter, Object::Header, Object::MediaType],
        "stylesforform" => &[Object::Parameter, Object::Encoding],
        // Parts of a scheme.
        _ if plain.to_ascii_lowercase().starts_with("type") => &[Object::SecurityScheme],
        _ => &[],
    }
}

/// Maps by name or pattern, texts and extensions: definitions that have no members.
const WITHOUT_MEMBERS: &[&str] = &[
    "paths",
    "responses",
    "callbacks",
    "callback",
    "content",
    "security-requirement",
    "specification-extensions",
    "map-of-strings",
    "parameters",
    "extensible",
    "Paths",
    "Responses",
    "Callback",
    "SecurityRequirement",
    "SchemaXORContent",
    "ExampleXORExamples",
];

/// Keywords of earlier drafts. The fixture `documents/dynamic_references` shows what those of 2019-09 do.
const EARLIER: &[&str] = &["$recursiveAnchor", "$recursiveRef", "definitions"];

/// The names of the members that a schema lists for the value itself.
fn listed(schema: &Value, names: &mut BTreeSet<String>) {
    let Some(schema) = schema.as_object() else { return };
    for (keyword, value) in schema {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => names.extend(properties.keys().cloned()),
            ("patternProperties", Value::Object(patterns)) => {
                let choices = patterns.keys().filter_map(|p| p.strip_prefix("^(")?.strip_suffix(")$"));
                names.extend(
                    choices
                        .flat_map(|choices| choices.trim_start_matches("?:").split('|'))
                        .map(str::to_owned),
                );
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(members)) => {
                for member in members {
                    listed(member, names);
                }
            }
            ("if" | "then" | "else" | "not", value) => listed(value, names),
            ("dependentSchemas", Value::Object(members)) => {
                for member in members.values() {
                    listed(member, names);
                }
            }
            _ => {}
        }
    }
}

/// Adds the members that a schema and its definitions list, by object.
fn collect(
    name: &str,
    schema: &Value,
    objects: &[Object],
    found: &mut BTreeMap<(Object, String), Vec<String>>,
) {
    let mut names = BTreeSet::new();
    listed(schema, &mut names);
    for (object, member) in objects.iter().flat_map(|object| names.iter().map(|name| (*object, name.clone())))
    {
        found.entry((object, member)).or_default().push(name.to_owned());
    }
    for (definition, schema) in
        ["$defs", "definitions"].iter().filter_map(|key| schema.get(key)?.as_object()).flatten()
    {
        let described = described(definition);
        let mut own = BTreeSet::new();
        listed(schema, &mut own);
        let known = !described.is_empty() || own.is_empty() || WITHOUT_MEMBERS.contains(&definition.as_str());
        assert!(
            known || definition.ends_with("-or-reference"),
            "{name}: `{definition}` is no object of the tables"
        );
        collect(name, schema, described, found);
    }
}

#[test]
fn the_tables_have_every_member_of_the_official_schemas() {
    let mut found = BTreeMap::new();
    for version in ["3.0", "3.1", "3.2"] {
        collect(version, &official(&format!("openapi-{version}")), &[Object::Root], &mut found);
    }
    for version in ["3.1", "3.2"] {
        collect(version, &official(&format!("openapi-{version}-keywords")), &[Object::Schema], &mut found);
    }
    for part in
        ["core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content"]
    {
        collect(part, &official(&format!("json-schema-2020-12-{part}")), &[Object::Schema], &mut found);
    }
    let missing: Vec<_> = found.iter().filter(|((object, name), _)| object.member(name).is_none()).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    for object in ALL {
        for member in object.members() {
            let earlier =
                EARLIER.contains(&member.name) || (object == Object::Root && member.name == "$defs");
            let known = found.contains_key(&(object, member.name.to_owned()));
            assert!(known || earlier, "{object:?}.{} is in no official schema", member.name);
        }
    }
}

#[test]
fn documents_of_2_0_are_told_as_a_whole() {
    let swagger = official("openapi-2.0");
    assert_eq!(swagger["properties"]["swagger"]["enum"][0], "2.0");
    let document =
        serde_json::json!({ "swagger": "2.0", "info": { "title": "t", "version": "1" }, "paths": {} });
    let (_, diagnostics) = made(&document);
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["swagger-2"]);
}

/// The files and the diagnostics of a document.
fn made(document: &Value) -> (Vec<File>, Vec<Diagnostic>) {
    let folder = std::env::temp_dir().join(format!("osparc-codegen-{}-vocabulary", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("openapi.json");
    fs::write(&path, document.to_string()).unwrap();
    match (generate(&path, &Config::new()), crate::document(&path, &Config::new())) {
        (Ok(code), Ok(reference)) => ([code.files, reference.files].concat(), code.warnings),
        (Err(error), _) | (_, Err(error)) => (Vec::new(), error.diagnostics),
    }
}

/// Every member of a document that a table lists, with its location.
fn members(value: &Value, object: Object, at: &Pointer, found: &mut Vec<(Object, &'static Member, Pointer)>) {
    let Some(map) = value.as_object() else { return };
    let object = if object.is_referable() && map.contains_key("$ref") { Object::Reference } else { object };
    for (key, value) in map {
        let Some(member) = object.member(key) else { continue };
        let here = at.child(key);
        found.push((object, member, here.clone()));
        match member.holds {
            Holds::Data => {}
            Holds::One(object) => members(value, object, &here, found),
            Holds::List(object) => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    members(item, object, &here.child(number), found);
                }
            }
            Holds::Map(object) | Holds::Extensible(object) => {
                for (name, item) in value.as_object().into_iter().flatten() {
                    members(item, object, &here.child(name), found);
                }
            }
        }
    }
}

fn without(document: &Value, members: &[&Pointer]) -> Value {
    let mut document = document.clone();
    for at in members {
        let (parent, key) = at.as_str().rsplit_once('/').unwrap();
        let key = key.replace("~1", "/").replace("~0", "~");
        // What it is in may be gone already.
        if let Some(parent) = document.pointer_mut(parent) {
            parent.as_object_mut().unwrap().shift_remove(&key);
        }
    }
    document
}

/// Whether the same is generated without some members, and nothing new is said.
fn makes_no_difference(document: &Value, members: &[&Pointer], files: &[File], said: &[Diagnostic]) -> bool {
    let (other, others) = made(&without(document, members));
    other == files && texts(&others).is_subset(&texts(said))
}

/// Code, message and pointer; locations change with every removal.
fn texts(diagnostics: &[Diagnostic]) -> BTreeSet<(&'static str, String, String)> {
    diagnostics.iter().map(|found| (found.code, found.message.clone(), found.pointer.to_string())).collect()
}

#[test]
fn every_role_is_true() {
    let text = fs::read_to_string(folder().join("everything.yaml")).unwrap();
    let document: Value = serde_yaml::from_str(&text).unwrap();
    let (files, diagnostics) = made(&document);
    let errors: Vec<_> =
        diagnostics.iter().filter(|found| found.severity == crate::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut found = Vec::new();
    members(&document, Object::Root, &Pointer::root(), &mut found);
    let told = |codes: &[&str], at: &Pointer| {
        diagnostics.iter().any(|diagnostic| {
            let (parent, _) = at.as_str().rsplit_once('/').unwrap();
            let inside = diagnostic.pointer.as_str().starts_with(&format!("{parent}/"));
            (inside || at.as_str().starts_with(&format!("{}/", diagnostic.pointer)))
                && codes.contains(&diagnostic.code)
        })
    };
    let irrelevant = found.iter().filter(|(_, member, _)| matches!(member.role, Role::Irrelevant(_)));
    let irrelevant: Vec<&Pointer> = irrelevant.map(|(.., at)| at).collect();
    let mut wrong = Vec::new();
    if !makes_no_difference(&document, &irrelevant, &files, &diagnostics) {
        wrong = irrelevant
            .iter()
            .filter(|at| !makes_no_difference(&document, &[at], &files, &diagnostics))
            .collect();
    }
    let mut shown: BTreeMap<(Object, &str), bool> = BTreeMap::new();
    for (object, member, at) in &found {
        let known = shown.entry((*object, member.name)).or_insert(false);
        if *known {
            continue;
        }
        *known = match member.role {
            Role::Used => made(&without(&document, &[at])).0 != files,
            Role::Irrelevant(_) => true,
            Role::Lost(_) => told(&["degraded-member"], at),
            Role::Ignored(_) => told(&["ignored-member"], at),
            Role::Constraint => told(&["degraded-constraint", "unchecked-constraint"], at),
            Role::Told(code) => told(&[code], at),
        };
    }
    let all = ALL.iter().flat_map(|object| object.members().iter().map(|member| (*object, member.name)));
    let all = all.filter(|(_, name)| !name.starts_with("$recursive"));
    let not_shown: Vec<_> = all.filter(|key| shown.get(key) != Some(&true)).collect();
    assert!(wrong.is_empty(), "{wrong:#?} are not irrelevant");
    assert!(not_shown.is_empty(), "the document does not show what becomes of {not_shown:?}");
}
