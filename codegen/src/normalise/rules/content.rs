//! `contentEncoding` and `contentMediaType` of strings.
//!
//! In: the keywords of 3.1 for the content of a string. Out: `format: byte`, `base64url` or `binary`; for JSON,
//! `x-codegen-content-schema`.
//! Invariant: an explicit format is kept.

use crate::{
    normalise::site::{Node, Site},
    openapi::{
        extension,
        media_type::{self, is_never_text},
    },
};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let encoding = node.shift_remove("contentEncoding");
    let media_type = node.shift_remove("contentMediaType");
    let schema = node.shift_remove("contentSchema");
    if encoding.is_none() && media_type.is_none() {
        return;
    }
    site.rewritten("content-encoding");
    let text = |value: &Option<serde_json::Value>| {
        value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_ascii_lowercase()
    };
    if let Some(schema) = schema.filter(|schema| schema.is_object() && text(&media_type) == media_type::JSON)
    {
        node.insert(extension::CONTENT_SCHEMA.into(), schema);
        site.moved(&[(extension::CONTENT_SCHEMA.into(), "contentSchema".into())]);
    }
    let format = match (text(&encoding).as_str(), text(&media_type).as_str()) {
        ("base64", _) => "byte",
        ("base64url", _) => "base64url",
        ("binary", _) => "binary",
        ("", media_type) if is_never_text(media_type) => "binary",
        _ => return,
    };
    let string = node.get("type").is_none_or(|ty| ty == "string");
    if string && !node.contains_key("format") {
        node.insert("type".into(), "string".into());
        node.insert("format".into(), format.into());
    }
}
