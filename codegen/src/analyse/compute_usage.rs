//! Computes which types are sent and which are received.
//!
//! In: operations and the types that they use, with the usage that types have in operations that are not read. Out: each
//! type's usage, which is the same however much of a document is read; none for types that nothing uses.
//! Relies on: nothing that another pass makes; runs after those that change which types are used.
//! Invariant: a type that is used by a type with a usage has at least that usage.

use crate::ir::{Api, BodyKind, Type, TypeId, Usage, visit};

pub(super) fn compute_usage(api: &mut Api) {
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        visit::requests(operation, &mut |ty| ids(ty, &mut requests));
        visit::responses(operation, &mut |ty| ids(ty, &mut responses));
        requests.extend(operation.bodies().filter_map(|body| match body.kind {
            BodyKind::Multipart(id) => Some(id),
            _ => None,
        }));
    }
    // Whoever receives an event reads it, as a response.
    visit::payloads(api, &mut |ty| ids(ty, &mut responses));
    let requests = reach(api, requests);
    let responses = reach(api, responses);
    for (def, (request, response)) in api.types.iter_mut().zip(requests.into_iter().zip(responses)) {
        let elsewhere = if request || response { def.usage } else { Usage::default() };
        def.usage.request = request || elsewhere.request;
        def.usage.response = response || elsewhere.response;
    }
}

fn ids(ty: &Type, found: &mut Vec<TypeId>) {
    visit::within(ty, &mut |ty| {
        if let Type::Named(id) = ty {
            found.push(*id);
        }
    });
}

fn reach(api: &Api, mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; api.types.len()];
    while let Some(id) = open.pop() {
        if let Some(known) = reached.get_mut(id.0)
            && !std::mem::replace(known, true)
            && let Some(def) = api.get(id)
        {
            visit::parts(def, &mut |ty| ids(ty, &mut open));
        }
    }
    reached
}
