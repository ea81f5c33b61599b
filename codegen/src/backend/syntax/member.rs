//! How a struct holds a field.
//!
//! In: a field, and where its struct is used. Out: its Rust type, whether the constructor asks for it, how it is read
//! and written. Invariant: every such decision is made here, once.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::shape::Shape;
use super::types::{Types, option};
use super::{literal, name};
use crate::ir::{Docs, Enumeration, Field, Literal, Name, Presence, Type, TypeKind, Usage};

/// A field as its struct holds it.
pub(in crate::backend) struct Member<'a> {
    pub(in crate::backend) name: &'a Name,
    pub(in crate::backend) ident: Ident,
    pub(in crate::backend) ty: &'a Type,
    pub(in crate::backend) docs: &'a Docs,
    /// The Rust type of the value itself.
    pub(in crate::backend) path: TokenStream,
    pub(in crate::backend) held: Held,
    /// The value that the constructor fills in, as the field holds it.
    pub(in crate::backend) constant: Option<TokenStream>,
    /// The default's value, with the literal that it comes from.
    pub(in crate::backend) default: Option<(TokenStream, &'a Literal)>,
    /// A reader fails where it is absent.
    pub(in crate::backend) demanded: bool,
    /// It is written also where it is `None`.
    pub(in crate::backend) always: bool,
    /// It is read from all members of the object, and written among them.
    pub(in crate::backend) flattened: bool,
    source: Source,
}

/// Where the value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// An argument of `new`.
    Argument,
    /// An argument of `new` that is an `Option`, for it may be null.
    NullableArgument,
    /// A setter.
    Setter,
    /// A constant, or the server.
    Elsewhere,
}

/// What holds the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backend) enum Held {
    /// Nothing: it is always there.
    Plain,
    /// `Option`.
    Option,
    /// `Maybe`, which keeps absent and null apart.
    Maybe,
}

impl<'a> Member<'a> {
    pub(in crate::backend) fn new(types: &Types<'a>, field: &'a Field, usage: Usage, is_form: bool) -> Self {
        let Field { name, ty, presence, constant, preset, default, read_only, write_only, flattened, docs } =
            field;
        let server_set = *read_only && usage.request;
        // A response may lack what only requests have, a request what only the server sets.
        let lax = server_set || (*write_only && usage.response);
        let held = match presence {
            Presence::Required if !lax => Held::Plain,
            Presence::OptionalNullable if usage.request && !is_form => Held::Maybe,
            _ => Held::Option,
        };
        let required = matches!(presence, Presence::Required | Presence::RequiredNullable);
        // What may be left out is only sent unasked where that changes nothing.
        let is_filled = required || default.is_some();
        let literal = preset.as_ref().or(constant.as_ref().filter(|_| is_filled));
        let constant = match literal {
            Some(literal) => filled(types, ty, held, literal),
            None => (held == Held::Plain && *types.resolve(ty) == Type::Null).then(|| quote!(())),
        };
        let default = default
            .as_ref()
            .filter(|_| *presence == Presence::Optional)
            .and_then(|literal| Some((value(types, ty, literal)?, literal)));
        Self {
            name,
            ident: name::ident(&name.rust),
            ty,
            docs,
            path: types.path(ty),
            held,
            source: match presence {
                _ if constant.is_some() || server_set => Source::Elsewhere,
                Presence::Required => Source::Argument,
                Presence::RequiredNullable => Source::NullableArgument,
                Presence::Optional | Presence::OptionalNullable => Source::Setter,
            },
            constant,
            default,
            demanded: required && !lax,
            flattened: *flattened,
            always: held == Held::Plain || (*presence == Presence::RequiredNullable && !server_set),
        }
    }

    /// Whether the constructor asks for it.
    pub(in crate::backend) fn is_argument(&self) -> bool {
        matches!(self.source, Source::Argument | Source::NullableArgument)
    }

    /// Whether the constructor asks for an `Option`.
    pub(in crate::backend) fn is_nullable(&self) -> bool {
        self.source == Source::NullableArgument
    }

    /// Whether it has a setter.
    pub(in crate::backend) fn is_settable(&self) -> bool {
        self.source == Source::Setter
    }

    /// The field's type.
    pub(in crate::backend) fn field_type(&self) -> TokenStream {
        let path = &self.path;
        match self.held {
            Held::Plain => quote!(#path),
            Held::Option => option(path),
            Held::Maybe => quote!(rt::Maybe<#path>),
        }
    }
}

/// The members that have a setter, with its name; and all names that are taken then.
pub(in crate::backend) fn setters<'m, 'a>(
    members: &'m [Member<'a>],
) -> (Vec<(&'m Member<'a>, Ident)>, BTreeSet<String>) {
    let mut taken = BTreeSet::from(["new".to_owned(), "into_form".to_owned()]);
    let settable = members.iter().filter(|member| member.is_settable());
    let named = settable.map(|member| (member, free(&member.ident, &mut taken))).collect();
    (named, taken)
}

/// A method name that is not taken yet.
pub(in crate::backend) fn free(ident: &Ident, taken: &mut BTreeSet<String>) -> Ident {
    let mut text = ident.to_string();
    while !taken.insert(text.clone()) {
        text = format!("{}_", name::bare(&text));
    }
    name::ident(&text)
}

/// A constant as the field holds it.
fn filled(types: &Types<'_>, ty: &Type, held: Held, literal: &Literal) -> Option<TokenStream> {
    match (held, literal) {
        (Held::Option, Literal::Null) => return Some(quote!(None)),
        (Held::Maybe, Literal::Null) => return Some(quote!(rt::Maybe::Null)),
        _ => {}
    }
    let value = match (types.resolve(ty), literal) {
        (Type::String, Literal::String(text)) if text.is_empty() => quote!(::std::string::String::new()),
        (Type::String, Literal::String(text)) => {
            let text = literal::string(text);
            quote!(::std::string::String::from(#text))
        }
        _ => value(types, ty, literal)?,
    };
    Some(match held {
        Held::Plain => value,
        Held::Option => quote!(Some(#value)),
        Held::Maybe => quote!(rt::Maybe::Value(#value)),
    })
}

/// The value of a literal: of a scalar type, a `&str` for a string, a variant of an enum.
fn value(types: &Types<'_>, ty: &Type, literal: &Literal) -> Option<TokenStream> {
    let resolved = types.resolve(ty);
    if let (Type::String, Literal::String(text)) = (resolved, literal) {
        let text = literal::string(text);
        return Some(quote!(#text));
    }
    match (resolved, literal) {
        (Type::Formatted(_), Literal::String(text)) => {
            let text = literal::string(text);
            return Some(quote!(rt::Formatted::from(#text)));
        }
        (Type::Number, literal) => return number(literal),
        _ => {}
    }
    match types.definition(resolved).map(|def| (def, &def.kind)) {
        Some((def, TypeKind::Enumeration(enumeration))) => {
            variant(&name::ident(&def.name.rust), enumeration, literal)
        }
        _ => literal::scalar(resolved, literal),
    }
}

/// A number that is kept exactly.
fn number(literal: &Literal) -> Option<TokenStream> {
    let value = match literal {
        Literal::Integer(value) => {
            let value = proc_macro2::Literal::i128_suffixed(*value);
            quote!(#value)
        }
        Literal::Number(value) => literal::float(*value)?,
        _ => return None,
    };
    Some(quote!(rt::Number::from(#value)))
}

fn variant(ty: &Ident, enumeration: &Enumeration, literal: &Literal) -> Option<TokenStream> {
    let Enumeration { values, other: _ } = enumeration;
    if let Some(value) = values.iter().find(|value| value.literal == *literal) {
        // A deprecated variant as a value would need an attribute of its own.
        let variant = name::ident(&value.name.rust);
        return value.docs.deprecated.is_none().then(|| quote!(models::#ty::#variant));
    }
    match (Shape::of(values), literal) {
        (Shape::Strings, Literal::String(text)) => {
            let text = literal::string(text);
            Some(quote!(<models::#ty as ::core::convert::From<&str>>::from(#text)))
        }
        _ => None,
    }
}
