//! Server-sent events.
//!
//! In: the media type `text/event-stream`. Out: what the data of its events holds.
//! Invariant: data is text unless the document describes it.

use super::{
    context::Lowering,
    keywords::{Keywords, Shape},
};
use crate::{diagnostics, ir::Type, pointer::Pointer, resolve::Media};

/// The type of an event's data. `schema` describes the data, as documents before 3.2 have it; `itemSchema` describes
/// the event, its `data` among other members (OpenAPI 3.2, "Special Considerations for Server-Sent Events").
pub(super) fn data(lowering: &mut Lowering<'_>, media: &Media) -> Type {
    let Some(item) = &media.item else {
        return media.schema.as_ref().map_or(Type::String, |schema| of(lowering, schema));
    };
    let event = lowering.views.peeled(item);
    if let Some(data) = event.as_ref().and_then(|event| event.properties.get("data")) {
        return of(lowering, data);
    }
    if event.is_some_and(|event| !event.only_annotates() && event.shape() != Shape::Object) {
        lowering.diagnostics.push(diagnostics::events(&media.pointer));
    }
    Type::String
}

/// Strings are text as it is; everything else is JSON.
fn of(lowering: &mut Lowering<'_>, schema: &Pointer) -> Type {
    let keywords = lowering.views.peeled(schema);
    match keywords {
        Some(keywords) if is_text(&keywords) => match &keywords.content {
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
