//! Limits on the size of the items of generated code.
//!
//! In: the API. Out: a diagnostic for each type, operation and group that exceeds a limit, and for the client.
//! Invariant: no item has more members than one schema may list, even when they are merged from many.

use crate::{
    Diagnostics, diagnostics,
    ir::{Api, Operation, TypeDef, TypeKind},
    resolve::MEMBERS,
};

/// Values of an enumeration; one takes a tenth of the code of a member.
const VALUES: usize = 100_000;

pub(super) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    for def in &api.types {
        let (count, limit) = members(def);
        if count > limit {
            diagnostics.push(diagnostics::too_many_members(&def.pointer, count, limit));
        }
    }
    let methods = api.groups.iter().map(|group| &group.operations);
    for (count, first_beyond) in methods.map(|operations| (operations.len(), operations.get(MEMBERS))) {
        if let Some(operation) = first_beyond {
            diagnostics.push(diagnostics::too_many_members(&operation.pointer, count, MEMBERS));
        }
    }
    if let Some(operation) = api.groups.get(MEMBERS).and_then(|group| group.operations.first()) {
        diagnostics.push(diagnostics::too_many_members(&operation.pointer, api.groups.len(), MEMBERS));
    }
    for group in &api.events {
        if let Some(event) = group.events.get(MEMBERS) {
            diagnostics.push(diagnostics::too_many_members(&event.pointer, group.events.len(), MEMBERS));
        }
    }
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        let count = parts(operation);
        if count > MEMBERS {
            diagnostics.push(diagnostics::too_many_members(&operation.pointer, count, MEMBERS));
        }
    }
}

fn members(def: &TypeDef) -> (usize, usize) {
    match &def.kind {
        TypeKind::Object(object) => (object.fields.len(), MEMBERS),
        TypeKind::Union(union) | TypeKind::Events(union) => (union.variants.len(), MEMBERS),
        TypeKind::Enumeration(enumeration) => (enumeration.values.len(), VALUES),
        TypeKind::Alias(_) | TypeKind::Newtype(_) | TypeKind::External(_) => (0, MEMBERS),
    }
}

fn parts(operation: &Operation) -> usize {
    let Operation { parameters, other_bodies, successes, errors, representations, headers, .. } = operation;
    let responses = successes.len() + errors.len() + representations.len() + headers.len();
    parameters.len() + other_bodies.len() + responses
}
