//! Reading machine numbers.
//!
//! In goes a number's text, out comes the number or a fault. Invariant: an integer is never rounded: `4.0` and `1e3`
//! are read as integers, `4.5` and what does not fit are faults.
use super::{Kind, Number, Read, ReadError, Reader};

/// More trailing zeros than any 64-bit integer has.
const ZEROS: i64 = 20;

impl Read for Number {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.number_text(Kind::Number).map(|(text, _)| Self::from_text(text))
    }
}

/// An integer of at most 64 bits, whichever way it is written.
fn integer(r: &mut Reader<'_>, expected: &'static str) -> Result<(i128, usize), ReadError> {
    let (text, start) = r.number_text(Kind::Integer)?;
    if let Ok(value) = text.parse() {
        return Ok((value, start));
    }
    match integral(text) {
        Some(Some(value)) => Ok((value, start)),
        Some(None) => Err(ReadError::out_of_range(expected, text, start)),
        None => Err(ReadError::format("an integer", text, start)),
    }
}

/// The integer that a decimal is exactly: `None` if it has a fraction, `Some(None)` if it is beyond 128 bits.
fn integral(text: &str) -> Option<Option<i128>> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() || significant == "-" {
        return Some(Some(0));
    }
    let dropped = i64::try_from(digits.len() - significant.len()).ok()?;
    let negative = exponent.starts_with('-');
    let exponent = exponent.parse().unwrap_or(if negative { i64::MIN / 2 } else { i64::MAX / 2 });
    let zeros = exponent.saturating_sub(i64::try_from(fraction.len()).ok()?).saturating_add(dropped);
    if zeros < 0 {
        return None;
    }
    if zeros > ZEROS {
        return Some(None);
    }
    let zeros = usize::try_from(zeros).unwrap_or_default();
    Some(format!("{significant}{}", "0".repeat(zeros)).parse().ok())
}

macro_rules! read_integer {
    ($($ty:ty: $expected:literal),+) => {$(
        impl Read for $ty {
            fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
                let (value, start) = integer(r, $expected)?;
                Self::try_from(value).map_err(|_| ReadError::out_of_range($expected, &value.to_string(), start))
            }
        }
    )+};
}

read_integer!(
    i32: "a 32-bit integer",
    i64: "a 64-bit integer",
    u32: "an unsigned 32-bit integer",
    u64: "an unsigned 64-bit integer"
);

macro_rules! read_float {
    ($($ty:ty: $expected:literal),+) => {$(
        impl Read for $ty {
            fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
                let (text, start) = r.number_text(Kind::Number)?;
                let value = text.parse().ok().filter(|value: &Self| value.is_finite());
                value.ok_or_else(|| ReadError::out_of_range($expected, text, start))
            }
        }
    )+};
}

read_float!(f32: "a 32-bit float", f64: "a 64-bit float");
