//! How a struct is made: constructor, setters, defaults.
//!
//! In: a model. Out: its inherent impl, and `Default` where the constructor takes nothing. Invariant: methods have
//! names of their own, also where a member is called `new`.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Model;
use crate::backend::rust::braces::braces;
use crate::backend::rust::{docs, lints};
use crate::backend::syntax::member::{Held, Member, free, setters};
use crate::backend::syntax::{literal, name, types::option};
use crate::backend::text;
use crate::ir::{Literal, Type};

pub(in crate::backend) fn emit(model: &Model<'_>) -> TokenStream {
    let mut methods = new(model);
    let (settable, mut taken) = setters(&model.members);
    methods.extend(settable.iter().map(|(member, method)| setter(model, member, method)));
    methods.extend(rest_setter(model, &mut taken));
    methods.extend(model.members.iter().filter_map(|member| default(model, member, &mut taken)));
    let expect = lints::expect_deprecated(model.touched || model.types.names_deprecated(&methods, None));
    let ident = &model.ident;
    let methods = braces(methods);
    let default_impl = default_impl(model);
    quote! {
        #expect
        impl #ident #methods
        #default_impl
    }
}

fn new(model: &Model<'_>) -> TokenStream {
    let arguments: Vec<_> = model.members.iter().filter(|member| member.is_argument()).collect();
    let what = if arguments.is_empty() { "without optional fields" } else { "from its required fields" };
    let text = docs::ours(format!("Creates {} {what}.", text::code(&model.ident.to_string())));
    let parameters = arguments.iter().map(|member| {
        let ident = &member.ident;
        let ty = if member.is_nullable() { option(&member.path) } else { accepted(model, member).0 };
        quote!(#ident: #ty)
    });
    let fields = model.members.iter().map(|member| initial(model, member));
    let flags = arguments.iter().filter(|member| !member.is_nullable()).map(|member| member.ty);
    let rest = model.rest.map(|(name, _)| {
        let ident = name::ident(&name.rust);
        quote!(#ident: ::std::collections::BTreeMap::new(),)
    });
    let expects = lints::expect_arguments(arguments.len(), flags);
    quote! {
        #text
        #expects
        #[must_use]
        pub fn new(#(#parameters),*) -> Self { Self { #(#fields,)* #rest } }
    }
}

/// A field in the struct that `new` makes.
fn initial(model: &Model<'_>, member: &Member<'_>) -> TokenStream {
    let ident = &member.ident;
    if let Some(constant) = &member.constant {
        return quote!(#ident: #constant);
    }
    match (member.is_argument(), member.held) {
        (true, _) if member.is_nullable() => quote!(#ident),
        (true, Held::Plain) => {
            let value = accepted(model, member).1;
            if matches!(model.types.resolve(member.ty), Type::String | Type::Boxed(_)) {
                quote!(#ident: #value)
            } else {
                quote!(#ident)
            }
        }
        (true, _) => {
            let value = accepted(model, member).1;
            quote!(#ident: Some(#value))
        }
        (false, Held::Maybe) => quote!(#ident: rt::Maybe::Absent),
        (false, _) => quote!(#ident: None),
    }
}

/// What a method takes for a value, and the value that it makes of it.
fn accepted(model: &Model<'_>, member: &Member<'_>) -> (TokenStream, TokenStream) {
    let ident = &member.ident;
    match model.types.resolve(member.ty) {
        Type::String => (
            quote!(impl ::core::convert::Into<::std::string::String>),
            quote!(::core::convert::Into::into(#ident)),
        ),
        Type::Boxed(inner) => (model.types.path(inner), quote!(::std::boxed::Box::new(#ident))),
        _ => (member.path.clone(), quote!(#ident)),
    }
}

fn setter(model: &Model<'_>, member: &Member<'_>, method: &Ident) -> TokenStream {
    let Member { name, ident, docs, path, held, .. } = member;
    let text = docs::ours(format!("Sets {}", docs::mention(name)));
    let deprecated = docs::deprecated(docs);
    let (ty, value) = match held {
        Held::Maybe => (
            quote!(impl ::core::convert::Into<rt::Maybe<#path>>),
            quote!(::core::convert::Into::into(#ident)),
        ),
        Held::Plain | Held::Option => {
            let (ty, value) = accepted(model, member);
            (ty, quote!(Some(#value)))
        }
    };
    quote! {
        #text
        #deprecated
        #[must_use]
        pub fn #method(mut self, #ident: #ty) -> Self {
            self.#ident = #value;
            self
        }
    }
}

fn rest_setter(model: &Model<'_>, taken: &mut BTreeSet<String>) -> Option<TokenStream> {
    let (name, ty) = model.rest?;
    let ident = name::ident(&name.rust);
    let method = free(&ident, taken);
    let ty = model.types.map(ty);
    Some(quote! {
        /// Sets the members that the document does not list.
        #[must_use]
        pub fn #method(mut self, #ident: #ty) -> Self {
            self.#ident = #ident;
            self
        }
    })
}

/// The value or its documented default, where that is a scalar and no method has the name.
fn default(model: &Model<'_>, member: &Member<'_>, taken: &mut BTreeSet<String>) -> Option<TokenStream> {
    let Member { name, ident, docs, path, held, default, .. } = member;
    let (value, literal) = default.as_ref()?;
    let method = format!("{}_or_default", name::bare(&ident.to_string()));
    if *held != Held::Option || !taken.insert(method.clone()) {
        return None;
    }
    let method = name::ident(&method);
    let literal = match literal {
        Literal::String(text) => text::code(&format!("{text:?}")),
        other => text::code(&literal::text(other)),
    };
    let text = docs::ours(format!("{}, or its default {literal} if absent.", text::name(name)));
    let deprecated = docs::deprecated(docs);
    let (ty, held) = match model.types.resolve(member.ty) {
        Type::String => (quote!(&str), quote!(self.#ident.as_deref())),
        Type::Named(_) | Type::Formatted(_) | Type::Number => (quote!(#path), quote!(self.#ident.clone())),
        _ => (quote!(#path), quote!(self.#ident)),
    };
    Some(quote! {
        #text
        #deprecated
        #[must_use]
        pub fn #method(&self) -> #ty { #held.unwrap_or(#value) }
    })
}

fn default_impl(model: &Model<'_>) -> Option<TokenStream> {
    if !model.is_default() || model.derives_default() {
        return None;
    }
    let expect = lints::expect_deprecated(model.deprecated);
    let ident = &model.ident;
    Some(quote! {
        #expect
        impl ::core::default::Default for #ident {
            fn default() -> Self { Self::new() }
        }
    })
}
