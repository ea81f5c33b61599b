//! Request bodies.
//!
//! In: a body with its media types. Out: a body for each media type that takes a value of its own.
//! Invariant: the order is by preference, then the document's; media types that take the same value share a body.

use heck::ToSnakeCase;

use super::{constraints, context::Lowering, docs, form, media};
use crate::{
    diagnostics,
    ir::{self, BodyKind, Name, Type, TypeId, TypeKind},
    openapi::{media_type::MediaClass, style},
    pointer::Pointer,
    resolve::{Body, Media, Operation},
};

/// Finds the objects that are multipart bodies, before any schema is lowered.
pub(super) fn find_multipart(lowering: &mut Lowering<'_>, operations: &[Operation]) {
    for media in
        operations.iter().filter_map(|operation| operation.body.as_ref()).flat_map(|body| &body.content)
    {
        if let (MediaClass::Multipart, Some(schema)) = (media::class(&lowering.views, media), &media.schema) {
            let object = lowering.views.peel(schema);
            let parts = form::raw_parts(media);
            lowering.multipart.entry(object).or_default().extend(parts);
        }
    }
}

/// The body in the preferred media type, then in the others.
pub(super) fn lower(lowering: &mut Lowering<'_>, body: &Body, request: &str) -> Vec<ir::Body> {
    let mut classed: Vec<(MediaClass, &Media)> =
        body.content.iter().map(|media| (media::class(&lowering.views, media), media)).collect();
    classed.sort_by_key(|(class, _)| match class {
        MediaClass::Json => 0,
        MediaClass::Multipart => 1,
        MediaClass::Form => 2,
        MediaClass::Binary => 3,
        MediaClass::Text => 4,
        MediaClass::JsonLines => 5,
        MediaClass::EventStream => 6,
    });
    let mut bodies: Vec<ir::Body> = Vec::new();
    for (class, media) in classed {
        let hint = media::hint(&media.media_type, class);
        let inline = if bodies.is_empty() { "body".to_owned() } else { format!("body_{hint}") };
        if let Some(schema) = &media.schema {
            lowering.roots.add(schema, &format!("{request}_{inline}"));
        }
        if let Some(item) = &media.item {
            lowering.roots.add(item, &format!("{request}_{inline}_item"));
        }
        let lowered = of_media_type(lowering, body, class, media);
        let same = |other: &&mut ir::Body| {
            (&other.kind, &other.encoding, &other.part_media_types)
                == (&lowered.kind, &lowered.encoding, &lowered.part_media_types)
                && media::are_alike(&other.media_type, &lowered.media_type)
        };
        if let Some(other) = bodies.iter_mut().find(same) {
            other.other_media_types.push(media::essence(&media.media_type));
        } else {
            let suffix = if bodies.is_empty() { String::new() } else { hint };
            bodies.push(ir::Body { method_name: Name::of(suffix), ..lowered });
        }
    }
    bodies
}

/// The body in one media type.
fn of_media_type(lowering: &mut Lowering<'_>, body: &Body, class: MediaClass, media: &Media) -> ir::Body {
    let kind = kind(lowering, body, class, media);
    let media_type = media::sendable(&media::essence(&media.media_type), class);
    let is_written = kind == BodyKind::Bytes && class == MediaClass::Multipart;
    let (mut encoding, mut part_media_types) = (Vec::new(), Vec::new());
    match &kind {
        BodyKind::Form(_) => encoding = form::pairs(lowering, media),
        BodyKind::Multipart(_) => part_media_types = form::parts(lowering, media),
        _ => form::ignored(lowering, media),
    }
    let mut docs = docs::texts(None, body.description.clone(), Vec::new(), false);
    docs.constraints = media.schema.as_ref().and_then(|schema| constraints::of_use(&lowering.views, schema));
    ir::Body {
        name: Name::of(name(lowering, body, &kind)),
        required: body.required,
        method_name: Name::default(),
        pointer: media.pointer.clone(),
        media_type: if is_written { media.media_type.clone() } else { media_type },
        other_media_types: Vec::new(),
        kind,
        encoding,
        default_encoding: style::default_property_encoding(),
        part_media_types,
        docs,
    }
}

fn kind(lowering: &mut Lowering<'_>, body: &Body, class: MediaClass, media: &Media) -> BodyKind {
    match class {
        MediaClass::Json => BodyKind::Json(ty(lowering, body, media)),
        MediaClass::Form => BodyKind::Form(ty(lowering, body, media)),
        MediaClass::Text => BodyKind::Text(match media::text_type(lowering, media) {
            Type::Nullable(inner) if !body.required => *inner,
            ty => ty,
        }),
        MediaClass::JsonLines => BodyKind::JsonLines(media::item_type(lowering, media)),
        MediaClass::Binary | MediaClass::EventStream => {
            media::warn_of_lost_schema(lowering, media, "bytes");
            BodyKind::Bytes
        }
        MediaClass::Multipart => object(lowering, media.schema.as_ref()).map_or_else(
            || {
                lowering.diagnostics.push(diagnostics::multipart_without_object(&media.pointer));
                BodyKind::Bytes
            },
            BodyKind::Multipart,
        ),
    }
}

/// The body's type; an optional body is absent rather than null.
fn ty(lowering: &mut Lowering<'_>, body: &Body, media: &Media) -> Type {
    media::warn_of_parts(lowering, media);
    match &media.schema {
        None => Type::Any,
        Some(schema) if body.required => lowering.ty(schema),
        Some(schema) => lowering.bare(schema),
    }
}

fn object(lowering: &mut Lowering<'_>, schema: Option<&Pointer>) -> Option<TypeId> {
    let Type::Named(id) = lowering.bare(schema?) else { return None };
    match lowering.memo.kind_of(id)? {
        (id, TypeKind::Object(_)) => Some(id),
        _ => None,
    }
}

/// The argument's name: after the type where it is a component, and always `body` for a setter.
fn name(lowering: &Lowering<'_>, body: &Body, kind: &BodyKind) -> String {
    let id = match kind {
        BodyKind::Json(Type::Named(id))
        | BodyKind::Form(Type::Named(id))
        | BodyKind::Text(Type::Named(id))
        | BodyKind::Multipart(id) => id,
        BodyKind::Json(Type::Nullable(inner)) => match inner.as_ref() {
            Type::Named(id) => id,
            _ => return "body".to_owned(),
        },
        _ => return "body".to_owned(),
    };
    let after_type = body.required && lowering.memo.is_component(*id);
    if after_type { lowering.memo.name_of(*id).to_snake_case() } else { "body".to_owned() }
}
