//! What the values of an enum have in common.
//!
//! In: listed values. Out: one of three shapes. Invariant: it depends on the values alone.

use super::literal;
use crate::ir::{Literal, Type, Value};

/// What the listed values have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backend) enum Shape {
    /// All are strings.
    Strings,
    /// All are integers of 64 bits.
    Integers,
    /// Anything else.
    Mixed,
}

impl Shape {
    pub(in crate::backend) fn of(values: &[Value]) -> Self {
        if values.iter().all(|value| matches!(value.literal, Literal::String(_))) {
            Self::Strings
        } else if values.iter().all(|value| literal::scalar(&Type::Int64, &value.literal).is_some()) {
            Self::Integers
        } else {
            Self::Mixed
        }
    }
}
