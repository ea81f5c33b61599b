//! Values that show what a type holds.
//!
//! In: a type, and where the value stands. Out: Rust that makes a value, and the JSON that it is. Invariant: both are
//! the same value; whatever the types, nothing recurses without end, for a step inwards leads to a smaller weight or
//! a deeper level.

mod object;
mod scalar;
mod weight;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::{self as example, Examples};
use crate::backend::syntax::{literal, name, shape::Shape, types::is_copy};
use crate::ir::{Enumeration, Literal, Type, TypeDef, TypeId, TypeKind, Union, Variant};

pub(in crate::backend) use self::weight::Weights;

/// The level from which on only what must be there is there.
const SHALLOW: u32 = 2;
/// How heavy a value may be that need not be there.
const LIGHT: u64 = 12;
/// How heavy a value may be that is written out.
const HEAVY: u64 = 60;

/// The longest item that stands in a macro, as tokens.
const SHORT: usize = 60;

/// A value.
pub(in crate::backend) struct Sample {
    pub(in crate::backend) rust: TokenStream,
    /// The same as JSON; nothing where JSON cannot hold it, or where it is read from a file.
    pub(in crate::backend) json: Option<Value>,
    /// The same Rust as a call of a constructor and setters on what that gives, where there are both.
    pub(in crate::backend) steps: Option<(TokenStream, TokenStream)>,
}

impl Sample {
    fn new(rust: TokenStream, json: impl Into<Value>) -> Self {
        Self::of(rust, Some(json.into()))
    }

    fn of(rust: TokenStream, json: Option<Value>) -> Self {
        Self { rust, json, steps: None }
    }

    fn map(self, rust: impl FnOnce(TokenStream) -> TokenStream) -> Self {
        Self::of(rust(self.rust), self.json)
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub(in crate::backend) struct Spot<'a> {
    /// The name of what it belongs to, which makes a text.
    hint: &'a str,
    /// The documented default, which is a better value than any other.
    default: Option<&'a Literal>,
    /// How many named types it stands in.
    level: u32,
    /// Whether the code around does not say which type it has.
    typed: bool,
}

impl<'a> Spot<'a> {
    /// A value so many levels down: deeper values are shorter.
    pub(in crate::backend) fn at(level: u32, hint: &'a str) -> Self {
        Self { hint, default: None, level, typed: false }
    }

    pub(in crate::backend) fn or_default(self, default: Option<&'a Literal>) -> Self {
        Self { default, ..self }
    }

    fn typed(self, typed: bool) -> Self {
        Self { typed, ..self }
    }

    fn inner(self) -> Self {
        Self { default: None, ..self }
    }
}

/// A value of a type.
pub(in crate::backend) fn value(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Sample {
    match examples.types.resolve(ty) {
        Type::Named(id) => named(examples, *id, spot),
        Type::Boxed(inner) => value(examples, inner, spot).map(|rust| quote!(Box::new(#rust))),
        Type::List(item) => {
            let Some(item) = shown(examples, item, spot) else {
                return Sample::new(quote!(vec![]), Value::Array(vec![]));
            };
            let json = item.json.map(|json| Value::Array(vec![json]));
            Sample::of(vector(&item.rust), json)
        }
        Type::Map(item) => map(shown(examples, item, spot)),
        Type::Nullable(inner) => match shown(examples, inner, spot) {
            Some(inner) => inner.map(|rust| quote!(Some(#rust))),
            None => Sample::new(quote!(None), Value::Null),
        },
        Type::Tuple(members) => {
            let members: Vec<_> =
                members.iter().map(|member| value(examples, member, spot.inner())).collect();
            let rust = members.iter().map(|member| &member.rust);
            let rust = quote!((#(#rust,)*));
            let json: Option<Vec<_>> = members.into_iter().map(|member| member.json).collect();
            Sample::of(rust, json.map(Value::Array))
        }
        scalar => scalar::value(examples, scalar, spot),
    }
}

/// A value as an argument takes it, where it is written in the call.
pub(in crate::backend) fn argument(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> TokenStream {
    match examples.types.resolve(ty) {
        Type::String => scalar::text(spot).0,
        Type::List(item) => {
            let item = shown(examples, item, spot).map(|item| item.rust);
            quote!(&[#item])
        }
        Type::Boxed(inner) => argument(examples, inner, spot),
        Type::Nullable(inner) => {
            let inner = argument(examples, inner, spot.inner());
            quote!(Some(#inner))
        }
        scalar if is_copy(scalar) => value(examples, ty, spot).rust,
        _ => {
            let rust = value(examples, ty, spot).rust;
            quote!(&#rust)
        }
    }
}

/// The value of something that may be missing; nothing where it is better left out.
fn shown(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Option<Sample> {
    let fits = spot.level <= SHALLOW && examples.weights.of_type(&examples.types, ty) <= LIGHT;
    fits.then(|| value(examples, ty, spot.inner()))
}

fn map(item: Option<Sample>) -> Sample {
    let Some(Sample { rust, json, steps: _ }) = item else {
        return Sample::new(quote!(std::collections::BTreeMap::new()), Value::Object(serde_json::Map::new()));
    };
    let rust = quote!(std::collections::BTreeMap::from([("key".to_owned(), #rust)]));
    Sample::of(rust, json.map(|json| Value::Object([("key".to_owned(), json)].into_iter().collect())))
}

/// A vector of one item; the printer leaves what stands in a macro as it is, so that only short items stand in one.
fn vector(item: &TokenStream) -> TokenStream {
    if item.to_string().len() > SHORT { quote!(Vec::from([#item])) } else { quote!(vec![#item]) }
}

/// The one dispatch on the kind of a named type.
fn named(examples: &Examples<'_>, id: TypeId, spot: Spot<'_>) -> Sample {
    let Some(def) = examples.api.get(id).filter(|_| examples.weights.of_id(id) <= HEAVY) else {
        return read(examples, id, spot);
    };
    let inner = Spot { level: spot.level + 1, typed: false, ..spot };
    match &def.kind {
        TypeKind::Object(object) => object::value_of(examples, id, def, object, inner, None),
        TypeKind::Enumeration(enumeration) => enumerated(def, enumeration, spot),
        TypeKind::Union(union) => union_value(examples, id, def, union, inner),
        TypeKind::Newtype(target) => {
            let ty = name::ident(&def.name.rust);
            value(examples, target, inner).map(|rust| quote!(models::#ty(#rust)))
        }
        TypeKind::Events(_) | TypeKind::Alias(_) | TypeKind::External(_) => read(examples, id, spot),
    }
}

/// A value that is read from a file, as it is too heavy to write, or as only its owner knows how it is made.
fn read(examples: &Examples<'_>, id: TypeId, spot: Spot<'_>) -> Sample {
    let runtime = example::runtime(examples);
    let file = literal::string(&format!("{}.json", scalar::word(spot.hint)));
    let ty = examples.api.get(id).map(|def| name::ident(&def.name.rust)).filter(|_| spot.typed);
    let ty = ty.map(|ty| quote!(::<models::#ty>));
    Sample::of(quote!(#runtime::from_json #ty (&std::fs::read(#file)?)?), None)
}

fn enumerated(def: &TypeDef, enumeration: &Enumeration, spot: Spot<'_>) -> Sample {
    let Enumeration { values, other } = enumeration;
    let ty = name::ident(&def.name.rust);
    let default = values.iter().find(|value| Some(&value.literal) == spot.default);
    let current = values.iter().find(|value| value.docs.deprecated.is_none());
    let chosen =
        default.or(current).or(values.first()).and_then(|value| Some((value, scalar::json(&value.literal)?)));
    if let Some((value, json)) = chosen {
        let variant = name::ident(&value.name.rust);
        return Sample::new(quote!(models::#ty::#variant), json);
    }
    let other = name::ident(&other.rust);
    match Shape::of(values) {
        Shape::Strings => Sample::new(quote!(models::#ty::#other("other".to_owned())), "other"),
        Shape::Integers => Sample::new(quote!(models::#ty::#other(1)), 1),
        Shape::Mixed => Sample::new(quote!(models::#ty::#other(1.into())), 1),
    }
}

/// The first member that is light, else the lightest.
fn union_value(examples: &Examples<'_>, id: TypeId, def: &TypeDef, union: &Union, spot: Spot<'_>) -> Sample {
    let Union { variants, discriminator, dispatch: _, inclusive: _, combination: _, other } = union;
    let weigh = |variant: &Variant| examples.weights.of_type(&examples.types, &variant.ty);
    let light = |variant: &Variant| {
        spot.level <= SHALLOW && weigh(variant) <= LIGHT && variant.docs.deprecated.is_none()
    };
    let numbered = || variants.iter().enumerate();
    let chosen = numbered().find(|(_, variant)| light(variant));
    let chosen = chosen.or_else(|| numbered().min_by_key(|(_, variant)| weigh(variant)));
    let ty = name::ident(&def.name.rust);
    let Some((index, variant)) =
        chosen.filter(|(_, variant)| weigh(variant) < examples.weights.of_id(id).max(LIGHT + 1))
    else {
        let other = name::ident(&other.rust);
        return Sample::new(quote!(models::#ty::#other("text".into())), "text");
    };
    let tag = discriminator.as_ref().and_then(|discriminator| {
        let value = discriminator.values(index).next()?;
        Some((discriminator.property.as_str(), value))
    });
    let ident = name::ident(&variant.name.rust);
    tagged(examples, &variant.ty, tag, spot).map(|rust| quote!(models::#ty::#ident(#rust)))
}

/// A member of a union, with the property that tells which it is.
fn tagged(examples: &Examples<'_>, ty: &Type, tag: Option<(&str, &Literal)>, spot: Spot<'_>) -> Sample {
    let resolved = examples.types.resolve(ty);
    if let Type::Boxed(inner) = resolved {
        return tagged(examples, inner, tag, spot).map(|rust| quote!(Box::new(#rust)));
    }
    let def = examples.types.definition(resolved);
    match (resolved, def.map(|def| (def, &def.kind))) {
        (Type::Named(id), Some((def, TypeKind::Object(object)))) if examples.weights.of_id(*id) <= HEAVY => {
            let spot = Spot { level: spot.level + 1, ..spot };
            object::value_of(examples, *id, def, object, spot, tag)
        }
        _ => value(examples, ty, spot.inner()),
    }
}
