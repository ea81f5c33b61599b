//! Path templates and the values that go into them.
//!
//! In: a template (`/v0/studies/{study_id}:clone`) and one encoded text per placeholder. Out: an absolute path.
//! Invariant: a value never leaves its segment, and never becomes a segment that a server or proxy would resolve.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

mod style;

pub(crate) use style::{PathStyle, render};

/// All but RFC 3986 "unreserved".
pub(crate) const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What may not stand in the fixed text of a path; `%` stays, because a document writes its paths encoded.
const FIXED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How often a value may be percent-encoded; what is encoded more often is nobody's name, and takes time to examine.
const READINGS: usize = 8;

/// Whether values may have slashes in them, which not every server reads as part of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slashes {
    /// They are encoded, and arrive as part of the value where a server routes before it decodes.
    Encoded,
    /// They are refused, for servers that decode before they route.
    Refused,
}

/// A value's text as one segment.
///
/// # Errors
/// Why the text cannot be a path value, to be read after its name.
pub(crate) fn segment(value: &str, slashes: Slashes) -> Result<String, &'static str> {
    let slash = || readings(value).any(|body_mode| body_mode.contains(['/', '\\']));
    match error_response(value) {
        Some(fault) => Err(fault),
        None if slashes == Slashes::Refused && slash() => Err("has a slash, which this client refuses"),
        None => Ok(encode(value)),
    }
}

/// The text in the encoding of a segment.
pub(crate) fn encode(value: &str) -> String {
    Cow::from(utf8_percent_encode(value, VALUE)).into_owned()
}

/// Why a text cannot be a path value; `None` where it can.
///
/// Percent-encoding does not make dot segments harmless: URL parsers, proxies and servers decode before they resolve,
/// some of them several times, and some take `\` for `/`. So every reading of the value is examined.
pub(crate) fn error_response(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        return Some("is empty, which would lead to another route");
    }
    // Most values are identifiers: without dots and percent signs, nothing in them can be read in another way.
    if value.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !matches!(byte, b'.' | b'%')) {
        return None;
    }
    for (number, body_mode) in readings(value).enumerate() {
        if body_mode.chars().any(char::is_control) {
            return Some("has a control character");
        }
        if body_mode.split(['/', '\\']).any(|part| part == "." || part == "..") {
            return Some("has a `.` or `..` segment");
        }
        if number == READINGS {
            return Some("is percent-encoded too many times");
        }
    }
    None
}

/// A text as it is, and as it is when it is decoded once, twice, and so on, until nothing changes any more.
fn readings(text: &str) -> impl Iterator<Item = String> {
    std::iter::successors(Some(text.to_owned()), |body_mode| {
        let decoded = percent_decode_str(body_mode).decode_utf8_lossy().into_owned();
        (decoded != *body_mode).then_some(decoded)
    })
}

/// The fixed text of a path, as it may stand in a URL.
pub(crate) fn fixed(text: &str) -> String {
    utf8_percent_encode(text, FIXED).to_string()
}

/// One piece of a template.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text as it is.
    Fixed(&'a str),
    /// The name of a placeholder.
    Placeholder(&'a str),
}

/// The pieces of a template, in order.
pub(crate) fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    template.split_inclusive('}').flat_map(|part| {
        let (text, name) = match part.strip_suffix('}').and_then(|open| open.rsplit_once('{')) {
            Some((text, name)) => (text, Some(name)),
            None => (part, None),
        };
        let text = (!text.is_empty()).then_some(Piece::Fixed(text));
        text.into_iter().chain(name.map(Piece::Placeholder))
    })
}

/// The name of the placeholder at this position.
pub(crate) fn placeholder(template: &str, position: usize) -> Option<&str> {
    pieces(template)
        .filter_map(|piece| match piece {
            Piece::Placeholder(name) => Some(name),
            Piece::Fixed(_) => None,
        })
        .nth(position)
}

/// The path of a template, its placeholders replaced in one pass; `None` if their number is not that of the values.
pub(crate) fn fill(template: &str, values: &[String]) -> Option<String> {
    let mut path = String::with_capacity(template.len() + 32 * values.len());
    let mut values = values.iter();
    for piece in pieces(template) {
        match piece {
            Piece::Fixed(text) => path.extend(utf8_percent_encode(text, FIXED)),
            Piece::Placeholder(_) => path.push_str(values.next()?),
        }
    }
    values.next().is_none().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_would_change_the_route_are_refused() {
        for hostile in [
            "",
            ".",
            "..",
            "%2e",
            "%2E%2e",
            "%252e%252e",
            "%25252e%25252e",
            "..\\x",
            "x\\..",
            "x/../y",
            "x%5C..%5Cy",
            "x%2F..%2Fy",
            "a/.",
            "./a",
            "..%2f",
            "%2e./a",
            "a\tb",
            "a\r\nb",
            "a\0b",
            "%0d%0a",
            "%00",
            "\u{85}",
            "\u{7f}",
            "%2525252525252525252541",
        ] {
            assert!(error_response(hostile).is_some(), "{hostile:?}");
        }
    }

    #[test]
    fn other_values_are_one_segment() {
        for (value, encoded) in [
            ("a", "a"),
            ("...", "..."),
            (".hidden", ".hidden"),
            ("1.2.3", "1.2.3"),
            ("simcore/services/comp/itis/sleeper", "simcore%2Fservices%2Fcomp%2Fitis%2Fsleeper"),
            ("a b?c#d%e\\f{g}:h", "a%20b%3Fc%23d%25e%5Cf%7Bg%7D%3Ah"),
            ("é☃", "%C3%A9%E2%98%83"),
            ("%FF", "%25FF"),
            ("100%", "100%25"),
            ("~a-b_c.d", "~a-b_c.d"),
        ] {
            assert_eq!(error_response(value), None, "{value:?}");
            assert_eq!(encode(value), encoded);
        }
    }

    #[test]
    fn slashes_are_refused_in_every_reading_where_the_client_says_so() {
        for value in ["a/b", "/", "a\\b", "a%2fb", "a%252Fb", "a%5cb", "%25252F"] {
            assert_eq!(segment(value, Slashes::Encoded), Ok(encode(value)));
            assert!(segment(value, Slashes::Refused).is_err(), "{value:?}");
        }
        for value in ["a", "a:b", "100%", "%2", "a;b", "\u{ff0f}"] {
            assert_eq!(segment(value, Slashes::Refused), Ok(encode(value)), "{value:?}");
        }
    }

    #[test]
    fn a_value_is_examined_in_a_bounded_number_of_readings() {
        let value = format!("%{}41", "25".repeat(30_000));
        assert!(error_response(&value).is_some());
        assert!(segment(&value, Slashes::Refused).is_err());
    }

    #[test]
    fn a_template_is_filled_in_one_pass() {
        let values = ["{b}".to_owned(), "2".to_owned()].map(|value| encode(&value));
        assert_eq!(fill("/x/{a}/y/{b}:start", &values).as_deref(), Some("/x/%7Bb%7D/y/2:start"));
        assert_eq!(fill("/x", &[]).as_deref(), Some("/x"));
        assert_eq!(fill("/{a}", &[]), None);
        assert_eq!(fill("/x", &values), None);
        assert_eq!(fill("/a b?c#d|é/{a}%20", &values[1..]).as_deref(), Some("/a%20b%3Fc%23d%7C%C3%A9/2%20"));
    }

    #[test]
    fn unbalanced_braces_are_text() {
        assert_eq!(fill("/a}b{c", &[]).as_deref(), Some("/a%7Db%7Bc"));
        assert_eq!(placeholder("/x/{a}/{b}", 1), Some("b"));
        assert_eq!(placeholder("/x/{a}/{b}", 2), None);
    }
}
