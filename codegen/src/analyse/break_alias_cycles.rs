//! Ends aliases that lead back to themselves through aliases alone.
//!
//! In: any API. Out: the same with a type of its own in place of an alias of each circle that leads through lists, maps or
//! tuples; where it leads through references alone, with any JSON value in place of the use that closes it, and a diagnostic.
//! Relies on: nothing.
//! Invariant: afterwards every chain of aliases ends.

use super::graph::back_edges;
use crate::{
    Diagnostics, diagnostics,
    ir::{Api, Type, TypeDef, TypeId, TypeKind, visit},
};

pub(super) fn break_alias_cycles(api: &mut Api, diagnostics: &mut Diagnostics) {
    let empty = back_edges(api.types.len(), |id| edges(api, id, same));
    for (id, ..) in empty {
        let Some(def) = api.types.get_mut(id) else { continue };
        diagnostics.push(diagnostics::endless_alias(&def.pointer));
        if let TypeKind::Alias(ty) = &mut def.kind {
            *ty = Type::Any;
        }
    }
    let within = back_edges(api.types.len(), |id| edges(api, id, held));
    for (_, (), target) in within {
        if let Some(TypeDef { kind, .. }) = api.types.get_mut(target)
            && let TypeKind::Alias(ty) = kind
        {
            *kind = TypeKind::Newtype(std::mem::replace(ty, Type::Any));
        }
    }
}

/// The named types that the alias leads to.
fn edges(api: &Api, id: usize, of: fn(&Type) -> Vec<TypeId>) -> Vec<((), usize)> {
    match api.types.get(id).map(|def| &def.kind) {
        Some(TypeKind::Alias(ty)) => of(ty).into_iter().map(|id| ((), id.0)).collect(),
        _ => Vec::new(),
    }
}

/// The named type that a type is, or is beside `null`.
fn same(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Named(id) => vec![*id],
        Type::Boxed(inner) | Type::Nullable(inner) => same(inner),
        _ => Vec::new(),
    }
}

/// The named types in a type.
fn held(ty: &Type) -> Vec<TypeId> {
    let mut ids = Vec::new();
    visit::within(ty, &mut |ty| {
        if let Type::Named(id) = ty {
            ids.push(*id);
        }
    });
    ids
}
