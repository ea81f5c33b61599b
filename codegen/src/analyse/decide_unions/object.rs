//! Patterns of objects, and of unions with a discriminator.
//!
//! In: fields, or the values of a discriminator. Out: patterns by required keys and constants.
//! Invariant: no key is required that a valid response may lack.

use std::cmp::Reverse;

use super::pattern::{Pattern, STRICT, bare};
use crate::ir::{Api, Discriminator, Field, JsonKind, Literal, Object, Presence, Type, TypeKind, Union};

/// An object, by its required keys and constants; where constants may be left out, also without them.
pub(super) fn object(api: &Api, object: &Object, patterns: &mut Vec<Pattern>) {
    let keys = demanded(object);
    let constants = |optional: bool| -> Vec<(String, Literal)> {
        let fields = object.fields.iter().filter(|field| optional || is_required(field));
        fields.filter_map(|field| Some((field.name.wire.clone(), constant(api, field)?))).collect()
    };
    let (strict, lenient) = (constants(true), constants(false));
    let entry = |constants: Vec<(String, Literal)>| {
        let mut entry = Pattern::new(JsonKind::Object, STRICT);
        entry.rank.constants = Reverse(constants.len());
        entry.rank.keys = Reverse(keys.len());
        entry.rank.properties = Reverse(object.fields.len());
        let tells = |key: &&String| !constants.iter().any(|(known, _)| known == *key);
        let keys = keys.iter().filter(tells).cloned().collect();
        Pattern { keys, constants, ..entry }
    };
    if strict.len() > lenient.len() {
        patterns.push(entry(strict));
    }
    patterns.push(entry(lenient));
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::RequiredNullable)
}

/// The keys that a text of the object must have; what is only written may be unread.
fn demanded(object: &Object) -> Vec<String> {
    let own = object.fields.iter().filter(|field| !field.flattened);
    let required = own.filter(|field| is_required(field) && !field.write_only);
    required.map(|field| field.name.wire.clone()).collect()
}

/// The only value of a field: a constant, or an enum's only value.
fn constant(api: &Api, field: &Field) -> Option<Literal> {
    if field.constant.is_some() {
        return field.constant.clone();
    }
    let Type::Named(id) = field.ty else { return None };
    match api.get(id).map(|def| &def.kind) {
        Some(TypeKind::Enumeration(enumeration)) => match enumeration.values.as_slice() {
            [only] => Some(only.literal.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A union with a discriminator takes objects with one of the values that it knows; what their variant demands tells
/// it from another union of the same values.
pub(super) fn tagged(api: &Api, union: &Union, discriminator: &Discriminator, patterns: &mut Vec<Pattern>) {
    for (literal, variant) in discriminator.mapping.iter().chain(&discriminator.further) {
        let mut entry = Pattern::new(JsonKind::Object, STRICT);
        entry.rank.constants = Reverse(1);
        if let Some(object) = union.variants.get(*variant).and_then(|variant| object_of(api, &variant.ty)) {
            entry.keys = demanded(object);
            entry.rank.keys = Reverse(entry.keys.len());
            entry.rank.properties = Reverse(object.fields.len());
            entry.keys.retain(|key| *key != discriminator.property);
        }
        let constants = vec![(discriminator.property.clone(), literal.clone())];
        patterns.push(Pattern { constants, ..entry });
    }
}

fn object_of<'a>(api: &'a Api, ty: &Type) -> Option<&'a Object> {
    let Type::Named(id) = bare(ty) else { return None };
    match api.get(*id).map(|def| &def.kind) {
        Some(TypeKind::Object(object)) => Some(object),
        _ => None,
    }
}
