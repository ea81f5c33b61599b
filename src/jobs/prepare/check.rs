//! Inputs beside the ports that take them.
//!
//! In: inputs, and the ports with their JSON Schemas. Out: each input that does not fit. Invariant: only what certainly
//! does not fit is a fault: types and bounds that a schema states; a schema that says nothing takes anything, and `null`,
//! which stands for no value, is taken by every port.

use std::fmt;

use crate::{
    jobs::{
        InputValue,
        labels::{shortened, suggestion},
    },
    models::JobInputs,
    runtime::Json,
};

/// How many faults the text of an error has.
const SHOWN: usize = 5;

/// A port that takes an input.
#[derive(Clone, Debug)]
pub(crate) struct InputPort {
    /// `None` for a port of a study that has no schema, which takes a file.
    pub(crate) label: Option<String>,
    /// The JSON Schema of the value; `null` for a file.
    pub(crate) schema: Json,
}

/// Inputs that do not fit the ports of a study or solver; nothing was created.
///
/// The text has one line for all of them, with label, type and value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    faults: Vec<String>,
}

impl InputError {
    /// The faults, one for each input.
    pub fn faults(&self) -> impl Iterator<Item = &str> {
        self.faults.iter().map(String::as_str)
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing was created: ")?;
        for (index, fault) in self.faults.iter().take(SHOWN).enumerate() {
            write!(f, "{}{fault}", if index == 0 { "" } else { "; " })?;
        }
        match self.faults.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl std::error::Error for InputError {}

/// Compares inputs with ports.
pub(super) fn check(inputs: &JobInputs, ports: &[InputPort]) -> Result<(), InputError> {
    let faults: Vec<_> =
        inputs.values.iter().filter_map(|(label, value)| fault(label, value, ports)).collect();
    if faults.is_empty() { Ok(()) } else { Err(InputError { faults }) }
}

fn fault(label: &str, value: &InputValue, ports: &[InputPort]) -> Option<String> {
    let labels = || ports.iter().filter_map(|port| port.label.as_deref());
    match ports.iter().find(|port| port.label.as_deref() == Some(label)) {
        Some(_) if *value == InputValue::Null => None,
        Some(port) => {
            let Misfit { place, expected, value } = misfit(&port.schema, value)?;
            Some(format!("the input {label:?}{place} takes {expected}, but {} was given", shortened(value)))
        }
        // File pickers are not among the ports.
        None if value.is_file() => None,
        None => Some(format!("there is no input {label:?}: {}", suggestion(label, labels()))),
    }
}

/// A value that does not fit.
struct Misfit<'a> {
    /// Where it is in a list: `[1][0]`.
    place: String,
    expected: String,
    value: &'a InputValue,
}

fn misfit<'a>(schema: &Json, value: &'a InputValue) -> Option<Misfit<'a>> {
    if let Some(expected) = wrong_type(schema, value).or_else(|| out_of_bounds(schema, value)) {
        return Some(Misfit { place: String::new(), expected, value });
    }
    let (InputValue::Array(items), Some(schema)) = (value, schema.get("items")) else { return None };
    items.iter().enumerate().find_map(|(index, item)| {
        let misfit = misfit(schema, item)?;
        Some(Misfit { place: format!("[{index}]{}", misfit.place), ..misfit })
    })
}

fn wrong_type(schema: &Json, value: &InputValue) -> Option<String> {
    if schema.is_null() {
        return (!value.is_file()).then(|| "a file".to_owned());
    }
    let types: Vec<&str> = match schema.get("type")? {
        Json::String(name) => vec![name],
        Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
        _ => return None,
    };
    if types.is_empty() || types.iter().any(|name| value.is(name)) {
        return None;
    }
    let phrase = |name: &&str| match *name {
        "integer" => "an integer",
        "number" => "a number",
        "boolean" => "a boolean",
        "string" => "a text",
        "array" => "a list",
        "object" => "a file",
        _ => "null",
    };
    Some(types.iter().map(phrase).collect::<Vec<_>>().join(" or "))
}

/// Whether a number is within a bound.
type IsWithin = fn(f64, f64) -> bool;

/// Servers leave a hidden job behind for a number beyond its bounds, as for one of another type.
fn out_of_bounds(schema: &Json, value: &InputValue) -> Option<String> {
    let number = match value {
        InputValue::Number(value) => *value,
        #[expect(clippy::cast_precision_loss, reason = "as exact as the bounds")]
        InputValue::Integer(value) => *value as f64,
        InputValue::Other(value) => value.as_f64()?,
        _ => return None,
    };
    let bounds: [(&str, &str, IsWithin); 4] = [
        ("minimum", "at least", |number, bound| number >= bound),
        ("maximum", "at most", |number, bound| number <= bound),
        ("exclusiveMinimum", "more than", |number, bound| number > bound),
        ("exclusiveMaximum", "less than", |number, bound| number < bound),
    ];
    bounds.into_iter().find_map(|(keyword, phrase, is_within)| {
        let bound = schema.get(keyword)?;
        (!is_within(number, bound.as_f64()?)).then(|| format!("a number of {phrase} {bound}"))
    })
}

impl InputValue {
    /// Whether it is of a type of JSON Schema, by which `5.0` is an integer too. It is of every type that JSON Schema does
    /// not know.
    fn is(&self, name: &str) -> bool {
        let number = match self {
            Self::Other(Json::Number(number)) => Some(number.is_integer()),
            Self::Integer(_) => Some(true),
            Self::Number(value) => Some(value.fract() == 0.0),
            _ => None,
        };
        match name {
            "integer" => number == Some(true),
            "number" => number.is_some(),
            "boolean" => matches!(self, Self::Boolean(_)),
            "string" => matches!(self, Self::String(_)),
            "array" => matches!(self, Self::Array(_)),
            "object" => self.is_file() || matches!(self, Self::Other(Json::Object(_))),
            "null" => *self == Self::Null,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests;
