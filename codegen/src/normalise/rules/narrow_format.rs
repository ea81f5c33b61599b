//! Formats of integers that do not hold the values that are described beside them.
//!
//! In: `format: int32` with `maximum: 4294967295`, with an example or a default beyond, or with a fraction. Out: a format
//! that holds them all; none where the values are no integers.
//! Invariant: a format is never narrowed, and the bounds of what a number type can hold may be rounded to a double.

use serde_json::{Number, Value};

use crate::{
    diagnostics,
    normalise::site::{Node, Site},
    openapi::format,
};

/// From the most common type to the least.
const WIDER: [&str; 4] = ["int64", "uint64", "int128", "uint128"];
const UNLIMITED: &str = "bigint";

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let given = node.get("format").and_then(Value::as_str).map(str::to_owned);
    match (node.get("type").and_then(Value::as_str), &given) {
        (Some("number"), Some(given)) if format::is_integer(given) => {
            if has_fraction(node) {
                node.shift_remove("format");
                site.warn("format", |at| diagnostics::fractional_format(at, given));
                return;
            }
        }
        (Some("integer"), _) => {}
        _ => return,
    }
    if given.as_deref() == Some(UNLIMITED) {
        return;
    }
    let needed = Needed::of(node, given.as_deref());
    let Some(wider) = needed.wider() else { return };
    if let Some(given) = given {
        site.warn("format", |at| diagnostics::narrow_format(at, &given, wider));
    }
    node.insert("format".into(), wider.into());
    site.rewritten("narrow-format");
}

/// Whether a value that is described has a fraction.
fn has_fraction(node: &Node) -> bool {
    let step = node.get("multipleOf");
    let is_fraction = |value: &Value| value.as_f64().is_some_and(|number| number.fract() != 0.0);
    values(node).chain(step).any(is_fraction)
}

/// The values that are described as such.
fn values(node: &Node) -> impl Iterator<Item = &Value> {
    let lists = ["enum", "examples"].into_iter().filter_map(|list| node.get(list)?.as_array()).flatten();
    lists.chain(["default", "example"].into_iter().filter_map(|one| node.get(one)))
}

/// The range that a type must hold.
struct Needed {
    /// What the format holds already.
    given: (i128, u128),
    least: Whole,
    most: Whole,
}

/// A whole number; as a double where it is beyond 64 bits, or may be rounded.
#[derive(Clone, Copy)]
enum Whole {
    Exact(i128),
    Rounded(f64),
}

impl Needed {
    fn of(node: &Node, given: Option<&str>) -> Self {
        let range = given.and_then(format::range).or_else(|| format::range("int64")).unwrap_or_default();
        let bound = |keyword: &str| node.get(keyword).and_then(Value::as_number);
        let excluded = |keyword: &str| node.get(keyword) == Some(&Value::Bool(true));
        // Without a format nothing says that a bound is meant as the end of a type.
        let is_exact =
            given.is_none() && bound("minimum").and_then(Number::as_f64).is_some_and(|least| least >= 0.0);
        let read = |number: &Number, inwards: i128| match Whole::of(number) {
            Whole::Exact(value) if is_exact || value.abs() < 1 << 53 => Whole::Exact(value + inwards),
            value => Whole::Rounded(value.rounded()),
        };
        let least = bound("minimum").map(|number| read(number, i128::from(excluded("exclusiveMinimum"))));
        let most = bound("maximum").map(|number| read(number, -i128::from(excluded("exclusiveMaximum"))));
        let most_given = i128::try_from(range.1).map_or(Whole::Rounded(float(range.1)), Whole::Exact);
        let mut needed = Self {
            given: range,
            least: least.unwrap_or(Whole::Exact(range.0)),
            most: most.filter(|most| most.is_above(range.1)).unwrap_or(most_given),
        };
        for value in values(node).filter_map(Value::as_number).map(Whole::of) {
            needed.include(value);
        }
        needed
    }

    fn include(&mut self, value: Whole) {
        if value.rounded() < self.least.rounded() {
            self.least = value;
        }
        if value.rounded() > self.most.rounded() {
            self.most = value;
        }
    }

    /// The first format that holds the range, where the given one does not.
    fn wider(&self) -> Option<&'static str> {
        let holds = |range: &(i128, u128)| !self.least.is_below(range.0) && !self.most.is_above(range.1);
        if holds(&self.given) {
            return None;
        }
        Some(
            WIDER
                .into_iter()
                .find(|name| format::range(name).as_ref().is_some_and(holds))
                .unwrap_or(UNLIMITED),
        )
    }
}

impl Whole {
    fn of(number: &Number) -> Self {
        match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), _, _) => Self::Exact(value.into()),
            (None, Some(value), _) => Self::Exact(value.into()),
            (None, None, value) => Self::Rounded(value.unwrap_or_default().trunc()),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "the nearest double is what is asked for")]
    fn rounded(self) -> f64 {
        match self {
            Self::Exact(value) => value as f64,
            Self::Rounded(value) => value,
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a rounded bound is compared with the rounded end of a range"
    )]
    fn is_below(self, least: i128) -> bool {
        match self {
            Self::Exact(value) => value < least,
            Self::Rounded(value) => value < least as f64,
        }
    }

    fn is_above(self, most: u128) -> bool {
        match self {
            Self::Exact(value) => u128::try_from(value).is_ok_and(|value| value > most),
            Self::Rounded(value) => value > float(most),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a rounded bound is compared with the rounded end of a range")]
fn float(value: u128) -> f64 {
    value as f64
}
