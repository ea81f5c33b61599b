//! Multipart bodies.
//!
//! In: a struct that is sent as `multipart/form-data`. Out: its method `into_form`. Invariant: files become parts with
//! headers of their own. Other values become fields, which the runtime writes: scalars as text, objects and lists as JSON.

use proc_macro2::TokenStream;
use quote::quote;

use super::Model;
use crate::backend::syntax::member::{Held, Member};
use crate::backend::syntax::{literal, name};
use crate::ir::Type;

/// Emits the conversion of a struct into a form.
pub(in crate::backend) fn emit(model: &Model<'_>) -> TokenStream {
    let expect = model.expect_touched();
    let ident = &model.ident;
    let steps = model.members.iter().map(|member| step(model, member));
    let body = match model.rest {
        None => quote!(rt::Form::new() #(#steps)*),
        Some((name, ty)) => {
            let rest = name::ident(&name.rust);
            let step = if model.types.holds_part(ty) {
                quote!(part(&name, value))
            } else {
                quote!(field(&name, &value))
            };
            quote! {
                let mut form = rt::Form::new() #(#steps)*;
                for (name, value) in self.#rest { form = form.#step; }
                form
            }
        }
    };
    quote! {
        #expect
        impl #ident {
            /// The form that is sent.
            #[must_use]
            pub fn into_form(self) -> rt::Form { #body }
        }
    }
}

fn step(model: &Model<'_>, member: &Member<'_>) -> TokenStream {
    let Member { name, ident, ty, held, always, .. } = member;
    let wire = literal::string(&name.wire);
    if member.flattened {
        return quote!(.members(&self.#ident));
    }
    let is_plain = *held == Held::Plain;
    match model.types.resolve(ty) {
        Type::Binary if is_plain => quote!(.part(#wire, self.#ident)),
        Type::Binary => quote!(.optional_part(#wire, self.#ident)),
        Type::List(item) if model.types.holds_part(item) && is_plain => quote!(.parts(#wire, self.#ident)),
        Type::List(item) if model.types.holds_part(item) => {
            quote!(.parts(#wire, self.#ident.into_iter().flatten()))
        }
        _ if *always => quote!(.field(#wire, &self.#ident)),
        _ => quote!(.optional(#wire, &self.#ident)),
    }
}
