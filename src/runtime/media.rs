//! Media types (RFC 9110, section 8.3.1).
//!
//! In: the value of `Content-Type`. Out: what it means for reading. Invariant: case and parameters do not matter.

/// The media type without its parameters, in lower case.
pub(crate) fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether it is JSON: `application/json`, or any type with the suffix `+json` (RFC 6839).
pub(crate) fn is_json(content_type: &str) -> bool {
    let essence = essence(content_type);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
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
