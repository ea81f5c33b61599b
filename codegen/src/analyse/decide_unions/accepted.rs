//! What a type accepts: kinds of JSON values, with what they must have.
//!
//! In: a type. Out: one entry for each kind, and for each object that it may be.
//! Invariant: aliases and nested unions are seen through, each once.

use std::collections::BTreeSet;

use super::plain;
use crate::ir::{
    Api, Discriminator, Enumeration, Field, JsonKind, Literal, Object, Presence, Type, TypeId, TypeKind,
    Union,
};

/// A kind of JSON value that a type accepts.
#[derive(Clone, Debug)]
pub(super) struct Accepted {
    pub(super) kind: JsonKind,
    /// Less accepts less.
    pub(super) rank: Rank,
    pub(super) keys: Vec<String>,
    pub(super) constants: Vec<(String, Literal)>,
    pub(super) values: Vec<Literal>,
    /// An integer type that holds every `i64`.
    pub(super) covers_integers: bool,
    /// A float type, where the value is an integer.
    pub(super) is_float_for_integer: bool,
}

/// The order in which candidates are tried: the class, then what an object must have, more first (so negative).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    class: u8,
    constants: isize,
    keys: isize,
    properties: isize,
}

/// Classes of candidates, in the order in which they are tried.
const LISTED: u8 = 0;
const STRICT: u8 = 1;
const LOOSE: u8 = 6;
const OPEN: u8 = 8;
const ANY: u8 = 9;

impl Accepted {
    fn new(kind: JsonKind, class: u8) -> Self {
        Self {
            kind,
            rank: Rank { class, constants: 0, keys: 0, properties: 0 },
            keys: Vec::new(),
            constants: Vec::new(),
            values: Vec::new(),
            covers_integers: false,
            is_float_for_integer: false,
        }
    }
}

impl Accepted {
    /// How much it lists.
    pub(super) fn size(&self) -> usize {
        1 + self.keys.len() + self.constants.len() + self.values.len()
    }
}

/// What a type accepts.
pub(super) fn of(api: &Api, ty: &Type) -> Vec<Accepted> {
    let mut accepted = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![plain(ty).clone()];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Named(id) if seen.insert(id) => named(api, id, &mut accepted, &mut open),
            Type::Named(_) => {}
            ty => scalars(api, &ty, &mut accepted),
        }
    }
    accepted
}

fn named(api: &Api, id: TypeId, accepted: &mut Vec<Accepted>, open: &mut Vec<Type>) {
    match api.get(id).map(|def| &def.kind) {
        Some(TypeKind::Object(object)) => objects(api, object, accepted),
        Some(TypeKind::Enumeration(enumeration)) => values(enumeration, accepted),
        Some(TypeKind::Alias(ty)) => open.push(plain(ty).clone()),
        Some(TypeKind::Union(union)) => match &union.discriminator {
            Some(discriminator) => tagged(api, union, discriminator, accepted),
            None => open.extend(union.variants.iter().rev().map(|variant| plain(&variant.ty).clone())),
        },
        Some(TypeKind::External(_)) | None => {}
    }
}

fn scalars(api: &Api, ty: &Type, accepted: &mut Vec<Accepted>) {
    match ty {
        Type::Boolean => accepted.push(Accepted::new(JsonKind::Boolean, STRICT)),
        Type::Int32 | Type::Uint32 | Type::Int64 | Type::Uint64 => accepted.push(Accepted {
            covers_integers: *ty == Type::Int64,
            ..Accepted::new(JsonKind::Integer, strictness(ty))
        }),
        Type::Float32 | Type::Float64 => {
            let class = strictness(ty);
            accepted.push(Accepted { is_float_for_integer: true, ..Accepted::new(JsonKind::Integer, class) });
            accepted.push(Accepted::new(JsonKind::Number, class));
        }
        Type::String
        | Type::Secret
        | Type::Uuid
        | Type::DateTime
        | Type::Date
        | Type::Uri
        | Type::Base64
        | Type::Binary => accepted.push(Accepted::new(JsonKind::String, strictness(ty))),
        Type::List(item) => accepted.push(Accepted::new(JsonKind::Array, item_strictness(api, item))),
        Type::Tuple(_) => accepted.push(Accepted::new(JsonKind::Array, LISTED)),
        Type::Map(value) => {
            accepted.push(Accepted::new(JsonKind::Object, item_strictness(api, value).max(LOOSE)));
        }
        Type::Any => accepted.extend(super::KINDS.map(|kind| Accepted::new(kind, ANY))),
        Type::Null | Type::Named(_) | Type::Boxed(_) | Type::Nullable(_) => {}
    }
}

/// How few values a scalar type takes; less is stricter.
fn strictness(ty: &Type) -> u8 {
    match ty {
        Type::Uuid | Type::Int32 | Type::Boolean => STRICT,
        Type::DateTime | Type::Uint32 => STRICT + 1,
        Type::Date | Type::Int64 => STRICT + 2,
        Type::Uri | Type::Uint64 => STRICT + 3,
        Type::Base64 | Type::Float64 => STRICT + 4,
        Type::Any => ANY,
        _ => LOOSE,
    }
}

/// How strict a list or a map is, by what is in it.
fn item_strictness(api: &Api, item: &Type) -> u8 {
    let of_named = |id: TypeId| match api.get(id).map(|def| &def.kind) {
        Some(TypeKind::Object(_)) => STRICT,
        Some(TypeKind::Alias(ty)) => strictness(plain(ty)),
        _ => LOOSE,
    };
    match plain(item) {
        Type::Named(id) => of_named(*id),
        Type::List(_) | Type::Tuple(_) | Type::Map(_) => STRICT,
        ty => strictness(ty),
    }
}

/// An object, by its required keys and constants; where constants may be left out, also without them.
fn objects(api: &Api, object: &Object, accepted: &mut Vec<Accepted>) {
    let keys = demanded(object);
    let constants = |optional: bool| -> Vec<(String, Literal)> {
        let fields = object.fields.iter().filter(|field| optional || is_required(field));
        fields.filter_map(|field| Some((field.name.wire.clone(), constant(api, field)?))).collect()
    };
    let (strict, lenient) = (constants(true), constants(false));
    let entry = |constants: Vec<(String, Literal)>| {
        let mut entry = Accepted::new(JsonKind::Object, STRICT);
        entry.rank.constants = negative(constants.len());
        entry.rank.keys = negative(keys.len());
        entry.rank.properties = negative(object.fields.len());
        let tells = |key: &&String| !constants.iter().any(|(known, _)| known == *key);
        let keys = keys.iter().filter(tells).cloned().collect();
        Accepted { keys, constants, ..entry }
    };
    if strict.len() > lenient.len() {
        accepted.push(entry(strict));
    }
    accepted.push(entry(lenient));
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::RequiredNullable)
}

/// The keys that a text of the object must have; what is only written may be unread.
fn demanded(object: &Object) -> Vec<String> {
    let required = object.fields.iter().filter(|field| is_required(field)).filter(|field| !field.write_only);
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

fn negative(count: usize) -> isize {
    isize::try_from(count).map_or(isize::MIN, |count| -count)
}

/// An enum takes its values first, and as it is open, any other value of their kinds when nothing else does.
fn values(enumeration: &Enumeration, accepted: &mut Vec<Accepted>) {
    for kind in [JsonKind::String, JsonKind::Integer, JsonKind::Number, JsonKind::Boolean] {
        let is_kind = |literal: &&Literal| match literal {
            Literal::String(_) => kind == JsonKind::String,
            Literal::Integer(_) => kind == JsonKind::Integer,
            Literal::Number(_) => kind == JsonKind::Number,
            Literal::Boolean(_) => kind == JsonKind::Boolean,
            Literal::Null => false,
        };
        let literals = enumeration.values.iter().map(|value| &value.literal);
        let values: Vec<Literal> = literals.filter(is_kind).cloned().collect();
        if !values.is_empty() {
            accepted.push(Accepted { values, ..Accepted::new(kind, LISTED) });
            accepted.push(Accepted::new(kind, OPEN));
        }
    }
}

/// A union with a discriminator takes objects with one of the values that it knows; what their variant demands tells
/// it from another union of the same values.
fn tagged(api: &Api, union: &Union, discriminator: &Discriminator, accepted: &mut Vec<Accepted>) {
    for (literal, variant) in &discriminator.mapping {
        let mut entry = Accepted::new(JsonKind::Object, STRICT);
        entry.rank.constants = -1;
        if let Some(object) = union.variants.get(*variant).and_then(|variant| object(api, &variant.ty)) {
            entry.keys = demanded(object);
            entry.rank.keys = negative(entry.keys.len());
            entry.rank.properties = negative(object.fields.len());
            entry.keys.retain(|key| *key != discriminator.property);
        }
        let constants = vec![(discriminator.property.clone(), literal.clone())];
        accepted.push(Accepted { constants, ..entry });
    }
}

fn object<'a>(api: &'a Api, ty: &Type) -> Option<&'a Object> {
    let Type::Named(id) = plain(ty) else { return None };
    match api.get(*id).map(|def| &def.kind) {
        Some(TypeKind::Object(object)) => Some(object),
        _ => None,
    }
}
