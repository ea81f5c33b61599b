//! Query strings, form bodies, and the styles in which lists and objects stand in them.
//!
//! In: names and values. Out: `name=value` pairs, encoded. Invariant: only unreserved characters and the style's own
//! delimiters are not encoded; a space is `%20`.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::json::ParameterValue;
use super::path::VALUE;

/// How lists and objects stand in the query string (OpenAPI 3.1, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `a=1&a=2` (the default).
    Form,
    /// `a=1,2`.
    FormJoined,
    /// `a=1%202`.
    SpaceDelimited,
    /// `a=1|2`.
    PipeDelimited,
    /// `a[x]=1&a[y]=2`.
    DeepObject,
}

impl QueryStyle {
    fn delimiter(self) -> Option<&'static str> {
        match self {
            Self::Form | Self::DeepObject => None,
            Self::FormJoined => Some(","),
            Self::SpaceDelimited => Some("%20"),
            Self::PipeDelimited => Some("%7C"),
        }
    }
}

/// How a single property of a form is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldStyle {
    /// In a style of the query string.
    Query(QueryStyle),
    /// As JSON text.
    Json,
}

/// All but RFC 3986 "unreserved", and "reserved" but for what ends or splits a pair, or a query string.
const RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A text as it may stand in a pair, with reserved characters as they are (OpenAPI 3.1, "Parameter Object",
/// `allowReserved`). What is percent-encoded already stays (RFC 6570, section 3.2.3).
pub(crate) fn encode_reserved(text: &str) -> Cow<'_, str> {
    let mut encoded = String::with_capacity(text.len());
    let mut pieces = text.split('%');
    encoded.extend(pieces.next().map(|first| utf8_percent_encode(first, RESERVED).to_string()));
    for piece in pieces {
        let is_encoded = piece.get(..2).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        encoded.push_str(if is_encoded { "%" } else { "%25" });
        encoded.extend(utf8_percent_encode(piece, RESERVED));
    }
    encoded.into()
}

/// A text as it may stand in a pair.
pub(crate) fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, VALUE).into()
}

/// Adds one pair.
pub(crate) fn push_pair(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(name, VALUE));
    query.push('=');
    query.extend(utf8_percent_encode(value, VALUE));
}

/// Adds one pair that is encoded already.
pub(crate) fn push_encoded(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    query.push_str(value);
}

/// Takes all pairs of a name away, and gives the last one's value, still encoded.
pub(crate) fn take(query: &mut String, name: &str) -> Option<String> {
    let name = encode(name);
    let mut taken = None;
    let mut rest = String::with_capacity(query.len());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some((key, value)) if key == name => taken = Some(value.to_owned()),
            Some((key, value)) => push_encoded(&mut rest, key, value),
            None => {}
        }
    }
    *query = rest;
    taken
}

/// Adds a parameter; null, an empty list, and an empty object add nothing.
pub(crate) fn push(query: &mut String, name: &str, style: QueryStyle, value: &ParameterValue) {
    push_with(query, name, style, value, encode);
}

/// The same with another encoding of values.
pub(crate) fn push_with(
    query: &mut String,
    name: &str,
    style: QueryStyle,
    value: &ParameterValue,
    encoded: fn(&str) -> Cow<'_, str>,
) {
    let name = encode(name);
    match (value, style.delimiter()) {
        (ParameterValue::Absent, _) => {}
        (ParameterValue::Scalar(text), _) => push_encoded(query, &name, &encoded(text)),
        (ParameterValue::List(items), _) if items.is_empty() => {}
        (ParameterValue::Object(members), _) if members.is_empty() => {}
        (ParameterValue::List(items), None) => {
            for item in items {
                push_encoded(query, &name, &encoded(item));
            }
        }
        (ParameterValue::List(items), Some(delimiter)) => {
            let items: Vec<_> = items.iter().map(|item| encoded(item)).collect();
            push_encoded(query, &name, &items.join(delimiter));
        }
        (ParameterValue::Object(members), None) if style == QueryStyle::DeepObject => {
            for (key, value) in members {
                push_encoded(query, &format!("{name}%5B{}%5D", encode(key)), &encoded(value));
            }
        }
        (ParameterValue::Object(members), None) => {
            for (key, value) in members {
                push_encoded(query, &encode(key), &encoded(value));
            }
        }
        (ParameterValue::Object(members), Some(delimiter)) => {
            let texts = members.iter().flat_map(|(key, value)| [encode(key), encoded(value)]);
            push_encoded(query, &name, &texts.collect::<Vec<_>>().join(delimiter));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[&str]) -> ParameterValue {
        ParameterValue::List(items.iter().map(|&item| item.to_owned()).collect())
    }

    fn object(members: &[(&str, &str)]) -> ParameterValue {
        ParameterValue::Object(
            members.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect(),
        )
    }

    #[test]
    fn every_style_has_its_form() {
        use QueryStyle::{DeepObject, Form, FormJoined, PipeDelimited, SpaceDelimited};
        let scalar = |text: &str| ParameterValue::Scalar(text.to_owned());
        for (style, value, expected) in [
            (Form, scalar("a b"), "p=a%20b"),
            (Form, scalar("+&=#%?/"), "p=%2B%26%3D%23%25%3F%2F"),
            (Form, scalar(""), "p="),
            (Form, scalar("é"), "p=%C3%A9"),
            (Form, ParameterValue::Absent, ""),
            (Form, list(&["1", "2,3"]), "p=1&p=2%2C3"),
            (Form, list(&[]), ""),
            (FormJoined, list(&["1", "2,3"]), "p=1,2%2C3"),
            (FormJoined, list(&[]), ""),
            (SpaceDelimited, list(&["1", "2 3"]), "p=1%202%203"),
            (PipeDelimited, list(&["1", "2|3"]), "p=1%7C2%7C3"),
            (DeepObject, object(&[("x", "1"), ("y z", "a&b")]), "p%5Bx%5D=1&p%5By%20z%5D=a%26b"),
            (Form, object(&[("x", "1"), ("y", "2")]), "x=1&y=2"),
            (FormJoined, object(&[("x", "1"), ("y", "2")]), "p=x,1,y,2"),
            (DeepObject, object(&[]), ""),
        ] {
            let mut query = String::new();
            push(&mut query, "p", style, &value);
            assert_eq!(query, expected, "{style:?} {value:?}");
        }
    }

    #[test]
    fn reserved_characters_stay_where_they_may() {
        for (text, expected) in [
            ("/a:b?c@d!e$f'(g)*h,i;j=k", "/a:b?c@d!e$f%27(g)*h,i;j=k"),
            ("a&b+c#d[e] f", "a%26b%2Bc%23d%5Be%5D%20f"),
            ("50%2F50%", "50%2F50%25"),
            ("%é%g1%4", "%25%C3%A9%25g1%254"),
            ("", ""),
        ] {
            assert_eq!(encode_reserved(text), expected);
        }
    }

    #[test]
    fn pairs_are_joined_and_names_encoded() {
        let mut query = String::new();
        push_pair(&mut query, "a[]", "1");
        push_pair(&mut query, "b", "2");
        assert_eq!(query, "a%5B%5D=1&b=2");
    }
}
