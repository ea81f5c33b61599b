//! Encodings of form properties (`encoding` of a media type).
//!
//! In: the encodings of `application/x-www-form-urlencoded` and `multipart/form-data`. Out: those that differ from the
//! runtime's defaults.
//! Invariant: what is ignored is reported in a warning.

use super::{context::Lowering, media};
use crate::{
    diagnostics,
    ir::{Encoding, Position},
    openapi::{
        media_type::{self, essence},
        style,
    },
    resolve::{self, Media},
};

/// The properties whose media type is not text. Where their schema has no type, these are files in 3.1.
pub(super) fn raw_parts(media: &Media) -> Vec<String> {
    let encodings = media.encoding.iter();
    let raw = encodings.filter(|encoding| {
        encoding
            .content_type
            .as_deref()
            .is_some_and(|types| types.split(',').all(|one| media_type::is_file(&essence(one))))
    });
    raw.map(|encoding| encoding.property.clone()).collect()
}

/// How the properties of `application/x-www-form-urlencoded` are encoded.
pub(super) fn pairs(lowering: &mut Lowering<'_>, media: &Media) -> Vec<(String, Encoding)> {
    let lowered = |encoding: &resolve::Encoding| Some((encoding.property.clone(), pair(lowering, encoding)?));
    media.encoding.iter().filter_map(lowered).collect()
}

/// The media types of the parts of `multipart/form-data`.
pub(super) fn parts(lowering: &mut Lowering<'_>, media: &Media) -> Vec<(String, String)> {
    let lowered = |encoding: &resolve::Encoding| Some((encoding.property.clone(), part(lowering, encoding)?));
    media.encoding.iter().filter_map(lowered).collect()
}

/// Reports the encodings of a body that is no form.
pub(super) fn ignored(lowering: &mut Lowering<'_>, media: &Media) {
    for encoding in &media.encoding {
        lowering.diagnostics.push(diagnostics::encoding(&encoding.pointer, "`encoding`"));
    }
}

fn pair(lowering: &mut Lowering<'_>, encoding: &resolve::Encoding) -> Option<Encoding> {
    let is_styled = encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
    let content_type = encoding.content_type.as_deref().map(essence);
    match content_type.filter(|_| !is_styled) {
        Some(essence) if media::is_json(&essence) => return Some(Encoding::Json),
        Some(essence) if essence != media_type::TEXT => {
            lowering.diagnostics.push(diagnostics::encoding(&encoding.pointer, "`contentType`"));
            return None;
        }
        _ => {}
    }
    // An unknown style is ignored.
    let named = style::style(Position::Query, encoding.style.as_deref());
    let style = named.or_else(|| style::style(Position::Query, None))?;
    is_styled.then(|| style::encoding(style, encoding.explode, encoding.allow_reserved))
}

fn part(lowering: &mut Lowering<'_>, encoding: &resolve::Encoding) -> Option<String> {
    if encoding.style.is_some() || encoding.explode.is_some() {
        lowering.diagnostics.push(diagnostics::encoding(&encoding.pointer, "`style` and `explode`"));
    }
    if encoding.has_headers {
        lowering.diagnostics.push(diagnostics::part_headers(&encoding.pointer));
    }
    let content_type = encoding.content_type.as_deref()?.trim();
    // Where there are several media types, or a range, the caller chooses.
    let chosen = !content_type.is_empty() && !content_type.contains([',', '*']);
    chosen.then(|| content_type.to_owned())
}
