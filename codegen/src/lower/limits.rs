//! How much one item of the generated code may hold.
//!
//! In: the API. Out: a diagnostic for each type and operation that is beyond the limits.
//! Invariant: an item is printed as a whole and takes some twenty kilobytes a member meanwhile, so its members are
//! bounded; the largest public documents have some hundreds.

use crate::{
    Diagnostics,
    catalogue::degraded,
    ir::{Api, Operation, TypeDef, TypeKind},
};

/// The fields of an object, the members of a union, or what an operation takes and gives.
const MEMBERS: usize = 10_000;

/// The values of an enumeration, which are a tenth of the code.
const VALUES: usize = 100_000;

pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    for def in &api.types {
        let (count, limit) = members(def);
        if count > limit {
            diagnostics.push(degraded::too_many_members(&def.pointer, count, limit));
        }
    }
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        let count = parts(operation);
        if count > MEMBERS {
            diagnostics.push(degraded::too_many_members(&operation.pointer, count, MEMBERS));
        }
    }
}

fn members(def: &TypeDef) -> (usize, usize) {
    match &def.kind {
        TypeKind::Object(object) => (object.fields.len(), MEMBERS),
        TypeKind::Union(union) => (union.variants.len(), MEMBERS),
        TypeKind::Enumeration(enumeration) => (enumeration.values.len(), VALUES),
        TypeKind::Alias(_) | TypeKind::External(_) => (0, MEMBERS),
    }
}

fn parts(operation: &Operation) -> usize {
    let Operation { parameters, other_bodies, successes, errors, representations, headers, .. } = operation;
    let answers = successes.len() + errors.len() + representations.len() + headers.len();
    parameters.len() + other_bodies.len() + answers
}
