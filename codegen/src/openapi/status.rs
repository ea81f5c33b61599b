//! The keys of responses (OpenAPI 3.1, "Responses Object").
//!
//! In: `200`, `4XX`, `default`. Out: the statuses that the key stands for.
//! Invariant: statuses are those of HTTP, 100 to 599 (RFC 9110, section 15).

use std::fmt;

/// The statuses of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// One status.
    Code(u16),
    /// A hundred of them, by their first digit.
    Range(u16),
    /// Every status that no other response of the operation has.
    Default,
}

impl Status {
    /// Reads a key.
    pub(crate) fn parse(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        if key.len() != 3 {
            return None;
        }
        if let Some(digit) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
            return digit.parse().ok().filter(|range| (1..=5).contains(range)).map(Self::Range);
        }
        let digits = key.bytes().all(|byte| byte.is_ascii_digit());
        key.parse().ok().filter(|code| digits && (100..=599).contains(code)).map(Self::Code)
    }

    /// Whether a response of this status never has a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
    pub(crate) fn is_without_body(self) -> bool {
        matches!(self, Self::Code(204 | 205 | 304))
    }

    /// Whether this is the status of an error: 400 to 599.
    pub(crate) fn is_error(status: u16) -> bool {
        (400..=599).contains(&status)
    }
}

/// The key as the standard writes it.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(range) => write!(f, "{range}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status::{self, Code, Default, Range};

    #[test]
    fn keys_of_responses() {
        assert_eq!(Status::parse("default"), Some(Default));
        assert_eq!(Status::parse("204"), Some(Code(204)));
        assert_eq!(Status::parse("4XX"), Some(Range(4)));
        assert_eq!(Status::parse("5xx"), Some(Range(5)));
        for key in ["", "20", "2000", "600", "099", "+20", "0XX", "6XX", "2Xx", "ÄX", "Default"] {
            assert_eq!(Status::parse(key), None, "{key}");
        }
    }
}
