//! What an operation gives when it succeeds.
//!
//! In: its success cases. Out: the type of the value, and an enum where several statuses have several bodies.
//! Invariant: a status that the document does not list is a fault of reading, never another status's variant.

use proc_macro2::TokenStream;
use quote::quote;

use super::error::pattern;
use super::{docs, lints};
use crate::backend::syntax::{name, types::Types};
use crate::ir::{Operation, StatusMatch, SuccessBody, SuccessCase};

/// The type of an operation's value.
pub(in crate::backend) fn value(types: &Types<'_>, operation: &Operation) -> TokenStream {
    if !operation.response.is_empty() {
        let ident = name::ident(&operation.response);
        return quote!(#ident);
    }
    operation.successes.first().map_or_else(|| quote!(()), |case| body_type(types, &case.body))
}

/// The type of a body.
pub(in crate::backend) fn body_type(types: &Types<'_>, body: &SuccessBody) -> TokenStream {
    match body {
        SuccessBody::Empty => quote!(()),
        SuccessBody::Json(ty) => types.path(ty),
        SuccessBody::Text => quote!(::std::string::String),
        SuccessBody::Bytes => quote!(rt::ByteStream),
        SuccessBody::JsonLines(ty) => {
            let ty = types.path(ty);
            quote!(rt::JsonLines<#ty>)
        }
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
    let text = docs::ours(format!("Documented successes of {link}."));
    let is_stream = operation.successes.iter().any(|case| is_stream(&case.body));
    let derives = if is_stream { quote!(Debug) } else { quote!(Clone, Debug, PartialEq) };
    let variants: TokenStream = operation.successes.iter().map(|case| variant(types, case)).collect();
    let expect = lints::expect_deprecated(types.names_deprecated(&variants, None));
    let read = read(&operation.successes);
    Some(quote! {
        #text
        #expect
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #ident { #variants }
        impl rt::Success for #ident {
            const STREAM: bool = #is_stream;
            fn read(body: rt::SuccessBody) -> ::core::result::Result<Self, rt::ReadError> { #read }
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
            let ty = body_type(types, body);
            quote!(#text #ident(#ty),)
        }
    }
}

fn read(cases: &[SuccessCase]) -> TokenStream {
    let mut ordered: Vec<_> = cases.iter().collect();
    ordered.sort_by_key(|case| case.status);
    let arms = ordered.iter().filter_map(|case| {
        let pattern = pattern(case.status, cases.iter().map(|case| case.status))?;
        let value = read_case(case);
        Some(quote!(#pattern => #value,))
    });
    let default = ordered.iter().find(|case| case.status == StatusMatch::Default);
    let rest = default
        .map_or_else(|| quote!(::core::result::Result::Err(body.undocumented())), |case| read_case(case));
    quote!(match body.status() { #(#arms)* _ => #rest, })
}

fn read_case(case: &SuccessCase) -> TokenStream {
    let ident = name::ident(&case.name.rust);
    if case.body == SuccessBody::Empty {
        return quote!(::core::result::Result::Ok(Self::#ident));
    }
    quote!(body.read().map(Self::#ident))
}
