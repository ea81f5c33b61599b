//! The canonical text of a number.
//!
//! In: a JSON number's text. Out: the text that the real server (Python) writes for it. Invariant: integers keep
//! every digit, floats keep a `.` or an exponent.

/// The text that the server writes for a number that it read.
pub(super) fn canonical(text: &str) -> String {
    if text.contains(['.', 'e', 'E']) {
        return text.parse().map_or_else(|_| text.to_owned(), float);
    }
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A float in the shortest form that reads back the same: positional between 1e-4 and 1e16.
pub(super) fn float(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude == 0.0 || (1e-4..1e16).contains(&magnitude) {
        let text = format!("{value}");
        return if text.contains('.') { text } else { text + ".0" };
    }
    let scientific = format!("{value:e}");
    match scientific.split_once('e') {
        Some((digits, exponent)) => match exponent.strip_prefix('-') {
            Some(exponent) => format!("{digits}e-{exponent:0>2}"),
            None => format!("{digits}e+{exponent:0>2}"),
        },
        None => scientific,
    }
}
