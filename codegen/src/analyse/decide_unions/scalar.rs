//! Patterns of types without a name, and of enums.
//!
//! In: scalars, lists, tuples, maps, enums. Out: a pattern for each kind of JSON value that they accept.
//! Invariant: the stricter of two types has the lower class.

use super::pattern::{ANY, LISTED, LOOSE, OPEN, Pattern, STRICT, bare};
use crate::ir::{Api, Enumeration, JsonKind, Literal, TextFormat, Type, TypeId, TypeKind};

/// Adds the patterns of a type without a name.
pub(super) fn unnamed(api: &Api, ty: &Type, patterns: &mut Vec<Pattern>) {
    match ty {
        Type::Boolean => patterns.push(Pattern::new(JsonKind::Boolean, STRICT)),
        Type::Int32 | Type::Uint32 | Type::Int64 | Type::Uint64 | Type::Int128 | Type::Uint128 => patterns
            .push(Pattern {
                covers_integers: matches!(ty, Type::Int64 | Type::Int128),
                ..Pattern::new(JsonKind::Integer, strictness(ty))
            }),
        Type::Float32 | Type::Float64 | Type::Number => {
            let class = strictness(ty);
            patterns.push(Pattern { is_float_for_integer: true, ..Pattern::new(JsonKind::Integer, class) });
            patterns.push(Pattern::new(JsonKind::Number, class));
        }
        Type::String
        | Type::Secret
        | Type::Uuid
        | Type::DateTime
        | Type::Date
        | Type::Uri
        | Type::Base64
        | Type::Base64Url
        | Type::Formatted(_)
        | Type::Binary => patterns.push(Pattern::new(JsonKind::String, strictness(ty))),
        Type::List(item) => patterns.push(Pattern::new(JsonKind::Array, item_strictness(api, item))),
        Type::Tuple(_) => patterns.push(Pattern::new(JsonKind::Array, LISTED)),
        Type::Map(value) => {
            patterns.push(Pattern::new(JsonKind::Object, item_strictness(api, value).max(LOOSE)));
        }
        Type::Any => patterns.extend(JsonKind::ALL.map(|kind| Pattern::new(kind, ANY))),
        Type::Null | Type::Named(_) | Type::Boxed(_) | Type::Nullable(_) => {}
    }
}

/// How few values a scalar type takes; less is stricter.
fn strictness(ty: &Type) -> u8 {
    match ty {
        Type::Uuid | Type::Int32 | Type::Boolean => STRICT,
        Type::DateTime | Type::Uint32 => STRICT + 1,
        Type::Date | Type::Int64 => STRICT + 2,
        Type::Uri | Type::Uint64 | Type::Int128 | Type::Uint128 => STRICT + 3,
        Type::Formatted(format) => text_strictness(*format),
        Type::Base64 | Type::Base64Url | Type::Float64 => STRICT + 4,
        Type::Any => ANY,
        _ => LOOSE,
    }
}

/// How few texts a format takes; less is stricter.
fn text_strictness(format: TextFormat) -> u8 {
    match format {
        TextFormat::Int32 | TextFormat::Ipv4 | TextFormat::Ipv6 => STRICT,
        TextFormat::Uint32 | TextFormat::Ip | TextFormat::LocalDateTime | TextFormat::HttpDate => STRICT + 1,
        TextFormat::Int64 | TextFormat::Time => STRICT + 2,
        TextFormat::Uint64 | TextFormat::Int128 | TextFormat::Uint128 | TextFormat::Duration => STRICT + 3,
        TextFormat::Float32 | TextFormat::Float64 => STRICT + 4,
    }
}

/// How strict a list or a map is, by what is in it.
fn item_strictness(api: &Api, item: &Type) -> u8 {
    let of_named = |id: TypeId| match api.get(id).map(|def| &def.kind) {
        Some(TypeKind::Object(_)) => STRICT,
        Some(TypeKind::Alias(ty) | TypeKind::Newtype(ty)) => strictness(bare(ty)),
        _ => LOOSE,
    };
    match bare(item) {
        Type::Named(id) => of_named(*id),
        Type::List(_) | Type::Tuple(_) | Type::Map(_) => STRICT,
        ty => strictness(ty),
    }
}

/// An enum takes its values first. As it is open, it also takes other values of their kinds, when nothing else does.
pub(super) fn enumeration(enumeration: &Enumeration, patterns: &mut Vec<Pattern>) {
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
            patterns.push(Pattern { values, ..Pattern::new(kind, LISTED) });
            patterns.push(Pattern::new(kind, OPEN));
        }
    }
}
