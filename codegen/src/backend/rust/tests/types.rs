//! The types of the sample: every kind, presence, and direction.

use super::{
    BOTH, Docs, Field, Literal, Name, Object, Presence, REQUEST, RESPONSE, Type, TypeKind, Types, deprecated,
    docs, field, list, name, text,
};
use crate::ir::{Candidate, Discriminator, Dispatch, Enumeration, JsonKind, Union, Value, Variant};

pub(super) fn add(types: &mut Types) {
    scalars(types);
    objects(types);
    directions(types);
    hostile_names(types);
    unions(types);
    forms(types);
}

fn value(rust: &str, literal: Literal, docs: Docs) -> Value {
    Value { name: name(rust, rust), literal, docs }
}

fn enumeration(values: Vec<Value>) -> TypeKind {
    TypeKind::Enumeration(Enumeration { values, other: name("", "Other") })
}

fn scalars(types: &mut Types) {
    let strings = vec![
        value("Unknown", text("UNKNOWN"), Docs::default()),
        value("Started", text("STARTED"), docs("It runs.")),
        value("Gone", text("GONE"), deprecated("never sent")),
        value("Empty", text(""), Docs::default()),
    ];
    types.add_with("State", BOTH, docs("Where a thing stands."), enumeration(strings));
    let integers = vec![
        value("One", Literal::Integer(1), Docs::default()),
        value("MinusTwo", Literal::Integer(-2), Docs::default()),
    ];
    types.add("Level", RESPONSE, enumeration(integers));
    let mixed = vec![
        value("Text", text("a"), Docs::default()),
        value("Two", Literal::Integer(2), Docs::default()),
        value("Yes", Literal::Boolean(true), Docs::default()),
        value("Half", Literal::Number(-0.5), Docs::default()),
    ];
    types.add("Mixed", RESPONSE, enumeration(mixed));
    types.add("Label", BOTH, TypeKind::Alias(Type::String));
}

fn objects(types: &mut Types) {
    use Presence::{Optional, OptionalNullable, Required, RequiredNullable};
    types.object("Empty", BOTH, Vec::new());
    types.object("Single", RESPONSE, vec![field("total", Type::Int64, RequiredNullable)]);
    types.add_with(
        "Old",
        BOTH,
        deprecated("use `Thing`"),
        TypeKind::Object(Object {
            fields: vec![field("before", Type::Int32, Required)],
            rest: Some((Name::default(), Type::Any)).map(|(_, ty)| (name("", "rest"), ty)),
            closed: false,
        }),
    );
    let state = types.named("State");
    let label = types.named("Label");
    let old = types.named("Old");
    let mut thing = vec![
        Field { docs: docs("Identifier of the thing."), ..field("uid", Type::Uuid, Required) },
        field("title", Type::String, Required),
        field("label", label, RequiredNullable),
        Field { default: Some(Literal::Integer(1_000_000)), ..field("progress", Type::Int64, Optional) },
        Field { default: Some(text("say \"hi\"")), ..field("greeting", Type::String, Optional) },
        Field { default: Some(text("STARTED")), ..field("state", state, Optional) },
        Field { default: Some(Literal::Number(0.5)), ..field("share", Type::Float64, Optional) },
        field("description", Type::String, OptionalNullable),
        field("r#type", Type::Uri, Optional),
        Field { docs: deprecated(""), ..field("cluster", old, Optional) },
        field("pair", Type::Tuple(vec![Type::Int64, Type::String]), Optional),
        field("counts", Type::Map(Box::new(Type::Nullable(Box::new(Type::Uint64)))), Optional),
        field("new", Type::Boolean, Optional),
        field("r", Type::DateTime, Optional),
    ];
    let id = types.0.len();
    let parent = Type::Boxed(Box::new(Type::Named(crate::ir::TypeId(id))));
    thing.push(field("parent", parent, Optional));
    let rest = Some((name("", "extra"), Type::Any));
    types.add_with(
        "Thing",
        BOTH,
        docs("One thing."),
        TypeKind::Object(Object { fields: thing, rest, closed: false }),
    );
    let old = types.named("Old");
    types.object("Ancient", RESPONSE, vec![field("old", old, Required)]);
}

fn directions(types: &mut Types) {
    use Presence::{Optional, Required, RequiredNullable};
    let state = types.named("State");
    types.object(
        "Account",
        BOTH,
        vec![
            Field { read_only: true, ..field("id", Type::Int64, Required) },
            Field { write_only: true, ..field("password", Type::Secret, Required) },
            Field { write_only: true, ..field("hint", Type::String, RequiredNullable) },
            Field { constant: Some(text("user")), ..field("kind", Type::String, Required) },
            Field { constant: Some(text("STARTED")), ..field("state", state.clone(), Optional) },
            Field { constant: Some(text("new one")), ..field("next", state, Required) },
        ],
    );
    types.object(
        "Settings",
        REQUEST,
        vec![
            Field { constant: Some(Literal::Integer(3)), ..field("version", Type::Int32, Required) },
            field("on", Type::Boolean, Presence::OptionalNullable),
        ],
    );
    let flags = ["a1", "b2", "c3", "d4"].map(|name| field(name, Type::Boolean, Required));
    types.object("Flags", RESPONSE, flags.into());
}

/// Names of the prelude, which must not hide what generated code means.
fn hostile_names(types: &mut Types) {
    let option = types.object("Option", BOTH, vec![field("some", Type::String, Presence::Required)]);
    for rust in
        ["Result", "Vec", "String", "Box", "Into", "From", "Clone", "Default", "Self_", "Read", "Some", "Ok"]
    {
        types.object(
            rust,
            BOTH,
            vec![
                field("value", list(option.clone()), Presence::Required),
                field("clone", Type::String, Presence::Optional),
            ],
        );
    }
}

fn variant(rust: &str, ty: Type) -> Variant {
    Variant { name: name(rust, rust), ty, docs: Docs::default() }
}

fn candidate(variant: usize) -> Candidate {
    Candidate { variant, keys: Vec::new(), constants: Vec::new(), values: Vec::new() }
}

fn unions(types: &mut Types) {
    let thing = types.named("Thing");
    let account = types.named("Account");
    let label = types.named("Label");
    let old = types.named("Old");
    let id = crate::ir::TypeId(types.0.len());
    let nested = Type::Boxed(Box::new(Type::Named(id)));
    let variants = vec![
        variant("Thing", thing.clone()),
        variant("Account", account.clone()),
        variant("Number", Type::Float64),
        variant("Text", label),
        variant("List", list(Type::Any)),
        variant("Nested", nested),
        Variant { docs: deprecated("no more"), ..variant("Old", old) },
        variant("Anything", Type::Any),
    ];
    let keyed = Candidate {
        variant: 1,
        keys: vec!["password".into()],
        constants: vec![("kind".into(), text("user")), ("level".into(), Literal::Integer(1))],
        values: Vec::new(),
    };
    let thing_first = Candidate { keys: vec!["uid".into(), "title".into()], ..candidate(0) };
    let dispatch = vec![
        Dispatch { kind: JsonKind::Object, candidates: vec![keyed, thing_first, candidate(6)] },
        Dispatch { kind: JsonKind::Integer, candidates: vec![candidate(2)] },
        Dispatch { kind: JsonKind::Number, candidates: vec![candidate(2)] },
        Dispatch { kind: JsonKind::String, candidates: vec![candidate(3)] },
        Dispatch { kind: JsonKind::Array, candidates: vec![candidate(4)] },
    ];
    let other = name("", "Other");
    let union = Union { variants, dispatch, other: other.clone(), ..Union::default() };
    types.add("Any", BOTH, TypeKind::Union(union));
    let variants = vec![variant("Thing", thing), variant("Account", account)];
    let mapping = vec![(text("thing"), 0), (text("user"), 1), (text("admin"), 1), (Literal::Integer(7), 1)];
    let discriminator = Some(Discriminator {
        property: "kind".into(),
        mapping,
        further: vec![(text("person"), 1)],
        default: None,
    });
    let tagged = Union { variants, discriminator, other, ..Union::default() };
    types.add("Tagged", RESPONSE, TypeKind::Union(tagged));
    let dispatch = vec![Dispatch { kind: JsonKind::String, candidates: vec![candidate(0), candidate(1)] }];
    let variants = vec![variant("Id", Type::Uuid), variant("Text", Type::String)];
    let either = Union { variants, dispatch, other: name("", "Other"), ..Union::default() };
    types.add("Either", BOTH, TypeKind::Union(either));
}

fn forms(types: &mut Types) {
    use Presence::{Optional, OptionalNullable, Required, RequiredNullable};
    let thing = types.named("Thing");
    let fields = vec![
        field("file", Type::Binary, Required),
        field("more", list(Type::Binary), Required),
        field("others", list(Type::Binary), Optional),
        field("preview", Type::Binary, OptionalNullable),
        field("thing", thing.clone(), Required),
        field("note", Type::String, OptionalNullable),
        field("title", Type::String, RequiredNullable),
        Field { docs: deprecated(""), ..field("size", Type::Int64, Optional) },
    ];
    types.object("Upload", REQUEST, fields);
    let rest = Some((name("", "rest"), Type::String));
    let fields = vec![field("thing", thing, Optional)];
    types.add("PlainForm", BOTH, TypeKind::Object(Object { fields, rest, closed: false }));
}
