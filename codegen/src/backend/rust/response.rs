//! What an operation returns when it succeeds.
//!
//! In: its success cases. Out: the type that says how the body is read, and an enum where several statuses have several
//! bodies. Invariant: a status that the document does not list is a decode error, never another status's variant.

use proc_macro2::TokenStream;
use quote::quote;

use super::error::pattern;
use super::{docs, lints};
use crate::backend::syntax::{name, types::Types};
use crate::ir::{Operation, StatusMatch, SuccessBody, SuccessCase, Type};

/// The type that says how the success of an operation is read.
pub(in crate::backend) fn success(types: &Types<'_>, operation: &Operation) -> TokenStream {
    if !operation.response.is_empty() {
        let ident = name::ident(&operation.response);
        return quote!(#ident);
    }
    operation.successes.first().map_or_else(|| quote!(rt::Empty), |case| decoder(types, &case.body))
}

/// The type that says how a body is read: what is read as JSON stands for itself.
pub(in crate::backend) fn decoder(types: &Types<'_>, body: &SuccessBody) -> TokenStream {
    match body {
        SuccessBody::Empty => quote!(rt::Empty),
        SuccessBody::Json(ty) => match types.resolve(ty) {
            Type::Null => quote!(rt::Empty),
            // Servers send such a string as plain text, too.
            Type::String => quote!(rt::Text),
            _ => types.path(ty),
        },
        SuccessBody::Text(Type::String) => quote!(rt::Text),
        SuccessBody::Text(ty) => {
            let ty = types.path(ty);
            quote!(rt::TextValue<#ty>)
        }
        SuccessBody::Bytes | SuccessBody::JsonLines(_) | SuccessBody::Events(_) => value(types, body),
    }
}

/// The type of a value that is read.
fn value(types: &Types<'_>, body: &SuccessBody) -> TokenStream {
    match body {
        SuccessBody::Empty => quote!(()),
        SuccessBody::Json(ty) | SuccessBody::Text(ty) => types.path(ty),
        SuccessBody::Bytes => quote!(rt::ByteStream),
        SuccessBody::JsonLines(ty) => {
            let ty = types.path(ty);
            quote!(rt::JsonLines<#ty>)
        }
        SuccessBody::Events(ty) if *types.resolve(ty) == Type::String => quote!(rt::ServerEvents<rt::Text>),
        SuccessBody::Events(ty) => {
            let ty = types.path(ty);
            quote!(rt::ServerEvents<#ty>)
        }
    }
}

/// Emits the enum of several successes, where there are several.
pub(in crate::backend) fn emit(types: &Types<'_>, operation: &Operation, link: &str) -> Option<TokenStream> {
    if operation.response.is_empty() {
        return None;
    }
    let ident = name::ident(&operation.response);
    let text = docs::ours(format!("Documented success responses of {link}."));
    let is_stream = operation.successes.iter().any(|case| is_stream(&case.body));
    let derives = if is_stream { quote!(Debug) } else { quote!(Clone, Debug, PartialEq) };
    let variants: TokenStream = operation.successes.iter().map(|case| variant(types, case)).collect();
    let expect = lints::expect_deprecated(types.names_deprecated(&variants, None));
    let read = read(types, &operation.successes);
    let without_body = without_body(&operation.successes);
    Some(quote! {
        #text
        #expect
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #ident { #variants }
        impl rt::Success for #ident {
            type Value = Self;
            const STREAM: bool = #is_stream;
            fn read(body: rt::SuccessBody<'_>) -> ::core::result::Result<Self, rt::ReadError> { #read }
            #without_body
        }
    })
}

fn is_stream(body: &SuccessBody) -> bool {
    matches!(body, SuccessBody::Bytes | SuccessBody::JsonLines(_) | SuccessBody::Events(_))
}

fn variant(types: &Types<'_>, case: &SuccessCase) -> TokenStream {
    let SuccessCase { status, name, body, description } = case;
    let text = docs::status(*status, description);
    let ident = name::ident(&name.rust);
    match body {
        SuccessBody::Empty => quote!(#text #ident,),
        body => {
            let ty = value(types, body);
            quote!(#text #ident(#ty),)
        }
    }
}

fn read(types: &Types<'_>, cases: &[SuccessCase]) -> TokenStream {
    let mut ordered: Vec<_> = cases.iter().collect();
    ordered.sort_by_key(|case| case.status);
    let arms = ordered.iter().filter_map(|case| {
        let pattern = pattern(case.status, cases.iter().map(|case| case.status))?;
        let value = read_case(types, case);
        Some(quote!(#pattern => #value,))
    });
    let default = ordered.iter().find(|case| case.status == StatusMatch::Default);
    let rest = default.map_or_else(|| quote!(Err(body.undocumented())), |case| read_case(types, case));
    quote!(match body.status() { #(#arms)* _ => #rest, })
}

fn read_case(types: &Types<'_>, case: &SuccessCase) -> TokenStream {
    let ident = name::ident(&case.name.rust);
    match &case.body {
        SuccessBody::Empty => quote!(Ok(Self::#ident)),
        SuccessBody::Json(ty) if !matches!(types.resolve(ty), Type::Null | Type::String) => {
            quote!(body.json().map(Self::#ident))
        }
        body => {
            let decoder = decoder(types, body);
            quote!(body.read::<#decoder>().map(Self::#ident))
        }
    }
}

/// The variant that stands for a success without a body: the first that has none.
fn without_body(cases: &[SuccessCase]) -> Option<TokenStream> {
    let case = cases.iter().find(|case| case.body == SuccessBody::Empty)?;
    let ident = name::ident(&case.name.rust);
    Some(quote! {
        fn without_body() -> ::std::option::Option<Self> { Some(Self::#ident) }
    })
}
