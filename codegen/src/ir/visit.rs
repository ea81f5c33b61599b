//! Walks over every use of a type.
//!
//! In: an API or a type. Out: calls for each use, inner ones too.
//! Invariant: a new place that holds a type is added here, and every pass sees it.

use super::{Api, Body, BodyKind, ErrorBody, Operation, SuccessBody, Type, TypeDef, TypeId, TypeKind};

/// Calls for each type that is used in definitions, bodies, parameters and responses; multipart bodies are no use.
pub(crate) fn uses(api: &Api, mut call: impl FnMut(&Type)) {
    for def in &api.types {
        parts(def, &mut |ty| within(ty, &mut call));
    }
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        requests(operation, &mut |ty| within(ty, &mut call));
        responses(operation, &mut |ty| within(ty, &mut call));
    }
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
        TypeKind::Union(union) => union.variants.iter().for_each(|variant| call(&variant.ty)),
        TypeKind::Alias(ty) => call(ty),
        TypeKind::Enumeration(_) | TypeKind::External(_) => {}
    }
}

/// Calls for each type that parameters and the body hold.
pub(crate) fn requests(operation: &Operation, call: &mut dyn FnMut(&Type)) {
    operation.parameters.iter().for_each(|parameter| call(&parameter.ty));
    if let Some(Body { kind: BodyKind::Json(ty) | BodyKind::Form(ty), .. }) = &operation.body {
        call(ty);
    }
}

/// Calls for each type that successes and refusals hold.
pub(crate) fn responses(operation: &Operation, call: &mut dyn FnMut(&Type)) {
    for case in &operation.successes {
        if let SuccessBody::Json(ty) | SuccessBody::JsonLines(ty) = &case.body {
            call(ty);
        }
    }
    for case in &operation.errors {
        if let ErrorBody::Json(ty) = &case.body {
            call(ty);
        }
    }
}

/// Calls for each id, also that of a multipart body.
pub(crate) fn ids_mut(api: &mut Api, mut call: impl FnMut(&mut TypeId)) {
    for def in &mut api.types {
        match &mut def.kind {
            TypeKind::Object(object) => {
                object.fields.iter_mut().for_each(|field| ids_in(&mut field.ty, &mut call));
                object.rest.iter_mut().for_each(|(_, ty)| ids_in(ty, &mut call));
            }
            TypeKind::Union(union) => {
                union.variants.iter_mut().for_each(|variant| ids_in(&mut variant.ty, &mut call));
            }
            TypeKind::Alias(ty) => ids_in(ty, &mut call),
            TypeKind::Enumeration(_) | TypeKind::External(_) => {}
        }
    }
    for operation in api.groups.iter_mut().flat_map(|group| &mut group.operations) {
        ids_of_operation(operation, &mut call);
    }
}

fn ids_of_operation(operation: &mut Operation, call: &mut dyn FnMut(&mut TypeId)) {
    operation.parameters.iter_mut().for_each(|parameter| ids_in(&mut parameter.ty, call));
    match operation.body.as_mut().map(|body| &mut body.kind) {
        Some(BodyKind::Json(ty) | BodyKind::Form(ty)) => ids_in(ty, call),
        Some(BodyKind::Multipart(id)) => call(id),
        Some(BodyKind::Text | BodyKind::Bytes) | None => {}
    }
    for case in &mut operation.successes {
        if let SuccessBody::Json(ty) | SuccessBody::JsonLines(ty) = &mut case.body {
            ids_in(ty, call);
        }
    }
    for case in &mut operation.errors {
        if let ErrorBody::Json(ty) = &mut case.body {
            ids_in(ty, call);
        }
    }
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
