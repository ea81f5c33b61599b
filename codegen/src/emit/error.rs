//! The documented refusals of an operation.
//!
//! In: its error cases. Out: an enum, and how it is read by status. Invariant: an exact status comes before its range,
//! and that before `default`; any other status is no refusal of the enum.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::Types;
use super::{docs, lints, name};
use crate::ir::{ErrorBody, ErrorCase, Operation, StatusMatch};

/// Emits the error enum of an operation.
pub(super) fn emit(types: &Types<'_>, operation: &Operation, link: &str) -> TokenStream {
    let ident = name::ident(&operation.error);
    let text = docs::ours(if operation.errors.is_empty() {
        format!("Refusals of {link}: the document lists none.")
    } else {
        format!("Documented refusals of {link}.")
    });
    let variants: TokenStream = operation.errors.iter().map(|case| variant(types, case)).collect();
    let expect = lints::expect_deprecated(types.names_deprecated(&variants, None));
    let (body, read) = read(&operation.errors);
    quote! {
        #text
        #expect
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident { #variants }
        impl rt::Refusal for #ident {
            fn read(#body: &rt::RefusalBody<'_>)
                -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError>
            { #read }
        }
    }
}

fn variant(types: &Types<'_>, case: &ErrorCase) -> TokenStream {
    let ErrorCase { status, name, body, description } = case;
    let text = docs::status(&status_text(*status), description);
    let ident = name::ident(&name.rust);
    match body {
        ErrorBody::Empty => quote!(#text #ident,),
        ErrorBody::Json(ty) => {
            let ty = types.path(ty);
            quote!(#text #ident(#ty),)
        }
        ErrorBody::Text => quote!(#text #ident(::std::string::String),),
        ErrorBody::Bytes => quote!(#text #ident(rt::Bytes),),
    }
}

/// The parameter and the body of `read`.
fn read(cases: &[ErrorCase]) -> (TokenStream, TokenStream) {
    let mut ordered: Vec<_> = cases.iter().collect();
    ordered.sort_by_key(|case| case.status);
    let arms: Vec<_> = ordered.iter().filter_map(|case| Some((pattern(case.status)?, value(case)))).collect();
    let default = ordered.iter().find(|case| case.status == StatusMatch::Default);
    let unread = default.is_some_and(|case| case.body == ErrorBody::Empty);
    let default = default.map(|case| value(case));
    let some = |value: TokenStream| quote!(::core::result::Result::Ok(::core::option::Option::Some(#value)));
    let none = quote!(::core::result::Result::Ok(::core::option::Option::None));
    match (arms.is_empty(), default) {
        (true, None) => (quote!(_), none),
        (true, Some(value)) if unread => (quote!(_), some(value)),
        (true, Some(value)) => (quote!(body), some(value)),
        (false, default) => {
            let arms = arms.iter().map(|(pattern, value)| quote!(#pattern => #value,));
            let rest = default.unwrap_or_else(|| quote!(return #none));
            (quote!(body), some(quote!(match body.status() { #(#arms)* _ => #rest, })))
        }
    }
}

/// The statuses of a case as a pattern; `default` has none of its own.
pub(super) fn pattern(status: StatusMatch) -> Option<TokenStream> {
    match status {
        StatusMatch::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            Some(quote!(#code))
        }
        StatusMatch::Range(hundreds) => {
            let low = Literal::u16_unsuffixed(hundreds.saturating_mul(100));
            let high = Literal::u16_unsuffixed(hundreds.saturating_mul(100).saturating_add(99));
            Some(quote!(#low..=#high))
        }
        StatusMatch::Default => None,
    }
}

/// A status as docs have it.
pub(super) fn status_text(status: StatusMatch) -> String {
    match status {
        StatusMatch::Code(code) => code.to_string(),
        StatusMatch::Range(hundreds) => format!("{hundreds}XX"),
        StatusMatch::Default => "Any other status".to_owned(),
    }
}

fn value(case: &ErrorCase) -> TokenStream {
    let ErrorCase { status: _, name, body, description: _ } = case;
    let ident = name::ident(&name.rust);
    match body {
        ErrorBody::Empty => quote!(Self::#ident),
        ErrorBody::Json(_) => quote!(Self::#ident(body.json()?)),
        ErrorBody::Text => quote!(Self::#ident(body.text()?)),
        ErrorBody::Bytes => quote!(Self::#ident(body.bytes())),
    }
}
