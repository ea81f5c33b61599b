//! Adds the aliases that the configuration has for what fields hold.
//!
//! In: the configured aliases, by the names of types and fields. Out: an alias at the end of the types for each entry that
//! `replace_fields` has not made a type of.
//! Relies on: `apply_renames`, whose names the entries go by; `break_alias_cycles`, after which aliases end;
//! `remove_unused`, which would take the aliases away.
//! Invariant: an entry that matches nothing is an error, never silently dropped.

use super::identifier;
use crate::{
    Config, Diagnostic, Diagnostics, diagnostics,
    ir::{Api, Docs, Field, Name, Type, TypeDef, TypeKind, Usage},
};

/// More lists and maps in each other are not seen through.
const DEEPEST: usize = 32;

pub(super) fn add_aliases(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let entries = config.aliases.iter().filter(|(alias, _)| !config.replacements.contains_key(*alias));
    for (alias, field) in entries {
        match definition(api, alias, field) {
            Ok(def) => api.types.push(def),
            Err(fault) => diagnostics.push(*fault),
        }
    }
}

/// An alias of what a field holds; the field is given by its type's name and its own name on the wire.
pub(super) fn definition(
    api: &Api,
    alias: &str,
    (ty, field): &(String, String),
) -> Result<TypeDef, Box<Diagnostic>> {
    let Some(def) = api.types.iter().find(|def| def.name.rust == *ty) else {
        return Err(Box::new(diagnostics::unknown_type(ty)));
    };
    let TypeKind::Object(object) = &def.kind else {
        return Err(Box::new(diagnostics::unknown_field(&def.pointer, field)));
    };
    let Some(found) = object.fields.iter().find(|found| found.name.wire == *field) else {
        return Err(Box::new(diagnostics::unknown_field(&def.pointer, field)));
    };
    if !identifier::is_identifier(alias) || api.types.iter().any(|def| def.name.rust == alias) {
        return Err(Box::new(diagnostics::bad_type_name(&def.pointer, alias)));
    }
    Ok(TypeDef {
        name: Name { wire: alias.to_owned(), rust: alias.to_owned() },
        pointer: def.pointer.clone(),
        docs: Docs { summary: Some(format!("What `{ty}` holds in `{field}`.")), ..Docs::default() },
        kind: TypeKind::Alias(innermost(unfold(api, &found.ty))),
        usage: Usage::default(),
        derives: Vec::new(),
    })
}

/// The field that [`definition`] has found.
pub(super) fn field_mut<'a>(api: &'a mut Api, (ty, field): &(String, String)) -> Option<&'a mut Field> {
    match &mut api.types.iter_mut().find(|def| def.name.rust == *ty)?.kind {
        TypeKind::Object(object) => object.fields.iter_mut().find(|found| found.name.wire == *field),
        _ => None,
    }
}

/// A type with what the aliases of lists, maps and options stand for.
pub(super) fn unfold(api: &Api, ty: &Type) -> Type {
    unfold_to(api, ty, DEEPEST)
}

fn unfold_to(api: &Api, ty: &Type, depth: usize) -> Type {
    let Some(depth) = depth.checked_sub(1) else { return ty.clone() };
    match behind_aliases(api, ty) {
        Type::List(inner) => Type::List(Box::new(unfold_to(api, inner, depth))),
        Type::Map(inner) => Type::Map(Box::new(unfold_to(api, inner, depth))),
        Type::Nullable(inner) => Type::Nullable(Box::new(unfold_to(api, inner, depth))),
        Type::Boxed(inner) => unfold_to(api, inner, depth),
        _ => ty.clone(),
    }
}

fn behind_aliases<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    while let Type::Named(id) = ty
        && let Some(TypeKind::Alias(target)) = api.get(*id).map(|def| &def.kind)
    {
        ty = target;
    }
    ty
}

/// What a type holds: its values, its items, without `Option`.
fn innermost(ty: Type) -> Type {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => innermost(*inner),
        held => held,
    }
}
