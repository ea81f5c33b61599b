//! What a type accepts.
//!
//! In: a type. Out: its patterns, one for each kind of JSON value and for each object that it may be.
//! Invariant: aliases and nested unions are seen through, each once.

use std::collections::BTreeSet;

use super::{
    object,
    pattern::{Pattern, bare},
    scalar,
};
use crate::ir::{Api, Type, TypeId, TypeKind};

/// What a type accepts.
pub(super) fn patterns(api: &Api, ty: &Type) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![bare(ty).clone()];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Named(id) if seen.insert(id) => named(api, id, &mut patterns, &mut open),
            Type::Named(_) => {}
            ty => scalar::unnamed(api, &ty, &mut patterns),
        }
    }
    patterns
}

fn named(api: &Api, id: TypeId, patterns: &mut Vec<Pattern>, open: &mut Vec<Type>) {
    match api.get(id).map(|def| &def.kind) {
        Some(TypeKind::Object(object)) => object::object(api, object, patterns),
        Some(TypeKind::Enumeration(enumeration)) => scalar::enumeration(enumeration, patterns),
        Some(TypeKind::Alias(ty) | TypeKind::Newtype(ty)) => open.push(bare(ty).clone()),
        Some(TypeKind::Union(union)) => {
            if let Some(discriminator) = &union.discriminator {
                object::tagged(api, union, discriminator, patterns);
            }
            let untagged = union.members().rev().filter(|(index, _)| !union.is_tagged(*index));
            open.extend(untagged.map(|(_, variant)| bare(&variant.ty).clone()));
        }
        Some(TypeKind::Events(_) | TypeKind::External(_)) | None => {}
    }
}
