//! Values that show what a type holds.
//!
//! In: a type, and where the value stands. Out: Rust that makes a value, and the JSON that it is. Invariant: both are
//! the same value; whatever the types, nothing recurses without end, for a step inwards leads to a smaller weight or
//! a deeper level.

mod collection;
mod number;
mod object;
mod pattern;
mod scalar;
mod text;
mod weight;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::{self as example, Examples};
use crate::backend::syntax::{literal, name, shape::Shape, types::is_copy};
use crate::ir::{Constraints, Docs, Enumeration, Literal, Type, TypeDef, TypeId, TypeKind, Union, Variant};

pub(in crate::backend) use self::weight::Weights;

/// The level from which on only what must be there is there.
const SHALLOW: u32 = 2;
/// How heavy a value may be that need not be there.
const LIGHT: u64 = 12;
/// The longest JSON of the document that is shown.
const MAX_JSON: usize = 200;
/// How heavy a value may be that is written out.
const HEAVY: u64 = 60;

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
    /// What the schema demands.
    constraints: Option<&'a Constraints>,
    /// The number of the item that it stands in: items differ.
    ordinal: usize,
}

impl<'a> Spot<'a> {
    /// A value so many levels down: deeper values are shorter.
    pub(in crate::backend) fn at(level: u32, hint: &'a str) -> Self {
        Self { hint, default: None, level, typed: false, constraints: None, ordinal: 0 }
    }

    /// The same under what the document demands.
    pub(in crate::backend) fn under(self, docs: &'a Docs) -> Self {
        Self { constraints: docs.constraints.as_deref(), ..self }
    }

    pub(in crate::backend) fn or_default(self, default: Option<&'a Literal>) -> Self {
        Self { default, ..self }
    }

    fn typed(self, typed: bool) -> Self {
        Self { typed, ..self }
    }

    /// The same value where it is part of what has the default.
    fn inner(self) -> Self {
        Self { default: None, ..self }
    }

    /// A list or an object that the document gives, as text and as a value.
    fn structured(self) -> Option<(&'a str, Value)> {
        let text = self.constraints?.example.as_deref().filter(|text| text.len() <= MAX_JSON)?;
        let json: Value = serde_json::from_str(text).ok()?;
        (json.is_array() || json.is_object()).then_some((text, json))
    }

    /// An item of a list, or a value of a map.
    fn item(self, ordinal: usize) -> Self {
        let constraints = self.constraints.and_then(|constraints| constraints.items.as_deref());
        Self { default: None, constraints, ordinal, ..self }
    }
}

/// A value of a type.
pub(in crate::backend) fn value(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Sample {
    let demanded = demanded(examples, ty, spot);
    let spot = Spot { constraints: demanded.as_ref().or(spot.constraints), ..spot };
    match examples.types.resolve(ty) {
        Type::Named(id) => named(examples, *id, spot),
        Type::Boxed(inner) => value(examples, inner, spot).map(|rust| quote!(Box::new(#rust))),
        Type::List(item) | Type::Map(item) if collection::is_given(examples, item, spot) => {
            collection::given(examples, spot)
        }
        Type::List(item) => collection::list(examples, item, spot),
        Type::Map(item) => collection::map(examples, item, spot),
        Type::Nullable(inner) if is_shown(examples, inner, spot) => {
            value(examples, inner, spot.inner()).map(|rust| quote!(Some(#rust)))
        }
        Type::Nullable(_) => Sample::new(quote!(None), Value::Null),
        Type::Tuple(members) => {
            let spot = Spot { constraints: None, ..spot.inner() };
            let members: Vec<_> = members.iter().map(|member| value(examples, member, spot)).collect();
            let rust = members.iter().map(|member| &member.rust);
            let rust = quote!((#(#rust,)*));
            let json: Option<Vec<_>> = members.into_iter().map(|member| member.json).collect();
            Sample::of(rust, json.map(Value::Array))
        }
        scalar => scalar::value(examples, scalar, spot),
    }
}

/// What is demanded at a use of aliases, completed by what each of these demands.
fn demanded(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> Option<Constraints> {
    let mut found: Option<Constraints> = None;
    let mut ty = ty;
    for _ in 0..=examples.api.types.len() {
        let Some(def) = examples.types.definition(ty) else { break };
        let TypeKind::Alias(target) = &def.kind else { break };
        if let Some(own) = &def.docs.constraints {
            let known = found.or_else(|| spot.constraints.cloned()).unwrap_or_default();
            found = Some(known.or((**own).clone()));
        }
        ty = target;
    }
    found
}

/// A value as an argument takes it, where it is written in the call.
pub(in crate::backend) fn argument(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> TokenStream {
    let demanded = demanded(examples, ty, spot);
    let spot = Spot { constraints: demanded.as_ref().or(spot.constraints), ..spot };
    match examples.types.resolve(ty) {
        Type::String => scalar::text(examples, spot, None).0,
        Type::List(item) => {
            let items = collection::items(examples, item, spot).into_iter().map(|item| item.rust);
            quote!(&[#(#items),*])
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

/// Whether something that may be missing is not better left out.
fn is_shown(examples: &Examples<'_>, ty: &Type, spot: Spot<'_>) -> bool {
    spot.level <= SHALLOW && examples.weights.of_type(&examples.types, ty) <= LIGHT
}

/// The one dispatch on the kind of a named type.
fn named(examples: &Examples<'_>, id: TypeId, spot: Spot<'_>) -> Sample {
    let Some(def) = examples.api.get(id).filter(|_| examples.weights.of_id(id) <= HEAVY) else {
        return read(examples, id, spot);
    };
    let inner = Spot { level: spot.level + 1, typed: false, constraints: None, ..spot };
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
    let file = literal::string(&format!("{}.json", text::word(spot.hint)));
    let ty = examples.api.get(id).map(|def| name::ident(&def.name.rust)).filter(|_| spot.typed);
    let ty = ty.map(|ty| quote!(::<models::#ty>));
    Sample::of(quote!(#runtime::from_json #ty (&std::fs::read(#file)?)?), None)
}

fn enumerated(def: &TypeDef, enumeration: &Enumeration, spot: Spot<'_>) -> Sample {
    let Enumeration { values, other } = enumeration;
    let ty = name::ident(&def.name.rust);
    let default = values.iter().find(|value| Some(&value.literal) == spot.default);
    let ordinal = spot.ordinal % values.len().max(1);
    let current = values.iter().filter(|value| value.docs.deprecated.is_none());
    let current = current.clone().nth(ordinal).or_else(|| current.clone().next());
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
    let Union { variants, discriminator, dispatch: _, inclusive: _, combinations: _, other } = union;
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
    let spot = spot.under(&variant.docs);
    tagged(examples, &variant.ty, tag, spot).map(|rust| quote!(models::#ty::#ident(#rust)))
}

/// A member of a union, with the property that tells which it is.
fn tagged(examples: &Examples<'_>, ty: &Type, tag: Option<(&str, &Literal)>, spot: Spot<'_>) -> Sample {
    let resolved = examples.types.resolve(ty);
    if let Type::Boxed(inner) = resolved {
        return tagged(examples, inner, tag, spot).map(|rust| quote!(Box::new(#rust)));
    }
    let def = examples.types.definition(resolved);
    let mut sample = match (resolved, def.map(|def| (def, &def.kind))) {
        (Type::Named(id), Some((def, TypeKind::Object(object)))) if examples.weights.of_id(*id) <= HEAVY => {
            let spot = Spot { level: spot.level + 1, ..spot };
            object::value_of(examples, *id, def, object, spot, tag)
        }
        _ => value(examples, ty, spot.inner()),
    };
    // A union writes its tag into what it holds, where that has none of its own.
    if let (Some((property, literal)), Some(Value::Object(members))) = (tag, &mut sample.json) {
        members.entry(property).or_insert_with(|| scalar::json(literal).unwrap_or_default());
    }
    sample
}
