//! How credentials are sent.
//!
//! In: a security scheme of a document, or a setting. Out: one of the ways that HTTP APIs have. Invariant: what is sent,
//! and where, is all that a kind says; who needs it is said elsewhere.

use std::str::FromStr;

/// How credentials are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// `Authorization: Bearer` (RFC 6750); also OAuth 2 and OpenID Connect, whose token the caller obtains.
    Bearer,
    /// A key in the named header.
    ApiKeyHeader(String),
    /// A key in the named query parameter.
    ApiKeyQuery(String),
    /// A key in the named cookie.
    ApiKeyCookie(String),
    /// Another HTTP authentication scheme; the runtime cannot send it, the caller's header can.
    Other(String),
}

/// The kind as an option of the program has it: `basic`, `bearer`, `header:X-Key`, `query:key`, `cookie:sid`.
impl FromStr for SecurityKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "basic" => Ok(Self::Basic),
            None if text == "bearer" => Ok(Self::Bearer),
            Some(("header", key)) if !key.is_empty() => Ok(Self::ApiKeyHeader(key.to_owned())),
            Some(("query", key)) if !key.is_empty() => Ok(Self::ApiKeyQuery(key.to_owned())),
            Some(("cookie", key)) if !key.is_empty() => Ok(Self::ApiKeyCookie(key.to_owned())),
            _ => Err(format!(
                "`{text}` is not one of `basic`, `bearer`, `header:NAME`, `query:NAME` and `cookie:NAME`"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SecurityKind;

    #[test]
    fn kinds_of_the_program() {
        for (text, kind) in [
            ("basic", SecurityKind::Basic),
            ("bearer", SecurityKind::Bearer),
            ("header:X-Key", SecurityKind::ApiKeyHeader("X-Key".into())),
            ("query:a:b", SecurityKind::ApiKeyQuery("a:b".into())),
            ("cookie:sid", SecurityKind::ApiKeyCookie("sid".into())),
        ] {
            assert_eq!(text.parse(), Ok(kind));
        }
        for text in ["", "Basic", "header", "header:", "digest", "body:key"] {
            assert!(text.parse::<SecurityKind>().is_err(), "{text}");
        }
    }
}
