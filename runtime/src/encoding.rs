//! How the value of a parameter is written (OpenAPI 3.1, "Style Values"; RFC 6570).
//!
//! In: a value, and the encoding that its parameter has. Out: text for a path, a query string, a header or a cookie.
//! Invariant: only the punctuation of the style itself is written unescaped. What is nested deeper than a style goes is
//! written in brackets where there are pairs, and as JSON text elsewhere.

use std::borrow::Cow;

use super::header;
use super::json::{ParameterValue, Write, WriteError, parameter, parameter_text as text_of};
use super::model::to_json_string;
use super::path::{self, Slashes};
use super::query;

mod brackets;

use brackets::{Arrays, Brackets};

/// How the value of a parameter is written: a style with `explode` and `allowReserved`, or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    style: Style,
    explode: bool,
    allow_reserved: bool,
    arrays: Arrays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Property,
    Json,
}

impl Encoding {
    /// `a,b`; objects `x,1,y,2`, exploded `x=1,y=2`. The default in paths and headers.
    pub const SIMPLE: Self = Self::of(Style::Simple, false);
    /// `.a,b`, exploded `.a.b`.
    pub const LABEL: Self = Self::of(Style::Label, false);
    /// `;name=a,b`, exploded `;name=a;name=b`.
    pub const MATRIX: Self = Self::of(Style::Matrix, false);
    /// `name=a&name=b`, not exploded `name=a,b`. The default in query strings and cookies.
    pub const FORM: Self = Self::of(Style::Form, true);
    /// `name=a%20b`.
    pub const SPACE_DELIMITED: Self = Self::of(Style::SpaceDelimited, false);
    /// `name=a|b`.
    pub const PIPE_DELIMITED: Self = Self::of(Style::PipeDelimited, false);
    /// `name[x]=1&name[y][z]=2`, and lists `name[0]=a&name[1]=b`.
    pub const DEEP_OBJECT: Self = Self::of(Style::DeepObject, true);
    /// `name=a&name=b`, and what is nested as in [`Self::DEEP_OBJECT`]. The default of a form's properties.
    pub const PROPERTY: Self = Self::of(Style::Property, true);
    /// JSON text (`content: application/json`).
    pub const JSON: Self = Self::of(Style::Json, false);

    const fn of(style: Style, explode: bool) -> Self {
        Self { style, explode, allow_reserved: false, arrays: Arrays::Indices }
    }

    /// Whether each item or member stands by itself.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Leaves reserved characters of a query string's values as they are, and slashes in a path's values, which may then
    /// have several segments.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Writes the items of nested lists with empty brackets, `name[]=a&name[]=b`, instead of indices.
    #[must_use]
    pub const fn array_brackets(mut self) -> Self {
        self.arrays = Arrays::Brackets;
        self
    }

    /// Writes the items of nested lists under one name, `name=a&name=b`, instead of indices.
    #[must_use]
    pub const fn array_repeat(mut self) -> Self {
        self.arrays = Arrays::Repeat;
        self
    }

    pub(crate) fn is_json(self) -> bool {
        self.style == Style::Json
    }

    /// The texts of a value, before they are joined.
    pub(crate) fn value(self, value: &dyn Write) -> Result<ParameterValue, WriteError> {
        if self.is_json() { to_json_string(value).map(ParameterValue::Scalar) } else { parameter(value) }
    }

    /// The text of a value in a path; `name` is the placeholder's.
    ///
    /// # Errors
    /// What is wrong with the value, to be read after its parameter's name.
    pub(crate) fn path(
        self,
        name: &str,
        value: &ParameterValue,
        slashes: Slashes,
    ) -> Result<String, &'static str> {
        let encoding = if self.is_json() { Self::SIMPLE } else { self };
        let check = |text: &str| {
            if self.allow_reserved { path::check_segments(text, slashes) } else { path::check(text, slashes) }
        };
        // With its name before it, an empty item leaves no empty segment.
        let may_be_empty = self.style == Style::Matrix;
        let check_item = |text: &str| if may_be_empty && text.is_empty() { Ok(()) } else { check(text) };
        match value {
            ParameterValue::Absent => return Err("is null"),
            value if value.is_nothing() => return Err(path::EMPTY),
            ParameterValue::Scalar(text) => check_item(text)?,
            ParameterValue::List(items) => items.iter().try_for_each(|item| check_item(&text_of(item)))?,
            ParameterValue::Object(members) => {
                members
                    .iter()
                    .try_for_each(|(key, value)| check(key).and_then(|()| check(&text_of(value))))?;
            }
        }
        let mut text = String::new();
        let escape = if self.allow_reserved { Escape::Segments } else { Escape::All };
        encoding.write(&mut text, name, value, encoding.syntax(), escape);
        Ok(text)
    }

    /// Appends the pairs of a value to a query string or a form.
    ///
    /// # Errors
    /// What is wrong with the value, to be read after its parameter's name.
    pub(crate) fn query(
        self,
        query: &mut String,
        name: &str,
        value: &ParameterValue,
    ) -> Result<(), &'static str> {
        let escape = if self.allow_reserved { Escape::Unreserved } else { Escape::All };
        let mut pair = |name: &str, value: &str| {
            query::push_encoded(query, &escape.key(name), &escape.value(value));
        };
        let mut brackets = Brackets::new(self.arrays, &mut pair);
        let has_brackets = matches!(self.style, Style::DeepObject | Style::Property);
        match value {
            ParameterValue::Object(members) if self.style == Style::Form && self.explode => {
                members.iter().try_for_each(|(key, value)| brackets.value(key, value))
            }
            ParameterValue::Object(members) if has_brackets || value.is_nested() => {
                members.iter().try_for_each(|(key, value)| brackets.member(name, key, value))
            }
            ParameterValue::List(items) if self.style == Style::DeepObject || value.is_nested() => {
                brackets.items(name, items)
            }
            _ => {
                self.write(query, name, value, self.syntax(), escape);
                Ok(())
            }
        }
    }

    /// Appends the pairs of a value to the text of a `Cookie` header (OpenAPI 3.2, "Style Values", `cookie`).
    pub(crate) fn cookie(self, cookies: &mut String, name: &str, value: &ParameterValue) {
        let syntax = Syntax { separator: "; ", delimiter: "%2C", ..self.syntax() };
        self.write(cookies, name, value, syntax, Escape::All);
    }

    /// The text of a value in a header; `None` where nothing is sent.
    pub(crate) fn header(self, value: &ParameterValue) -> Option<String> {
        let mut text = String::new();
        match value {
            value if value.is_nothing() => return None,
            ParameterValue::Scalar(json) if self.is_json() => return Some(header::ascii_json(json)),
            _ => self.write(&mut text, "", value, self.syntax(), Escape::Nothing),
        }
        Some(text)
    }

    fn syntax(self) -> Syntax {
        let (prefix, separator, delimiter) = match self.style {
            Style::Simple => ("", ",", ","),
            Style::Label => (".", ".", ","),
            Style::Matrix => (";", ";", ","),
            Style::Form | Style::DeepObject | Style::Property | Style::Json => ("", "&", ","),
            Style::SpaceDelimited => ("", "&", "%20"),
            Style::PipeDelimited => ("", "&", "%7C"),
        };
        Syntax { prefix, separator, delimiter }
    }

    /// Appends the pieces of a value: none for what is nothing, and one for each item or member where it is exploded.
    fn write(self, out: &mut String, name: &str, value: &ParameterValue, syntax: Syntax, escape: Escape) {
        let mut pieces = Pieces { out, syntax, is_first: true };
        match value {
            ParameterValue::Absent => {}
            ParameterValue::Scalar(text) => self.piece(&mut pieces, name, &escape.value(text)),
            value if value.is_nothing() => {}
            ParameterValue::List(items) if self.explode => {
                for item in items {
                    self.piece(&mut pieces, name, &escape.value(&text_of(item)));
                }
            }
            ParameterValue::List(items) => {
                let texts: Vec<_> =
                    items.iter().map(|item| escape.value(&text_of(item)).into_owned()).collect();
                self.piece(&mut pieces, name, &texts.join(syntax.delimiter));
            }
            ParameterValue::Object(members) if self.explode => {
                for (key, value) in members {
                    pieces.push(&[&escape.key(key), "=", &escape.value(&text_of(value))]);
                }
            }
            ParameterValue::Object(members) => {
                let texts = members.iter().flat_map(|(key, value)| {
                    [escape.key(key).into_owned(), escape.value(&text_of(value)).into_owned()]
                });
                self.piece(&mut pieces, name, &texts.collect::<Vec<_>>().join(syntax.delimiter));
            }
        }
    }

    /// A value behind its name, where the style has names.
    fn piece(self, pieces: &mut Pieces<'_>, name: &str, value: &str) {
        match self.style {
            Style::Simple | Style::Label => pieces.push(&[value]),
            // RFC 6570, section 3.2.7.
            Style::Matrix if value.is_empty() => pieces.push(&[&query::encode(name)]),
            _ => pieces.push(&[&query::encode(name), "=", value]),
        }
    }
}

/// The punctuation of a style, as it stands on the wire.
#[derive(Clone, Copy)]
struct Syntax {
    /// Before the first piece.
    prefix: &'static str,
    /// Between pieces.
    separator: &'static str,
    /// Between the texts of one piece.
    delimiter: &'static str,
}

/// Pieces behind each other.
struct Pieces<'a> {
    out: &'a mut String,
    syntax: Syntax,
    is_first: bool,
}

impl Pieces<'_> {
    fn push(&mut self, texts: &[&str]) {
        let is_first = std::mem::replace(&mut self.is_first, false) && self.out.is_empty();
        self.out.push_str(if is_first { self.syntax.prefix } else { self.syntax.separator });
        self.out.extend(texts.iter().copied());
    }
}

/// What is percent-encoded in a text.
#[derive(Clone, Copy)]
enum Escape {
    /// All but unreserved characters.
    All,
    /// All but unreserved and reserved characters, in values.
    Unreserved,
    /// All but unreserved characters, and slashes in values.
    Segments,
    /// Nothing: headers have no such escapes.
    Nothing,
}

impl Escape {
    fn value(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::All => query::encode(text),
            Self::Unreserved => query::encode_reserved(text),
            Self::Segments => path::encode_segments(text).into(),
            Self::Nothing => text.into(),
        }
    }

    fn key(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::All | Self::Unreserved | Self::Segments => query::encode(text),
            Self::Nothing => text.into(),
        }
    }
}

#[cfg(test)]
mod tests;
