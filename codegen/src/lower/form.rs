//! How the properties of a form are sent (`encoding` of a media type).
//!
//! In: the encodings of `application/x-www-form-urlencoded` and `multipart/form-data`. Out: what differs from how the
//! runtime sends a value of its type.
//! Invariant: what is not regarded is said in a warning.

use super::{media, parameter, types::Lowering};
use crate::{
    diagnostics::degraded,
    ir::{BodyKind, Encoding, QueryStyle},
    resolve::{self, Media},
};

/// Properties without a type whose media type is no text: in 3.1 these are files.
pub(super) fn raw_parts(media: &Media) -> Vec<String> {
    let encodings = media.encoding.iter();
    let raw = encodings.filter(|encoding| encoding.content_type.as_deref().is_some_and(is_raw));
    raw.map(|encoding| encoding.property.clone()).collect()
}

fn is_raw(content_type: &str) -> bool {
    content_type.split(',').map(media::essence).all(|essence| {
        let is_text = essence.starts_with("text/") || essence.ends_with("json") || essence.ends_with("xml");
        !is_text && essence != "application/x-www-form-urlencoded" && essence.contains('/')
    })
}

pub(super) fn encoding(
    lowering: &mut Lowering<'_>,
    kind: &BodyKind,
    media: &Media,
) -> Vec<(String, Encoding)> {
    let mut found = Vec::new();
    for encoding in &media.encoding {
        let lowered = match kind {
            BodyKind::Form(_) => pair(lowering, encoding),
            BodyKind::Multipart(_) => part(lowering, encoding),
            _ => {
                lowering.diagnostics.push(degraded::encoding(&encoding.pointer, "`encoding`"));
                None
            }
        };
        found.extend(lowered.map(|lowered| (encoding.property.clone(), lowered)));
    }
    found
}

fn pair(lowering: &mut Lowering<'_>, encoding: &resolve::Encoding) -> Option<Encoding> {
    if encoding.allow_reserved {
        lowering.diagnostics.push(degraded::encoding(&encoding.pointer, "`allowReserved`"));
    }
    let is_styled = encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
    let content_type = encoding.content_type.as_deref().map(media::essence);
    match content_type.filter(|_| !is_styled) {
        Some(essence) if media::is_json(&essence) => return Some(Encoding::Json),
        Some(essence) if essence != "text/plain" => {
            lowering.diagnostics.push(degraded::encoding(&encoding.pointer, "`contentType`"));
            return None;
        }
        _ => {}
    }
    let style = parameter::style_of(encoding.style.as_deref(), encoding.explode);
    (style != QueryStyle::Form || is_styled).then_some(Encoding::Style(style))
}

fn part(lowering: &mut Lowering<'_>, encoding: &resolve::Encoding) -> Option<Encoding> {
    if encoding.style.is_some() || encoding.explode.is_some() {
        lowering.diagnostics.push(degraded::encoding(&encoding.pointer, "`style` and `explode`"));
    }
    if encoding.has_headers {
        lowering.diagnostics.push(degraded::part_headers(&encoding.pointer));
    }
    let content_type = encoding.content_type.as_deref()?.trim();
    // Of several, and of a range, the caller chooses.
    let chosen = !content_type.is_empty() && !content_type.contains([',', '*']);
    chosen.then(|| Encoding::MediaType(content_type.to_owned()))
}
