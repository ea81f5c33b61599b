//! Request bodies.
//!
//! In: a body. Out: its argument's type and the call that puts it into a request. Invariant: what is big is borrowed
//! or moved, never copied.

use proc_macro2::TokenStream;
use quote::quote;

use super::parameter;
use crate::backend::syntax::{literal, name, types::Types};
use crate::backend::text;
use crate::ir::{Body, BodyKind, Encoding, Type};
use crate::openapi::style;

/// The body as an argument.
pub(in crate::backend) fn argument(types: &Types<'_>, body: &Body) -> TokenStream {
    let ident = name::ident(&body.name.rust);
    let ty = match &body.kind {
        BodyKind::Json(ty) | BodyKind::Form(ty) | BodyKind::Text(ty) => types.argument(ty),
        BodyKind::Multipart(id) => types.path(&Type::Named(*id)),
        BodyKind::Bytes => quote!(rt::Bytes),
        BodyKind::JsonLines(ty) => {
            let ty = types.path(ty);
            quote!(rt::JsonLinesBody<#ty>)
        }
    };
    quote!(#ident: #ty)
}

/// The call that puts the body into a request.
pub(in crate::backend) fn call(types: &Types<'_>, body: &Body) -> TokenStream {
    let Body {
        name,
        required: _,
        method_name: _,
        pointer: _,
        media_type,
        other_media_types: _,
        kind,
        encoding,
        default_encoding,
        part_media_types,
        docs: _,
    } = body;
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
            if encoding.is_empty() && *default_encoding == style::default_property_encoding() {
                return quote!(.form(#value));
            }
            let (default, others) = (parameter::encoding(default_encoding), encodings(encoding));
            quote!(.form_as(#default, &[#(#others),*], #value))
        }
        BodyKind::Multipart(_) => {
            let media_types = media_types(part_media_types).map(|list| quote!(.content_types(#list)));
            quote!(.multipart(#ident.into_form() #media_types))
        }
        BodyKind::Text(Type::String) => quote!(.text(#media, #ident)),
        BodyKind::Text(ty) => {
            let value = types.written(ty, &ident);
            quote!(.text_value(#media, #value))
        }
        BodyKind::Bytes => quote!(.bytes(#media, #ident)),
        BodyKind::JsonLines(_) => quote!(.json_lines(#media, #ident)),
    }
}

/// A line on how the body is sent, where that is a choice.
pub(in crate::backend) fn note(body: &Body) -> Option<String> {
    let others: Vec<_> = body.other_media_types.iter().map(|media_type| text::code(media_type)).collect();
    let media_type = text::code(&body.media_type);
    match (others.is_empty(), body.method_name.rust.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("The body is sent as {media_type}.")),
        (false, _) => {
            let others = others.join(" or ");
            Some(format!("The body is sent as {media_type}; for {others} set the header `content-type`."))
        }
    }
}

/// The encodings of a form's properties.
fn encodings(encodings: &[(String, Encoding)]) -> impl Iterator<Item = TokenStream> {
    encodings.iter().map(|(property, encoding)| {
        let (property, encoding) = (literal::string(property), parameter::encoding(encoding));
        quote!((#property, #encoding))
    })
}

/// The media types of a form's parts.
fn media_types(parts: &[(String, String)]) -> Option<TokenStream> {
    list(parts.iter().map(|(property, media_type)| {
        let (property, media_type) = (literal::string(property), literal::string(media_type));
        quote!((#property, #media_type))
    }))
}

fn list(items: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| quote!(&[#(#items),*]))
}
