//! Which file lowers which shape of schema.
//!
//! In: a schema's keywords, and its shape. Out: what it becomes.
//! Invariant: the only dispatch of this stage on the kind of a schema; each shape is one call into the file of its kind.

use super::{
    all_of, array,
    context::{Lowered, Lowering},
    enumeration,
    keywords::{Keywords, Shape},
    object, polymorphic, scalar, union,
};
use crate::{diagnostics, ir::Type, pointer::Pointer};

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    keywords: &Keywords,
    shape: Shape,
) -> Lowered {
    warn_of_ignored(lowering, pointer, keywords, shape);
    if shape == keywords.shape() && polymorphic::is_base(lowering, pointer, keywords) {
        return polymorphic::lower(lowering, pointer, keywords);
    }
    match shape {
        Shape::AllOf => all_of::lower(lowering, pointer, keywords),
        Shape::Union if keywords.is_map() => all_of::map_beside_union(lowering, pointer, keywords),
        Shape::Union => union::lower(lowering, pointer, keywords),
        Shape::Enumeration => enumeration::lower(lowering, pointer, keywords),
        Shape::Object => object::lower(lowering, pointer, keywords),
        Shape::Array => array::lower(lowering, pointer, keywords),
        Shape::Boolean | Shape::Integer | Shape::Number | Shape::String | Shape::Null => {
            Lowered::Type(scalar::lower(keywords, shape))
        }
        Shape::Not | Shape::Any => Lowered::Type(Type::Any),
    }
}

/// Warns of keywords that have no effect in a schema of this shape.
fn warn_of_ignored(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords, shape: Shape) {
    match shape {
        Shape::Not => lowering.diagnostics.push(diagnostics::negation(pointer)),
        _ if keywords.plain.not.is_some() => {
            lowering.diagnostics.push(diagnostics::unchecked_constraint(pointer, "not"));
        }
        _ => {}
    }
    if shape == Shape::String && keywords.content.is_some() {
        let why = "the string is given as its text, and its content is not decoded";
        lowering.diagnostics.push(diagnostics::ignored_member(pointer, "contentSchema", why));
    }
    if shape == Shape::Any && keywords.restricts_without_type() {
        lowering.diagnostics.push(diagnostics::untyped(pointer));
    }
}
