//! The value of a parameter, before its style joins the texts in it.
//!
//! In: the value of a path, query, header or cookie parameter, or of a form's property. Out: a text, or the items or members
//! of a list or an object.
//! Invariant: strings are not quoted, and a member that is null is nothing.

use std::borrow::Cow;
use std::string::FromUtf8Error;

use super::{Json, Write, WriteError, write};

/// A parameter's value before its style is applied.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParameterValue {
    /// `null`, or nothing to send.
    Absent,
    /// A string without its quotes, a number, `true` or `false`.
    Scalar(String),
    /// The items of a list.
    List(Vec<Json>),
    /// The names and values of an object's members, in its order. Members that are `null` are left out.
    Object(Vec<(String, Json)>),
}

impl ParameterValue {
    /// Whether nothing stands for it in a request: it is absent, or a list or an object without parts.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Scalar(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Object(members) => members.is_empty(),
        }
    }

    /// Whether a list or an object is part of a list or an object.
    #[must_use]
    pub fn is_nested(&self) -> bool {
        match self {
            Self::Absent | Self::Scalar(_) => false,
            Self::List(items) => items.iter().any(is_structured),
            Self::Object(members) => members.iter().any(|(_, value)| is_structured(value)),
        }
    }
}

/// Reads the value of a parameter.
///
/// # Errors
/// Where the value has no JSON: a number that is not finite, or too deep nesting.
pub fn parameter(value: &dyn Write) -> Result<ParameterValue, WriteError> {
    let json = write(value)?;
    let json = match plain(json) {
        Ok(text) => return Ok(ParameterValue::Scalar(text)),
        Err(json) => json,
    };
    Ok(match Json::written(&json)? {
        Json::Null => ParameterValue::Absent,
        Json::String(text) => ParameterValue::Scalar(text),
        Json::Array(items) => ParameterValue::List(items),
        Json::Object(members) => {
            ParameterValue::Object(members.into_iter().filter(|(_, value)| !value.is_null()).collect())
        }
        scalar => ParameterValue::Scalar(text(&scalar).into_owned()),
    })
}

/// The text of an item or a member: a string without its quotes, nothing for null, JSON for what is nested.
pub(crate) fn text(value: &Json) -> Cow<'_, str> {
    match value {
        Json::Null => "".into(),
        Json::String(text) => text.into(),
        other => other.to_string().into(),
    }
}

/// Whether a value is a list or an object.
fn is_structured(value: &Json) -> bool {
    matches!(value, Json::Array(_) | Json::Object(_))
}

/// The text of a scalar that needs no parser: a number, a boolean, or a string without escapes; else the JSON unchanged.
fn plain(mut json: Vec<u8>) -> Result<String, Vec<u8>> {
    match *json {
        [b'-' | b'0'..=b'9' | b't' | b'f', ..] => {}
        [b'"', ref text @ .., b'"'] if !text.contains(&b'\\') => {
            json.pop();
            json.remove(0);
        }
        _ => return Err(json),
    }
    String::from_utf8(json).map_err(FromUtf8Error::into_bytes)
}
