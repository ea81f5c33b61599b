//! Header fields (RFC 9110, section 5).
//!
//! In: names and values as callers give them. Out: fields that can be sent. Invariant: a value is printable ASCII (or
//! tab), so that it can neither end its line nor be read in two ways.

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderName, HeaderValue};

use super::error::BuildError;

/// Checks a value.
///
/// # Errors
/// What is wrong with it, to be read after its name.
pub(crate) fn value(text: &str) -> Result<HeaderValue, &'static str> {
    if !text.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte)) {
        return Err("has a line break, a control character, or a character outside ASCII");
    }
    HeaderValue::from_str(text).map_err(|_| "is not a header value")
}

/// Checks a name and a value.
pub(crate) fn pair(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), BuildError> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| BuildError::new(format!("{name:?} is not a header name")))?;
    if [CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, HOST].contains(&name) {
        return Err(BuildError::new(format!(
            "the header `{name}` belongs to the connection and cannot be set"
        )));
    }
    let value = value(text).map_err(|problem| BuildError::new(format!("the header `{name}` {problem}")))?;
    Ok((name, value))
}

/// Escapes JSON text so that it is ASCII, as header values must be.
pub(crate) fn ascii_json(json: &str) -> String {
    let mut ascii = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() && character != '\u{7f}' {
            ascii.push(character);
            continue;
        }
        // Other characters occur in strings only, where JSON has an escape for each UTF-16 unit.
        for unit in character.encode_utf16(&mut [0; 2]) {
            ascii.extend(["\\u".to_owned(), format!("{unit:04x}")]);
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_a_header_is_ascii() {
        assert_eq!(ascii_json("{\"é\":\"😀\u{7f}\"}"), r#"{"\u00e9":"\ud83d\ude00\u007f"}"#);
    }

    #[test]
    fn values_cannot_end_their_line() {
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
