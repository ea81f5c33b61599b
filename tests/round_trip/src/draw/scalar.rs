//! Numbers.
//!
//! In: what the schemas of a location ask for. Out: a number within its bounds, the bounds themselves among them.
//! Invariant: a number of `format: float` is one that an `f32` writes as it was.

use rand::{RngExt as _, rngs::StdRng};
use serde_json::Value;

use crate::flat::Flat;

/// Half of the room around the only bound, or around zero.
const ROOM: f64 = 1000.0;

pub(super) fn number(flat: &Flat<'_>, kind: &str, chance: &mut StdRng) -> Option<Value> {
    // Where a union decides by the kind of number, `number` means one that is not whole.
    let whole = kind == "integer" || (!flat.chosen && chance.random_ratio(1, 4));
    if whole { integer(flat, chance) } else { real(flat, chance) }
}

fn integer(flat: &Flat<'_>, chance: &mut StdRng) -> Option<Value> {
    let bound = |value: Option<&Value>| {
        value.and_then(|value| {
            let exact = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a bound beyond i128 is as good as its limits"
            )]
            exact.or_else(|| value.as_f64().map(|value| value as i128))
        })
    };
    let (least, most) = (bound(flat.minimum), bound(flat.maximum));
    let (least, most) =
        (least.unwrap_or(most.unwrap_or(0).min(0) - 1000), most.unwrap_or(least.unwrap_or(0).max(0) + 1000));
    if least > most {
        return None;
    }
    let drawn = match chance.random_range(0..8) {
        0 => least,
        1 => most,
        2 => (least + 1).min(most),
        3 => 0.clamp(least, most),
        _ => {
            let room = 100_000;
            let (low, high) =
                if least <= 0 && most >= 0 { (least.max(-room), most.min(room)) } else { (least, most) };
            chance.random_range(low..=high)
        }
    };
    #[expect(clippy::cast_possible_truncation, reason = "a step is small")]
    let step = flat.multiple.filter(|step| *step >= 1.0).map_or(1, |step| step as i128);
    let drawn = drawn - drawn.rem_euclid(step);
    i64::try_from(drawn).map(Value::from).or_else(|_| u64::try_from(drawn).map(Value::from)).ok()
}

fn real(flat: &Flat<'_>, chance: &mut StdRng) -> Option<Value> {
    let (least, most) = (flat.minimum.and_then(Value::as_f64), flat.maximum.and_then(Value::as_f64));
    let (low, high) =
        (least.unwrap_or(most.unwrap_or(0.0) - ROOM), most.unwrap_or(least.unwrap_or(0.0) + ROOM));
    let drawn = match chance.random_range(0..8) {
        0 => low,
        1 => high,
        2 if least.is_none() && most.is_none() => 1e300,
        3 => 0.0_f64.clamp(low, high.max(low)),
        _ => low + (high - low) * chance.random_range(0.0..1.0),
    };
    let drawn = flat.multiple.map_or(drawn, |step| (drawn / step).floor() * step);
    #[expect(clippy::cast_possible_truncation, reason = "the type that the format has")]
    let drawn = match flat.format {
        Some("float") => (drawn.clamp(-1e30, 1e30) as f32).to_string().parse().ok()?,
        _ => drawn,
    };
    serde_json::Number::from_f64(drawn).map(Value::Number)
}
