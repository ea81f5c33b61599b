//! A small API of everything, built by hand, against its expected code; and hostile texts against the code's shape.

#[path = "../../../../tests/support/drift.rs"]
mod drift;
mod operations;
mod shape;
mod types;

use std::path::Path;

use super::Rust;
use crate::backend::Backend as _;
use crate::ir::{
    Api, DateLibrary, Docs, Field, Literal, Name, Object, Presence, Server, Type, TypeDef, TypeId, TypeKind,
    Usage,
};
use crate::pointer::Pointer;
use crate::{Config, File};

const BOTH: Usage = Usage { request: true, response: true };
const REQUEST: Usage = Usage { request: true, response: false };
const RESPONSE: Usage = Usage { request: false, response: true };

fn name(wire: &str, rust: &str) -> Name {
    Name { wire: wire.into(), rust: rust.into() }
}

fn docs(summary: &str) -> Docs {
    Docs { summary: Some(summary.into()), ..Docs::default() }
}

fn deprecated(reason: &str) -> Docs {
    Docs { deprecated: Some(reason.into()), ..Docs::default() }
}

fn text(text: &str) -> Literal {
    Literal::String(text.into())
}

fn list(ty: Type) -> Type {
    Type::List(Box::new(ty))
}

fn field(rust: &str, ty: Type, presence: Presence) -> Field {
    Field {
        name: name(rust.strip_prefix("r#").unwrap_or(rust), rust),
        ty,
        presence,
        constant: None,
        preset: None,
        default: None,
        read_only: false,
        write_only: false,
        flattened: false,
        docs: Docs::default(),
    }
}

/// The types of an API, each found by its name.
#[derive(Default)]
struct Types(Vec<TypeDef>);

impl Types {
    fn add(&mut self, rust: &str, usage: Usage, kind: TypeKind) -> Type {
        self.add_with(rust, usage, Docs::default(), kind)
    }

    fn add_with(&mut self, rust: &str, usage: Usage, docs: Docs, kind: TypeKind) -> Type {
        self.0.push(TypeDef {
            name: name(rust, rust),
            pointer: Pointer::root(),
            docs,
            kind,
            usage,
            derives: Vec::new(),
        });
        Type::Named(TypeId(self.0.len() - 1))
    }

    fn object(&mut self, rust: &str, usage: Usage, fields: Vec<Field>) -> Type {
        self.add(rust, usage, TypeKind::Object(Object { fields, ..Object::default() }))
    }

    fn id(&self, rust: &str) -> TypeId {
        TypeId(self.0.iter().position(|def| def.name.rust == rust).expect("the type was added"))
    }

    fn named(&self, rust: &str) -> Type {
        Type::Named(self.id(rust))
    }
}

/// The API of everything.
fn sample() -> Api {
    let mut types = Types::default();
    types::add(&mut types);
    let groups = vec![operations::group(&types)];
    Api {
        events: Vec::new(),
        title: "A \"sample\" {api}".into(),
        version: "1.0".into(),
        docs: docs("All that can be said."),
        servers: vec![
            Server {
                url: "https://{region}.example.org".into(),
                description: Some("Regions".into()),
                variables: vec![("region".into(), "eu".into(), vec!["eu".into(), "us".into()])],
            },
            Server { url: "/".into(), description: None, variables: Vec::new() },
        ],
        security_schemes: operations::schemes(),
        groups,
        types: types.0,
        dates: DateLibrary::default(),
    }
}

fn emit(api: &Api, config: &Config) -> Vec<File> {
    Rust::new(config).files(api)
}

fn config() -> Config {
    Config::new().runtime("crate::runtime")
}

fn lines_of(file: &File) -> impl Iterator<Item = &str> {
    file.text.lines()
}

#[test]
fn the_sample_is_printed_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/backend/rust/tests");
    let files = emit(&sample(), &config());
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["models.rs", "things_api.rs", "client.rs"]);
    let drifts: Vec<_> = files
        .iter()
        .filter_map(|file| drift::compare(&folder.join(format!("{}.txt", file.name)), &file.text))
        .collect();
    assert!(drifts.is_empty(), "{}", drift::report(&drifts));
}

#[test]
fn from_another_crate_groups_come_through_a_trait() {
    let files = emit(&sample(), &Config::new());
    let client = files.last().expect("the client is the last file");
    assert!(client.text.contains("\nuse ::osparc_runtime::support as rt;\n"), "{}", client.text);
    assert!(client.text.contains("rt::client!(PROFILE);"), "{}", client.text);
    assert!(client.text.contains("impl Client {"), "{}", client.text);
}

#[test]
fn an_api_without_anything_has_two_short_files() {
    let files = emit(&Api::default(), &config());
    assert_eq!(files.len(), 2);
    assert_eq!(files.first().map(|file| file.text.lines().count()), Some(1));
    assert!(files.iter().all(|file| lines_of(file).count() < 40));
}

#[test]
fn the_same_api_gives_the_same_bytes() {
    assert_eq!(emit(&sample(), &config()), emit(&sample(), &config()));
}

#[test]
fn names_of_the_standard_library_are_plain_where_the_file_does_not_define_them() {
    let mut api = sample();
    let of_groups = |api: &Api| emit(api, &config()).swap_remove(1).text;
    assert!(of_groups(&api).contains(" Result<Option<Self>, rt::ReadError>"), "{}", of_groups(&api));
    let operation = api.groups.first_mut().and_then(|group| group.operations.first_mut());
    operation.expect("the sample has an operation").request = "Result".into();
    let absolute = " ::core::result::Result<Option<Self>, rt::ReadError>";
    assert!(of_groups(&api).contains(absolute), "{}", of_groups(&api));
}
