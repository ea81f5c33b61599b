//! Replaces generated types by the user's own.
//!
//! In: the configured paths, by the names of generated types. Out: external types.
//! Relies on: finding them on `assign_names`, before `apply_renames`; replacing them on every other pass, since these look
//! at the types that are replaced.
//! Invariant: an entry that matches nothing is an error, never silently dropped.

use crate::{
    Config, Diagnostics, diagnostics,
    ir::{Api, Body, BodyKind, Type, TypeId, TypeKind},
};

/// Which types are replaced, by the path of which type.
pub(super) type Replacements = Vec<(TypeId, String)>;

/// Finds the types to replace. A multipart form is not one: only generated code can send it.
pub(super) fn find_replacements(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Replacements {
    // `replace_fields` finds what goes by the name of an alias.
    let of_types = config.replacements.iter().filter(|(name, _)| !config.aliases.contains_key(*name));
    let replacements = find_paths(api, of_types, diagnostics);
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        let is_replaced = |body: &Body| match body.kind {
            BodyKind::Multipart(form) => replacements.iter().any(|(id, _)| *id == form),
            _ => false,
        };
        if operation.bodies().any(is_replaced) {
            diagnostics.push(diagnostics::replaced_form(&operation.pointer));
        }
    }
    replacements
}

/// The types that a configuration gives paths for, by their generated names.
pub(super) fn find_paths<'c>(
    api: &Api,
    entries: impl Iterator<Item = (&'c String, &'c String)>,
    diagnostics: &mut Diagnostics,
) -> Vec<(TypeId, String)> {
    let mut found = Vec::new();
    for (name, path) in entries {
        match api.types.iter().position(|def| def.name.rust == *name) {
            None => diagnostics.push(diagnostics::unknown_type(name)),
            Some(index) => found.push((TypeId(index), path.clone())),
        }
    }
    found
}

/// Puts the user's types in. A field of such a type loses the values that the document has for it: no code can write one.
pub(super) fn replace_types(api: &mut Api, replacements: Replacements) {
    for (id, path) in replacements {
        if let Some(def) = api.types.get_mut(id.0) {
            def.kind = TypeKind::External(path);
        }
        for def in &mut api.types {
            if let TypeKind::Object(object) = &mut def.kind {
                let fields = object.fields.iter_mut().filter(|field| field.ty == Type::Named(id));
                fields.for_each(|field| (field.constant, field.preset, field.default) = (None, None, None));
            }
        }
    }
}
