//! Boxes the parts by which types contain themselves.
//!
//! In: types that may be recursive. Out: the same with a box around each use that closes a circle.
//! Relies on: `break_alias_cycles`.
//! Invariant: afterwards every type has a finite size; a list or a map needs no box.

use std::collections::BTreeSet;

use super::graph::back_edges;
use crate::ir::{Api, Type, TypeDef, TypeId, TypeKind, visit};

pub(super) fn insert_boxes(api: &mut Api) {
    for (owner, part, target) in recursive_parts(api) {
        let Some(def) = api.types.get_mut(owner) else { continue };
        if let Some(ty) = part_mut(def, part) {
            enclose(ty, target);
        }
    }
}

/// The parts that close a circle: the type, the number of its part, and the id as it is written there.
fn recursive_parts(api: &Api) -> Vec<(usize, usize, TypeId)> {
    let edges = |id: usize| {
        let mut edges = Vec::new();
        let Some(def) = api.types.get(id).filter(|def| !matches!(def.kind, TypeKind::Alias(_))) else {
            return edges;
        };
        let mut part = 0;
        visit::parts(def, &mut |ty| {
            by_value(api, ty, &mut |written, target| edges.push(((part, written), target.0)));
            part += 1;
        });
        edges
    };
    let back = back_edges(api.types.len(), edges);
    back.into_iter().map(|(owner, (part, written), _)| (owner, part, written)).collect()
}

/// Calls for each type that this one holds by value: with the id that is written, and the one behind its aliases.
fn by_value(api: &Api, ty: &Type, call: &mut dyn FnMut(TypeId, TypeId)) {
    match ty {
        Type::Named(id) => behind_aliases(api, *id, &mut |target| call(*id, target)),
        Type::Nullable(inner) => by_value(api, inner, call),
        Type::Tuple(members) => members.iter().for_each(|member| by_value(api, member, call)),
        _ => {}
    }
}

/// Alias chains may be long, so they are walked with a list, and each alias once, as tuples may repeat it.
fn behind_aliases(api: &Api, id: TypeId, call: &mut dyn FnMut(TypeId)) {
    let mut open = vec![id];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match api.get(id).map(|def| &def.kind) {
            Some(TypeKind::Alias(ty)) => held(ty, &mut open),
            Some(_) => call(id),
            None => {}
        }
    }
}

fn held(ty: &Type, open: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => open.push(*id),
        Type::Nullable(inner) => held(inner, open),
        Type::Tuple(members) => members.iter().for_each(|member| held(member, open)),
        _ => {}
    }
}

/// The part with that number, counted as [`visit::parts`] calls.
fn part_mut(def: &mut TypeDef, part: usize) -> Option<&mut Type> {
    match &mut def.kind {
        TypeKind::Object(object) => {
            let fields = object.fields.iter_mut().map(|field| &mut field.ty);
            fields.chain(object.rest.iter_mut().map(|(_, ty)| ty)).nth(part)
        }
        TypeKind::Union(union) | TypeKind::Events(union) => {
            union.variants.get_mut(part).map(|variant| &mut variant.ty)
        }
        TypeKind::Newtype(ty) => Some(ty).filter(|_| part == 0),
        TypeKind::Alias(_) | TypeKind::Enumeration(_) | TypeKind::External(_) => None,
    }
}

/// Boxes the uses of a type that are by value.
fn enclose(ty: &mut Type, target: TypeId) {
    match ty {
        Type::Named(id) if *id == target => *ty = Type::Boxed(Box::new(Type::Named(target))),
        Type::Nullable(inner) => enclose(inner, target),
        Type::Tuple(members) => members.iter_mut().for_each(|member| enclose(member, target)),
        _ => {}
    }
}
