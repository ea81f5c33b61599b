//! The documented headers of an operation's responses.
//!
//! In: headers. Out: a view of a response's headers with a method for each. Invariant: a method only names its header and
//! says how the text stands for a value; reading is the runtime's.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, lints};
use crate::backend::syntax::{
    literal, name,
    types::{Types, option},
};
use crate::ir::{Encoding, Header, Literal, Operation, Type, TypeKind, Value};

/// How deep lists and objects stand in a header's text.
const DEPTH: usize = 3;

/// Emits the view, where there are headers.
pub(in crate::backend) fn emit(types: &Types<'_>, operation: &Operation, link: &str) -> Option<TokenStream> {
    if operation.headers.is_empty() {
        return None;
    }
    let ident = name::ident(&operation.headers_view);
    let text = docs::ours(format!("Documented headers of the responses of {link}."));
    let methods = operation.headers.iter().map(|header| method(types, header));
    Some(quote! {
        #text
        #[derive(Clone, Copy, Debug)]
        pub struct #ident<'a>(rt::Headers<'a>);
        impl<'a> #ident<'a> {
            /// Reads the headers of a response, or of an error that came with one.
            #[must_use]
            pub fn of(headers: &'a rt::HeaderMap) -> Self { Self(rt::Headers::of(headers)) }
            #(#methods)*
        }
    })
}

fn method(types: &Types<'_>, header: &Header) -> TokenStream {
    let Header { name, ty, required, encoding, docs } = header;
    let errors =
        if *required { "If it is absent, or not as documented." } else { "If it is not as documented." };
    let text = docs::Comment::default().of(docs).or(|| docs::mention(name)).ours("# Errors").ours(errors);
    let text = text.tokens();
    let deprecated = docs::deprecated(docs);
    let value = types.path(ty);
    let (value, call) =
        if *required { (value, quote!(required)) } else { (option(&value), quote!(optional)) };
    let shape = match encoding {
        Encoding::Json => quote!(rt::HeaderShape::Json),
        Encoding::Style { explode, .. } => shape(types, ty, *explode, DEPTH),
    };
    let ident = name::ident(&name.rust);
    let wire = literal::string(&name.wire);
    let expect = lints::expect_deprecated(types.names_deprecated(&value, None));
    // `0.#` would be a number.
    let headers = quote!(self.0);
    quote! {
        #text
        #deprecated
        #expect
        pub fn #ident(self) -> rt::HeaderResult<#value> { #headers.#call(#wire, #shape) }
    }
}

/// How a text stands for a value of a type.
fn shape(types: &Types<'_>, ty: &Type, explode: bool, depth: usize) -> TokenStream {
    let Some(depth) = depth.checked_sub(1) else { return quote!(rt::HeaderShape::Scalar) };
    match types.resolve(ty) {
        Type::Null
        | Type::Boolean
        | Type::Int32
        | Type::Int64
        | Type::Uint32
        | Type::Uint64
        | Type::Int128
        | Type::Uint128
        | Type::Float32
        | Type::Float64
        | Type::Number => quote!(rt::HeaderShape::Literal),
        Type::String
        | Type::Secret
        | Type::Uuid
        | Type::DateTime
        | Type::Date
        | Type::Uri
        | Type::Base64
        | Type::Base64Url
        | Type::Formatted(_)
        | Type::Binary => quote!(rt::HeaderShape::Text),
        Type::Any | Type::Tuple(_) => quote!(rt::HeaderShape::Scalar),
        Type::Boxed(inner) | Type::Nullable(inner) => shape(types, inner, explode, depth),
        Type::List(item) => {
            let item = shape(types, item, explode, depth);
            quote!(rt::HeaderShape::List(&#item))
        }
        Type::Map(_) => members(explode, &[]),
        named @ Type::Named(_) => match types.definition(named).map(|def| &def.kind) {
            Some(TypeKind::Object(object)) => {
                let members_of = object.fields.iter().filter(|field| !field.flattened).map(|field| {
                    let wire = literal::string(&field.name.wire);
                    let shape = shape(types, &field.ty, explode, depth);
                    quote!((#wire, #shape))
                });
                members(explode, &members_of.collect::<Vec<_>>())
            }
            Some(TypeKind::Enumeration(enumeration)) if enumeration.values.iter().all(is_text) => {
                quote!(rt::HeaderShape::Text)
            }
            _ => quote!(rt::HeaderShape::Scalar),
        },
    }
}

fn members(explode: bool, members: &[TokenStream]) -> TokenStream {
    if explode {
        quote!(rt::HeaderShape::Pairs(&[#(#members),*]))
    } else {
        quote!(rt::HeaderShape::Object(&[#(#members),*]))
    }
}

fn is_text(value: &Value) -> bool {
    matches!(value.literal, Literal::String(_))
}
