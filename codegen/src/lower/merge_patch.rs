//! Separates merge patches from what they change (RFC 7386).
//!
//! In: an API whose merge patch bodies have the types of what they change. Out: the same with types of patches, in which
//! each member may be absent, null or a value.
//! Invariant: only merge patch bodies lead to a type of a patch; a type that is used elsewhere keeps its meaning there.

use heck::ToSnakeCase;
use indexmap::{IndexMap, IndexSet};

use crate::{
    Diagnostics, diagnostics,
    ir::{Api, Body, BodyKind, Field, Name, Operation, Presence, Type, TypeDef, TypeId, TypeKind, visit},
    openapi::media_type,
};

/// What the docs of a patch say.
const NOTE: &str = "A merge patch (RFC 7386): what is absent stays as it is, `null` removes it, and lists are replaced whole.";

/// Makes a patch of each type that a merge patch body reaches; one that is used elsewhere, too, gets a copy for it.
pub(super) fn separate(api: &mut Api, diagnostics: &mut Diagnostics) {
    let bodies = api.groups.iter().flat_map(|group| &group.operations).flat_map(patches);
    let patched = reached(api, bodies.map(|(_, ty)| ty));
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        if patches(operation).any(|(_, ty)| holds_union(api, ty)) {
            diagnostics.push(diagnostics::union_in_merge_patch(&operation.pointer));
        }
    }
    let elsewhere = elsewhere(api, &patched);
    let mut ids = IndexMap::new();
    for id in &patched {
        let Some(def) = api.types.get(id.0).filter(|_| elsewhere.contains(id)) else { continue };
        let mut own = def.clone();
        own.name = Name { wire: format!("{}Patch", def.name.wire), rust: suffixed(&def.name.rust) };
        ids.insert(*id, TypeId(api.types.len()));
        api.types.push(own);
    }
    for id in &patched {
        let id = ids.get(id).unwrap_or(id);
        if let Some(def) = api.types.get_mut(id.0) {
            make_patch(def, &ids);
        }
    }
    let names: IndexMap<String, String> = ids
        .iter()
        .filter_map(|(old, new)| Some((snake_case(api.get(*old)?), snake_case(api.get(*new)?))))
        .collect();
    for body in api.groups.iter_mut().flat_map(|group| &mut group.operations).flat_map(Operation::bodies_mut)
    {
        if is_patch(body)
            && let BodyKind::Json(ty) = &mut body.kind
        {
            *ty = patch(ty, &ids);
            if let Some(name) = names.get(&body.name.wire) {
                body.name = Name::of(name.as_str());
            }
        }
    }
}

fn suffixed(hint: &str) -> String {
    if hint.is_empty() { String::new() } else { format!("{hint}Patch") }
}

fn snake_case(def: &TypeDef) -> String {
    def.name.wire.to_snake_case()
}

fn is_patch(body: &Body) -> bool {
    media_type::is_merge_patch(&body.media_type)
}

/// The merge patches that an operation sends.
fn patches(operation: &Operation) -> impl Iterator<Item = (&Body, &Type)> {
    operation.bodies().filter(|body| is_patch(body)).filter_map(|body| match &body.kind {
        BodyKind::Json(ty) => Some((body, ty)),
        _ => None,
    })
}

/// The named types of which patches are made, those within others included.
fn reached<'a>(api: &Api, roots: impl Iterator<Item = &'a Type>) -> IndexSet<TypeId> {
    let mut reached: IndexSet<TypeId> = roots.filter_map(|ty| target(api, ty)).collect();
    let mut index = 0;
    while let Some(def) = reached.get_index(index).and_then(|id| api.get(*id)) {
        index += 1;
        visit::parts(def, &mut |ty| reached.extend(target(api, ty)));
    }
    reached
}

/// The named type within a type of which a patch is made.
fn target(api: &Api, ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => has_members(api, ty, &mut IndexSet::new()).then_some(*id),
        Type::Map(inner) | Type::Nullable(inner) => target(api, inner),
        _ => None,
    }
}

/// Whether a type has members that a patch can leave out or remove.
fn has_members(api: &Api, ty: &Type, seen: &mut IndexSet<TypeId>) -> bool {
    match ty {
        Type::Named(id) if seen.insert(*id) => match api.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Object(_)) => true,
            Some(TypeKind::Alias(target) | TypeKind::Newtype(target)) => has_members(api, target, seen),
            _ => false,
        },
        Type::Nullable(inner) => has_members(api, inner, seen),
        Type::Map(_) => true,
        _ => false,
    }
}

/// Whether a patch holds a union of objects, whose members it cannot remove.
fn holds_union(api: &Api, root: &Type) -> bool {
    let mut found = false;
    let mut look = |ty: &Type| found |= is_union(api, ty);
    look(root);
    for def in reached(api, std::iter::once(root)).iter().filter_map(|id| api.get(*id)) {
        visit::parts(def, &mut look);
    }
    found
}

fn is_union(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => match api.get(*id).map(|def| &def.kind) {
            Some(TypeKind::Union(union)) => {
                union.variants.iter().any(|variant| target(api, &variant.ty).is_some())
            }
            _ => false,
        },
        Type::Map(inner) | Type::Nullable(inner) => is_union(api, inner),
        _ => false,
    }
}

/// The types that are used otherwise than as a patch.
fn elsewhere(api: &Api, patched: &IndexSet<TypeId>) -> IndexSet<TypeId> {
    let mut found = IndexSet::new();
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        operation.parameters.iter().for_each(|parameter| add_all(&parameter.ty, &mut found));
        for body in operation.bodies() {
            match &body.kind {
                BodyKind::Json(ty) if is_patch(body) => add_whole(ty, patched, &mut found),
                BodyKind::Multipart(id) => add_all(&Type::Named(*id), &mut found),
                kind => kind.ty().into_iter().for_each(|ty| add_all(ty, &mut found)),
            }
        }
        visit::responses(operation, &mut |ty| add_all(ty, &mut found));
    }
    visit::payloads(api, &mut |ty| add_all(ty, &mut found));
    for (index, def) in api.types.iter().enumerate() {
        if patched.contains(&TypeId(index)) {
            visit::parts(def, &mut |ty| add_whole(ty, patched, &mut found));
        } else {
            visit::parts(def, &mut |ty| add_all(ty, &mut found));
        }
    }
    let mut index = 0;
    while let Some(def) = found.get_index(index).and_then(|id| api.get(*id)) {
        index += 1;
        visit::parts(def, &mut |ty| add_all(ty, &mut found));
    }
    found
}

fn add_all(ty: &Type, found: &mut IndexSet<TypeId>) {
    visit::within(ty, &mut |ty| {
        if let Type::Named(id) = ty {
            found.insert(*id);
        }
    });
}

/// Adds what a patch replaces whole.
fn add_whole(ty: &Type, patched: &IndexSet<TypeId>, found: &mut IndexSet<TypeId>) {
    match ty {
        Type::Named(id) if patched.contains(id) => {}
        Type::Map(inner) | Type::Nullable(inner) => add_whole(inner, patched, found),
        ty => add_all(ty, found),
    }
}

fn make_patch(def: &mut TypeDef, ids: &IndexMap<TypeId, TypeId>) {
    match &mut def.kind {
        TypeKind::Object(object) => {
            let own = object.fields.iter_mut().filter(|field| !field.flattened);
            own.for_each(|field| make_removable(field, ids));
            if let Some((_, ty)) = &mut object.rest {
                *ty = nullable(patch(ty, ids));
            }
            def.docs.notes.push(NOTE.to_owned());
        }
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => *ty = patch(ty, ids),
        TypeKind::Enumeration(_) | TypeKind::Union(_) | TypeKind::Events(_) | TypeKind::External(_) => {}
    }
}

fn make_removable(field: &mut Field, ids: &IndexMap<TypeId, TypeId>) {
    field.ty = patch(&field.ty, ids);
    // `null` is one of the values of these.
    let has_null = matches!(field.ty, Type::Any | Type::Null);
    field.presence = if has_null { Presence::Optional } else { Presence::OptionalNullable };
    // Nobody fills in what is not said.
    (field.preset, field.default) = (None, None);
}

/// The type of a patch of values of a type.
fn patch(ty: &Type, ids: &IndexMap<TypeId, TypeId>) -> Type {
    match ty {
        Type::Named(id) => Type::Named(*ids.get(id).unwrap_or(id)),
        Type::Map(inner) => Type::Map(Box::new(nullable(patch(inner, ids)))),
        Type::Nullable(inner) => Type::Nullable(Box::new(patch(inner, ids))),
        other => other.clone(),
    }
}

fn nullable(ty: Type) -> Type {
    if matches!(ty, Type::Any | Type::Null | Type::Nullable(_)) { ty } else { Type::Nullable(Box::new(ty)) }
}
