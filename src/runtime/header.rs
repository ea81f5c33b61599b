//! Header fields (RFC 9110, section 5).
//!
//! In: names and values as callers have them. Out: fields that can be sent. Invariant: a value is printable ASCII (or
//! tab), so that it can neither end its line nor be read in two ways.

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderName, HeaderValue};

use super::error::BuildError;
use super::json::ParameterValue;

/// A value.
///
/// # Errors
/// What is wrong with it, to be read after its name.
pub(crate) fn value(text: &str) -> Result<HeaderValue, &'static str> {
    if !text.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte)) {
        return Err("has a line break, a control character, or a character outside ASCII");
    }
    HeaderValue::from_str(text).map_err(|_| "is no header value")
}

/// A name and a value.
pub(crate) fn pair(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), BuildError> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| BuildError::new(format!("{name:?} is no header name")))?;
    if [CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, HOST].contains(&name) {
        return Err(BuildError::new(format!("the header `{name}` is the connection's own")));
    }
    let value = value(text).map_err(|fault| BuildError::new(format!("the header `{name}` {fault}")))?;
    Ok((name, value))
}

/// The text of a parameter in `simple` style; `None` where nothing is sent.
pub(crate) fn text(parameter: &ParameterValue) -> Option<String> {
    match parameter {
        ParameterValue::Absent => None,
        ParameterValue::Scalar(text) => Some(text.clone()),
        ParameterValue::List(items) => (!items.is_empty()).then(|| items.join(",")),
        ParameterValue::Object(members) => (!members.is_empty()).then(|| {
            members.iter().flat_map(|(key, value)| [key.as_str(), value]).collect::<Vec<_>>().join(",")
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_on_their_line() {
        for (name, text, fits) in [
            ("x-a", "plain", true),
            ("X-A", "tab\tand ~ printable !", true),
            ("x-a", "", true),
            ("x-a", "a\r\nx-b: 1", false),
            ("x-a", "a\nb", false),
            ("x-a", "a\0b", false),
            ("x-a", "é", false),
            ("x-a", "\u{7f}", false),
            ("x a", "plain", false),
            ("", "plain", false),
            ("x-a\r\n", "plain", false),
            ("Host", "evil", false),
            ("content-length", "0", false),
        ] {
            assert_eq!(pair(name, text).is_ok(), fits, "{name:?}: {text:?}");
        }
    }
}
