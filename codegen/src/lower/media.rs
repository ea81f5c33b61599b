//! What a body holds, by its media type and schema.
//!
//! In: a media type as written, with its schema. Out: the class of the content, and names for it.
//! Invariant: parameters and case of a media type never matter.

use heck::ToSnakeCase;

pub(super) use crate::openapi::media_type::{essence, is_json};

use super::{
    context::Lowering,
    keywords::{Keywords, Shape},
    scalar,
    views::Views,
};
use crate::{
    diagnostics,
    ir::Type,
    openapi::media_type::{self, BYTES, JSON, MediaClass, TEXT},
    pointer::Pointer,
    resolve::Media,
};

/// The class of a body's content; a schema of raw bytes makes any of them bytes.
pub(super) fn class(views: &Views<'_>, media: &Media) -> MediaClass {
    let schema = media.schema.as_ref().and_then(|schema| views.peeled(schema));
    if schema.as_ref().is_some_and(|schema| scalar::is_binary(schema)) {
        return MediaClass::Binary;
    }
    let says_something = || schema.as_ref().is_some_and(|schema| !schema.only_annotates());
    let of_schema = || if says_something() { MediaClass::Json } else { MediaClass::Binary };
    media_type::class(&essence(&media.media_type)).unwrap_or_else(of_schema)
}

/// A short name for a media type in snake case, for methods that send or accept it.
pub(super) fn hint(media_type: &str, class: MediaClass) -> String {
    let essence = essence(media_type);
    let subtype = essence.split('/').nth(1).unwrap_or_default();
    let word = match (essence.as_str(), class) {
        (_, MediaClass::Form) => "form",
        (_, MediaClass::Multipart) => "multipart",
        (_, MediaClass::EventStream) => "events",
        (essence, MediaClass::JsonLines) if media_type::is_json_sequence(essence) => "json_sequence",
        (_, MediaClass::JsonLines) => "json_lines",
        (TEXT, _) => "text",
        (BYTES, _) => "bytes",
        (essence, MediaClass::Text) if essence.contains('*') => "text",
        (essence, MediaClass::Json) if essence.contains('*') => "json",
        (essence, _) if essence.ends_with("/*") => {
            essence.split('/').next().filter(|name| *name != "*").unwrap_or("bytes")
        }
        _ => subtype.strip_prefix("x-").unwrap_or(subtype),
    };
    word.to_snake_case()
}

/// The type of a body of text: that of a scalar, which is written as its text, else a string.
pub(super) fn text_type(lowering: &mut Lowering<'_>, media: &Media) -> Type {
    let scalar = media.schema.as_ref().filter(|_| media_type::is_plain_text(&essence(&media.media_type)));
    match scalar.filter(|schema| is_scalar(&lowering.views, schema)) {
        // The text `null` is a string like any other.
        Some(schema) if lowering.views.peeled(schema).is_some_and(|schema| is_string(&schema)) => {
            Type::String
        }
        Some(schema) => lowering.ty(schema),
        None => {
            warn_of_lost_schema(lowering, media, "text");
            Type::String
        }
    }
}

/// Whether all values of a schema are numbers, booleans or strings.
fn is_scalar(views: &Views<'_>, schema: &Pointer) -> bool {
    let scalar = |schema: &Keywords| {
        let shape = schema.shape();
        matches!(shape, Shape::Boolean | Shape::Integer | Shape::Number | Shape::String | Shape::Enumeration)
    };
    views.peeled(schema).is_some_and(|schema| match schema.shape() {
        Shape::Union => views
            .members_of_union(&schema)
            .iter()
            .all(|member| views.peeled(member).is_some_and(|member| scalar(&member))),
        _ => scalar(&schema),
    })
}

fn is_string(schema: &Keywords) -> bool {
    schema.shape() == Shape::String && scalar::lower(schema, Shape::String) == Type::String
}

/// Whether a schema is lost where its values are given as text.
pub(super) fn says_more_than_text(views: &Views<'_>, schema: &Pointer) -> bool {
    views.peeled(schema).is_some_and(|schema| match schema.shape() {
        Shape::String | Shape::Null | Shape::Any | Shape::Not => false,
        Shape::Enumeration => schema.plain.typ.as_deref() != Some("string"),
        _ => true,
    })
}

/// Warns where a body is given as text or bytes although its schema, or that of its parts, says more. Nothing is lost where
/// the same body has a type in another media type.
pub(super) fn warn_of_lost_schema(lowering: &mut Lowering<'_>, media: &Media, given: &str) {
    let schema = media.schema.as_ref().is_some_and(|schema| says_more_than_text(&lowering.views, schema));
    if !media.is_typed_elsewhere && (schema || media.item.is_some() || media.has_parts) {
        let essence = essence(&media.media_type);
        lowering.diagnostics.push(diagnostics::content(&media.pointer, &essence, given));
    }
}

/// Warns where a body of one value is described by its parts.
pub(super) fn warn_of_parts(lowering: &mut Lowering<'_>, media: &Media) {
    if media.item.is_some() || media.has_parts {
        lowering.diagnostics.push(diagnostics::item_schema(&media.pointer, &essence(&media.media_type)));
    }
}

/// The type of a JSON body; any JSON value where it has no schema.
pub(super) fn json_type(lowering: &mut Lowering<'_>, media: &Media) -> Type {
    warn_of_parts(lowering, media);
    media.schema.as_ref().map_or(Type::Any, |schema| lowering.ty(schema))
}

/// The type of the values of a sequence. `itemSchema` describes one of them, and an array in `schema` all of them (OpenAPI
/// 3.2, "Sequential Media Types"); any other `schema` describes one, as documents before 3.2 have it.
pub(super) fn item_type(lowering: &mut Lowering<'_>, media: &Media) -> Type {
    if let Some(item) = &media.item {
        return lowering.ty(item);
    }
    let whole = media.schema.as_ref().and_then(|schema| lowering.views.peeled(schema));
    match whole.filter(|whole| whole.shape() == Shape::Array && whole.tuple.is_none()) {
        Some(list) => list.items.as_ref().map_or(Type::Any, |item| lowering.ty(item)),
        None => media.schema.as_ref().map_or(Type::Any, |schema| lowering.ty(schema)),
    }
}

/// Whether values are written alike in two media types of one class, given their essences.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let form = |essence| (media_type::is_json_sequence(essence), media_type::is_merge_patch(essence));
    form(one) == form(other)
}

/// The media type to send: a range such as `*/*` is no media type of a body.
pub(super) fn sendable(essence: &str, class: MediaClass) -> String {
    match (essence.contains('*'), class) {
        (false, _) => essence.to_owned(),
        (true, MediaClass::Json) => JSON.to_owned(),
        (true, MediaClass::Text) => TEXT.to_owned(),
        (true, _) => BYTES.to_owned(),
    }
}
