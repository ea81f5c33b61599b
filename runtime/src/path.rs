//! Path templates, and the rules for values in them.
//!
//! In: a template (`/v0/studies/{study_id}:clone`), and an encoded text for each placeholder. Out: an absolute path.
//! Invariant: a value never leaves its segment, and never becomes a segment that a server or proxy would resolve.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but RFC 3986 "unreserved".
pub(crate) const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is encoded in the fixed text of a path; not `%`, because documents write their paths encoded.
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

/// How many times a value may be percent-encoded. More is no sensible identifier, and takes time to check.
const MAX_DECODINGS: usize = 8;

/// The error of an empty value.
pub(crate) const EMPTY: &str = "is empty, which would lead to another route";

/// Whether values may contain slashes, which not every server reads as part of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slashes {
    /// They are encoded. They arrive as part of the value where a server routes before it decodes.
    Encoded,
    /// They are an error, for servers that decode before they route.
    Rejected,
}

/// Encodes a value as one segment.
///
/// # Errors
/// Why the text cannot be a path value, to be read after its name.
pub(crate) fn segment(value: &str, slashes: Slashes) -> Result<String, &'static str> {
    check(value, slashes)?;
    Ok(encode(value))
}

/// Encodes a text as in a segment, without checking it.
pub(crate) fn encode(value: &str) -> String {
    Cow::from(utf8_percent_encode(value, VALUE)).into_owned()
}

/// Checks a value that becomes a segment, or a part of one.
///
/// # Errors
/// Why the text cannot be a path value, to be read after its name.
pub(crate) fn check(value: &str, slashes: Slashes) -> Result<(), &'static str> {
    check_route(value)?;
    if slashes == Slashes::Rejected && decodings(value).any(|decoded| decoded.contains(['/', '\\'])) {
        return Err("has a slash, which `refuse_slashes_in_path_values` rejects");
    }
    Ok(())
}

/// Checks a value that becomes several segments, its slashes standing between them.
///
/// # Errors
/// Why the text cannot be a path value, to be read after its name.
pub(crate) fn check_segments(value: &str, slashes: Slashes) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err(EMPTY);
    }
    if value.split('/').any(str::is_empty) {
        return Err("has an empty segment: a slash at its beginning or end, or two in a row");
    }
    value.split('/').try_for_each(|segment| check(segment, slashes))
}

/// Encodes a text as in several segments, without checking it.
pub(crate) fn encode_segments(value: &str) -> String {
    value.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// Checks that a text leads to no other route than it seems to.
///
/// Percent-encoding does not make dot segments harmless: URL parsers, proxies and servers decode before they resolve,
/// some of them several times, and some take `\` for `/`. So every decoding of the text is checked.
///
/// # Errors
/// What is wrong with the text, to be read after its name.
pub(crate) fn check_route(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err(EMPTY);
    }
    // Most values are identifiers: without dots and percent signs, there is nothing to decode or resolve.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !matches!(byte, b'.' | b'%')) {
        return Ok(());
    }
    for (times, decoded) in decodings(text).enumerate() {
        if decoded.chars().any(char::is_control) {
            return Err("has a control character");
        }
        if decoded.split(['/', '\\']).any(|part| part == "." || part == "..") {
            return Err("has a `.` or `..` segment");
        }
        if times == MAX_DECODINGS {
            return Err("is percent-encoded too many times");
        }
    }
    Ok(())
}

/// A text as it is, decoded once, decoded twice, and so on, until decoding changes nothing.
fn decodings(text: &str) -> impl Iterator<Item = String> {
    std::iter::successors(Some(text.to_owned()), |text| {
        let decoded = percent_decode_str(text).decode_utf8_lossy().into_owned();
        (decoded != *text).then_some(decoded)
    })
}

/// Encodes the fixed text of a path.
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

/// Replaces the placeholders of a template in one pass; `None` if their number is not that of the values.
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
    fn values_that_would_change_the_route_are_errors() {
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
            assert!(check_route(hostile).is_err(), "{hostile:?}");
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
            assert_eq!(check_route(value), Ok(()), "{value:?}");
            assert_eq!(encode(value), encoded);
        }
    }

    #[test]
    fn the_segments_of_a_value_are_checked_one_by_one() {
        for (value, encoded) in [
            ("a", "a"),
            ("docs/read me.md", "docs/read%20me.md"),
            ("a/b/c", "a/b/c"),
            ("a\\b/?c#d:e@f/%2F", "a%5Cb/%3Fc%23d%3Ae%40f/%252F"),
            (".hidden/...", ".hidden/..."),
        ] {
            assert_eq!(check_segments(value, Slashes::Encoded), Ok(()), "{value:?}");
            assert_eq!(encode_segments(value), encoded);
        }
        for value in [
            "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/%2e%2E", "a\\..\\b", "a/..%2fb", "a/..%5Cb",
            "a/\t", "a/%00",
        ] {
            assert!(check_segments(value, Slashes::Encoded).is_err(), "{value:?}");
        }
        for value in ["a%2Fb", "a/b\\c", "a/%252f"] {
            assert!(check_segments(value, Slashes::Rejected).is_err(), "{value:?}");
        }
        assert_eq!(
            check_segments("a/b", Slashes::Rejected),
            Ok(()),
            "these slashes are no part of a segment"
        );
    }

    #[test]
    fn slashes_are_errors_in_every_decoding_where_the_client_refuses_them() {
        for value in ["a/b", "/", "a\\b", "a%2fb", "a%252Fb", "a%5cb", "%25252F"] {
            assert_eq!(segment(value, Slashes::Encoded), Ok(encode(value)));
            assert!(segment(value, Slashes::Rejected).is_err(), "{value:?}");
        }
        for value in ["a", "a:b", "100%", "%2", "a;b", "\u{ff0f}"] {
            assert_eq!(segment(value, Slashes::Rejected), Ok(encode(value)), "{value:?}");
        }
    }

    #[test]
    fn a_value_is_decoded_a_bounded_number_of_times() {
        let value = format!("%{}41", "25".repeat(30_000));
        assert!(check_route(&value).is_err());
        assert!(segment(&value, Slashes::Rejected).is_err());
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
