//! Request bodies.
//!
//! In: a body. Out: its argument's type and the call that puts it into a request. Invariant: what is big is borrowed
//! or moved, never copied.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::Types;
use super::{literal, name};
use crate::ir::{Body, BodyKind, Type};

/// The body as an argument.
pub(super) fn argument(types: &Types<'_>, body: &Body) -> TokenStream {
    let ident = name::ident(&body.name.rust);
    let ty = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) => types.argument(ty),
        BodyKind::Multipart(id) => types.path(&Type::Named(*id)),
        BodyKind::Text => quote!(&str),
        BodyKind::Bytes => quote!(rt::Bytes),
    };
    quote!(#ident: #ty)
}

/// The call that puts the body into a request.
pub(super) fn call(types: &Types<'_>, body: &Body) -> TokenStream {
    let Body { name, required: _, media_type, kind, docs: _ } = body;
    let ident = name::ident(&name.rust);
    let media = literal::string(media_type);
    match kind {
        BodyKind::Json(ty) => {
            let value = types.written(ty, &ident);
            if media_type.eq_ignore_ascii_case("application/json") {
                quote!(.json(#value))
            } else {
                quote!(.json_as(#media, #value))
            }
        }
        BodyKind::Form(ty) => {
            let value = types.written(ty, &ident);
            quote!(.form(#value))
        }
        BodyKind::Multipart(_) => quote!(.multipart(#ident.into_form())),
        BodyKind::Text => quote!(.text(#media, #ident)),
        BodyKind::Bytes => quote!(.bytes(#media, #ident)),
    }
}
