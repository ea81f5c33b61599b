//! The texts of a parameter, before its style joins them.
//!
//! In: the value of a path, query, header or cookie parameter. Out: a text, a list of texts, or pairs of texts.
//! Invariant: strings are not quoted; only what is nested below a list or an object is JSON text.

use std::string::FromUtf8Error;

use super::{Json, Write, WriteError, write};

/// A parameter's value before its style is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterValue {
    /// `null`, or nothing to send.
    Absent,
    /// A string without its quotes, a number, `true` or `false`.
    Scalar(String),
    /// The texts of a list.
    List(Vec<String>),
    /// The names and texts of an object's members, in its order. Members that are `null` are left out.
    Object(Vec<(String, String)>),
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
}

/// Reads the text of a parameter from its value.
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
        Json::Array(items) => ParameterValue::List(items.into_iter().map(text_of).collect()),
        Json::Object(members) => ParameterValue::Object(
            members
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(name, value)| (name, text_of(value)))
                .collect(),
        ),
        scalar => ParameterValue::Scalar(text_of(scalar)),
    })
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

fn text_of(value: Json) -> String {
    match value {
        Json::String(text) => text,
        other => other.to_string(),
    }
}
