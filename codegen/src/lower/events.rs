//! Server-sent events.
//!
//! In: the media type `text/event-stream`. Out: what the data of its events holds.
//! Invariant: data is text unless the document describes it, and of an event with another name than those that the document
//! lists it is kept.

mod described;

use heck::ToUpperCamelCase;
use indexmap::{IndexMap, IndexSet};

use self::described::Event;
use super::{
    context::{Lowered, Lowering},
    discriminator::Member,
    docs,
    keywords::{Keywords, Shape},
    union,
};
use crate::{
    diagnostics,
    ir::{Discriminator, Docs, Literal, Name, Type, TypeKind, Union, Variant},
    pointer::Pointer,
    resolve::Media,
};

/// The type of an event's data. `schema` describes the data, as documents before 3.2 have it; `itemSchema` describes
/// the event, its `data` among other members (OpenAPI 3.2, "Special Considerations for Server-Sent Events").
pub(super) fn data(lowering: &mut Lowering<'_>, media: &Media) -> Type {
    let Some(item) = &media.item else {
        return media.schema.as_ref().map_or(Type::String, |schema| of(lowering, schema));
    };
    let item = lowering.views.peel(item);
    match described::events(&lowering.views, &item).as_deref() {
        None => {
            lowering.diagnostics.push(diagnostics::events(&media.pointer));
            Type::String
        }
        Some([only]) => of_event(lowering, only),
        Some(events) => of_events(lowering, media, &item, events),
    }
}

fn of_event(lowering: &mut Lowering<'_>, event: &Event) -> Type {
    event.data.as_ref().map_or(Type::String, |data| of(lowering, data))
}

/// The type of the data of several events: by their names where these differ, else by the data itself.
fn of_events(lowering: &mut Lowering<'_>, media: &Media, item: &Pointer, events: &[Event]) -> Type {
    let types: Vec<Type> = events.iter().map(|event| of_event(lowering, event)).collect();
    let names: Vec<_> = events.iter().map(|event| event.names(&lowering.views)).collect();
    // The schema of the event is that of JSON elsewhere, so that what its data is has a location of its own.
    let key = item.child("data");
    if let Some(known) = lowering.memo.known(&key, &lowering.roots) {
        return known;
    }
    name(lowering, item, &key);
    if names.iter().collect::<IndexSet<_>>().len() > 1 {
        let union = by_name(lowering, media, events, &types, &names);
        return lowering.make(&key, |_| Lowered::Kind(TypeKind::Events(union)));
    }
    let mut members: IndexMap<usize, Vec<Pointer>> = IndexMap::new();
    for (ty, event) in types.iter().zip(events) {
        let ty = if let Type::Nullable(inner) = ty { inner } else { ty };
        let first = types.iter().position(|other| other == ty).unwrap_or_default();
        members.entry(first).or_default().extend(event.data.clone());
    }
    let members: Vec<Member> = members
        .into_iter()
        .filter_map(|(first, schemas)| Some((types.get(first)?.clone(), schemas)))
        .collect();
    match members.as_slice() {
        [(only, _)] => only.clone(),
        // Text that is read as JSON where it can be would not be what was sent.
        _ if types.contains(&Type::String) => {
            lowering.diagnostics.push(diagnostics::events(&media.pointer));
            Type::String
        }
        _ => lowering.make(&key, |lowering| union::of_types(lowering, &key, None, members, true)),
    }
}

/// Names what the data of events is after the component that describes them, or after the operation.
fn name(lowering: &mut Lowering<'_>, item: &Pointer, key: &Pointer) {
    let described = lowering.roots.name(item).name;
    let name = match described.strip_suffix("ResponseItem") {
        Some(operation) if item.component().is_none() => format!("{operation}Event"),
        _ => format!("{described}Data"),
    };
    lowering.roots.add(key, &name);
}

/// A variant for the data of each event that has a name of its own.
fn by_name(
    lowering: &mut Lowering<'_>,
    media: &Media,
    events: &[Event],
    types: &[Type],
    names: &[Option<Vec<String>>],
) -> Union {
    let mut variants: Vec<Variant> = Vec::new();
    let mut mapping: IndexMap<String, usize> = IndexMap::new();
    let mut default = None;
    let mut ambiguous = IndexSet::new();
    for ((event, ty), names) in events.iter().zip(types).zip(names) {
        let next = variants.len();
        let selected: IndexSet<usize> = match names {
            None => IndexSet::from([*default.get_or_insert(next)]),
            Some(names) => names.iter().map(|name| *mapping.entry(name.clone()).or_insert(next)).collect(),
        };
        let differs = |index: &&usize| variants.get(**index).is_some_and(|known| known.ty != *ty);
        ambiguous.extend(selected.iter().filter(differs).copied());
        if selected.contains(&next) {
            variants.push(variant(lowering, event, ty.clone(), names.as_deref()));
        }
    }
    for index in ambiguous {
        if let Some(variant) = variants.get_mut(index) {
            lowering.diagnostics.push(diagnostics::events_of_one_name(&media.pointer, &variant.name.wire));
            variant.ty = Type::String;
        }
    }
    let mapping = mapping.into_iter().map(|(name, index)| (Literal::String(name), index)).collect();
    let discriminator = Discriminator { property: "event".to_owned(), mapping, further: Vec::new(), default };
    Union { variants, discriminator: Some(discriminator), other: Name::of("Other"), ..Union::default() }
}

fn variant(lowering: &Lowering<'_>, event: &Event, ty: Type, names: Option<&[String]>) -> Variant {
    let only =
        names.and_then(|names| if let [only] = names { Some(only.to_upper_camel_case()) } else { None });
    let inline = || names.and_then(|names| names.first()).map(|first| first.to_upper_camel_case());
    let name =
        only.or_else(|| event.schema.component()).or_else(inline).unwrap_or_else(|| "Event".to_owned());
    let keywords = lowering.views.keywords(&event.schema);
    let docs = keywords.map_or_else(Docs::default, |keywords| docs::of_schema(&keywords, &name));
    Variant { name: Name::of(name), ty, docs }
}

/// Strings are text as it is; everything else is JSON.
fn of(lowering: &mut Lowering<'_>, schema: &Pointer) -> Type {
    let keywords = lowering.views.peeled(schema);
    match keywords {
        Some(keywords) if is_text(&keywords) => match &keywords.content {
            // A JSON string is no text: it has quotes.
            Some(content) if lowering.views.peeled(content).is_some_and(|content| is_text(&content)) => {
                Type::Any
            }
            Some(content) => lowering.ty(content),
            None => Type::String,
        },
        _ => lowering.ty(schema),
    }
}

fn is_text(keywords: &Keywords) -> bool {
    match keywords.shape() {
        Shape::String => true,
        Shape::Any => keywords.only_annotates() || keywords.content.is_some(),
        Shape::Enumeration => keywords.plain.typ.as_deref() == Some("string"),
        _ => false,
    }
}
