//! The headers of a response, read as their document says (OpenAPI 3.1, "Header Object": `simple` style).
//!
//! In: header fields, and the shape of a value. Out: values. Invariant: a header is read when it is asked for, so that a
//! malformed one is an error of its own and never costs the response.

use std::error::Error;
use std::fmt;

use http::HeaderMap;
use http::header::SET_COOKIE;

use crate::json::{Json, JsonObject, Read, ReadError, read, write};

/// How a header's text stands for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderShape {
    /// A string, as it is.
    Text,
    /// A number, `true` or `false`.
    Literal,
    /// A literal if it reads as one, else a string.
    Scalar,
    /// JSON text (`content: application/json`).
    Json,
    /// Values between commas.
    List(&'static HeaderShape),
    /// `name,value,name,value`.
    Object(&'static [(&'static str, HeaderShape)]),
    /// `name=value,name=value`.
    Pairs(&'static [(&'static str, HeaderShape)]),
}

/// The value of a documented header.
pub type HeaderResult<T> = Result<T, HeaderError>;

/// The headers of a response; generated code asks it for those that an operation documents.
#[derive(Clone, Copy)]
pub struct Headers<'a>(&'a HeaderMap);

impl<'a> Headers<'a> {
    /// The headers of a response, whatever its kind.
    #[must_use]
    pub fn of(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// The value of a header; `None` where the response has none.
    ///
    /// # Errors
    /// If it is not as documented.
    pub fn optional<T: Read>(self, name: &str, shape: HeaderShape) -> HeaderResult<Option<T>> {
        let Some(json) = self.json(name, shape)? else { return Ok(None) };
        read(&json).map(Some).map_err(|source| HeaderError::malformed(name, source))
    }

    /// The value of a header that every response should have.
    ///
    /// # Errors
    /// If it is absent or not as documented.
    pub fn required<T: Read>(self, name: &str, shape: HeaderShape) -> HeaderResult<T> {
        self.optional(name, shape)?.ok_or_else(|| HeaderError { name: name.to_owned(), source: None })
    }

    /// The value as JSON text, which is what values are read from.
    fn json(self, name: &str, shape: HeaderShape) -> HeaderResult<Option<Vec<u8>>> {
        let Some(lines) = self.lines(name)? else { return Ok(None) };
        let text = match (name == SET_COOKIE.as_str(), lines.as_slice()) {
            // Cookies hold commas, so that their lines cannot be joined (RFC 9110, section 5.3).
            (true, [first, ..]) if !matches!(shape, HeaderShape::List(_)) => (*first).to_owned(),
            _ => lines.join(", "),
        };
        let value = match shape {
            HeaderShape::Json => return Ok(Some(text.into_bytes())),
            HeaderShape::List(item) if name == SET_COOKIE.as_str() => {
                Json::Array(lines.iter().map(|line| value(line, *item)).collect())
            }
            shape => value(&text, shape),
        };
        let written = write(&value).map_err(|fault| ReadError::other(fault.to_string()));
        written.map(Some).map_err(|source| HeaderError::malformed(name, source))
    }

    /// The lines of a header; `None` where there is none.
    fn lines(self, name: &str) -> HeaderResult<Option<Vec<&'a str>>> {
        let lines =
            self.0.get_all(name).iter().map(|line| std::str::from_utf8(line.as_bytes()).map(str::trim));
        let lines: Vec<_> = lines
            .collect::<Result<_, _>>()
            .map_err(|_| HeaderError::malformed(name, ReadError::other("the text is not UTF-8")))?;
        Ok((!lines.is_empty()).then_some(lines))
    }
}

/// What a text stands for; one that does not fit its shape stays a string, which then is the fault of reading it.
fn value(text: &str, shape: HeaderShape) -> Json {
    let items = || text.split(',').map(str::trim);
    match shape {
        HeaderShape::Text => Json::from(text),
        HeaderShape::Literal | HeaderShape::Scalar | HeaderShape::Json => literal(text),
        HeaderShape::List(_) if text.is_empty() => Json::Array(Vec::new()),
        HeaderShape::List(item) => Json::Array(items().map(|text| value(text, *item)).collect()),
        HeaderShape::Object(members) => {
            let (names, values): (Vec<_>, Vec<_>) =
                items().enumerate().partition(|(place, _)| place % 2 == 0);
            let texts = names.into_iter().zip(values);
            object(texts.map(|((_, name), (_, value))| (name, value)), members)
        }
        HeaderShape::Pairs(members) => object(items().filter_map(|pair| pair.split_once('=')), members),
    }
}

fn literal(text: &str) -> Json {
    let scalar = |json: &Json| matches!(json, Json::Bool(_) | Json::Number(_) | Json::Null);
    Json::parse(text.as_bytes()).ok().filter(scalar).unwrap_or_else(|| Json::from(text))
}

fn object<'t>(
    texts: impl Iterator<Item = (&'t str, &'t str)>,
    members: &'static [(&'static str, HeaderShape)],
) -> Json {
    let mut object = JsonObject::new();
    for (name, text) in texts {
        let known = members.iter().find(|(member, _)| *member == name);
        object.insert(name, value(text, known.map_or(HeaderShape::Scalar, |(_, shape)| *shape)));
    }
    Json::Object(object)
}

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Responses carry cookies and signed links: names are enough.
        f.debug_set().entries(self.0.keys().map(http::HeaderName::as_str)).finish()
    }
}

/// A documented header that is absent, or not as its document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: String,
    source: Option<ReadError>,
}

impl HeaderError {
    fn malformed(name: &str, source: ReadError) -> Self {
        Self { name: name.to_owned(), source: Some(source) }
    }

    /// The header's name, in lower case.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the response has no such header; otherwise it has one that cannot be read.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.source.is_none()
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.is_absent() { "is absent" } else { "is not as documented" };
        write!(f, "the header `{}` {what}", self.name)
    }
}

impl Error for HeaderError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::HeaderShape::{List, Literal, Object, Pairs, Scalar, Text};
    use super::*;

    fn headers(lines: &[(&'static str, &[u8])]) -> HeaderMap {
        let line = |&(name, value): &(&'static str, &[u8])| {
            (HeaderName::from_static(name), HeaderValue::from_bytes(value).unwrap())
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn a_text_is_what_its_shape_says() {
        let members = &[("a", Literal), ("b", Text)];
        for (shape, lines, expected) in [
            (Text, &["12"][..], r#""12""#),
            (Text, &[""], r#""""#),
            (Text, &["a", "b"], r#""a, b""#),
            (Literal, &["12"], "12"),
            (Literal, &["true"], "true"),
            (Literal, &["1.5"], "1.5"),
            (Literal, &["[1]"], r#""[1]""#),
            (Scalar, &["x"], r#""x""#),
            (List(&Literal), &["1, 2", "3"], "[1,2,3]"),
            (List(&Text), &[""], "[]"),
            (List(&Text), &["a,,b"], r#"["a","","b"]"#),
            (Object(members), &["a,1,b,2,c,3"], r#"{"a":1,"b":"2","c":3}"#),
            (Pairs(members), &["a=1,b=2=3"], r#"{"a":1,"b":"2=3"}"#),
            (HeaderShape::Json, &[r#"{"a":[1]}"#], r#"{"a":[1]}"#),
        ] {
            let lines: Vec<_> = lines.iter().map(|line| ("x-a", line.as_bytes())).collect();
            let headers = headers(&lines);
            let read: Json = Headers::of(&headers).required("x-a", shape).unwrap();
            assert_eq!(read.to_string(), expected, "{shape:?} {lines:?}");
        }
    }

    #[test]
    fn cookies_are_not_split() {
        let lines: &[(&str, &[u8])] =
            &[("set-cookie", b"a=1; Expires=Wed, 01 Jan 2020 00:00:00 GMT"), ("set-cookie", b"b=2")];
        let headers = headers(lines);
        let all: Vec<String> = Headers::of(&headers).required("set-cookie", List(&Text)).unwrap();
        assert_eq!(all, ["a=1; Expires=Wed, 01 Jan 2020 00:00:00 GMT", "b=2"]);
        let first: String = Headers::of(&headers).required("set-cookie", Text).unwrap();
        assert_eq!(first, all[0]);
    }

    #[test]
    fn an_error_names_the_header_and_no_other_is_lost() {
        let headers = headers(&[("x-a", b"many"), ("x-b", b"7"), ("x-c", b"\xff")]);
        let view = Headers::of(&headers);
        let error = view.required::<i64>("x-a", Literal).unwrap_err();
        assert_eq!(error.to_string(), "the header `x-a` is not as documented");
        assert!(!error.is_absent() && error.source().is_some());
        assert_eq!(view.required::<i64>("x-b", Literal), Ok(7));
        assert!(view.optional::<String>("x-c", Text).is_err());
        assert_eq!(view.optional::<i64>("x-d", Literal), Ok(None));
        let absent = view.required::<i64>("x-d", Literal).unwrap_err();
        assert_eq!((absent.to_string().as_str(), absent.name()), ("the header `x-d` is absent", "x-d"));
        assert!(absent.is_absent());
        assert_eq!(format!("{view:?}"), r#"{"x-a", "x-b", "x-c"}"#);
    }
}
