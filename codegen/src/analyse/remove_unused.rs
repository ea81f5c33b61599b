//! Removes the types that no operation uses, where only a part of the document was asked for.
//!
//! In: an API, and the replacements by id. Out: both without the unused types, with new ids.
//! Relies on: `compute_usage`.
//! Invariant: every id refers to the same type as before.

use super::replace_types::Replacements;
use crate::{
    Config,
    ir::{Api, TypeId, visit},
};

pub(super) fn remove_unused(api: &mut Api, replacements: &mut Replacements, config: &Config) {
    if !config.is_partial() {
        return;
    }
    let used: Vec<bool> = api.types.iter().map(|def| def.usage.request || def.usage.response).collect();
    let ids = visit::retain_types(api, &used);
    let renumber = |id: &mut TypeId| {
        if let Some(new) = ids.get(id.0) {
            *id = *new;
        }
    };
    visit::ids_mut(api, renumber);
    replacements.retain(|(id, _)| used.get(id.0) == Some(&true));
    for (id, _) in replacements {
        renumber(id);
    }
}
