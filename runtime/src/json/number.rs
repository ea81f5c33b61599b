//! A JSON number that loses nothing.
//!
//! In goes the text of a number; out come machine numbers, or the text itself where none of them holds it. Invariant:
//! an integer stays an integer and a float a float, so `1` and `1.0` are two numbers.
use std::fmt;
use std::str::FromStr;

use super::{ReadError, Write, Writer, read};

/// Digits that a double keeps for any decimal.
const DOUBLE_DIGITS: usize = 17;

/// A number of a [`Json`](super::Json) value.
#[derive(Clone, Debug, PartialEq)]
pub struct Number(Form);

#[derive(Clone, Debug, PartialEq)]
enum Form {
    Signed(i64),
    /// Beyond `i64` only.
    Unsigned(u64),
    Float(f64),
    /// A valid number that none of the others holds exactly.
    Text(Box<str>),
}

impl Number {
    /// The number that a JSON text is; the text must be one of the grammar's numbers.
    pub(super) fn from_text(text: &str) -> Self {
        let form = if is_float(text) {
            text.parse().ok().filter(|value| keeps(text, *value)).map(Form::Float)
        } else if text == "-0" {
            None
        } else {
            text.parse().map(Form::Signed).or_else(|_| text.parse().map(Form::Unsigned)).ok()
        };
        Self(form.unwrap_or_else(|| Form::Text(text.into())))
    }

    /// A 128-bit integer.
    pub(super) fn from_wide(value: &impl ToString) -> Self {
        Self::from_text(&value.to_string())
    }

    /// Whether it is written without fraction and exponent.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Form::Signed(_) | Form::Unsigned(_) => true,
            Form::Float(_) => false,
            Form::Text(text) => !is_float(text),
        }
    }

    /// The number, where it is an integer of this size.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Form::Signed(value) => Some(*value),
            Form::Unsigned(_) | Form::Float(_) => None,
            Form::Text(text) => text.parse().ok(),
        }
    }

    /// The number, where it is an integer of this size.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match &self.0 {
            Form::Signed(value) => u64::try_from(*value).ok(),
            Form::Unsigned(value) => Some(*value),
            Form::Float(_) | Form::Text(_) => None,
        }
    }

    /// The number, where it is an integer of this size.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        match &self.0 {
            Form::Signed(value) => Some((*value).into()),
            Form::Unsigned(value) => Some((*value).into()),
            Form::Float(_) => None,
            Form::Text(text) => text.parse().ok(),
        }
    }

    /// The number, where it is an integer of this size.
    #[must_use]
    pub fn as_u128(&self) -> Option<u128> {
        match &self.0 {
            Form::Text(text) => text.parse().ok(),
            _ => self.as_i128()?.try_into().ok(),
        }
    }

    /// Whether it is neither NaN nor infinite. Only a number made from an `f64` can be.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        if let Form::Float(value) = &self.0 { value.is_finite() } else { true }
    }

    /// The nearest double; `None` where the number is beyond all of them.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "the nearest double is what is asked for")]
    pub fn as_f64(&self) -> Option<f64> {
        match &self.0 {
            Form::Signed(value) => Some(*value as f64),
            Form::Unsigned(value) => Some(*value as f64),
            Form::Float(value) => Some(*value),
            Form::Text(text) => text.parse().ok().filter(|value: &f64| value.is_finite()),
        }
    }

    /// The text as it was read, where no machine number holds it exactly: `1e400`, `12345678901234567890123`.
    #[must_use]
    pub fn exact_text(&self) -> Option<&str> {
        match &self.0 {
            Form::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn is_float(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'))
}

/// Whether a double stands for the text: neither overflow, nor underflow, nor more digits than it keeps.
fn keeps(text: &str, value: f64) -> bool {
    let mantissa = || text.split(['e', 'E']).next().unwrap_or_default();
    let zero = || mantissa().bytes().all(|byte| !matches!(byte, b'1'..=b'9'));
    value.is_finite()
        && (value != 0.0 || zero())
        && (text.len() <= DOUBLE_DIGITS || significant(mantissa()) <= DOUBLE_DIGITS)
}

/// How many digits there are from the first to the last that is not zero.
fn significant(mantissa: &str) -> usize {
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Signed(value) => value.fmt(f),
            Form::Unsigned(value) => value.fmt(f),
            Form::Float(value) => match serde_json::Number::from_f64(*value) {
                Some(number) => number.fmt(f),
                None => value.fmt(f),
            },
            Form::Text(text) => f.write_str(text),
        }
    }
}

impl Write for Number {
    fn write(&self, w: &mut Writer) {
        match &self.0 {
            Form::Signed(value) => w.integer(*value),
            Form::Unsigned(value) => w.unsigned(*value),
            Form::Float(value) => w.float(*value),
            Form::Text(text) => w.raw(text),
        }
    }
}

impl Writer {
    /// Writes a number exactly.
    pub fn number(&mut self, value: &Number) {
        value.write(self);
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Form::Signed(value))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self(Form::Unsigned(value)), Self::from)
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<i128> for Number {
    fn from(value: i128) -> Self {
        Self::from_wide(&value)
    }
}

impl From<u128> for Number {
    fn from(value: u128) -> Self {
        Self::from_wide(&value)
    }
}

/// Reads a number of JSON, such as `12.50` or `1e400`, exactly.
impl FromStr for Number {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        read(text.as_bytes())
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(Form::Float(value))
    }
}
