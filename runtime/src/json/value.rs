//! Any JSON value.
//!
//! In goes text, or values of Rust; out comes the same text, down to the digits of numbers and the order of members.
//! Invariant: what is read is written back as the same value of the same kind.
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiter::Peek;

use super::{Number, Read, ReadError, Reader, Write, WriteError, Writer, read, write};

mod object;

/// A JSON value of any kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, kept exactly: `1` and `1.0` differ.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object, its members in order.
    Object(JsonObject),
}

/// The members of a JSON object, in order. Two objects are equal whatever their order.
#[derive(Clone, Debug, Default)]
pub struct JsonObject(Vec<(String, Json)>);

impl Json {
    /// Reads a value from a whole JSON text.
    ///
    /// # Errors
    /// Where the text is not one JSON value.
    pub fn parse(input: &[u8]) -> Result<Self, ReadError> {
        read(input)
    }

    /// The JSON form of anything that can be written.
    ///
    /// # Errors
    /// Where the value has none: a number that is not finite, or too deep nesting.
    pub fn of(value: &dyn Write) -> Result<Self, WriteError> {
        Self::written(&write(value)?)
    }

    /// What was just written.
    pub(super) fn written(json: &[u8]) -> Result<Self, WriteError> {
        // What this crate writes can be read; a hand-written `Write` may put out what is not JSON.
        Self::parse(json).map_err(|_| WriteError::new("a value that has no JSON", String::new()))
    }

    /// A member of an object; `None` where there is none, or this is not an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    /// The value at a JSON Pointer (RFC 6901), such as `/items/0/uid`; the empty pointer is this value.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Self> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer.strip_prefix('/')?.split('/').try_fold(self, |value, token| {
            let token = token.replace("~1", "/").replace("~0", "~");
            match value {
                Self::Object(object) => object.get(&token),
                Self::Array(items) => items.get(array_index(&token)?),
                _ => None,
            }
        })
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        if let Self::Number(value) = self { Some(value) } else { None }
    }

    /// The number as an integer, if it is one of this size.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The number as an unsigned integer, if it is one of this size.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// The nearest double, if it is a number within their range.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(value) = self { Some(value) } else { None }
    }

    /// The items, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(value) = self { Some(value) } else { None }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&JsonObject> {
        if let Self::Object(value) = self { Some(value) } else { None }
    }
}

/// RFC 6901 has no leading zeros.
fn array_index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit()) && (token == "0" || !token.starts_with('0'));
    digits.then(|| token.parse().ok())?
}

impl Read for Json {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        Ok(match r.peek()? {
            Peek::Null => {
                r.null()?;
                Self::Null
            }
            Peek::True | Peek::False => Self::Bool(r.boolean()?),
            Peek::String => Self::String(r.value()?),
            Peek::Array => Self::Array(r.value()?),
            Peek::Object => Self::Object(r.value()?),
            _ => Self::Number(r.value()?),
        })
    }
}

impl Read for JsonObject {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut members = Vec::new();
        r.begin_object()?;
        while r.field(&[])?.is_some() {
            let name = r.key_owned();
            members.push((name, r.value()?));
        }
        Ok(members.into_iter().collect())
    }
}

impl Write for Json {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::Null => w.null(),
            Self::Bool(value) => w.boolean(*value),
            Self::Number(value) => w.number(value),
            Self::String(value) => w.string(value),
            Self::Array(value) => value.write(w),
            Self::Object(value) => value.write(w),
        }
    }
}

impl Write for JsonObject {
    fn write(&self, w: &mut Writer) {
        w.begin_object();
        for (name, value) in self {
            w.field(name, value);
        }
        w.end_object();
    }
}

/// The value's JSON text, compact. A number that is not finite, which no text can give, shows as `null`.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) = match self {
            Self::Array(_) => ('[', ']'),
            Self::Object(_) => ('{', '}'),
            Self::Bool(value) => return value.fmt(f),
            Self::Number(value) if value.is_finite() => return value.fmt(f),
            Self::Null | Self::Number(_) => return f.write_str("null"),
            Self::String(value) => return quoted(f, value),
        };
        write!(f, "{open}")?;
        let mut separator = "";
        for item in self.as_array().unwrap_or_default() {
            write!(f, "{separator}{item}")?;
            separator = ",";
        }
        for (name, value) in self.as_object().into_iter().flatten() {
            f.write_str(separator)?;
            quoted(f, name)?;
            write!(f, ":{value}")?;
            separator = ",";
        }
        write!(f, "{close}")
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str(&serde_json::to_string(text).map_err(|_| fmt::Error)?)
}

impl FromStr for Json {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        Self::parse(text.as_bytes())
    }
}

impl From<()> for Json {
    fn from((): ()) -> Self {
        Self::Null
    }
}

macro_rules! from {
    ($($variant:ident: $($ty:ty),+;)+) => {$($(
        impl From<$ty> for Json {
            fn from(value: $ty) -> Self {
                Self::$variant(value.into())
            }
        }
    )+)+};
}

from! {
    Bool: bool;
    Number: i32, i64, u32, u64, f64, Number;
    String: String, &str;
    Object: JsonObject;
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json>, const N: usize> From<[T; N]> for Json {
    fn from(items: [T; N]) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Json>> From<BTreeMap<String, T>> for Json {
    fn from(members: BTreeMap<String, T>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name, value.into())).collect())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
