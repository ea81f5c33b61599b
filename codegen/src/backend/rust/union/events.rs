//! Enums of the data of server-sent events.
//!
//! In: a union by the names of events. Out: an enum with a variant that keeps the data of other events, and its reading.
//! Invariant: the name decides; the data of an event that the document does not list is never an error.

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::rust::{docs, lints};
use crate::backend::syntax::{literal, name, types::Types};
use crate::ir::{Literal, Type, TypeDef, Union, Variant};

/// Emits an enum of the data of events.
pub(in crate::backend) fn emit(types: &Types<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let TypeDef { name, pointer: _, docs: said, kind: _, usage: _, derives: _ } = def;
    let Union { variants, discriminator: _, dispatch: _, inclusive: _, combinations: _, other } = union;
    let ident = name::ident(&name.rust);
    let text = docs::named(said, name);
    let deprecated = docs::deprecated(said);
    let members: TokenStream = variants.iter().map(|variant| member(types, variant)).collect();
    let expect = lints::expect_deprecated(types.names_deprecated(&members, Some(def)));
    let touched =
        said.deprecated.is_some() || variants.iter().any(|variant| variant.docs.deprecated.is_some());
    let arms = arms(types, union);
    let read_expect = lints::expect_deprecated(touched || types.names_deprecated(&arms, None));
    let other = name::ident(&other.rust);
    quote! {
        #text
        #deprecated
        #expect
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            #members
            /// The data of an event that the document does not list, kept as sent.
            #other(::std::string::String),
        }
        #read_expect
        impl rt::EventData for #ident {
            type Value = Self;
            fn read(event: &str, data: &[u8]) -> ::core::result::Result<Self, rt::ReadError> {
                match event { #arms }
            }
        }
    }
}

fn member(types: &Types<'_>, variant: &Variant) -> TokenStream {
    let Variant { name, ty, docs: said } = variant;
    let text = docs::named(said, name);
    let deprecated = docs::deprecated(said);
    let ident = name::ident(&name.rust);
    let ty = types.path(ty);
    quote!(#text #deprecated #ident(#ty),)
}

fn arms(types: &Types<'_>, union: &Union) -> TokenStream {
    let discriminator = union.discriminator.as_ref();
    let named = union.variants.iter().enumerate().filter_map(|(index, variant)| {
        let mapping = discriminator?.mapping.iter().filter(|(_, selected)| *selected == index);
        let names: Vec<_> =
            mapping
                .filter_map(|(value, _)| {
                    if let Literal::String(text) = value { Some(literal::string(text)) } else { None }
                })
                .collect();
        let read = read(types, variant);
        (!names.is_empty()).then(|| quote!(#(#names)|* => #read,))
    });
    let named: TokenStream = named.collect();
    let other = name::ident(&union.other.rust);
    let kept = quote!(<rt::Text as rt::EventData>::read(event, data).map(Self::#other));
    let default = discriminator.and_then(|said| union.variants.get(said.default?)).map(|variant| {
        let read = read(types, variant);
        quote!(#read.or_else(|_| #kept))
    });
    let rest = default.unwrap_or(kept);
    quote!(#named _ => #rest,)
}

/// What reads the data of a variant.
fn read(types: &Types<'_>, variant: &Variant) -> TokenStream {
    let ident = name::ident(&variant.name.rust);
    let data = match types.resolve(&variant.ty) {
        Type::String => quote!(rt::Text),
        ty => types.path(ty),
    };
    quote!(<#data as rt::EventData>::read(event, data).map(Self::#ident))
}
