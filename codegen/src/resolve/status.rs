//! The key of a response.
//!
//! In: `200`, `4XX`, `default`. Out: the status that it stands for.
//! Invariant: statuses are those that HTTP has, 100 to 599 (RFC 9110, section 15).

use openapiv3::StatusCode;

/// A response's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Status(StatusCode),
    Default,
}

pub(super) fn parse(key: &str) -> Option<Key> {
    if key == "default" {
        return Some(Key::Default);
    }
    if key.len() != 3 {
        return None;
    }
    if let Some(digit) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        let range = digit.parse().ok().filter(|range| (1..=5).contains(range))?;
        return Some(Key::Status(StatusCode::Range(range)));
    }
    let digits = key.bytes().all(|byte| byte.is_ascii_digit());
    let code = key.parse().ok().filter(|code| digits && (100..=599).contains(code))?;
    Some(Key::Status(StatusCode::Code(code)))
}

#[cfg(test)]
mod tests {
    use openapiv3::StatusCode::{Code, Range};

    use super::{Key, parse};

    #[test]
    fn keys_of_responses() {
        assert_eq!(parse("default"), Some(Key::Default));
        assert_eq!(parse("204"), Some(Key::Status(Code(204))));
        assert_eq!(parse("4XX"), Some(Key::Status(Range(4))));
        assert_eq!(parse("5xx"), Some(Key::Status(Range(5))));
        for key in ["", "20", "2000", "600", "099", "+20", "0XX", "6XX", "2Xx", "ÄX", "Default"] {
            assert_eq!(parse(key), None, "{key}");
        }
    }
}
