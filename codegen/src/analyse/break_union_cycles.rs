//! Ends unions that are members of themselves, directly or through other unions.
//!
//! In: any API. Out: the same without the variants that close such a circle: to be a value of it, a value would only have
//! to be one. A diagnostic tells where the circle leads through other unions, as what these have is not a variant then.
//! Relies on: runs before `combine_overlaps`, which looks through unions in unions.
//! Invariant: afterwards each attempt at reading a union's variant gets to a type that is no union.

use super::{decide_unions::behind_aliases, graph::back_edges};
use crate::{
    Diagnostics, diagnostics,
    ir::{Api, Type, TypeDef, TypeKind, Union},
};

pub(super) fn break_union_cycles(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut closing = back_edges(api.types.len(), |id| edges(api, id));
    // The last variants first, as those behind one that is removed move.
    closing.sort_unstable_by(|one, other| other.cmp(one));
    for (id, variant, target) in closing {
        let Some(TypeDef { kind: TypeKind::Union(union), pointer, .. }) = api.types.get_mut(id) else {
            continue;
        };
        if target != id {
            diagnostics.push(diagnostics::endless_union(pointer));
        }
        remove(union, variant);
    }
}

/// The unions among the variants of a union, by the variants' indices.
fn edges(api: &Api, id: usize) -> Vec<(usize, usize)> {
    match api.types.get(id).map(|def| &def.kind) {
        Some(TypeKind::Union(union)) => {
            let variants = union.variants.iter().enumerate();
            variants.filter_map(|(index, variant)| Some((index, union_of(api, &variant.ty)?))).collect()
        }
        _ => Vec::new(),
    }
}

/// The union that a type is.
fn union_of(api: &Api, ty: &Type) -> Option<usize> {
    let Type::Named(id) = behind_aliases(api, ty) else { return None };
    matches!(api.get(*id)?.kind, TypeKind::Union(_)).then_some(id.0)
}

fn remove(union: &mut Union, variant: usize) {
    if variant >= union.variants.len() {
        return;
    }
    union.variants.remove(variant);
    let moved = |index: usize| if index > variant { index - 1 } else { index };
    if let Some(discriminator) = &mut union.discriminator {
        for mapping in [&mut discriminator.mapping, &mut discriminator.further] {
            mapping.retain(|(_, index)| *index != variant);
            for (_, index) in mapping.iter_mut() {
                *index = moved(*index);
            }
        }
        discriminator.default = discriminator.default.filter(|index| *index != variant).map(moved);
    }
}
