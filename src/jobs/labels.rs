//! Labels of inputs and outputs in the texts of errors.
//!
//! In: a label or a value, and the labels that there are. Out: pieces of an error's line. Invariant: a piece is bounded
//! and has no line breaks, whatever the server or the caller put into it.

use std::fmt::Display;

/// How many characters of a value are quoted.
const VALUE: usize = 60;
/// How many labels are listed.
const LABELS: usize = 10;

/// The nearest of the known labels as a question, else what labels there are.
pub(super) fn suggestion<'a>(label: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    if let Some(nearest) = nearest(label, known.clone()) {
        return format!("did you mean {nearest:?}?");
    }
    let mut labels: Vec<_> = known.clone().take(LABELS).map(|label| format!("{label:?}")).collect();
    if labels.is_empty() {
        return "there are none".to_owned();
    }
    if known.count() > LABELS {
        labels.push("...".to_owned());
    }
    format!("there are {}", labels.join(", "))
}

/// The label that differs by the fewest characters, of which a quarter may be wrong; case does not count.
fn nearest<'a>(label: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let label = label.to_lowercase();
    let most = label.chars().count().div_ceil(4);
    let distances = known.map(|known| (strsim::osa_distance(&known.to_lowercase(), &label), known));
    distances.filter(|(distance, _)| *distance <= most).min().map(|(_, known)| known)
}

/// A value on one line, shortened.
pub(super) fn shortened(value: &impl Display) -> String {
    let text = value.to_string();
    let line: String = text
        .chars()
        .take(VALUE)
        .flat_map(|c| if c.is_control() { c.escape_debug().collect() } else { vec![c] })
        .collect();
    if text.chars().nth(VALUE).is_some() { format!("{line}...") } else { line }
}

#[cfg(test)]
mod tests {
    use super::{shortened, suggestion};

    #[test]
    fn the_nearest_label_is_suggested() {
        let known = ["InputInt", "InputNumber", "Smooth"];
        for (label, expected) in [
            ("inputint", "did you mean \"InputInt\"?"),
            ("InputItn", "did you mean \"InputInt\"?"),
            ("Smoth", "did you mean \"Smooth\"?"),
            ("Frequency", "there are \"InputInt\", \"InputNumber\", \"Smooth\""),
            ("", "there are \"InputInt\", \"InputNumber\", \"Smooth\""),
        ] {
            assert_eq!(suggestion(label, known.into_iter()), expected);
        }
        assert_eq!(suggestion("x", [].into_iter()), "there are none");
        let many: Vec<_> = (10..100).map(|number| format!("label {number}")).collect();
        let text = suggestion("x", many.iter().map(String::as_str));
        assert!(text.ends_with("\"label 19\", ..."), "{text}");
    }

    #[test]
    fn quoted_values_are_short_and_on_one_line() {
        assert_eq!(shortened(&"a\nb"), "a\\nb");
        assert_eq!(shortened(&"ä".repeat(60)), "ä".repeat(60));
        assert_eq!(shortened(&"ä".repeat(61)), format!("{}...", "ä".repeat(60)));
    }
}
