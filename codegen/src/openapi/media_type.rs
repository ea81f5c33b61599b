//! Media types (RFC 6838) as bodies, parameters and parts of forms have them.
//!
//! In: a media type as written. Out: its class.
//! Invariant: parameters and case have no influence.

/// The media type of JSON.
pub(crate) const JSON: &str = "application/json";
/// The media type of text of no further kind.
pub(crate) const TEXT: &str = "text/plain";
/// The media type of bytes of no further kind.
pub(crate) const BYTES: &str = "application/octet-stream";
/// The media type of an HTML form without files.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Media types of JSON values one after another, each on a line of its own.
const LINES: &[&str] = &[
    "application/x-ndjson",
    "application/ndjson",
    "application/x-ldjson",
    "application/ldjson",
    "application/jsonl",
    "application/x-jsonl",
    "application/jsonlines",
    "application/x-jsonlines",
    "application/json-lines",
    "application/x-json-lines",
    "application/stream+json",
    "application/x-stream+json",
    "application/json-stream",
    "application/x-json-stream",
    "text/x-ndjson",
    "text/ndjson",
    "text/jsonl",
    "text/x-jsonl",
];
/// Suffixes of media types that are the same, for values of one format.
const LINES_SUFFIXES: &[&str] = &["+ndjson", "+jsonl", "+json-lines"];

/// What a media type means for a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaClass {
    /// One JSON value.
    Json,
    /// JSON values one after another: one a line, or one a record.
    JsonLines,
    /// Server-sent events.
    EventStream,
    /// A form of parts, which may be files.
    Multipart,
    /// Pairs of names and values.
    Form,
    /// Text, also with a schema that has no representation in it.
    Text,
    /// Bytes.
    Binary,
}

/// `type/subtype` in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// The class of a media type, given its essence; `None` for any media type, or any of an application, where the schema
/// decides.
pub(crate) fn class(essence: &str) -> Option<MediaClass> {
    let class = match essence {
        _ if is_json_lines(essence) || is_json_sequence(essence) => MediaClass::JsonLines,
        "text/event-stream" => MediaClass::EventStream,
        "multipart/form-data" => MediaClass::Multipart,
        FORM => MediaClass::Form,
        "*/*" | "application/*" => return None,
        JSON | "text/json" => MediaClass::Json,
        "application/xml" | "application/yaml" | "application/x-yaml" => MediaClass::Text,
        other if other.ends_with("+json") => MediaClass::Json,
        other if other.starts_with("text/") || other.ends_with("+xml") => MediaClass::Text,
        _ => MediaClass::Binary,
    };
    Some(class)
}

fn is_json_lines(essence: &str) -> bool {
    LINES.contains(&essence) || LINES_SUFFIXES.iter().any(|suffix| essence.ends_with(suffix))
}

/// Whether a media type holds JSON values behind record separators (RFC 7464, and RFC 8091 for the suffix), given its
/// essence.
pub(crate) fn is_json_sequence(essence: &str) -> bool {
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

/// Whether JSON is sent in this media type, too, where a server does not care, given its essence.
pub(crate) fn is_unspecific(essence: &str) -> bool {
    [TEXT, "text/*", BYTES, "application/*", "*/*"].contains(&essence)
}

/// Whether a media type is a patch that has the shape of what it changes (RFC 7386, and Kubernetes' variant of it), given
/// its essence.
pub(crate) fn is_merge_patch(essence: &str) -> bool {
    essence.ends_with("merge-patch+json")
}

/// Whether a scalar in a text of this media type is nothing but its text, given its essence.
pub(crate) fn is_plain_text(essence: &str) -> bool {
    essence.starts_with("text/") && !essence.ends_with("xml")
}

/// Whether a media type is JSON, given its essence.
pub(crate) fn is_json(essence: &str) -> bool {
    class(essence) == Some(MediaClass::Json)
}

/// Whether a part of a form with this media type is a file if its schema is silent (OpenAPI 3.1, "Encoding
/// Object"): neither text, JSON nor XML.
pub(crate) fn is_file(essence: &str) -> bool {
    let is_text = essence.starts_with("text/") || essence.ends_with("json") || essence.ends_with("xml");
    !is_text && essence != FORM && essence.contains('/')
}

/// Whether a string of this media type (`contentMediaType`) holds bytes that are never text.
pub(crate) fn is_never_text(essence: &str) -> bool {
    ["image/", "audio/", "video/", "font/"].iter().any(|kind| essence.starts_with(kind))
        || [BYTES, "application/pdf", "application/zip", "application/gzip"].contains(&essence)
}

#[cfg(test)]
mod tests {
    use super::{MediaClass, class, essence};

    #[test]
    fn classes_go_by_the_essence() {
        let cases = [
            ("Application/JSON; charset=utf-8", Some(MediaClass::Json)),
            ("application/problem+json", Some(MediaClass::Json)),
            ("application/x-ndjson", Some(MediaClass::JsonLines)),
            ("Application/JSONL; charset=utf-8", Some(MediaClass::JsonLines)),
            ("application/stream+json;charset=UTF-8", Some(MediaClass::JsonLines)),
            ("application/x-json-stream", Some(MediaClass::JsonLines)),
            ("application/vnd.rows+jsonl", Some(MediaClass::JsonLines)),
            ("application/json-seq", Some(MediaClass::JsonLines)),
            ("application/geo+json-seq", Some(MediaClass::JsonLines)),
            ("application/streams+json", Some(MediaClass::Json)),
            ("text/event-stream", Some(MediaClass::EventStream)),
            ("multipart/form-data", Some(MediaClass::Multipart)),
            ("application/x-www-form-urlencoded", Some(MediaClass::Form)),
            ("text/csv", Some(MediaClass::Text)),
            ("text/*", Some(MediaClass::Text)),
            ("image/svg+xml", Some(MediaClass::Text)),
            ("application/yaml", Some(MediaClass::Text)),
            ("image/png", Some(MediaClass::Binary)),
            ("image/*", Some(MediaClass::Binary)),
            ("*/*", None),
            ("application/*", None),
        ];
        for (media_type, expected) in cases {
            assert_eq!(class(&essence(media_type)), expected, "{media_type}");
        }
    }
}
