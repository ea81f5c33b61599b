//! The text of parameters: any value becomes plain text, a list of texts, or pairs of texts.
//!
//! In goes what a caller gave for a path, query or header parameter; out comes what the parameter's style then joins.
//! Invariant: strings are never quoted; only what is nested below a list or an object is JSON text.
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

/// The text of a parameter.
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

/// The text of a scalar that needs no parser: a number, a boolean, or a string without escapes. Else the JSON again.
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
