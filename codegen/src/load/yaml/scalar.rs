//! The value of a scalar, by the core schema of YAML 1.2 (section 10.3.2).
//!
//! In: a scalar's text, whether it is plain, and its tag. Out: null, a boolean, a number or text.
//! Invariant: digits behind a leading zero are text, as are the booleans and octal numbers of YAML 1.1.

use granit_parser::Tag;
use serde_json::{Number, Value};

/// The value of a scalar. A tag of one's own has no meaning.
pub(super) fn resolve(text: &str, plain: bool, tag: Option<&Tag>) -> Value {
    let core = tag.filter(|tag| tag.is_yaml_core_schema()).map(Tag::suffix);
    let typed = match core {
        Some("str") => false,
        Some("bool" | "float" | "int" | "null") => true,
        _ => plain,
    };
    let value = if typed { literal(text) } else { None };
    value.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Whether a text is a number of YAML that JSON does not have: an infinity, or not a number.
pub(super) fn is_not_json(text: &str, plain: bool) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    plain && matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN")
}

fn literal(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Value::Null),
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        _ => number(text).map(Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let negative = text.starts_with('-');
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if unsigned.strip_prefix('0').is_some_and(|rest| !rest.is_empty() && digits(rest)) {
        return None;
    }
    integer(unsigned, negative).or_else(|| {
        // The longest finite number has some hundred digits; the standard library's parser takes any number of them.
        text.parse().ok().filter(|float: &f64| float.is_finite()).and_then(Number::from_f64)
    })
}

fn integer(unsigned: &str, negative: bool) -> Option<Number> {
    let (digits, radix) = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, radix)| Some((unsigned.strip_prefix(prefix)?, radix)))
        .unwrap_or((unsigned, 10));
    if !digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let size = u128::from_str_radix(digits, radix).ok()?;
    if negative {
        let value = i128::try_from(size).ok()?.checked_neg()?;
        return i64::try_from(value).map(Number::from).ok().or_else(|| float(size, -1.0));
    }
    u64::try_from(size).map(Number::from).ok().or_else(|| float(size, 1.0))
}

/// Numbers beyond 64 bits, as JSON's are read.
fn float(size: u128, sign: f64) -> Option<Number> {
    #[expect(clippy::cast_precision_loss, reason = "JSON numbers beyond 64 bits are read so, too")]
    Number::from_f64(size as f64 * sign)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::resolve;

    #[test]
    fn plain_scalars_have_the_values_of_the_core_schema() {
        let cases = [
            ("", Value::Null),
            ("~", Value::Null),
            ("Null", Value::Null),
            ("TRUE", json!(true)),
            ("yes", json!("yes")),
            ("off", json!("off")),
            ("0", json!(0)),
            ("-0", json!(0)),
            ("+7", json!(7)),
            ("007", json!("007")),
            ("-01", json!("-01")),
            ("0.5", json!(0.5)),
            (".5", json!(0.5)),
            ("1.", json!(1.0)),
            ("1e3", json!(1000.0)),
            ("1e999", json!("1e999")),
            ("0x1F", json!(31)),
            ("-0x10", json!(-16)),
            ("0o17", json!(15)),
            ("0b101", json!(5)),
            ("0x", json!("0x")),
            ("0x-1", json!("0x-1")),
            ("18446744073709551615", json!(u64::MAX)),
            ("-9223372036854775808", json!(i64::MIN)),
            ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
            ("-9223372036854775809", json!(-9_223_372_036_854_775_809.0)),
            ("1_000", json!("1_000")),
            ("12:30", json!("12:30")),
            ("2020-01-02", json!("2020-01-02")),
            ("inf", json!("inf")),
            (".inf", json!(".inf")),
            ("-", json!("-")),
            (".", json!(".")),
            ("1.0.0", json!("1.0.0")),
        ];
        for (text, expected) in cases {
            assert_eq!(resolve(text, true, None), expected, "{text}");
        }
        assert_eq!(resolve("1", false, None), json!("1"));
    }
}
