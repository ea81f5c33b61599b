//! What the configuration says of operations and types.
//!
//! In: the configuration, and an API with names. Out: traits and other names of operations; other
//! names of types, more derives, and types of the user's own.
//! Invariant: an entry that matches nothing is an error, never silently dropped.

use super::{calls, ident};
use crate::{
    Config, Diagnostics,
    diagnostics::degraded,
    ir::{Api, Body, BodyKind, Type, TypeId, TypeKind, visit},
    path,
};

/// Applies all but the replacements, which come last: until then the types that they replace are looked at. Gives
/// what to replace, by the names that types have from now on.
pub(super) fn apply(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    operations(api, config, diagnostics);
    let replacements = paths(api, config.replacements.iter(), diagnostics);
    let derives = paths(api, config.derives.iter().map(|(name, path)| (name, path)), diagnostics);
    check(api, &replacements, &derives, diagnostics);
    methods(api, config, diagnostics);
    types(api, config, diagnostics);
    api.derives = now(api, derives);
    now(api, replacements)
}

/// Puts the user's types in the place of generated ones. A default of such a type is nothing that code can write.
pub(super) fn replace(api: &mut Api, replacements: &[(String, String)]) {
    let mut replaced = Vec::new();
    for (index, def) in api.types.iter_mut().enumerate() {
        if let Some((_, path)) = replacements.iter().find(|(name, _)| *name == def.name.rust) {
            def.kind = TypeKind::External(path.clone());
            replaced.push(Type::Named(TypeId(index)));
        }
    }
    for def in &mut api.types {
        if let TypeKind::Object(object) = &mut def.kind {
            let fields = object.fields.iter_mut().filter(|field| replaced.contains(&field.ty));
            fields.for_each(|field| field.default = None);
        }
    }
}

/// Chooses the library of dates.
pub(super) fn dates(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let Some(library) = config.dates else { return };
    let mut matched = false;
    visit::uses(api, |ty| matched |= matches!(ty, Type::Date | Type::DateTime));
    if !matched {
        diagnostics.push(degraded::no_date());
    }
    api.dates = library;
}

/// Types by their places, with the paths that the configuration has for them.
fn paths<'c>(
    api: &Api,
    entries: impl Iterator<Item = (&'c String, &'c String)>,
    diagnostics: &mut Diagnostics,
) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (name, path) in entries {
        match api.types.iter().position(|def| def.name.rust == *name) {
            None => diagnostics.push(degraded::unknown_type(name)),
            Some(_) if path::parse(path).is_none() => {
                diagnostics.push(degraded::bad_path(path));
            }
            Some(index) => found.push((index, path.clone())),
        }
    }
    found
}

/// What is no struct and no enum derives nothing, and a form cannot be replaced.
fn check(
    api: &Api,
    replacements: &[(usize, String)],
    derives: &[(usize, String)],
    diagnostics: &mut Diagnostics,
) {
    for (index, _) in derives {
        let Some(def) = api.types.get(*index) else { continue };
        if matches!(def.kind, TypeKind::Alias(_)) || replacements.iter().any(|(other, _)| other == index) {
            diagnostics.push(degraded::no_derive(&def.pointer, &def.name.rust));
        }
    }
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        let is_replaced = |body: &Body| matches!(body.kind, BodyKind::Multipart(form) if replacements.iter().any(|(index, _)| *index == form.0));
        if operation.bodies().any(is_replaced) {
            diagnostics.push(degraded::replaced_form(&operation.pointer));
        }
    }
}

/// The same by the names that the types have now.
fn now(api: &Api, entries: Vec<(usize, String)>) -> Vec<(String, String)> {
    let named = entries.into_iter();
    named.filter_map(|(index, path)| Some((api.types.get(index)?.name.rust.clone(), path))).collect()
}

fn methods(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (from, to) in &config.methods {
        let mut matched = false;
        for group in &mut api.groups {
            for index in 0..group.operations.len() {
                let Some(operation) = group.operations.get(index) else { continue };
                if operation.name.wire != *from && operation.name.rust != *from {
                    continue;
                }
                matched = true;
                let pointer = operation.pointer.clone();
                if !calls::rename(group, index, to) {
                    diagnostics.push(degraded::bad_method_name(&pointer, to));
                }
            }
        }
        if !matched {
            diagnostics.push(degraded::unknown_operation(from));
        }
    }
}

fn operations(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (id, config) in &config.operations {
        let all = api.groups.iter_mut().flat_map(|group| &mut group.operations);
        let mut matched = false;
        for status in config.retry_on.iter().filter(|status| !(400..600).contains(*status)) {
            diagnostics.push(degraded::bad_retry_status(id, *status));
        }
        for operation in all.filter(|operation| operation.name.wire == *id || operation.name.rust == *id) {
            operation.config = config.clone();
            matched = true;
        }
        if !matched {
            diagnostics.push(degraded::unknown_operation(id));
        }
    }
}

fn types(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (from, to) in &config.types {
        let taken = api.types.iter().any(|def| def.name.rust == *to);
        match api.types.iter_mut().find(|def| def.name.rust == *from) {
            None => diagnostics.push(degraded::unknown_type(from)),
            Some(def) if taken || !ident::is_identifier(to) => {
                diagnostics.push(degraded::bad_type_name(&def.pointer, to));
            }
            Some(def) => def.name.rust.clone_from(to),
        }
    }
}
