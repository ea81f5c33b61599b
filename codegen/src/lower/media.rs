//! Media types: what a body's content is, by RFC 6838 names.
//!
//! In: a media type as written. Out: its class.
//! Invariant: parameters and case never matter.

use super::{keywords::Shape, scalar, types::Lowering};
use crate::{catalogue::degraded, resolve::Media};

/// What a media type means for a body. The order is the order of preference for requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Json,
    Multipart,
    Form,
    Bytes,
    Text,
    JsonLines,
    Events,
}

/// `type/subtype` in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// The class of a body's content; a schema of raw bytes makes any of them bytes.
pub(super) fn class(lowering: &Lowering<'_>, media: &Media) -> Class {
    let essence = essence(&media.media_type);
    let schema = media.schema.as_ref().and_then(|schema| lowering.keywords(&lowering.peel(schema)));
    if schema.as_ref().is_some_and(|schema| scalar::is_binary(schema)) {
        return Class::Bytes;
    }
    match essence.as_str() {
        "application/json" | "text/json" => Class::Json,
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" | "application/json-seq" => {
            Class::JsonLines
        }
        "text/event-stream" => Class::Events,
        "multipart/form-data" => Class::Multipart,
        "application/x-www-form-urlencoded" => Class::Form,
        "*/*" | "application/*" if schema.as_ref().is_some_and(|schema| !schema.only_annotates()) => {
            Class::Json
        }
        other if other.ends_with("+json") => Class::Json,
        other if other.starts_with("text/") => Class::Text,
        _ => Class::Bytes,
    }
}

/// Warns where a body is given as text or bytes although its schema says more.
pub(super) fn warn_of_lost_schema(lowering: &mut Lowering<'_>, media: &Media, given: &str) {
    let schema = media.schema.as_ref().and_then(|schema| lowering.keywords(&lowering.peel(schema)));
    let is_lost = schema.is_some_and(|schema| match schema.shape() {
        Shape::String | Shape::Null | Shape::Any | Shape::Not => false,
        Shape::Enumeration => schema.plain.typ.as_deref() != Some("string"),
        _ => true,
    });
    if is_lost {
        let essence = essence(&media.media_type);
        lowering.diagnostics.push(degraded::content(&media.pointer, &essence, given));
    }
}

/// The media type to send: a range such as `*/*` is no media type of a body.
pub(super) fn sendable(essence: &str, class: Class) -> String {
    match (essence.contains('*'), class) {
        (false, _) => essence.to_owned(),
        (true, Class::Json) => "application/json".to_owned(),
        (true, Class::Text) => "text/plain".to_owned(),
        (true, _) => "application/octet-stream".to_owned(),
    }
}
