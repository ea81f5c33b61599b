//! `allOf`, and properties beside `oneOf` or `anyOf`.
//!
//! In: schemas that all apply. Out: one merged object, or the one type that says most.
//! Invariant: where members cannot all be represented, a warning says so; a cycle is an error.

use indexmap::IndexSet;

use super::{
    context::{Lowered, Lowering},
    keywords::{Additional, Keywords, Shape},
    limits::MAX_DEPTH,
    object::{self, Members},
    union,
    views::Views,
};
use crate::{diagnostics::degraded, ir::Type, pointer::Pointer};

/// What all members say, sorted by what can be merged.
#[derive(Debug, Default)]
struct Parts {
    members: Members,
    is_object: bool,
    unions: IndexSet<Pointer>,
    others: IndexSet<Pointer>,
    /// Members that are in already: one that is reached by many ways is read once.
    seen: IndexSet<Pointer>,
}

pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    if let Some(member) = lowering.views.only_member_of_all(keywords) {
        return Lowered::Type(lowering.bare(&member));
    }
    let mut parts = Parts::default();
    collect(lowering, pointer, &mut parts, &mut IndexSet::new());
    if !parts.unions.is_empty() && parts.members.properties.is_empty() {
        return first_union(lowering, pointer, keywords, &parts);
    }
    if parts.is_object {
        return merge(lowering, pointer, parts);
    }
    narrowest(lowering, pointer, keywords, &parts)
}

/// Walks the members down to what they say themselves.
fn collect(lowering: &mut Lowering<'_>, pointer: &Pointer, parts: &mut Parts, above: &mut IndexSet<Pointer>) {
    if lowering.limits.is_exceeded() {
        return;
    }
    if above.len() >= MAX_DEPTH {
        lowering.limits.exceed_depth(pointer, lowering.diagnostics);
        return;
    }
    if !above.insert(pointer.clone()) {
        lowering.diagnostics.push(degraded::cyclic_all_of(pointer));
        return;
    }
    if parts.seen.insert(pointer.clone())
        && let Some(keywords) = lowering.views.keywords(pointer)
        && lowering.limits.copy(pointer, keywords.properties.len() + 1, lowering.diagnostics)
    {
        for member in &keywords.all_of {
            collect(lowering, member, parts, above);
        }
        sort(lowering, pointer, &keywords, parts);
    }
    above.pop();
}

/// Puts what a schema says itself where it belongs.
fn sort(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords, parts: &mut Parts) {
    if keywords.alternatives().next().is_some() {
        if lowering.views.only_constrains(keywords) {
            lowering.diagnostics.push(degraded::alternative_constraints(pointer));
        } else {
            parts.unions.insert(pointer.clone());
        }
    }
    if keywords.plain.not.is_some() {
        lowering.diagnostics.push(degraded::exclusion(pointer));
    }
    parts.members.required.extend(keywords.plain.required.iter().cloned());
    match keywords.own_shape() {
        Shape::Object => {
            parts.is_object = true;
            for (name, property) in &keywords.properties {
                add_property(lowering, pointer, name, property, &mut parts.members);
            }
            if keywords.additional != Additional::Unsaid && parts.members.additional != Additional::Any {
                parts.members.additional = keywords.additional.clone();
            }
            parts.members.patterns.extend(keywords.patterns.iter().cloned());
        }
        Shape::Any | Shape::Not => {}
        _ => {
            parts.others.insert(pointer.clone());
        }
    }
}

/// Adds a property; of two with one name, the one that says more, else the later.
fn add_property(
    lowering: &mut Lowering<'_>,
    owner: &Pointer,
    name: &str,
    property: &Pointer,
    members: &mut Members,
) {
    if let Some(known) = members.properties.get(name) {
        let (old, new) = (rank(&lowering.views, known), rank(&lowering.views, property));
        if contradict(&lowering.views, known, property) {
            let what = format!("`{name}` has two types");
            lowering.diagnostics.push(degraded::contradiction(owner, &what));
        }
        if new < old {
            return;
        }
    }
    members.properties.insert(name.to_owned(), property.clone());
}

fn merge(lowering: &mut Lowering<'_>, pointer: &Pointer, mut parts: Parts) -> Lowered {
    if let Some(union) = distribute(lowering, &parts) {
        return union;
    }
    if !parts.unions.is_empty() {
        lowering.diagnostics.push(degraded::union_beside_properties(pointer));
        parts.members.additional = Additional::Any;
    }
    if !parts.others.is_empty() {
        lowering.diagnostics.push(degraded::contradiction(pointer, "an object and another type"));
    }
    object::build(lowering, pointer, &parts.members)
}

/// An object with one `oneOf` of objects as the union of those, each with the object's properties. With `anyOf`, a value
/// may have the properties of several, which no single one would keep.
fn distribute(lowering: &mut Lowering<'_>, parts: &Parts) -> Option<Lowered> {
    let at = parts.unions.first().filter(|_| parts.unions.len() == 1 && parts.others.is_empty())?;
    let keywords = lowering.views.keywords(at)?;
    let members = lowering.views.members_of_union(&keywords);
    let whole = keywords.any_of.is_empty() && keywords.one_of.len() == members.len() && members.len() > 1;
    if !whole || !members.iter().all(|member| is_plain_object(&lowering.views, member)) {
        return None;
    }
    let mut types = Vec::with_capacity(members.len());
    for (number, member) in members.into_iter().enumerate() {
        let mut merged = Parts { members: parts.members.clone(), ..Parts::default() };
        collect(lowering, &member, &mut merged, &mut IndexSet::new());
        // A place of its own: what refers to the member alone does not mean the merged one.
        let place = at.child("oneOf").child(number).child("schema");
        let ty = lowering.make(&place, |lowering| object::build(lowering, &member, &merged.members));
        types.push((ty, vec![member]));
    }
    Some(union::of_types(lowering, at, &keywords, types))
}

/// Whether a schema, with all that it merges, is an object with properties and has no alternatives.
fn is_plain_object(views: &Views<'_>, pointer: &Pointer) -> bool {
    let mut seen = IndexSet::from([views.peel(pointer)]);
    let (mut index, mut has_properties) = (0, false);
    while let Some(next) = seen.get_index(index).cloned() {
        index += 1;
        let Some(keywords) = views.keywords(&next).filter(|_| index < MAX_DEPTH) else { return false };
        let plain = matches!(keywords.own_shape(), Shape::Object | Shape::Any);
        if !plain || keywords.is_map() || keywords.alternatives().next().is_some() {
            return false;
        }
        has_properties |= !keywords.properties.is_empty();
        seen.extend(keywords.all_of.iter().cloned());
    }
    has_properties
}

fn first_union(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    keywords: &Keywords,
    parts: &Parts,
) -> Lowered {
    if parts.unions.len() > 1 || !parts.others.is_empty() {
        lowering.diagnostics.push(degraded::several_unions(pointer));
    }
    match parts.unions.first() {
        Some(first) if first != pointer => Lowered::Type(lowering.bare(first)),
        _ => union::lower(lowering, pointer, keywords),
    }
}

/// The scalar, enum or array that says most.
fn narrowest(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords, parts: &Parts) -> Lowered {
    let mut chosen: Option<&Pointer> = None;
    for other in &parts.others {
        if chosen.is_some_and(|chosen| contradict(&lowering.views, chosen, other)) {
            lowering.diagnostics.push(degraded::contradiction(pointer, "they have different types"));
            return Lowered::Type(Type::Any);
        }
        if chosen.is_none_or(|chosen| rank(&lowering.views, other) >= rank(&lowering.views, chosen)) {
            chosen = Some(other);
        }
    }
    match chosen {
        None => {
            if !parts.members.required.is_empty() {
                lowering.diagnostics.push(degraded::untyped(pointer));
            }
            Lowered::Type(Type::Any)
        }
        Some(chosen) if chosen == pointer => lowering.shaped(pointer, keywords, keywords.own_shape()),
        Some(chosen) => Lowered::Type(lowering.bare(chosen)),
    }
}

/// How much a schema says.
fn rank(views: &Views<'_>, pointer: &Pointer) -> u8 {
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

/// Whether no value can be valid by both, as far as their types say.
fn contradict(views: &Views<'_>, one: &Pointer, other: &Pointer) -> bool {
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
