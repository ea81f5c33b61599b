//! `oneOf` and `anyOf`.
//!
//! In: keywords with alternatives. Out: a union, or the enumeration or single type that is equivalent.
//! Invariant: no two variants have the same type; `null` is never a variant.

mod variants;

use self::variants::variants;
use super::{
    context::{Lowered, Lowering},
    discriminator::{self, Declared, Member},
    enumeration,
    keywords::Keywords,
};
use crate::{
    diagnostics,
    ir::{Name, Type, TypeKind, Union},
    pointer::Pointer,
};

pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    if lowering.views.only_constrains(keywords) {
        let shape = keywords.own_shape();
        lowering.diagnostics.push(diagnostics::alternative_constraints(pointer));
        return lowering.shaped(pointer, keywords, shape);
    }
    let members = lowering.views.members_of_union(keywords);
    match members.as_slice() {
        [] => return Lowered::Type(Type::Null),
        [only] => return Lowered::Type(lowering.bare(only)),
        _ => {}
    }
    if let Some(enumeration) = enumeration::of_constants(lowering, &members) {
        return enumeration;
    }
    let types: Vec<Type> = members.iter().map(|member| lowering.bare(member)).collect();
    let mut distinct: Vec<Member> = Vec::new();
    for (ty, member) in types.into_iter().zip(members) {
        match distinct.iter_mut().find(|(known, _)| *known == ty) {
            Some((_, members)) => members.push(member),
            None => distinct.push((ty, vec![member])),
        }
    }
    if let [(only, _)] = distinct.as_slice() {
        return Lowered::Type(only.clone());
    }
    let inclusive = lowering.views.is_inclusive(keywords);
    of_types(lowering, pointer, Declared::of(pointer, keywords), distinct, inclusive)
}

/// A union of types, each with the members that have it. A value may be several of the members at once if it is inclusive.
pub(super) fn of_types(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    declared: Option<Declared>,
    members: Vec<Member>,
    inclusive: bool,
) -> Lowered {
    let union = with_default(lowering, pointer, declared, members, None);
    Lowered::Kind(TypeKind::Union(Union { inclusive, ..union }))
}

/// A union of types, of which one may be that of all values that the discriminator does not know.
pub(super) fn with_default(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    declared: Option<Declared>,
    members: Vec<Member>,
    default: Option<usize>,
) -> Union {
    let discriminator = discriminator::lower(lowering, pointer, declared, &members, default);
    let variants = variants(&lowering.views, &lowering.memo, members, discriminator.as_ref());
    Union { variants, discriminator, other: Name::of("Other"), ..Union::default() }
}
