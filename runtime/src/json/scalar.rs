//! Reading machine numbers.
//!
//! In goes a number's text, out comes the number or a fault. Invariant: an integer is never rounded: `4.0` and `1e3`
//! are read as integers, `4.5` and what does not fit are faults.
use super::{Kind, Number, Read, ReadError, Reader};

/// More trailing zeros than any 128-bit integer has.
const ZEROS: usize = 40;

impl Read for Number {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        let (integer, text, _) = r.number(Kind::Number)?;
        Ok(integer.map_or_else(|| Self::from_text(text), Self::from))
    }
}

/// An integer, whichever way it is written.
enum Whole {
    Small(i128),
    /// The digits of one that the parser does not read, perhaps behind a minus.
    Digits(String),
}

fn integer(r: &mut Reader<'_>, expected: &'static str) -> Result<(Whole, usize), ReadError> {
    let (value, text, start) = r.number(Kind::Integer)?;
    if let Some(value) = value {
        return Ok((Whole::Small(value.into()), start));
    }
    match Decimal::of(text) {
        Decimal::Integer(digits) => Ok((Whole::Digits(digits), start)),
        Decimal::Beyond => Err(ReadError::out_of_range(expected, text, start)),
        Decimal::Fraction => Err(ReadError::format("an integer", text, start)),
    }
}

/// What a number is, exactly.
enum Decimal {
    Integer(String),
    /// An integer of more than 128 bits.
    Beyond,
    Fraction,
}

impl Decimal {
    fn of(text: &str) -> Self {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_end_matches('0');
        if significant.is_empty() || significant == "-" {
            return Self::Integer("0".to_owned());
        }
        let limit = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
        let zeros = exponent
            .parse()
            .unwrap_or(limit)
            .saturating_sub(length(fraction))
            .saturating_add(length(&digits))
            .saturating_sub(length(significant));
        match usize::try_from(zeros) {
            Err(_) => Self::Fraction,
            Ok(zeros) if zeros <= ZEROS => Self::Integer(format!("{significant}{}", "0".repeat(zeros))),
            Ok(_) => Self::Beyond,
        }
    }
}

fn length(digits: &str) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

macro_rules! read_integer {
    ($($ty:ty: $expected:literal),+) => {$(
        impl Read for $ty {
            fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
                let (text, start) = match integer(r, $expected)? {
                    (Whole::Small(value), start) => match Self::try_from(value) {
                        Ok(value) => return Ok(value),
                        Err(_) => (value.to_string(), start),
                    },
                    (Whole::Digits(digits), start) => match digits.parse() {
                        Ok(value) => return Ok(value),
                        Err(_) => (digits, start),
                    },
                };
                Err(ReadError::out_of_range($expected, &text, start))
            }
        }
    )+};
}

read_integer!(
    i32: "a 32-bit integer",
    i64: "a 64-bit integer",
    u32: "an unsigned 32-bit integer",
    u64: "an unsigned 64-bit integer",
    u128: "an unsigned 128-bit integer"
);

impl Read for i128 {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        const EXPECTED: &str = "a 128-bit integer";
        match integer(r, EXPECTED)? {
            (Whole::Small(value), _) => Ok(value),
            (Whole::Digits(digits), start) => {
                digits.parse().map_err(|_| ReadError::out_of_range(EXPECTED, &digits, start))
            }
        }
    }
}

macro_rules! read_float {
    ($($ty:ty: $expected:literal),+) => {$(
        impl Read for $ty {
            fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
                let (_, text, start) = r.number(Kind::Number)?;
                let value = text.parse().ok().filter(|value: &Self| value.is_finite());
                value.ok_or_else(|| ReadError::out_of_range($expected, text, start))
            }
        }
    )+};
}

read_float!(f32: "a 32-bit float", f64: "a 64-bit float");
