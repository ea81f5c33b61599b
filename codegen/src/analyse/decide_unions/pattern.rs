//! Patterns: which values of one JSON kind a type accepts.
//!
//! In: a kind, how strict the type is, and what it requires. Out: a pattern, and its rank among others.
//! Invariant: a pattern of a lower rank accepts fewer values, or is preferred among equals.

use std::cmp::Reverse;

use crate::ir::{JsonKind, Literal, Type};

/// Values of one kind that a type accepts.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) kind: JsonKind,
    pub(super) rank: Rank,
    pub(super) keys: Vec<String>,
    pub(super) constants: Vec<(String, Literal)>,
    pub(super) values: Vec<Literal>,
    /// An integer type that holds every `i64`.
    pub(super) covers_integers: bool,
    /// A float type, where the value is an integer.
    pub(super) is_float_for_integer: bool,
}

/// The order in which candidates are tried: by class, then by what an object must have, more first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub(super) class: u8,
    pub(super) constants: Reverse<usize>,
    pub(super) keys: Reverse<usize>,
    pub(super) properties: Reverse<usize>,
}

/// Listed values and tuples, tried first.
pub(super) const LISTED: u8 = 0;
/// The strictest types; less strict ones are up to four classes behind.
pub(super) const STRICT: u8 = 1;
/// Types that accept nearly every value of their kind.
pub(super) const LOOSE: u8 = 6;
/// Values that an open enum does not list.
pub(super) const OPEN: u8 = 8;
/// Any value, tried last.
pub(super) const ANY: u8 = 9;

/// Makes of all patterns of objects one: what they demand is seen when the type is tried.
pub(super) fn any_object(patterns: &mut Vec<Pattern>) {
    let others = patterns.len();
    patterns.retain(|pattern| pattern.kind != JsonKind::Object);
    if patterns.len() < others {
        patterns.push(Pattern::new(JsonKind::Object, LOOSE));
    }
}

impl Pattern {
    pub(super) fn new(kind: JsonKind, class: u8) -> Self {
        Self {
            kind,
            rank: Rank { class, ..Rank::default() },
            keys: Vec::new(),
            constants: Vec::new(),
            values: Vec::new(),
            covers_integers: false,
            is_float_for_integer: false,
        }
    }

    /// How much it lists.
    pub(super) fn size(&self) -> usize {
        1 + self.keys.len() + self.constants.len() + self.values.len()
    }
}

/// The type without boxes and `null`.
pub(super) fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) | Type::Nullable(inner) => bare(inner),
        ty => ty,
    }
}
