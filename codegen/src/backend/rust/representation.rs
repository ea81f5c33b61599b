//! Responses in a media type that the caller chooses.
//!
//! In: the representations of an operation. Out: for each a request with its own value, and the method of the operation's
//! request that returns it. Invariant: what was set before the choice stays.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, request, response};
use crate::backend::syntax::{literal, name, types::Types};
use crate::backend::text;
use crate::ir::{Operation, Representation};

/// Emits the requests of the representations.
pub(in crate::backend) fn requests(types: &Types<'_>, operation: &Operation, link: &str) -> TokenStream {
    let alias = |representation: &Representation| {
        let Representation { name: _, request: name, media_types, body } = representation;
        let text = format!("A request of {link} for a response as {}.", list(media_types));
        request::alias(types, operation, name, text, &response::decoder(types, body))
    };
    operation.representations.iter().map(alias).collect()
}

/// The methods that choose them.
pub(in crate::backend) fn choices(operation: &Operation) -> TokenStream {
    operation.representations.iter().map(choice).collect()
}

fn choice(representation: &Representation) -> TokenStream {
    let Representation { name, request, media_types, body: _ } = representation;
    let text = docs::ours(format!("Asks for a response as {}.", list(media_types)));
    let ident = name::ident(&name.rust);
    let request = name::ident(request);
    let accept = literal::string(&media_types.join(", "));
    quote!(#text pub fn #ident(self) -> #request { #request::new(self.request.accept(#accept)) })
}

fn list(media_types: &[String]) -> String {
    let media_types: Vec<_> = media_types.iter().map(|media_type| text::code(media_type)).collect();
    media_types.join(" or ")
}
