//! Numbers that keep the constraints of a schema.
//!
//! In: constraints, and the range of a type. Out: a number that keeps them. Invariant: it is small and positive where that is
//! allowed, and what comes out is valid.

use crate::ir::{Constraints, Literal};

/// An integer; nothing where none is found. Those of later items are others.
pub(super) fn integer(
    constraints: &Constraints,
    range: (i128, i128),
    default: Option<&Literal>,
    ordinal: usize,
) -> Option<i128> {
    let (low, high) = bounds(constraints, range);
    let step = step(constraints)?;
    let keeps = |value: &i128| (low..=high).contains(value) && value % step == 0;
    let given = match default {
        Some(Literal::Integer(value)) if ordinal == 0 => Some(*value),
        _ => None,
    };
    let offset = i128::try_from(ordinal).ok()?.checked_mul(step)?;
    let upwards = |from: i128| {
        let rest = from.rem_euclid(step);
        if rest == 0 { Some(from) } else { from.checked_add(step - rest) }
    };
    let downwards = high.checked_sub(high.rem_euclid(step));
    let above = |from: i128| upwards(from)?.checked_add(offset);
    let below = downwards.and_then(|end| end.checked_sub(offset));
    let made = [above(low.max(1)), below, above(low)];
    given.into_iter().chain(made.into_iter().flatten()).find(keeps)
}

/// A number; nothing where none is found.
pub(super) fn float(constraints: &Constraints, default: Option<&Literal>, ordinal: usize) -> Option<f64> {
    let read = |bound: &Option<String>| bound.as_ref().and_then(|text| text.parse::<f64>().ok());
    let (low, high) = (read(&constraints.minimum), read(&constraints.maximum));
    let step = read(&constraints.multiple_of).filter(|step| *step > 0.0);
    let is_above =
        |value: f64, low: f64| if constraints.exclusive_minimum { value > low } else { value >= low };
    let is_below =
        |value: f64, high: f64| if constraints.exclusive_maximum { value < high } else { value <= high };
    let keeps = |value: &f64| {
        low.is_none_or(|low| is_above(*value, low))
            && high.is_none_or(|high| is_below(*value, high))
            && step.is_none_or(|step| (value / step).fract() == 0.0)
    };
    let given = match default {
        Some(Literal::Number(value)) if ordinal == 0 => Some(*value),
        #[expect(
            clippy::cast_precision_loss,
            reason = "the document gives an integer where it declares a number"
        )]
        Some(Literal::Integer(value)) if ordinal == 0 => Some(*value as f64),
        _ => None,
    };
    let number = f64::from(u16::try_from(ordinal).ok()?);
    let between = low.zip(high).map(|(low, high)| low + (high - low) / (2.0 + number));
    let above = low.map(|low| if constraints.exclusive_minimum { low + 0.5 + number } else { low + number });
    let below =
        high.map(|high| if constraints.exclusive_maximum { high - 0.5 - number } else { high - number });
    let stepped = step.map(|step| (low.unwrap_or(step).max(step) / step).ceil() * step + number * step);
    let negative = step.zip(high).map(|(step, high)| ((high / step).floor() - number) * step);
    let usual = [1.5 + number, 1.0 + number, 0.5 / (number + 1.0)].map(Some);
    let made = [above, between, below, stepped, negative];
    given.into_iter().chain(usual.into_iter().chain(made).flatten()).find(keeps)
}

/// The least and the largest integer.
fn bounds(constraints: &Constraints, (least, most): (i128, i128)) -> (i128, i128) {
    let exact = |text: &str| text.parse::<i128>().ok();
    let read = |text: &str, round: fn(f64) -> f64| {
        #[expect(clippy::cast_possible_truncation, reason = "beyond the type, its end is what is wanted")]
        let rounded = text.parse::<f64>().map(|value| round(value) as i128);
        rounded.ok()
    };
    let low = constraints.minimum.as_deref().and_then(|text| match exact(text) {
        Some(value) => value.checked_add(constraints.exclusive_minimum.into()),
        None => read(text, f64::ceil),
    });
    let high = constraints.maximum.as_deref().and_then(|text| match exact(text) {
        Some(value) => value.checked_sub(constraints.exclusive_maximum.into()),
        None => read(text, f64::floor),
    });
    (low.unwrap_or(least).max(least), high.unwrap_or(most).min(most))
}

/// The distance of two integers that are multiples.
fn step(constraints: &Constraints) -> Option<i128> {
    let Some(text) = &constraints.multiple_of else { return Some(1) };
    if let Ok(step) = text.parse::<i128>() {
        return (step > 0).then_some(step);
    }
    let step: f64 = text.parse().ok()?;
    let whole = (1..=1000).find(|count| (step * f64::from(*count)).fract() == 0.0)?;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole, and what is large is no example")]
    let step = (step * f64::from(whole)) as i128;
    (step > 0).then_some(step)
}

#[cfg(test)]
mod tests {
    use super::{float, integer};
    use crate::ir::{Constraints, Literal};

    fn constraints(minimum: &str, maximum: &str, step: &str, exclusive: bool) -> Constraints {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Constraints {
            minimum: text(minimum),
            maximum: text(maximum),
            multiple_of: text(step),
            exclusive_minimum: exclusive,
            exclusive_maximum: exclusive,
            ..Constraints::default()
        }
    }

    #[test]
    fn integers_are_within_their_bounds() {
        let range = (i64::MIN.into(), i64::MAX.into());
        for (minimum, maximum, step, exclusive, ordinal, expected) in [
            ("", "", "", false, 0, Some(1)),
            ("", "", "", false, 2, Some(3)),
            ("100", "", "7", false, 0, Some(105)),
            ("1", "", "", true, 0, Some(2)),
            ("", "-5", "", false, 0, Some(-5)),
            ("", "-5", "", true, 1, Some(-7)),
            ("-3", "0", "", false, 0, Some(0)),
            ("", "", "0.5", false, 0, Some(1)),
            ("0.5", "1.5", "", false, 0, Some(1)),
            ("2", "2", "", false, 1, None),
            ("18446744073709551615", "", "", false, 0, None),
        ] {
            let constraints = constraints(minimum, maximum, step, exclusive);
            assert_eq!(integer(&constraints, range, None, ordinal), expected, "{constraints:?}");
        }
        let constraints = constraints("5", "", "", false);
        assert_eq!(integer(&constraints, range, Some(&Literal::Integer(7)), 0), Some(7));
        assert_eq!(integer(&constraints, range, Some(&Literal::Integer(3)), 0), Some(5), "it is not valid");
    }

    #[test]
    fn floats_are_within_their_bounds() {
        for (minimum, maximum, step, exclusive, expected) in [
            ("", "", "", false, Some(1.5)),
            ("", "1", "", false, Some(1.0)),
            ("0", "1", "", true, Some(0.5)),
            ("10", "", "", true, Some(10.5)),
            ("", "-10", "", false, Some(-10.0)),
            ("", "", "0.25", false, Some(1.5)),
            ("3", "", "2", false, Some(4.0)),
            ("1.25", "1.25", "", false, Some(1.25)),
            ("2", "1", "", false, None),
        ] {
            let constraints = constraints(minimum, maximum, step, exclusive);
            assert_eq!(float(&constraints, None, 0), expected, "{constraints:?}");
        }
    }
}
