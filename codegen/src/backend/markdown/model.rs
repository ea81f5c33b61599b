//! The page of a model.
//!
//! In: a named type. Out: its properties, values or members, a value as JSON and in Rust, and who uses it.
//! Invariant: the JSON and the Rust are the same value.

use quote::quote;

use super::links::Links;
use super::page::Page;
use super::{Book, phrases, program};
use crate::backend::example::sample::{self, Spot};
use crate::backend::syntax::{
    member::{Held, Member},
    name,
    shape::Shape,
    type_syntax,
};
use crate::backend::text;
use crate::ir::{
    Enumeration, Field, Object, Presence, Type, TypeDef, TypeId, TypeKind, Union, Value, Variant,
};

/// How many operations are listed as users.
const MAX_USERS: usize = 20;

/// The page of a model.
pub(super) fn page(book: &Book<'_>, links: &Links, id: TypeId, def: &TypeDef) -> String {
    let TypeDef { name, pointer: _, docs: said, kind, usage: _, derives: _ } = def;
    let mut page = Page::new();
    page.heading(1, &text::code(name::bare(&name.rust)));
    if name.wire != name::bare(&name.rust) {
        page.text(format!("{} in the document.", text::code(&name.wire)));
    }
    phrases::paragraphs(&mut page, said);
    match kind {
        TypeKind::Object(object) => properties(book, &mut page, id, def, object),
        TypeKind::Enumeration(enumeration) => values(&mut page, enumeration),
        TypeKind::Union(union) => {
            let decides = match &union.discriminator {
                Some(said) => {
                    format!("The property {} decides between the variants.", text::code(&said.property))
                }
                None => {
                    "The kind of the JSON value, then its members, decide between the variants.".to_owned()
                }
            };
            variants(book, &mut page, union, decides, &Type::Any);
        }
        TypeKind::Events(union) => {
            let decides =
                "The name of the event decides between the variants, which are its data.".to_owned();
            variants(book, &mut page, union, decides, &Type::String);
        }
        TypeKind::Alias(target) => {
            page.text(format!("An alias of {}.", type_syntax::of(target).linked(book)));
        }
        TypeKind::Newtype(target) => {
            page.text(format!("A newtype of {}.", type_syntax::of(target).linked(book)));
        }
        TypeKind::External(path) => page.text(format!("An alias of {}.", text::code(path))),
    }
    value(book, &mut page, id, def);
    used(links, &mut page, id);
    page.text("[Model list](README.md#models) · [API list](README.md#endpoints) · [README](README.md)");
    page.finish()
}

fn properties(book: &Book<'_>, page: &mut Page, id: TypeId, def: &TypeDef, object: &Object) {
    let Object { fields, rest, closed: _ } = object;
    page.heading(2, "Properties");
    let is_form = book.examples.types.is_multipart(id);
    let listed = fields.iter().map(|field| property(book, def, field, is_form));
    let rest = rest.iter().map(|(name, ty)| {
        let ty = type_syntax::of(&Type::Map(Box::new(ty.clone()))).linked(book);
        let name = text::cell_code(name::bare(&name.rust));
        vec![name, ty, "Members that the document does not list.".to_owned(), String::new()]
    });
    let rows: Vec<_> = listed.chain(rest).collect();
    if rows.is_empty() {
        page.text("The document lists none.");
    }
    page.table(&["Name", "Type", "Description", "Notes"], &rows);
}

fn property(book: &Book<'_>, def: &TypeDef, field: &Field, is_form: bool) -> Vec<String> {
    let Field {
        name,
        ty,
        presence,
        constant,
        preset,
        default: _,
        read_only,
        write_only,
        flattened,
        docs: said,
    } = field;
    let presence = match presence {
        Presence::Required => None,
        Presence::RequiredNullable => Some("may be null"),
        Presence::Optional => Some("optional"),
        Presence::OptionalNullable => Some("optional, may be null"),
    };
    let constant = match (constant, preset) {
        (Some(constant), _) => Some(format!("always {}", phrases::literal(constant))),
        (None, preset) => preset.as_ref().map(|literal| format!("{} by default", phrases::literal(literal))),
    };
    let flattened = flattened.then_some("its members stand among those of this object");
    let notes: Vec<_> = [presence, read_only.then_some("read only"), write_only.then_some("write only")]
        .into_iter()
        .chain([flattened])
        .flatten()
        .map(str::to_owned)
        .chain(constant)
        .collect();
    let member = Member::new(&book.examples.types, field, def.usage, is_form);
    let held = match member.held {
        Held::Plain => type_syntax::of(ty),
        Held::Option => type_syntax::within("Option<", type_syntax::of(ty)),
        Held::Maybe => type_syntax::within("Maybe<", type_syntax::of(ty)),
    };
    vec![phrases::name(name), held.linked(book), phrases::description(said), phrases::notes(&notes, said)]
}

fn values(page: &mut Page, enumeration: &Enumeration) {
    let Enumeration { values, other } = enumeration;
    page.heading(2, "Values");
    let rows = values.iter().map(|value| {
        let Value { name, literal, docs: said } = value;
        let description = [phrases::description(said), phrases::notes(&[], said)];
        vec![text::cell_code(&name.rust), phrases::literal(literal), description.join(" ").trim().to_owned()]
    });
    let held = match Shape::of(values) {
        Shape::Strings => "String",
        Shape::Integers => "i64",
        Shape::Mixed => "Json",
    };
    let other = text::cell_code(&format!("{}({held})", other.rust));
    let rest = vec![
        other,
        "any other".to_owned(),
        "A value that the document does not list, kept as sent.".to_owned(),
    ];
    page.table(&["Variant", "Value", "Description"], &rows.chain([rest]).collect::<Vec<_>>());
}

fn variants(book: &Book<'_>, page: &mut Page, union: &Union, decides: String, kept: &Type) {
    let Union { variants, discriminator, dispatch: _, inclusive: _, combinations: _, other } = union;
    page.heading(2, "Variants");
    page.text(decides);
    let rows = variants.iter().enumerate().map(|(index, variant)| {
        let Variant { name, ty, docs: said } = variant;
        let tags = discriminator.iter().flat_map(|discriminator| discriminator.values(index));
        let is_default = discriminator.as_ref().is_some_and(|said| said.default == Some(index));
        let notes = tags.map(phrases::literal).chain(is_default.then(|| "any other value".to_owned()));
        let notes = phrases::notes(&notes.collect::<Vec<_>>(), said);
        vec![text::cell_code(&name.rust), type_syntax::of(ty).linked(book), phrases::description(said), notes]
    });
    let other = vec![
        text::cell_code(&other.rust),
        type_syntax::of(kept).linked(book),
        "A value that fits no documented type, kept as sent.".to_owned(),
        String::new(),
    ];
    let mut rows: Vec<_> = rows.chain([other]).collect();
    let mut head = vec!["Variant", "Type", "Description", "Notes"];
    if rows.iter().all(|row| row.last().is_some_and(String::is_empty)) {
        head.pop();
        for row in &mut rows {
            row.pop();
        }
    }
    page.table(&head, &rows);
}

fn value(book: &Book<'_>, page: &mut Page, id: TypeId, def: &TypeDef) {
    // Only a server makes events.
    if matches!(def.kind, TypeKind::Events(_)) {
        return;
    }
    page.heading(2, "Example");
    book.examples.take_invented();
    let sample = sample::value(&book.examples, &Type::Named(id), Spot::at(0, &def.name.wire));
    if let Some(json) = &sample.json {
        page.fence("json", &text::visible(&format!("{json:#}")));
    }
    if book.examples.take_invented() {
        page.text(phrases::INVENTED.to_owned());
    }
    let ident = name::ident(&def.name.rust);
    page.fence("rust", &program::function(book, &quote!(models::#ident), &sample));
}

fn used(links: &Links, page: &mut Page, id: TypeId) {
    let Some(users) = links.users.get(&id) else { return };
    let mut shown: Vec<_> = users.iter().take(MAX_USERS).cloned().collect();
    if users.len() > MAX_USERS {
        shown.push(format!("and {} more", users.len() - MAX_USERS));
    }
    page.heading(2, "Used by");
    page.text(shown.join(", "));
}
