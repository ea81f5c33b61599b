//! How a union is read.
//!
//! In: the discriminator or the arms of a union. Out: the body of its `read`. Invariant: whatever fits no member is
//! read as the other variant.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{literal, name};
use crate::ir::{Arm, Candidate, Discriminator, Kind, Union};

/// The kinds of values beside null.
const KINDS: usize = 6;

/// The statements of `read`.
pub(super) fn body(union: &Union) -> TokenStream {
    let Union { variants: _, discriminator, arms, other } = union;
    let other = name::ident(&other.rust);
    match discriminator {
        Some(discriminator) => by_tag(union, discriminator, &other),
        None => by_kind(union, arms, &other),
    }
}

fn by_tag(union: &Union, discriminator: &Discriminator, other: &proc_macro2::Ident) -> TokenStream {
    let Discriminator { property, mapping } = discriminator;
    let property = literal::string(property);
    let mut seen = BTreeSet::new();
    let arms = union.variants.iter().enumerate().filter_map(|(index, variant)| {
        let ident = name::ident(&variant.name.rust);
        let tags = mapping.iter().filter(|(_, variant)| *variant == index).map(|(tag, _)| literal::text(tag));
        let tags: Vec<_> =
            tags.filter(|tag| seen.insert(tag.clone())).map(|tag| literal::string(&tag)).collect();
        (!tags.is_empty()).then(|| quote!(Some(#(#tags)|*) => r.value().map(Self::#ident),))
    });
    let arms: TokenStream = arms.collect();
    let fallback = quote!(r.value().map(Self::#other));
    if arms.is_empty() {
        return fallback;
    }
    quote!(match r.tag(#property)?.as_deref() { #arms _ => #fallback, })
}

fn by_kind(union: &Union, arms: &[Arm], other: &proc_macro2::Ident) -> TokenStream {
    let mut groups: Vec<(&[Candidate], Vec<TokenStream>)> = Vec::new();
    for Arm { kind, candidates } in arms.iter().filter(|arm| !arm.candidates.is_empty()) {
        match groups.iter_mut().find(|(known, _)| *known == candidates.as_slice()) {
            Some((_, kinds)) => kinds.push(kind_path(*kind)),
            None => groups.push((candidates, vec![kind_path(*kind)])),
        }
    }
    let fallback = quote!(r.value().map(Self::#other));
    if groups.is_empty() {
        return fallback;
    }
    let attempts = |candidates: &[Candidate]| -> TokenStream {
        candidates.iter().filter_map(|candidate| attempt(union, candidate)).collect()
    };
    if let [(candidates, kinds)] = groups.as_slice() {
        let attempts = attempts(candidates);
        return quote! {
            if let #(#kinds)|* = r.kind()? { #attempts }
            #fallback
        };
    }
    let arms = groups.iter().map(|(candidates, kinds)| {
        let attempts = attempts(candidates);
        quote!(#(#kinds)|* => { #attempts })
    });
    // No kind but null is left: a wildcard would stand for that one, and says less.
    let known: usize = groups.iter().map(|(_, kinds)| kinds.len()).sum();
    let left = if known == KINDS { quote!(rt::Kind::Null) } else { quote!(_) };
    quote! {
        match r.kind()? {
            #(#arms)*
            #left => {}
        }
        #fallback
    }
}

/// Tries a member, if the value has the keys and constants that it needs.
fn attempt(union: &Union, candidate: &Candidate) -> Option<TokenStream> {
    let Candidate { variant, keys, constants, values } = candidate;
    let ident = name::ident(&union.variants.get(*variant)?.name.rust);
    let keys = keys.iter().map(|key| literal::string(key));
    let has_keys = (keys.len() > 0).then(|| quote!(r.has_keys(&[#(#keys),*])? &&));
    let constants = constants.iter().filter_map(|(key, value)| {
        let key = literal::string(key);
        let value = literal::runtime(value)?;
        Some(quote!(r.has_constant(#key, #value)? &&))
    });
    let values: Vec<_> = values.iter().filter_map(literal::runtime).collect();
    let is_one_of = (!values.is_empty()).then(|| quote!(r.is_one_of(&[#(#values),*])? &&));
    Some(quote! {
        if #has_keys #(#constants)* #is_one_of let Some(value) = r.attempt()? {
            return Ok(Self::#ident(value));
        }
    })
}

fn kind_path(kind: Kind) -> TokenStream {
    match kind {
        Kind::Boolean => quote!(rt::Kind::Boolean),
        Kind::Integer => quote!(rt::Kind::Integer),
        Kind::Number => quote!(rt::Kind::Number),
        Kind::String => quote!(rt::Kind::String),
        Kind::Array => quote!(rt::Kind::Array),
        Kind::Object => quote!(rt::Kind::Object),
    }
}
