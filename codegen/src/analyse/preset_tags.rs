//! Presets the properties by which unions select an object.
//!
//! In: unions with a discriminator. Out: in each object that they select by one value only, that value.
//! Relies on: nothing; an object in unions of unions has several such properties.
//! Invariant: an object that two unions select by different values has no preset, as neither is right for both.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Diagnostics, diagnostics,
    ir::{Api, Literal, Type, TypeId, TypeKind, Union},
};

/// How many members of unions are looked at: unions in unions multiply.
const LIMIT: usize = 200_000;

/// By object and property, the values by which all unions select it.
type Values = BTreeMap<(TypeId, String), Vec<Literal>>;

pub(super) fn preset_tags(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut values = Values::new();
    let mut left = LIMIT;
    for def in &api.types {
        let TypeKind::Union(union) = &def.kind else { continue };
        if !collect(api, union, &mut values, &mut left) {
            diagnostics.push(diagnostics::too_large(&def.pointer));
            return;
        }
    }
    for ((id, property), values) in values {
        let Some(TypeKind::Object(object)) = api.types.get_mut(id.0).map(|def| &mut def.kind) else {
            continue;
        };
        let Some(field) = object.fields.iter_mut().find(|field| field.name.wire == property) else {
            continue;
        };
        if let [only] = values.as_slice() {
            field.preset = Some(only.clone());
        }
    }
}

/// Adds the values of one union; `false` if there is more to look at than may be.
fn collect(api: &Api, union: &Union, values: &mut Values, left: &mut usize) -> bool {
    let Some(discriminator) = &union.discriminator else { return true };
    for (index, variant) in union.variants.iter().enumerate() {
        let mapped = discriminator.mapping.iter().filter(|(_, mapped)| *mapped == index);
        let mapped: Vec<Literal> = mapped.map(|(value, _)| value.clone()).collect();
        if mapped.is_empty() {
            continue;
        }
        let Some(objects) = objects(api, &variant.ty, &discriminator.property, left) else { return false };
        for id in objects {
            let known = values.entry((id, discriminator.property.clone())).or_insert_with(|| mapped.clone());
            known.retain(|value| mapped.contains(value));
        }
    }
    true
}

/// The objects that a value of a type may be, through aliases and unions, but for unions that the same property decides;
/// `None` if they are too many.
fn objects(api: &Api, ty: &Type, property: &str, left: &mut usize) -> Option<Vec<TypeId>> {
    let mut objects = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        let id = match ty {
            Type::Named(id) => *id,
            Type::Boxed(inner) | Type::Nullable(inner) => {
                open.push(inner);
                continue;
            }
            _ => continue,
        };
        if !seen.insert(id) {
            continue;
        }
        *left = left.checked_sub(1)?;
        match api.get(id).map(|def| &def.kind) {
            Some(TypeKind::Object(_)) => objects.push(id),
            Some(TypeKind::Alias(ty) | TypeKind::Newtype(ty)) => open.push(ty),
            Some(TypeKind::Union(union)) => {
                let variants = union.variants.iter().enumerate();
                let by_same = union.discriminator.as_ref().is_some_and(|said| said.property == property);
                let told = variants.filter(|(index, _)| !(by_same && union.is_tagged(*index)));
                open.extend(told.map(|(_, variant)| &variant.ty));
            }
            _ => {}
        }
    }
    Some(objects)
}
