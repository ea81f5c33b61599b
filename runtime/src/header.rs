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

/// The text of a parameter in `simple` style, objects exploded (`a=1,b=2`) or not; `None` where nothing is sent.
pub(crate) fn text(parameter: &ParameterValue, explode: bool) -> Option<String> {
    match parameter {
        ParameterValue::Absent => None,
        ParameterValue::Scalar(text) => Some(text.clone()),
        ParameterValue::List(items) => (!items.is_empty()).then(|| items.join(",")),
        ParameterValue::Object(members) if members.is_empty() => None,
        ParameterValue::Object(members) => {
            let between = if explode { "=" } else { "," };
            let members = members.iter().map(|(key, value)| format!("{key}{between}{value}"));
            Some(members.collect::<Vec<_>>().join(","))
        }
    }
}

/// JSON text with nothing but ASCII in it, which is all that a header may hold.
pub(crate) fn ascii_json(json: &str) -> String {
    let mut ascii = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() && character != '\u{7f}' {
            ascii.push(character);
            continue;
        }
        // What is not ASCII stands in strings only, where JSON has an escape for each UTF-16 unit.
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
