//! Request bodies.
//!
//! In: a body with its media types. Out: the one way in which it is sent.
//! Invariant: one media type is chosen by a fixed preference; the others are named in a warning.

use heck::ToSnakeCase;

use super::{
    docs,
    media::{self, Class},
    types::Lowering,
};
use crate::{
    catalogue::degraded,
    ir::{self, BodyKind, Name, Type, TypeId, TypeKind},
    pointer::Pointer,
    resolve::{Body, Media, Operation},
};

/// Remembers which objects are multipart bodies, before any of them is lowered.
pub(super) fn find_multipart(lowering: &mut Lowering<'_>, operations: &[Operation]) {
    for body in operations.iter().filter_map(|operation| operation.body.as_ref()) {
        if let Some((Class::Multipart, Media { schema: Some(schema), .. })) = choose(lowering, body) {
            let object = lowering.peel(schema);
            lowering.multipart.insert(object);
        }
    }
}

pub(super) fn lower(lowering: &mut Lowering<'_>, body: &Body, request: &str) -> Option<ir::Body> {
    let (class, media) = choose(lowering, body)?;
    warn_of_others(lowering, body, media);
    if let Some(schema) = &media.schema {
        lowering.roots.add(schema, &format!("{request}_body"));
    }
    let kind = kind(lowering, body, class, media);
    let media_type = media::sendable(&media::essence(&media.media_type), class);
    Some(ir::Body {
        name: Name::of(name(lowering, body, &kind)),
        required: body.required,
        media_type: if kind == BodyKind::Bytes && class == Class::Multipart {
            media.media_type.clone()
        } else {
            media_type
        },
        kind,
        docs: docs::texts(None, body.description.clone(), Vec::new(), false),
    })
}

fn choose<'b>(lowering: &Lowering<'_>, body: &'b Body) -> Option<(Class, &'b Media)> {
    let classed = body.content.iter().map(|media| (media::class(lowering, media), media));
    classed.min_by_key(|(class, _)| *class)
}

fn warn_of_others(lowering: &mut Lowering<'_>, body: &Body, chosen: &Media) {
    let essence = media::essence(&chosen.media_type);
    let others: Vec<String> = body
        .content
        .iter()
        .map(|media| media::essence(&media.media_type))
        .filter(|other| *other != essence)
        .map(|other| format!("`{other}`"))
        .collect();
    if !others.is_empty() {
        let warning = degraded::several_media_types(&body.pointer, &essence, &others.join(", "));
        lowering.diagnostics.push(warning);
    }
}

fn kind(lowering: &mut Lowering<'_>, body: &Body, class: Class, media: &Media) -> BodyKind {
    match class {
        Class::Text => media::warn_of_lost_schema(lowering, media, "text"),
        Class::Bytes | Class::JsonLines | Class::Events => {
            media::warn_of_lost_schema(lowering, media, "bytes");
        }
        Class::Json | Class::Form | Class::Multipart => {}
    }
    match class {
        Class::Json => BodyKind::Json(ty(lowering, body, media)),
        Class::Form => BodyKind::Form(ty(lowering, body, media)),
        Class::Text => BodyKind::Text,
        Class::Bytes | Class::JsonLines | Class::Events => BodyKind::Bytes,
        Class::Multipart => object(lowering, media.schema.as_ref()).map_or_else(
            || {
                lowering.diagnostics.push(degraded::multipart_without_object(&media.pointer));
                BodyKind::Bytes
            },
            BodyKind::Multipart,
        ),
    }
}

/// The body's type; one that may be left out need not be null too.
fn ty(lowering: &mut Lowering<'_>, body: &Body, media: &Media) -> Type {
    match &media.schema {
        None => Type::Any,
        Some(schema) if body.required => lowering.ty(schema),
        Some(schema) => lowering.bare(schema),
    }
}

fn object(lowering: &mut Lowering<'_>, schema: Option<&Pointer>) -> Option<TypeId> {
    let Type::Named(id) = lowering.bare(schema?) else { return None };
    match lowering.kind_of(id)? {
        (id, TypeKind::Object(_)) => Some(id),
        _ => None,
    }
}

/// The argument's name: after the type where it is a component, and always `body` for a setter.
fn name(lowering: &Lowering<'_>, body: &Body, kind: &BodyKind) -> String {
    let id = match kind {
        BodyKind::Json(Type::Named(id)) | BodyKind::Form(Type::Named(id)) | BodyKind::Multipart(id) => id,
        BodyKind::Json(Type::Nullable(inner)) => match inner.as_ref() {
            Type::Named(id) => id,
            _ => return "body".to_owned(),
        },
        _ => return "body".to_owned(),
    };
    let after_type = body.required && lowering.is_named(*id);
    if after_type { lowering.name_of(*id).to_snake_case() } else { "body".to_owned() }
}
