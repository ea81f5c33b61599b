//! When two JSON values mean the same.
//!
//! In: an instance, and what came back. Out: the first location where they differ. These are the rules, all of them:
//!
//! - Members may stand in another order.
//! - A number keeps its value and its kind, whole or not (`5` is not `5.0`; `1e3` is `1000.0`). Where a schema takes any
//!   number, which is an `f64`, a whole number may come back with a fraction of zero, as JSON Schema has them equal.
//! - Texts that are the same point in time, or the same UUID, are equal.
//! - A member that is `null` may be left out, if the type is only ever received, or the member is (`readOnly`): it has
//!   `None` for both.
//!
//! Invariant: nothing else is forgiven.

use std::collections::BTreeSet;

use serde_json::{Number, Value};

/// What is forgiven beside the rules for all.
pub(crate) struct Leave<'a> {
    /// Whether `null` may be left out.
    pub(crate) null: bool,
    /// The locations of whole numbers that may have a fraction of zero; `None` for all.
    pub(crate) whole: Option<&'a BTreeSet<String>>,
    /// The locations of `null`s that may be left out all the same.
    pub(crate) unsent: &'a BTreeSet<String>,
}

/// The location where the values differ first, with both; `None` where they mean the same.
pub(crate) fn difference(sent: &Value, back: &Value, leave: &Leave<'_>) -> Option<String> {
    at("", sent, back, leave)
}

fn at(location: &str, sent: &Value, back: &Value, leave: &Leave<'_>) -> Option<String> {
    let same = match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            let lost = sent.iter().find_map(|(name, value)| match back.get(name) {
                Some(back) => at(&format!("{location}/{name}"), value, back, leave),
                None if value.is_null()
                    && (leave.null || leave.unsent.contains(&format!("{location}/{name}"))) =>
                {
                    None
                }
                None => Some(format!("{location}/{name}: {value} is lost")),
            });
            let new = back.iter().find(|(name, _)| !sent.contains_key(*name));
            return lost.or_else(|| new.map(|(name, value)| format!("{location}/{name}: {value} is new")));
        }
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
            let mut items = sent.iter().zip(back).enumerate();
            return items
                .find_map(|(index, (sent, back))| at(&format!("{location}/{index}"), sent, back, leave));
        }
        (Value::Number(sent), Value::Number(back)) => {
            let free = leave.whole.is_none_or(|locations| locations.contains(location));
            numbers(sent, back, free)
        }
        (Value::String(sent), Value::String(back)) => texts(sent, back),
        _ => sent == back,
    };
    (!same).then(|| format!("{location}: {sent} is {back}"))
}

fn numbers(sent: &Number, back: &Number, free: bool) -> bool {
    if sent.is_f64() == back.is_f64() {
        return sent == back || (sent.is_f64() && sent.as_f64() == back.as_f64());
    }
    free && back.is_f64() && sent.as_f64() == back.as_f64()
}

fn texts(sent: &str, back: &str) -> bool {
    let time = |text: &str| point_in_time(text);
    let is_uuid = |text: &str| {
        text.len() == 36
            && text.char_indices().all(|(index, letter)| match index {
                8 | 13 | 18 | 23 => letter == '-',
                _ => letter.is_ascii_hexdigit(),
            })
    };
    sent == back
        || (is_uuid(sent) && sent.eq_ignore_ascii_case(back))
        || time(sent).is_some_and(|point| time(back) == Some(point))
}

/// The point in time that a text tells, in UTC where it has no offset.
pub(crate) fn point_in_time(text: &str) -> Option<jiff::Timestamp> {
    // A date alone is a day, not a point in time.
    let has_time =
        text.len() > 10 && text.is_char_boundary(10) && text.get(..4)?.bytes().all(|b| b.is_ascii_digit());
    if !has_time {
        return None;
    }
    let zoned = text.parse::<jiff::Timestamp>().ok();
    zoned.or_else(|| jiff::tz::Offset::UTC.to_timestamp(text.parse().ok()?).ok())
}
