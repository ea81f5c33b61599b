//! `contentEncoding` and `contentMediaType` of strings.
//!
//! In: 3.1's way to say that a string holds bytes. Out: `format: byte` or `format: binary`.
//! Invariant: a format that is given stays.

use crate::normalise::site::{Node, Site};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let encoding = node.shift_remove("contentEncoding");
    let media_type = node.shift_remove("contentMediaType");
    node.shift_remove("contentSchema");
    if encoding.is_none() && media_type.is_none() {
        return;
    }
    site.rewritten("content-encoding");
    let text = |value: &Option<serde_json::Value>| {
        value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_ascii_lowercase()
    };
    let format = match (text(&encoding).as_str(), text(&media_type).as_str()) {
        ("base64" | "base64url", _) => "byte",
        ("" | "binary", "application/octet-stream") | ("binary", _) => "binary",
        _ => return,
    };
    let string = node.get("type").is_none_or(|ty| ty == "string");
    if string && !node.contains_key("format") {
        node.insert("type".into(), "string".into());
        node.insert("format".into(), format.into());
    }
}
