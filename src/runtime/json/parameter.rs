//! The text of parameters: any value becomes plain text, a list of texts, or pairs of texts.
//!
//! In goes what a caller gave for a path, query or header parameter; out comes what the parameter's style then joins.
//! Invariant: strings are never quoted; only what is nested below a list or an object is JSON text.
use super::{Json, Write, WriteError, read, write};

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
    let text = write(value)?;
    // Written by this crate, so it is read; but a hand-written `Write` may produce what is not JSON.
    let json = read(&text).map_err(|_| WriteError::new("a value that has no JSON", String::new()))?;
    Ok(match json {
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

fn text_of(value: Json) -> String {
    match value {
        Json::String(text) => text,
        other => other.to_string(),
    }
}
