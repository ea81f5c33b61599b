//! Arrays and tuples.
//!
//! In: keywords of an array schema. Out: a list, or a tuple where each item has a type of its own.
//! Invariant: a tuple has exactly the members that every valid array has.

use super::{
    context::{Lowered, Lowering},
    keywords::Keywords,
};
use crate::{diagnostics, ir::Type, pointer::Pointer};

/// The longest tuple that the runtime reads and writes.
const MAX_TUPLE: usize = 12;

pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    if let Some(members) = &keywords.tuple {
        return Lowered::Type(tuple(lowering, pointer, keywords, members));
    }
    let item = keywords.items.as_ref().map_or(Type::Any, |items| lowering.ty(items));
    Lowered::Type(Type::List(Box::new(item)))
}

fn tuple(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords, members: &[Pointer]) -> Type {
    let length = members.len();
    let bounds = [keywords.plain.min_items, keywords.plain.max_items];
    let exact = bounds.into_iter().all(|bound| bound == Some(length));
    if exact && (1..=MAX_TUPLE).contains(&length) {
        return Type::Tuple(members.iter().map(|member| lowering.ty(member)).collect());
    }
    // Without `items`, items beyond the listed ones have any type.
    let closed = keywords.plain.max_items.is_some_and(|most| most <= length);
    let rest = keywords.items.as_ref().filter(|_| !closed);
    let mut items: Vec<Type> = members.iter().chain(rest).map(|member| lowering.ty(member)).collect();
    items.dedup();
    match items.pop() {
        Some(item) if items.is_empty() && (closed || rest.is_some()) => Type::List(Box::new(item)),
        _ => {
            lowering.diagnostics.push(diagnostics::long_tuple(pointer, length));
            Type::List(Box::new(Type::Any))
        }
    }
}
