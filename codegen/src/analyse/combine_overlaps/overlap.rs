//! Whether an object may be a value of two types at once, and what either type loses then.
//!
//! In: two structs or maps. Out: how they overlap.
//! Invariant: they exclude each other only where the document says so: by constants, by listed values, or by the kinds of a
//! member that one of them requires.

use super::leaves::{Leaf, Leaves};
use crate::{
    analyse::decide_unions::kinds,
    ir::{Api, Field, Literal, Presence, Type, TypeKind},
};

/// How deep types are compared; deeper ones are taken to differ.
const MAX_DEPTH: usize = 16;

/// How the values of two types overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Overlap {
    /// No value is of both types.
    None,
    /// One of the types keeps all members of a value of both.
    Covered,
    /// Each type has members that the other one passes over.
    Lossy,
}

/// How two types overlap. What is left to compare is taken from `left`; without it they are taken to differ.
pub(super) fn overlap(api: &Api, one: &Leaf<'_>, other: &Leaf<'_>, left: &mut usize) -> Overlap {
    match (shallow(api, one, other, left), one.rest, other.rest) {
        (Overlap::Covered, Some(value), Some(known)) if one.is_map() && other.is_map() => {
            if both_lose(api, value, known, left) { Overlap::Lossy } else { Overlap::Covered }
        }
        (found, ..) => found,
    }
}

/// Whether a value may be of two types at once, and each of them loses something then.
pub(super) fn both_lose(api: &Api, one: &Type, other: &Type, left: &mut usize) -> bool {
    let mut seen: Vec<(&Type, &Type)> = Vec::new();
    let mut open = vec![(one, other)];
    while let Some(pair) = open.pop() {
        if pair.0 == pair.1 || seen.contains(&pair) {
            continue;
        }
        seen.push(pair);
        let (one, other) = (Leaves::of_type(api, pair.0), Leaves::of_type(api, pair.1));
        let cost = one.size().saturating_mul(other.size()).saturating_add(seen.len());
        if !spend(left, cost) {
            return true;
        }
        for (_, item) in &one.lists {
            open.extend(other.lists.iter().map(|(_, known)| (*item, *known)));
        }
        for (one, other) in
            one.objects.iter().flat_map(|one| other.objects.iter().map(move |other| (one, other)))
        {
            match (shallow(api, one, other, left), one.rest, other.rest) {
                (Overlap::Lossy, ..) => return true,
                (Overlap::Covered, Some(value), Some(known)) if one.is_map() && other.is_map() => {
                    open.push((value, known));
                }
                _ => {}
            }
        }
    }
    false
}

/// Whether so much is left to compare.
fn spend(left: &mut usize, cost: usize) -> bool {
    let after = left.checked_sub(cost);
    *left = after.unwrap_or_default();
    after.is_some()
}

/// How two types overlap, short of what the values of two maps have.
fn shallow(api: &Api, one: &Leaf<'_>, other: &Leaf<'_>, left: &mut usize) -> Overlap {
    if !spend(left, one.fields.len().saturating_mul(other.fields.len()).saturating_add(1)) {
        Overlap::Lossy
    } else if excludes(api, one, other) {
        Overlap::None
    } else if covers(api, one, other) || covers(api, other, one) {
        Overlap::Covered
    } else {
        Overlap::Lossy
    }
}

fn excludes(api: &Api, one: &Leaf<'_>, other: &Leaf<'_>) -> bool {
    if refuses(api, one, other) || refuses(api, other, one) {
        return true;
    }
    let common = one.fields.iter().filter_map(|field| Some((field, other.field(&field.name.wire)?)));
    let mut telling = common.filter(|(one, other)| is_required(one) || is_required(other));
    telling.any(|(one, other)| !(may_be_null(one) && may_be_null(other)) && differ(api, one, other))
}

/// Whether the first type refuses a member that the other one requires.
fn refuses(api: &Api, one: &Leaf<'_>, other: &Leaf<'_>) -> bool {
    let required = other.fields.iter().filter(|field| field.presence == Presence::Required);
    let mut unlisted = required.filter(|field| one.field(&field.name.wire).is_none());
    unlisted.any(|field| one.closed || one.rest.is_some_and(|rest| of_other_kinds(api, rest, &field.ty)))
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::RequiredNullable)
}

fn may_be_null(field: &Field) -> bool {
    matches!(field.presence, Presence::RequiredNullable | Presence::OptionalNullable)
}

/// Whether no value is one of both fields.
fn differ(api: &Api, one: &Field, other: &Field) -> bool {
    if let (Some(one), Some(other)) = (listed(api, one), listed(api, other)) {
        return !one.iter().any(|literal| other.contains(literal));
    }
    of_other_kinds(api, &one.ty, &other.ty)
}

/// Whether the values of two types are of different kinds.
fn of_other_kinds(api: &Api, one: &Type, other: &Type) -> bool {
    let (one, other) = (kinds(api, one), kinds(api, other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|kind| other.contains(kind))
}

/// The values that the document lists for a field.
fn listed<'a>(api: &'a Api, field: &'a Field) -> Option<Vec<&'a Literal>> {
    if let Some(constant) = &field.constant {
        return Some(vec![constant]);
    }
    let Type::Named(id) = field.ty else { return None };
    match api.get(id).map(|def| &def.kind) {
        Some(TypeKind::Enumeration(enumeration)) => {
            Some(enumeration.values.iter().map(|value| &value.literal).collect())
        }
        _ => None,
    }
}

/// Whether the first type keeps every member of a value of both.
fn covers(api: &Api, one: &Leaf<'_>, other: &Leaf<'_>) -> bool {
    if one.closed || (one.is_map() && other.is_map()) {
        return true;
    }
    // A map keeps everything, but knows no member by name.
    if one.is_map() || (one.rest.is_none() && other.rest.is_some()) {
        return false;
    }
    other.fields.iter().all(|field| match one.field(&field.name.wire) {
        Some(known) => known.ty == field.ty || keeps_all(api, &known.ty, MAX_DEPTH),
        None => one.rest.is_some(),
    })
}

/// Whether values of a type are kept whole, whatever members they have.
fn keeps_all(api: &Api, ty: &Type, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match ty {
        Type::Boxed(inner) | Type::Nullable(inner) | Type::List(inner) | Type::Map(inner) => {
            keeps_all(api, inner, depth)
        }
        Type::Tuple(members) => members.iter().all(|member| keeps_all(api, member, depth)),
        Type::Named(id) => match api.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Enumeration(_)) => true,
            Some(TypeKind::Alias(ty) | TypeKind::Newtype(ty)) => keeps_all(api, ty, depth),
            _ => false,
        },
        _ => true,
    }
}
