//! Components that others extend, told apart by a discriminator.
//!
//! In: a component that is a base. Out: a union of all that extends it, at any depth, and of the base itself, which keeps
//! what it does not list.
//! Invariant: where others extend the base, it has its own members only.

use indexmap::IndexMap;

use super::{
    all_of,
    context::{Lowered, Lowering},
    discriminator::{Declared, Member, mapped},
    keywords::{Keywords, Shape},
    object, union,
};
use crate::{
    diagnostics,
    ir::{Docs, Name, Type, TypeKind},
    pointer::Pointer,
};

/// Whether values of a component may be of others: those that extend it, or to which its own mapping leads.
pub(super) fn is_base(lowering: &Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> bool {
    let has_mapping = |said: &openapiv3::Discriminator| !said.mapping.is_empty();
    let maps = pointer.component().is_some() && keywords.data.discriminator.as_ref().is_some_and(has_mapping);
    lowering.views.hierarchy.is_polymorphic(pointer) || (maps && keywords.alternatives().next().is_none())
}

pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    let declaring = lowering.views.hierarchy.declaring(pointer);
    let nearest = declaring.first().and_then(|base| Declared::at(&lowering.views, base));
    let Some(declared) = nearest.filter(|_| matches!(keywords.own_shape(), Shape::Object | Shape::Any))
    else {
        return itself(lowering, pointer, keywords);
    };
    let mut schemas = below(lowering, pointer, &declared.property);
    if declared.at == *pointer {
        strangers(lowering, pointer, &declared, &mut schemas);
    }
    if schemas.is_empty() {
        return itself(lowering, pointer, keywords);
    }
    if !lowering.limits.copy(pointer, schemas.len(), lowering.diagnostics) {
        return Lowered::Type(Type::Any);
    }
    let mut members: Vec<Member> = Vec::with_capacity(schemas.len() + 1);
    for (schema, way) in schemas {
        let ty = match way {
            Way::Whole => lowering.bare(&schema),
            Way::Base => base(lowering, &schema),
        };
        members.push((ty, vec![schema]));
    }
    members.push((base(lowering, pointer), vec![pointer.clone()]));
    let default = members.len() - 1;
    let mut union = union::with_default(lowering, pointer, Some(declared), members, Some(default));
    if let Some(variant) = union.variants.get_mut(default) {
        let text = "Any other value of the property that tells the variants apart.";
        variant.docs = Docs { summary: Some(text.to_owned()), ..Docs::default() };
    }
    Lowered::Kind(TypeKind::Union(union))
}

/// How a component that extends the base is represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// By its type, which tells what extends it apart where something does.
    Whole,
    /// As a base, because what extends it is told apart here.
    Base,
}

/// All that extends a component, in the document's order. What another property tells apart is a matter of the component
/// that has it.
fn below(lowering: &Lowering<'_>, pointer: &Pointer, property: &str) -> IndexMap<Pointer, Way> {
    let hierarchy = &lowering.views.hierarchy;
    let mut found = IndexMap::new();
    let mut open = vec![pointer.clone()];
    while let Some(next) = open.pop() {
        for schema in hierarchy.extending(&next) {
            if schema == pointer || found.contains_key(schema) {
                continue;
            }
            let told = hierarchy.declaring(schema).into_iter().next();
            let by_other =
                told.and_then(|base| lowering.views.property_of(&base)).is_some_and(|own| own != property);
            let is_base = hierarchy.is_polymorphic(schema) && !by_other;
            found.insert(schema.clone(), if is_base { Way::Base } else { Way::Whole });
            if is_base {
                open.push(schema.clone());
            }
        }
    }
    found.sort_by_cached_key(|schema, _| hierarchy.position(schema));
    found
}

/// Adds the components that a mapping leads to although they do not extend the base.
fn strangers(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    declared: &Declared,
    schemas: &mut IndexMap<Pointer, Way>,
) {
    for (text, target) in &declared.mapping {
        let Some(target) = mapped(&lowering.views, target) else { continue };
        let target = lowering.views.peel(&target);
        let is_object = lowering
            .views
            .keywords(&target)
            .is_some_and(|keywords| matches!(keywords.shape(), Shape::Object | Shape::AllOf));
        if target == *pointer || schemas.contains_key(&target) || !is_object {
            continue;
        }
        if !lowering.views.hierarchy.bases(&target).contains(pointer) {
            let at = pointer.child("discriminator").child("mapping").child(text);
            lowering.diagnostics.push(diagnostics::mapping_without_all_of(&at, text));
        }
        schemas.insert(target, Way::Whole);
    }
}

/// The members of a base itself, with those that it does not list.
fn base(lowering: &mut Lowering<'_>, pointer: &Pointer) -> Type {
    let at = pointer.child("base");
    if let Some(known) = lowering.known(&at) {
        return known;
    }
    lowering.make(&at, |lowering| {
        let Some(keywords) = lowering.views.keywords(pointer) else { return Lowered::Type(Type::Any) };
        match itself(lowering, pointer, &keywords) {
            Lowered::Kind(TypeKind::Object(mut object)) => {
                object.rest.get_or_insert((Name::of("additional_properties"), Type::Any));
                Lowered::Kind(TypeKind::Object(object))
            }
            other => other,
        }
    })
}

/// The component without what extends it.
fn itself(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    match keywords.shape() {
        Shape::AllOf => all_of::lower(lowering, pointer, keywords),
        _ => object::lower(lowering, pointer, keywords),
    }
}
