//! A value of an input.
//!
//! In: JSON, or plain Rust values by the conversions in `value/from.rs`. Out: [`InputValue`] and its JSON. Invariant: a
//! value keeps its JSON type and every digit; what no request can hold is a fault when it is written, and named.

use std::fmt;
#[cfg(feature = "files")]
use std::path::PathBuf;

use super::outputs::{exact_double, file_of};
use crate::{
    models::File,
    runtime::{
        Json,
        support::{Read, ReadError, Reader, Write, Writer, model},
    },
};

mod from;

/// The value of an input of a job, as [`JobInputs`](crate::models::JobInputs) holds it.
///
/// It is made [`From`] plain values: numbers of every type, `bool`, texts, files, lists of these, `Option`, and JSON.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum InputValue {
    /// A file on the platform.
    File(File),
    /// An integer; one beyond 64 bits is in `Other`.
    Integer(i64),
    /// A number with a fraction or an exponent. NaN and the infinities have no JSON: sending them is an error.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<InputValue>),
    /// No value.
    Null,
    /// A file on this machine, which a run uploads before it creates its job. Only runs take it: in any other request it is
    /// an error.
    #[cfg(feature = "files")]
    Path(PathBuf),
    /// Any other JSON, such as a number that 64 bits cannot hold.
    Other(Json),
}

impl Read for InputValue {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.value::<Json>().map(Self::from)
    }
}

impl Write for InputValue {
    fn write(&self, w: &mut Writer) {
        match self {
            Self::File(file) => file.write(w),
            Self::Integer(value) => w.integer(*value),
            Self::Number(value) => w.float(*value),
            Self::Boolean(value) => w.boolean(*value),
            Self::String(value) => w.string(value),
            Self::Array(items) => items.write(w),
            Self::Null => w.null(),
            #[cfg(feature = "files")]
            Self::Path(_) => w.fail("a path on this machine is uploaded by runs only: upload it with `files().upload()` and set the file"),
            Self::Other(value) => value.write(w),
        }
    }
}

model!(InputValue);

impl From<Json> for InputValue {
    fn from(value: Json) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Boolean(value),
            Json::Number(ref number) => match (number.as_i64(), exact_double(number)) {
                (Some(integer), _) => Self::Integer(integer),
                (None, Some(double)) => Self::Number(double),
                (None, None) => Self::Other(value),
            },
            Json::String(value) => Self::String(value),
            Json::Array(items) => items.into(),
            Json::Object(_) => file_of(&value).map_or(Self::Other(value), Self::File),
        }
    }
}

/// The value as JSON; `file <name> (<id>)` and `path <path>` for those.
impl fmt::Display for InputValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "file {} ({})", file.filename, file.id),
            Self::Integer(value) => value.fmt(f),
            // As JSON where it has one, with its fraction.
            Self::Number(value) => write!(f, "{value:?}"),
            Self::Boolean(value) => value.fmt(f),
            Self::String(value) => Json::from(value.as_str()).fmt(f),
            Self::Array(items) => f.debug_list().entries(items).finish(),
            Self::Null => f.write_str("null"),
            #[cfg(feature = "files")]
            Self::Path(path) => write!(f, "path {}", path.display()),
            Self::Other(value) => value.fmt(f),
        }
    }
}

/// As [`Display`](fmt::Display): `{"InputInt": 42, "InputString": "hello"}` in a map.
impl fmt::Debug for InputValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
