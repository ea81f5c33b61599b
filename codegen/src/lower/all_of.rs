//! `allOf`, and properties beside `oneOf` or `anyOf`.
//!
//! In: schemas that all apply to one value. Out: one merged object, or the most specific of their types.
//! Invariant: a warning tells where members cannot all be represented; a cycle is an error.

mod compare;
mod parts;
mod product;

use indexmap::IndexSet;

use self::{
    compare::{contradict, rank},
    parts::{Alternatives, Parts},
};
use super::{
    context::{Lowered, Lowering},
    discriminator::Declared,
    keywords::{Additional, Keywords, Shape},
    limits::MAX_DEPTH,
    object, union,
    views::Views,
};
use crate::{diagnostics, ir::Type, pointer::Pointer};

pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    if let Some(member) = lowering.views.only_member_of_all(pointer, keywords) {
        return Lowered::Type(lowering.bare(&member));
    }
    let parts = Parts::of(lowering, pointer);
    if let Some(union) = distribute(lowering, pointer, &parts) {
        return union;
    }
    let has_properties = !parts.members.properties.is_empty();
    let has_members = has_properties || parts.members.is_map();
    let is_product = parts.unions.len() > usize::from(!has_members);
    if is_product && product::fits(&lowering.views, &parts) {
        tell_of_others(lowering, pointer, &parts);
        return product::lower(lowering, pointer, parts);
    }
    if !parts.unions.is_empty() && !has_properties {
        return first_union(lowering, pointer, keywords, &parts);
    }
    if parts.is_object {
        return merge(lowering, pointer, parts);
    }
    narrowest(lowering, pointer, keywords, &parts)
}

/// One of `oneOf` and `anyOf` beside members that are not listed. They only say something of objects.
pub(super) fn map_beside_union(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    keywords: &Keywords,
) -> Lowered {
    let members = lowering.views.members_of_union(keywords);
    let is_object = |member: &Pointer| is_plain_object(&lowering.views, member);
    let says_object = keywords.plain.typ.as_deref() == Some("object");
    if says_object || members.iter().all(is_object) {
        return lower(lowering, pointer, keywords);
    }
    if product::has_objects(&lowering.views, pointer, keywords) {
        lowering.diagnostics.push(diagnostics::map_beside_union(pointer));
    }
    union::lower(lowering, pointer, keywords)
}

fn merge(lowering: &mut Lowering<'_>, pointer: &Pointer, mut parts: Parts) -> Lowered {
    if !parts.unions.is_empty() {
        lowering.diagnostics.push(diagnostics::union_beside_properties(pointer));
        parts.members.additional = Additional::Any;
    }
    // Beside a base whose values may be of what extends it, an inline schema does not know all members.
    let is_open = |base: &Pointer| lowering.views.hierarchy.is_polymorphic(base);
    if pointer.component().is_none()
        && parts.members.additional == Additional::Unsaid
        && parts.bases.iter().any(is_open)
    {
        parts.members.additional = Additional::Any;
    }
    tell_of_others(lowering, pointer, &parts);
    object::build(lowering, pointer, &parts.members)
}

fn tell_of_others(lowering: &mut Lowering<'_>, pointer: &Pointer, parts: &Parts) {
    if !parts.others.is_empty() {
        lowering.diagnostics.push(diagnostics::contradiction(pointer, "an object and another type"));
    }
}

/// Turns an object with one `oneOf` or `anyOf` of objects into a union of these, each with the object's properties.
fn distribute(lowering: &mut Lowering<'_>, pointer: &Pointer, parts: &Parts) -> Option<Lowered> {
    let lone = parts.unions.first().filter(|_| parts.unions.len() == 1 && parts.others.is_empty());
    let has_members = !parts.members.properties.is_empty() || parts.members.is_map();
    let Alternatives { schema: at, keyword } = lone.filter(|_| has_members)?;
    let keywords = lowering.views.keywords(at)?.with_only(keyword);
    let members = lowering.views.members_of_union(&keywords);
    let declared = Declared::of(at, &keywords).or_else(|| beside(&lowering.views, parts, &members));
    let whole = keywords.alternatives().count() == members.len() && !members.is_empty();
    let itself = lowering.views.peel(pointer);
    let is_itself = |views: &Views<'_>, member: &Pointer| views.peel(member) == itself;
    let fits = |member| is_itself(&lowering.views, member) || is_plain_object(&lowering.views, member);
    if !whole || !members.iter().all(fits) {
        return None;
    }
    let mut types = Vec::with_capacity(members.len());
    for (number, member) in members.into_iter().enumerate() {
        if is_itself(&lowering.views, &member) {
            // As a member of its own union, the object is what it is without the union.
            let alone = pointer.child("alone");
            let ty = lowering.make(&alone, |lowering| object::build(lowering, pointer, &parts.members));
            types.push((ty, vec![member]));
            continue;
        }
        let mut merged = Parts::with(parts.members.clone());
        merged.add(lowering, &member);
        let mut alone = Parts::default();
        alone.add(lowering, &member);
        let tag = declared.as_ref().filter(|declared| declared.selects_once(&lowering.views, &member));
        let ty = if merged.members.is_like(&alone.members, tag.map(|tag| tag.property.as_str())) {
            lowering.bare(&member)
        } else {
            // A location of its own: references to the member alone do not mean the merged one.
            let merged_at = match member.component() {
                Some(name) => pointer.child("schema").child(name),
                None => pointer.child("oneOf").child(number).child("schema"),
            };
            lowering.make(&merged_at, |lowering| object::build(lowering, &member, &merged.members))
        };
        types.push((ty, vec![member]));
    }
    let inclusive = lowering.views.is_inclusive(&keywords);
    Some(union::of_types(lowering, at, declared, types, inclusive))
}

/// The discriminator of an object beside a union without one: in the same schema, or with the union's members.
fn beside(views: &Views<'_>, parts: &Parts, members: &[Pointer]) -> Option<Declared> {
    let declared = parts.declaring.iter().filter_map(|at| Declared::at(views, at));
    let mut meant = declared.filter(|declared| {
        let leads_here = |member: &Pointer| declared.selects(views, member) > 0;
        declared.at.component().is_none() || members.iter().any(leads_here)
    });
    meant.next()
}

/// Whether a schema, with everything it merges, is an object with properties and without alternatives.
fn is_plain_object(views: &Views<'_>, pointer: &Pointer) -> bool {
    let mut seen = IndexSet::from([views.peel(pointer)]);
    let (mut index, mut has_properties) = (0, false);
    while let Some(next) = seen.get_index(index).cloned() {
        index += 1;
        let Some(keywords) = views.keywords(&next).filter(|_| index < MAX_DEPTH) else { return false };
        let plain = matches!(keywords.own_shape(), Shape::Object | Shape::Any);
        let is_union = keywords.alternatives().next().is_some()
            && !views.hierarchy.is_in_line(&next, &views.peel(pointer));
        if !plain || is_union {
            return false;
        }
        has_properties |= keywords.has_members() || keywords.is_map();
        seen.extend(keywords.all_of.iter().cloned());
    }
    has_properties
}

/// The first union, for schemas of which at least one is a union and none has properties.
fn first_union(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    keywords: &Keywords,
    parts: &Parts,
) -> Lowered {
    if parts.unions.len() > 1 || !parts.others.is_empty() {
        lowering.diagnostics.push(diagnostics::several_unions(pointer));
    } else if parts.members.is_map() {
        lowering.diagnostics.push(diagnostics::map_beside_union(pointer));
    }
    match parts.unions.first() {
        Some(first) if first.schema != *pointer => Lowered::Type(lowering.bare(&first.schema)),
        _ => union::lower(lowering, pointer, keywords),
    }
}

/// The most specific scalar, enum or array.
fn narrowest(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords, parts: &Parts) -> Lowered {
    let mut chosen: Option<&Pointer> = None;
    for other in &parts.others {
        if chosen.is_some_and(|chosen| contradict(&lowering.views, chosen, other)) {
            lowering.diagnostics.push(diagnostics::contradiction(pointer, "they have different types"));
            return Lowered::Type(Type::Any);
        }
        if chosen.is_none_or(|chosen| rank(&lowering.views, other) >= rank(&lowering.views, chosen)) {
            chosen = Some(other);
        }
    }
    match chosen {
        None => {
            if !parts.members.required.is_empty() {
                lowering.diagnostics.push(diagnostics::untyped(pointer));
            }
            Lowered::Type(Type::Any)
        }
        Some(chosen) if chosen == pointer => lowering.shaped(pointer, keywords, keywords.own_shape()),
        Some(chosen) => Lowered::Type(lowering.bare(chosen)),
    }
}
