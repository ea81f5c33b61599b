//! Adds the configured derive macros to types.
//!
//! In: the configured macros, by the names of generated types. Out: the macros of each type.
//! Relies on: `assign_names` and `find_replacements`, before `apply_renames`.
//! Invariant: an entry that matches nothing, or a type that derives nothing, is an error, never silently dropped.

use super::replace_types::{Replacements, find_paths};
use crate::{
    Config, Diagnostics, diagnostics,
    ir::{Api, TypeKind},
};

pub(super) fn add_derives(
    api: &mut Api,
    config: &Config,
    replacements: &Replacements,
    diagnostics: &mut Diagnostics,
) {
    let entries = config.derives.iter().map(|(name, path)| (name, path));
    for (id, path) in find_paths(api, entries, diagnostics) {
        let Some(def) = api.types.get_mut(id.0) else { continue };
        if matches!(def.kind, TypeKind::Alias(_)) || replacements.iter().any(|(replaced, _)| *replaced == id)
        {
            diagnostics.push(diagnostics::no_derive(&def.pointer, &def.name.rust));
        }
        def.derives.push(path);
    }
}
