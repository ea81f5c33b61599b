//! Makes equal inline unions one type.
//!
//! In: an API without names. Out: the same with one type for all inline unions of the same unnamed members, named after
//! these (`StringOrInteger`).
//! Relies on: nothing. Runs before `assign_names`, which makes the new hints identifiers.
//! Invariant: every id refers to a type that accepts what it accepted before. Components keep their own types, and so do
//! unions whose members have names.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Docs, Name, Type, TypeDef, TypeKind, Union, visit};

/// A union of more members is not named after them: the name would be too long.
const MOST_NAMED: usize = 3;

pub(super) fn deduplicate_unions(api: &mut Api) {
    let first = first_of_each(&api.types);
    let shared = first.iter().enumerate().filter(|(index, first)| index != *first).map(|(_, first)| *first);
    for index in shared.collect::<BTreeSet<usize>>() {
        if let Some(def) = api.types.get_mut(index) {
            rename(def);
        }
    }
    let kept: Vec<bool> = first.iter().enumerate().map(|(index, first)| index == *first).collect();
    let ids = visit::retain_types(api, &kept);
    visit::ids_mut(api, |id| {
        if let Some(new) = first.get(id.0).and_then(|first| ids.get(*first)) {
            *id = *new;
        }
    });
}

/// The index of the first type that is equal to each type, which is its own for most.
fn first_of_each(types: &[TypeDef]) -> Vec<usize> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let first = types.iter().enumerate().map(|(index, def)| match unnamed_union(def) {
        Some(union) => *known.entry(format!("{:?}", union.variants)).or_insert(index),
        None => index,
    });
    first.collect()
}

/// An inline union without a discriminator whose members all have no names.
fn unnamed_union(def: &TypeDef) -> Option<&Union> {
    let TypeKind::Union(union) = &def.kind else { return None };
    let mut named = def.pointer.component().is_some() || union.discriminator.is_some();
    for variant in &union.variants {
        visit::within(&variant.ty, &mut |ty| named |= matches!(ty, Type::Named(_)));
    }
    (!named).then_some(union)
}

/// The docs of one use do not hold for the others; each field keeps its own.
fn rename(def: &mut TypeDef) {
    def.docs = Docs::default();
    let TypeKind::Union(union) = &def.kind else { return };
    if union.variants.len() <= MOST_NAMED {
        let names: Vec<&str> = union.variants.iter().map(|variant| variant.name.wire.as_str()).collect();
        def.name = Name::of(names.join("Or"));
    }
}
