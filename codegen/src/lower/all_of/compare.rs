//! Compares two schemas: which is more specific, and whether they contradict each other.
//!
//! In: schemas that all apply to one value. Out: a rank, or whether no value can be valid by both.
//! Invariant: what a schema stands for is compared, not the wrapper.

use crate::{
    lower::{keywords::Shape, views::Views},
    pointer::Pointer,
};

/// How specific a schema is.
pub(super) fn rank(views: &Views<'_>, pointer: &Pointer) -> u8 {
    let Some(keywords) = views.peeled(pointer) else { return 0 };
    match keywords.shape() {
        _ if keywords.constant().is_some() => 5,
        shape if keywords.has_members() || is_composed(shape) => 4,
        Shape::Null | Shape::Array | Shape::Object | Shape::Integer | Shape::Boolean => 3,
        Shape::String | Shape::Number if keywords.plain.format.is_some() => 2,
        Shape::String | Shape::Number => 1,
        _ => 0,
    }
}

fn is_composed(shape: Shape) -> bool {
    matches!(shape, Shape::Enumeration | Shape::AllOf | Shape::Union)
}

/// Whether no value can be valid for both, as far as their types tell.
pub(super) fn contradict(views: &Views<'_>, one: &Pointer, other: &Pointer) -> bool {
    let base = |pointer: &Pointer| {
        let keywords = views.peeled(pointer)?;
        match keywords.shape() {
            Shape::AllOf | Shape::Union | Shape::Not | Shape::Any => None,
            Shape::Integer => Some(Shape::Number),
            Shape::Enumeration => match keywords.plain.typ.as_deref() {
                Some("integer" | "number") => Some(Shape::Number),
                Some("string") => Some(Shape::String),
                _ => None,
            },
            shape => Some(shape),
        }
    };
    matches!((base(one), base(other)), (Some(one), Some(other)) if one != other)
}
