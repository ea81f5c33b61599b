//! Adds the aliases that the configuration has for what fields hold.
//!
//! In: the configured aliases, by the names of types and fields. Out: an alias at the end of the types for each entry.
//! Relies on: `apply_renames`, whose names the entries go by; `insert_boxes`, which ends circles of aliases;
//! `remove_unused`, which would take the aliases away.
//! Invariant: an entry that matches nothing is an error, never silently dropped.

use super::identifier;
use crate::{
    Config, Diagnostics, diagnostics,
    ir::{Api, Docs, Name, Type, TypeDef, TypeKind, Usage},
};

pub(super) fn add_aliases(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    for (alias, (ty, field)) in &config.aliases {
        let Some(def) = api.types.iter().find(|def| def.name.rust == *ty) else {
            diagnostics.push(diagnostics::unknown_type(ty));
            continue;
        };
        let TypeKind::Object(object) = &def.kind else {
            diagnostics.push(diagnostics::unknown_field(&def.pointer, field));
            continue;
        };
        let Some(found) = object.fields.iter().find(|found| found.name.wire == *field) else {
            diagnostics.push(diagnostics::unknown_field(&def.pointer, field));
            continue;
        };
        if !identifier::is_identifier(alias) || api.types.iter().any(|def| def.name.rust == *alias) {
            diagnostics.push(diagnostics::bad_type_name(&def.pointer, alias));
            continue;
        }
        let docs = Docs { summary: Some(format!("What `{ty}` holds in `{field}`.")), ..Docs::default() };
        let alias = TypeDef {
            name: Name { wire: alias.clone(), rust: alias.clone() },
            pointer: def.pointer.clone(),
            docs,
            kind: TypeKind::Alias(innermost(api, &found.ty).clone()),
            usage: Usage::default(),
            derives: Vec::new(),
        };
        api.types.push(alias);
    }
}

/// What a type holds: its values, its items, without `Option`, behind the aliases of such.
fn innermost<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut innermost = ty;
    // Aliases that lead to each other were broken up; the bound is for the reader.
    for _ in 0..=api.types.len() {
        innermost = match innermost {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => inner,
            Type::Named(id) => match api.get(*id).map(|def| &def.kind) {
                Some(
                    TypeKind::Alias(target @ (Type::List(_) | Type::Map(_) | Type::Nullable(_)))
                    | TypeKind::Newtype(target),
                ) => target,
                _ => break,
            },
            _ => break,
        };
    }
    innermost
}
