//! Query strings and form bodies.
//!
//! In: names and values. Out: `name=value` pairs, percent-encoded. Invariant: a space is `%20`, never `+`.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::path::VALUE;

/// All but RFC 3986 "unreserved" and "reserved"; of the latter, what ends or splits a pair or a query string is encoded.
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

/// Encodes a text except for reserved characters (OpenAPI 3.1, "Parameter Object", `allowReserved`). What is
/// percent-encoded already stays as it is (RFC 6570, section 3.2.3).
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

/// Encodes the pairs that a document writes, perhaps encoded already.
pub(crate) fn fixed(pairs: &str) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    pairs.split('&').map(encode_reserved).collect::<Vec<_>>().join("&")
}

/// Encodes a name or a value.
pub(crate) fn encode(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, VALUE).into()
}

/// Appends a pair.
pub(crate) fn push_pair(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(name, VALUE));
    query.push('=');
    query.extend(utf8_percent_encode(value, VALUE));
}

/// Appends a pair that is encoded already.
pub(crate) fn push_encoded(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    query.push_str(value);
}

/// Removes all pairs with a name, and returns the value of the last one, still encoded.
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn pairs_of_a_document_are_encoded_once() {
        for (pairs, expected) in
            [("", ""), ("a=b&c", "a=b&c"), ("a=b c&d[]=%20'&=", "a=b%20c&d%5B%5D=%20%27&=")]
        {
            assert_eq!(fixed(pairs), expected);
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
