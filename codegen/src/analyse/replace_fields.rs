//! Replaces what single fields hold by the user's own types.
//!
//! In: the configured aliases that have a replacement. Out: a copy of what the field holds, under the alias's name, in its
//! place; the copy is an entry of the replacements, so that all passes before `replace_types` see what it is.
//! Relies on: `apply_renames`, whose names the entries go by; `break_alias_cycles`, after which aliases end. Runs before
//! `insert_boxes` and `compute_usage`, which look at what fields hold.
//! Invariant: no other field changes, also none that holds the same type.

use super::{
    add_aliases::{definition, field_mut, unfold},
    replace_types::Replacements,
};
use crate::{
    Config, Diagnostics,
    ir::{Api, Type, TypeId, TypeKind},
};

pub(super) fn replace_fields(
    api: &mut Api,
    config: &Config,
    replacements: &mut Replacements,
    diagnostics: &mut Diagnostics,
) {
    let replaced = config.aliases.iter().filter_map(|entry| Some((entry, config.replacements.get(entry.0)?)));
    for ((alias, field), path) in replaced {
        let id = TypeId(api.types.len());
        let made = definition(api, alias, field).map_err(|fault| diagnostics.push(*fault));
        let Ok(mut copy) = made else { continue };
        if let TypeKind::Alias(Type::Named(held)) = copy.kind
            && let Some(def) = api.get(held)
        {
            copy.kind = def.kind.clone();
        }
        api.types.push(copy);
        replacements.push((id, path.clone()));
        let unfolded = field_mut(api, field).map(|field| field.ty.clone()).map(|ty| unfold(api, &ty));
        if let (Some(field), Some(ty)) = (field_mut(api, field), unfolded) {
            field.ty = with(ty, Type::Named(id));
        }
    }
}

/// The type with another one in place of the values of a map, or the items of a list. It reads `null` itself.
fn with(ty: Type, new: Type) -> Type {
    match ty {
        Type::List(inner) => Type::List(Box::new(with(*inner, new))),
        Type::Map(inner) => Type::Map(Box::new(with(*inner, new))),
        Type::Nullable(inner) if matches!(*inner, Type::List(_) | Type::Map(_)) => {
            Type::Nullable(Box::new(with(*inner, new)))
        }
        _ => new,
    }
}
