//! The documented error responses of an operation.
//!
//! In: its error cases. Out: an enum, and how it is read by status. Invariant: an exact status comes before its range,
//! and that before `default`; any other status is no variant of the enum.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{docs, lints};
use crate::backend::syntax::{literal, name, types::Types};
use crate::ir::{ErrorBody, ErrorCase, Operation, StatusMatch, Type};

/// Emits the error enum of an operation.
pub(in crate::backend) fn emit(types: &Types<'_>, operation: &Operation, link: &str) -> TokenStream {
    let ident = name::ident(&operation.error);
    let text = docs::ours(if operation.errors.is_empty() {
        format!("Error responses of {link}: the document lists none.")
    } else {
        format!("Documented error responses of {link}.")
    });
    let variants: TokenStream = operation.errors.iter().map(|case| variant(types, case)).collect();
    let expect = lints::expect_deprecated(types.names_deprecated(&variants, None));
    let (body, read) = read(&operation.errors);
    quote! {
        #text
        #expect
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #ident { #variants }
        impl rt::ErrorResponse for #ident {
            fn read(#body: &rt::ErrorResponseBody<'_>)
                -> ::core::result::Result<::std::option::Option<Self>, rt::ReadError>
            { #read }
        }
    }
}

fn variant(types: &Types<'_>, case: &ErrorCase) -> TokenStream {
    let ErrorCase { status, name, media_types: _, body, description } = case;
    let text = docs::status(*status, description);
    let ident = name::ident(&name.rust);
    match body {
        ErrorBody::Empty => quote!(#text #ident,),
        ErrorBody::Json(ty) | ErrorBody::Text(ty) => {
            let ty = types.path(ty);
            quote!(#text #ident(#ty),)
        }
        ErrorBody::Bytes => quote!(#text #ident(rt::Bytes),),
    }
}

/// The parameter and the body of `read`.
fn read(cases: &[ErrorCase]) -> (TokenStream, TokenStream) {
    let mut ordered: Vec<_> = cases.iter().collect();
    // A case of some media types comes before the one of its status that takes all others.
    ordered.sort_by_key(|case| (case.status, case.media_types.is_empty()));
    let arms: Vec<_> = ordered.iter().filter_map(|case| arm(case, &ordered)).collect();
    let is_rest = |case: &&&ErrorCase| case.status == StatusMatch::Default && case.media_types.is_empty();
    let default = ordered.iter().find(is_rest);
    let unread = default.is_none_or(|case| case.body == ErrorBody::Empty);
    let rest = default.map_or_else(|| quote!(Ok(None)), |case| value(case));
    match (arms.is_empty(), unread) {
        (true, true) => (quote!(_), rest),
        (true, false) => (quote!(body), rest),
        (false, _) => (quote!(body), quote!(match body.status() { #(#arms)* _ => #rest, })),
    }
}

/// The arm of a case; none for the one that all else is.
fn arm(case: &ErrorCase, cases: &[&ErrorCase]) -> Option<TokenStream> {
    let value = value(case);
    if case.media_types.is_empty() {
        let others = cases.iter().filter(|case| case.media_types.is_empty());
        let pattern = pattern(case.status, others.map(|case| case.status))?;
        return Some(quote!(#pattern => #value,));
    }
    let pattern = pattern(case.status, std::iter::empty()).unwrap_or_else(|| quote!(_));
    let media_types = case.media_types.iter().map(|media_type| literal::string(media_type));
    Some(quote!(#pattern if body.is(&[#(#media_types),*]) => #value,))
}

/// The statuses of a case as a pattern; `default` has none of its own. A range leaves its ends to the cases that have
/// them, because ranges that overlap there are taken for a mistake.
pub(in crate::backend) fn pattern(
    status: StatusMatch,
    others: impl Iterator<Item = StatusMatch>,
) -> Option<TokenStream> {
    match status {
        StatusMatch::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            Some(quote!(#code))
        }
        StatusMatch::Range(hundreds) => {
            let low = hundreds.saturating_mul(100);
            let high = low.saturating_add(99);
            let (mut first, mut last) = (low, high);
            for other in others {
                first = if other == StatusMatch::Code(low) { low.saturating_add(1) } else { first };
                last = if other == StatusMatch::Code(high) { high.saturating_sub(1) } else { last };
            }
            let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
            Some(quote!(#first..=#last))
        }
        StatusMatch::Default => None,
    }
}

/// What reads a case.
fn value(case: &ErrorCase) -> TokenStream {
    let ErrorCase { status: _, name, media_types: _, body, description: _ } = case;
    let ident = name::ident(&name.rust);
    match body {
        ErrorBody::Empty => quote!(Ok(Some(Self::#ident))),
        ErrorBody::Json(_) => quote!(body.json(Self::#ident)),
        ErrorBody::Text(Type::String) => quote!(body.text(Self::#ident)),
        ErrorBody::Text(_) => quote!(body.text_value(Self::#ident)),
        ErrorBody::Bytes => quote!(Ok(Some(Self::#ident(body.bytes())))),
    }
}
