//! Inline unions that say the same.
//!
//! In: an API before it has names. Out: the same with one type for all inline unions of the same plain members,
//! called after them (`StringOrInteger`). Invariant: every id stands for a type that accepts what it accepted before;
//! components keep their own types, and so do unions whose members have names.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Docs, Name, Type, TypeDef, TypeId, TypeKind, Union, visit};

/// A name of more members says too little.
const MOST_NAMED: usize = 3;

pub(super) fn merge(api: &mut Api) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: Vec<usize> = Vec::with_capacity(api.types.len());
    for (index, def) in api.types.iter().enumerate() {
        let place = plain(def).map_or(index, |union| *first.entry(key(union)).or_insert(index));
        places.push(place);
    }
    let shared = places.iter().enumerate().filter(|(index, place)| index != *place).map(|(_, place)| *place);
    for index in shared.collect::<BTreeSet<usize>>() {
        if let Some(def) = api.types.get_mut(index) {
            rename(def);
        }
    }
    let mut kept = 0;
    let mut numbers = Vec::with_capacity(places.len());
    for (index, place) in places.iter().enumerate() {
        numbers.push(TypeId(kept));
        kept += usize::from(index == *place);
    }
    let mut stays = places.iter().enumerate().map(|(index, place)| index == *place);
    api.types.retain(|_| stays.next().unwrap_or(true));
    visit::ids_mut(api, |id| {
        if let Some(number) = places.get(id.0).and_then(|place| numbers.get(*place)) {
            *id = *number;
        }
    });
}

/// An inline union whose members are all without names.
fn plain(def: &TypeDef) -> Option<&Union> {
    let TypeKind::Union(union) = &def.kind else { return None };
    let mut named = def.pointer.component().is_some() || union.discriminator.is_some();
    for variant in &union.variants {
        visit::within(&variant.ty, &mut |ty| named |= matches!(ty, Type::Named(_)));
    }
    (!named).then_some(union)
}

/// What is the same for twins: the members in their order, with what is said of each.
fn key(union: &Union) -> String {
    format!("{:?}", union.variants)
}

fn rename(def: &mut TypeDef) {
    // What is said of one use is not said of the others; each field has its own.
    def.docs = Docs::default();
    let TypeKind::Union(union) = &def.kind else { return };
    if union.variants.len() <= MOST_NAMED {
        let names: Vec<&str> = union.variants.iter().map(|variant| variant.name.wire.as_str()).collect();
        def.name = Name::of(names.join("Or"));
    }
}
