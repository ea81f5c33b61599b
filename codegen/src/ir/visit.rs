//! Walks over every use of a type.
//!
//! In: an API or a type. Out: calls for each use, inner ones too.
//! Invariant: everything of the ir that holds a type is visited; what is new is added here, and every pass sees it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Api, BodyKind, ErrorBody, Event, Operation, Payload, SuccessBody, Type, TypeDef, TypeId, TypeKind,
};

/// Calls for each type that is used in definitions, bodies, parameters, responses and events; multipart bodies are not a use.
pub(crate) fn uses(api: &Api, mut call: impl FnMut(&Type)) {
    for def in &api.types {
        parts(def, &mut |ty| within(ty, &mut call));
    }
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        requests(operation, &mut |ty| within(ty, &mut call));
        responses(operation, &mut |ty| within(ty, &mut call));
    }
    payloads(api, &mut |ty| within(ty, &mut call));
}

/// Calls for the type and for those in it.
pub(crate) fn within(ty: &Type, call: &mut dyn FnMut(&Type)) {
    call(ty);
    match ty {
        Type::Boxed(inner) | Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            within(inner, call);
        }
        Type::Tuple(members) => members.iter().for_each(|member| within(member, call)),
        _ => {}
    }
}

/// Calls for each type that a definition holds.
pub(crate) fn parts(def: &TypeDef, call: &mut dyn FnMut(&Type)) {
    match &def.kind {
        TypeKind::Object(object) => {
            object.fields.iter().for_each(|field| call(&field.ty));
            object.rest.iter().for_each(|(_, ty)| call(ty));
        }
        TypeKind::Union(union) | TypeKind::Events(union) => {
            union.variants.iter().for_each(|variant| call(&variant.ty));
        }
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => call(ty),
        TypeKind::Enumeration(_) | TypeKind::External(_) => {}
    }
}

/// Calls for each type that parameters and the bodies hold.
pub(crate) fn requests(operation: &Operation, call: &mut dyn FnMut(&Type)) {
    operation.parameters.iter().for_each(|parameter| call(&parameter.ty));
    for body in operation.bodies() {
        body.kind.ty().into_iter().for_each(&mut *call);
    }
}

/// Calls for each type that successes, errors and their headers hold.
pub(crate) fn responses(operation: &Operation, call: &mut dyn FnMut(&Type)) {
    let successes = operation.successes.iter().map(|case| &case.body);
    for body in successes.chain(operation.representations.iter().map(|other| &other.body)) {
        match body {
            SuccessBody::Json(ty)
            | SuccessBody::Text(ty)
            | SuccessBody::JsonLines(ty)
            | SuccessBody::Events(ty) => call(ty),
            SuccessBody::Empty | SuccessBody::Bytes => {}
        }
    }
    for case in &operation.errors {
        if let ErrorBody::Json(ty) | ErrorBody::Text(ty) = &case.body {
            call(ty);
        }
    }
    operation.headers.iter().for_each(|header| call(&header.ty));
}

/// Calls for each type that events hold.
pub(crate) fn payloads(api: &Api, call: &mut dyn FnMut(&Type)) {
    let events = api.events.iter().flat_map(|group| &group.events);
    events.filter_map(Event::ty).for_each(call);
}

/// Removes the types that are not kept. Returns the new id of each old one, for the caller to put into the uses.
pub(crate) fn retain_types(api: &mut Api, kept: &[bool]) -> Vec<TypeId> {
    let mut next = 0;
    let ids = kept.iter().map(|kept| {
        let id = TypeId(next);
        next += usize::from(*kept);
        id
    });
    let ids = ids.collect();
    let mut kept = kept.iter();
    api.types.retain(|_| kept.next().copied().unwrap_or(true));
    ids
}

/// Moves types from the end to where they belong: each behind the one that it is given with.
pub(crate) fn move_types(api: &mut Api, moved: &[(usize, usize)]) {
    let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (owner, new) in moved {
        below.entry(*owner).or_default().push(*new);
    }
    let new: BTreeSet<usize> = moved.iter().map(|(_, new)| *new).collect();
    let mut open: Vec<usize> = (0..api.types.len()).rev().filter(|index| !new.contains(index)).collect();
    let mut old: Vec<Option<TypeDef>> = std::mem::take(&mut api.types).into_iter().map(Some).collect();
    let mut ids = vec![TypeId(0); old.len()];
    while let Some(index) = open.pop() {
        if let (Some(id), Some(def)) = (ids.get_mut(index), old.get_mut(index).and_then(Option::take)) {
            *id = TypeId(api.types.len());
            api.types.push(def);
        }
        open.extend(below.remove(&index).into_iter().flatten().rev());
    }
    ids_mut(api, |id| {
        if let Some(new) = ids.get(id.0) {
            *id = *new;
        }
    });
}

/// Calls for each id, also that of a multipart body.
pub(crate) fn ids_mut(api: &mut Api, mut call: impl FnMut(&mut TypeId)) {
    for def in &mut api.types {
        match &mut def.kind {
            TypeKind::Object(object) => {
                object.fields.iter_mut().for_each(|field| ids_in(&mut field.ty, &mut call));
                object.rest.iter_mut().for_each(|(_, ty)| ids_in(ty, &mut call));
            }
            TypeKind::Union(union) | TypeKind::Events(union) => {
                union.variants.iter_mut().for_each(|variant| ids_in(&mut variant.ty, &mut call));
            }
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => ids_in(ty, &mut call),
            TypeKind::Enumeration(_) | TypeKind::External(_) => {}
        }
    }
    for operation in api.groups.iter_mut().flat_map(|group| &mut group.operations) {
        ids_of_operation(operation, &mut call);
    }
    for event in api.events.iter_mut().flat_map(|group| &mut group.events) {
        if let Some(Payload::Json(ty)) = &mut event.payload {
            ids_in(ty, &mut call);
        }
    }
}

fn ids_of_operation(operation: &mut Operation, call: &mut dyn FnMut(&mut TypeId)) {
    operation.parameters.iter_mut().for_each(|parameter| ids_in(&mut parameter.ty, call));
    for body in operation.bodies_mut() {
        match &mut body.kind {
            BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Text(ty) | BodyKind::JsonLines(ty) => {
                ids_in(ty, call);
            }
            BodyKind::Multipart(id) => call(id),
            BodyKind::Bytes => {}
        }
    }
    let successes = operation.successes.iter_mut().map(|case| &mut case.body);
    for body in successes.chain(operation.representations.iter_mut().map(|other| &mut other.body)) {
        match body {
            SuccessBody::Json(ty)
            | SuccessBody::Text(ty)
            | SuccessBody::JsonLines(ty)
            | SuccessBody::Events(ty) => ids_in(ty, call),
            SuccessBody::Empty | SuccessBody::Bytes => {}
        }
    }
    for case in &mut operation.errors {
        if let ErrorBody::Json(ty) | ErrorBody::Text(ty) = &mut case.body {
            ids_in(ty, call);
        }
    }
    operation.headers.iter_mut().for_each(|header| ids_in(&mut header.ty, call));
    operation.pagination.iter_mut().for_each(|pagination| call(&mut pagination.page));
}

fn ids_in(ty: &mut Type, call: &mut dyn FnMut(&mut TypeId)) {
    match ty {
        Type::Named(id) => call(id),
        Type::Boxed(inner) | Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            ids_in(inner, call);
        }
        Type::Tuple(members) => members.iter_mut().for_each(|member| ids_in(member, call)),
        _ => {}
    }
}
