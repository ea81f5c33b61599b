//! Lengths, counts and bounds that are not whole numbers.
//!
//! In: `minLength: 1.0`, `minItems: -1`, an integer's `minimum: 0.5`. Out: whole numbers, or
//! nothing; bounds beyond 64 bits in extensions.
//! Invariant: a bound is documented and never enforced, so that nothing is lost with one that makes no sense.

use serde_json::{Number, Value};

use crate::{
    diagnostics,
    normalise::site::{Node, Site},
    openapi::extension,
};

const COUNTS: &[&str] = &["maxItems", "maxLength", "maxProperties", "minItems", "minLength", "minProperties"];
const BOUNDS: &[&str] = &["maximum", "minimum", "multipleOf"];

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    for keyword in COUNTS {
        count(node, site, keyword);
    }
    if node.get("type").is_some_and(|ty| ty == "integer") {
        for keyword in BOUNDS {
            bound(node, site, keyword);
        }
        if let Some(Value::Array(values)) = node.get_mut("enum") {
            values.iter_mut().for_each(make_whole);
        }
    }
}

fn count(node: &mut Node, site: &mut Site<'_>, keyword: &str) {
    let Some(value) = node.get_mut(keyword) else { return };
    make_whole(value);
    if value.as_u64().is_none_or(|count| count > u64::from(u32::MAX)) {
        node.shift_remove(keyword);
        site.warn(keyword, |at| diagnostics::dropped_limit(at, keyword));
    }
}

fn bound(node: &mut Node, site: &mut Site<'_>, keyword: &str) {
    let Some(value) = node.get_mut(keyword).filter(|value| value.is_number() && !value.is_i64()) else {
        return;
    };
    make_whole(value);
    if !value.is_i64() {
        let beyond = node.shift_remove(keyword);
        let kept = match keyword {
            "minimum" => Some(extension::MINIMUM),
            "maximum" => Some(extension::MAXIMUM),
            _ => None,
        };
        node.extend(kept.zip(beyond).map(|(kept, value)| (kept.to_owned(), value)));
    }
    site.rewritten("integer-bound");
}

/// Writes a number such as `1.0` as `1`.
fn make_whole(value: &mut Value) {
    // Beyond 2^53 a double no longer holds every integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let Some(number) = value.as_f64().filter(|_| value.is_f64()) else { return };
    if number.fract() == 0.0 && number.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole, and within the range of i64")]
        let whole = number as i64;
        *value = Value::Number(Number::from(whole));
    }
}
