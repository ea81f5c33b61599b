//! Media types (RFC 9110, section 8.3.1) and content encodings (section 8.4).
//!
//! In: `Content-Type` and `Content-Encoding`. Out: what they mean for reading. Invariant: case and parameters do not
//! matter.

use http::HeaderMap;
use http::header::CONTENT_ENCODING;

/// The media type without its parameters, in lower case.
pub(crate) fn essence(content_type: &str) -> String {
    bare(content_type).to_ascii_lowercase()
}

/// The media type without its parameters.
pub(crate) fn bare(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

/// Whether it is JSON: `application/json`, or any type with the suffix `+json` (RFC 6839).
pub(crate) fn is_json(content_type: &str) -> bool {
    let bare = bare(content_type);
    let suffix = bare.len().checked_sub("+json".len()).and_then(|start| bare.get(start..));
    ["application/json", "text/json"].into_iter().any(|json| bare.eq_ignore_ascii_case(json))
        || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("+json"))
}

/// Whether it says no more than that there is text, or bytes, given its essence: frameworks send JSON as such, too.
pub(crate) fn is_unspecific(essence: &str) -> bool {
    ["text/plain", "application/octet-stream", "binary/octet-stream"].contains(&essence)
}

/// Whether it is a sequence of JSON values behind record separators: `application/json-seq` (RFC 7464), or any type with the
/// suffix `+json-seq` (RFC 8091).
pub(crate) fn is_json_sequence(content_type: &str) -> bool {
    let essence = essence(content_type);
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}

/// The encodings that a body is in; `None` for `identity`, which is none.
pub(crate) fn encoding(headers: &HeaderMap) -> Option<String> {
    let texts = headers.get_all(CONTENT_ENCODING).iter();
    let codings: Vec<_> = texts
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(|coding| coding.trim_ascii().escape_ascii().to_string().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    (!codings.is_empty()).then(|| codings.join(", "))
}

/// Whether a media type, given by its essence, is the other or within it where that is a range (`text/*`, `*/*`).
pub(crate) fn is_within(essence: &str, range: &str) -> bool {
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(start) => essence.starts_with(start),
        None => essence == range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_all_but_identity() {
        for (values, expected) in [
            (&[][..], None),
            (&["identity"], None),
            (&[""], None),
            (&["GZip"], Some("gzip")),
            (&[" identity , gzip", "br"], Some("gzip, br")),
        ] {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(CONTENT_ENCODING, http::HeaderValue::from_static(value));
            }
            assert_eq!(encoding(&headers).as_deref(), expected, "{values:?}");
        }
    }

    #[test]
    fn a_range_holds_its_media_types() {
        for (essence, range, expected) in [
            ("text/csv", "text/csv", true),
            ("text/csv", "text/*", true),
            ("text/csv", "*/*", true),
            ("text/csv", "image/*", false),
            ("textual/csv", "text/*", false),
            ("text/csv", "text/cs", false),
        ] {
            assert_eq!(is_within(essence, range), expected, "{essence} {range}");
        }
    }

    #[test]
    fn json_is_told_by_the_essence() {
        for (content_type, expected) in [
            ("application/json", true),
            ("APPLICATION/JSON ; charset=utf-8", true),
            ("application/problem+json", true),
            ("application/vnd.api+JSON;v=1", true),
            ("text/html; charset=utf-8; note=application/json", false),
            ("application/jsonl", false),
            ("application/x-ndjson", false),
            ("", false),
        ] {
            assert_eq!(is_json(content_type), expected, "{content_type}");
        }
    }
}
