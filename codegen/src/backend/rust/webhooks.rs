//! Webhooks and callbacks.
//!
//! In: groups of events. Out: `webhooks.rs`: an enum a group, with the names of its events, and its reading.
//! Invariant: the name decides; whatever the document does not describe is kept as sent.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{docs, lints};
use crate::backend::event_texts::{mention, title};
use crate::backend::syntax::{literal, name, types::Types};
use crate::ir::{Api, Event, EventGroup, Payload, Type};

/// Emits the enums of all groups.
pub(in crate::backend) fn emit(types: &Types<'_>) -> impl Iterator<Item = TokenStream> {
    types.api.events.iter().map(|group| group_of_events(types, group))
}

/// The types that the file defines.
pub(in crate::backend) fn defined(api: &Api) -> BTreeSet<&str> {
    api.events.iter().map(|group| group.name.rust.as_str()).collect()
}

fn group_of_events(types: &Types<'_>, group: &EventGroup) -> TokenStream {
    let EventGroup { name, source: _, events, other } = group;
    let ident = name::ident(&name.rust);
    let text = docs::ours(title(group));
    let variants: TokenStream = events.iter().map(|event| variant(types, event)).collect();
    let constants = events.iter().map(constant);
    let touched = events.iter().any(|event| event.docs.deprecated.is_some());
    let expect = lints::expect_deprecated(types.names_deprecated(&variants, None));
    let expect_variants = lints::expect_deprecated(touched);
    let other = name::ident(&other.rust);
    let reads = events.iter().map(read);
    let names = events.iter().map(name_of);
    let conversions = conversions(types, &ident, events);
    quote! {
        #text
        #expect
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            #variants
            /// An event that the document does not list, or without the body that it describes, kept as sent.
            #other {
                /// The name that it was read with.
                name: ::std::string::String,
                /// Its body.
                body: rt::Bytes,
            },
        }
        #expect_variants
        impl #ident {
            #(#constants)*
            /// Reads an event from the body of a request, given its name: one of the constants of this type.
            ///
            /// # Errors
            /// If the body is not as documented, with its JSON path.
            pub fn read(name: &str, body: &[u8]) -> ::core::result::Result<Self, rt::ModelError> {
                match name {
                    #(#reads)*
                    _ => Ok(Self::#other {
                        name: ::std::string::String::from(name),
                        body: rt::Bytes::copy_from_slice(body),
                    }),
                }
            }
            /// The name of the event.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    #(#names)*
                    Self::#other { name, .. } => name,
                }
            }
        }
        #conversions
    }
}

fn variant(types: &Types<'_>, event: &Event) -> TokenStream {
    let Event { name, constant: _, pointer: _, method: _, source: _, docs: said, payload, required: _ } =
        event;
    let text = docs::or(said, &format!("{}.", mention(event)));
    let deprecated = docs::deprecated(said);
    let ident = name::ident(&name.rust);
    match payload {
        Some(Payload::Json(ty)) => {
            let ty = types.path(ty);
            quote!(#text #deprecated #ident(#ty),)
        }
        Some(Payload::Bytes) => quote!(#text #deprecated #ident(rt::Bytes),),
        None => quote!(#text #deprecated #ident,),
    }
}

fn constant(event: &Event) -> TokenStream {
    let ident = name::ident(&event.constant);
    let wire = literal::string(&event.name.wire);
    let text = docs::ours(format!("The name of {}.", mention(event)));
    quote! {
        #text
        pub const #ident: &'static str = #wire;
    }
}

/// The arm that reads an event. One whose body is absent although it may be, or there although it may not, is another event.
fn read(event: &Event) -> TokenStream {
    let constant = name::ident(&event.constant);
    let ident = name::ident(&event.name.rust);
    let has_body = (!event.required).then(|| quote!(if !body.is_empty()));
    match event.payload {
        Some(Payload::Json(_)) => {
            quote!(Self::#constant #has_body => rt::from_json(body).map(Self::#ident),)
        }
        Some(Payload::Bytes) => {
            quote!(Self::#constant => Ok(Self::#ident(rt::Bytes::copy_from_slice(body))),)
        }
        None => quote!(Self::#constant if body.is_empty() => Ok(Self::#ident),),
    }
}

fn name_of(event: &Event) -> TokenStream {
    let constant = name::ident(&event.constant);
    let ident = name::ident(&event.name.rust);
    let held = event.payload.is_some().then(|| quote!((_)));
    quote!(Self::#ident #held => Self::#constant,)
}

/// `From` for each payload whose Rust type no other event has.
fn conversions(types: &Types<'_>, group: &Ident, events: &[Event]) -> TokenStream {
    let path = |ty: &Type| types.path(types.resolve(ty)).to_string();
    let paths: Vec<String> = events.iter().filter_map(Event::ty).map(path).collect();
    let is_unique = |ty: &Type| paths.iter().filter(|other| **other == path(ty)).count() == 1;
    let unique = events.iter().filter_map(|event| Some((event, event.ty().filter(|ty| is_unique(ty))?)));
    let conversions = unique.map(|(event, ty)| {
        let ident = name::ident(&event.name.rust);
        let ty = types.path(ty);
        let touched = event.docs.deprecated.is_some() || types.names_deprecated(&ty, None);
        let expect = lints::expect_deprecated(touched);
        quote! {
            #expect
            impl ::core::convert::From<#ty> for #group {
                fn from(value: #ty) -> Self { Self::#ident(value) }
            }
        }
    });
    conversions.collect()
}
