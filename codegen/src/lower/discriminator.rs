//! `discriminator`: which value of a property selects which member of a union.
//!
//! In: the discriminator's mapping, and the members' own constants. Out: values and variants.
//! Invariant: every member is selected by some value, else the discriminator is dropped with a warning.

use indexmap::IndexSet;

use super::{
    context::Lowering,
    enumeration,
    keywords::{Keywords, Shape},
    views::Views,
};
use crate::{
    diagnostics,
    ir::{Discriminator, Literal, Type},
    pointer::Pointer,
};

/// A member of a union: its type, with the schemas that have it.
pub(super) type Member = (Type, Vec<Pointer>);

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    keywords: &Keywords,
    members: &[Member],
) -> Option<Discriminator> {
    let said = keywords.data.discriminator.as_ref()?;
    let property = said.property_name.clone();
    let mut mapping: Vec<(Literal, usize)> = Vec::new();
    for (text, target) in &said.mapping {
        let target = mapped(target);
        if let Some(index) = members.iter().position(|(_, schemas)| schemas.contains(&target)) {
            add(&mut mapping, typed(&lowering.views, &target, &property, text), index);
        }
    }
    let own: Vec<Vec<Literal>> =
        members.iter().map(|(_, schemas)| own(&lowering.views, schemas, &property)).collect();
    for (index, (_, schemas)) in members.iter().enumerate() {
        let reached = mapping.iter().any(|(_, variant)| *variant == index);
        let telling: Vec<Literal> = own
            .get(index)
            .into_iter()
            .flatten()
            .filter(|literal| own.iter().filter(|values| values.contains(literal)).count() == 1)
            .cloned()
            .collect();
        let names = schemas.iter().filter_map(Pointer::component).map(Literal::String);
        let implied: Vec<Literal> = if telling.is_empty() && !reached { names.collect() } else { telling };
        for literal in implied {
            add(&mut mapping, literal, index);
        }
    }
    let complete = (0..members.len()).all(|index| mapping.iter().any(|(_, variant)| *variant == index));
    if !complete {
        lowering.diagnostics.push(diagnostics::undecidable_discriminator(pointer, &property));
        return None;
    }
    Some(Discriminator { property, mapping })
}

/// The values of the property that the schemas of a member allow.
fn own(views: &Views<'_>, schemas: &[Pointer], property: &str) -> Vec<Literal> {
    schemas.iter().flat_map(|schema| values(views, schema, property)).collect()
}

/// Adds a value, unless it selects another member already.
fn add(mapping: &mut Vec<(Literal, usize)>, literal: Literal, index: usize) {
    if !mapping.iter().any(|(known, _)| *known == literal) {
        mapping.push((literal, index));
    }
}

/// A mapping's target: a reference, or the bare name of a component.
fn mapped(target: &str) -> Pointer {
    Pointer::from_reference(target)
        .filter(|_| target.starts_with('#'))
        .unwrap_or_else(|| Pointer::root().child("components").child("schemas").child(target))
}

/// A mapping's key as a value of the property's type.
fn typed(views: &Views<'_>, member: &Pointer, property: &str, text: &str) -> Literal {
    let shape = property_of(views, member, property)
        .and_then(|property| views.peeled(&property))
        .and_then(|keywords| keywords.plain.typ.clone());
    let literal = match shape.as_deref() {
        Some("boolean") => text.to_lowercase().parse().ok().map(Literal::Boolean),
        Some("integer") => text.parse().ok().map(Literal::Integer),
        Some("number") => text.parse().ok().map(Literal::Number),
        _ => None,
    };
    literal.unwrap_or_else(|| Literal::String(text.to_owned()))
}

/// The values of the property that lead to a member, by the member's own schema.
fn values(views: &Views<'_>, member: &Pointer, property: &str) -> Vec<Literal> {
    let mut seen = IndexSet::from([member.clone()]);
    let mut values = Vec::new();
    let mut index = 0;
    while let Some(next) = seen.get_index(index).cloned() {
        index += 1;
        let Some(keywords) = views.keywords(&next) else { continue };
        if let Some(property) = keywords.properties.get(property) {
            values.extend(enumeration::values_of(views, property));
        }
        if keywords.shape() == Shape::Union {
            seen.extend(keywords.alternatives().cloned());
        }
        seen.extend(keywords.all_of.iter().cloned());
    }
    values
}

/// The schema of a member's property, in the member or in what it merges.
fn property_of(views: &Views<'_>, member: &Pointer, property: &str) -> Option<Pointer> {
    let mut seen = IndexSet::from([member.clone()]);
    let mut index = 0;
    while let Some(next) = seen.get_index(index).cloned() {
        index += 1;
        let Some(keywords) = views.keywords(&next) else { continue };
        if let Some(found) = keywords.properties.get(property) {
            return Some(found.clone());
        }
        seen.extend(keywords.all_of.iter().cloned());
    }
    None
}
