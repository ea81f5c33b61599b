//! Ends aliases that lead back to themselves through aliases alone.
//!
//! In: any API. Out: the same with any JSON value in place of the use that closes the circle, and a diagnostic for it.
//! Relies on: nothing.
//! Invariant: afterwards every chain of aliases ends.

use super::graph::back_edges;
use crate::{
    Diagnostics, diagnostics,
    ir::{Api, Type, TypeDef, TypeId, TypeKind, visit},
};

pub(super) fn break_alias_cycles(api: &mut Api, diagnostics: &mut Diagnostics) {
    let back = back_edges(api.types.len(), |id| alias_edges(api, id));
    for (id, target, _) in back {
        let Some(def) = api.types.get_mut(id) else { continue };
        diagnostics.push(diagnostics::endless_alias(&def.pointer));
        if let TypeKind::Alias(ty) = &mut def.kind {
            end(ty, target);
        }
    }
}

fn alias_edges(api: &Api, id: usize) -> Vec<(TypeId, usize)> {
    let mut edges = Vec::new();
    if let Some(TypeDef { kind: TypeKind::Alias(ty), .. }) = api.types.get(id) {
        visit::within(ty, &mut |ty| {
            if let Type::Named(id) = ty {
                edges.push((*id, id.0));
            }
        });
    }
    edges
}

/// Replaces a type by any JSON value.
fn end(ty: &mut Type, target: TypeId) {
    match ty {
        Type::Named(id) if *id == target => *ty = Type::Any,
        Type::Boxed(inner) | Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            end(inner, target);
        }
        Type::Tuple(members) => members.iter_mut().for_each(|member| end(member, target)),
        _ => {}
    }
}
