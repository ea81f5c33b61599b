//! How a union is read.
//!
//! In: the discriminator or the dispatch of a union. Out: the body of its `read`. Invariant: whatever fits no member is
//! read as the other variant.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::syntax::{literal, name, types::Types};
use crate::ir::{Candidate, Discriminator, Dispatch, JsonKind, Literal, Type, TypeKind, Union};

/// The statements of `read`.
pub(super) fn body(types: &Types<'_>, union: &Union) -> TokenStream {
    let Union { variants: _, discriminator, dispatch, inclusive: _, combinations: _, other } = union;
    let other = name::ident(&other.rust);
    match discriminator {
        Some(discriminator) => by_tag(types, union, discriminator, &other),
        None => by_kind(types, union, dispatch, &other),
    }
}

/// By the property, then by kind among the members that none of its values selects.
fn by_tag(
    types: &Types<'_>,
    union: &Union,
    discriminator: &Discriminator,
    other: &proc_macro2::Ident,
) -> TokenStream {
    let property = literal::string(&discriminator.property);
    let mut seen = BTreeSet::new();
    let arms: Vec<_> = union
        .variants
        .iter()
        .enumerate()
        .filter_map(|(index, variant)| {
            let ident = name::ident(&variant.name.rust);
            let tags = discriminator.values(index).flat_map(texts);
            let tags: Vec<_> =
                tags.filter(|tag| seen.insert(tag.clone())).map(|tag| literal::string(&tag)).collect();
            (!tags.is_empty()).then(|| (quote!(Some(#(#tags)|*)), quote!(r.value().map(Self::#ident))))
        })
        .collect();
    let fallback = by_kind(types, union, &union.dispatch, other);
    let patterns = arms.iter().map(|(pattern, _)| pattern);
    let values = arms.iter().map(|(_, value)| value);
    match arms.as_slice() {
        [] => fallback,
        _ if union.dispatch.is_empty() => quote! {
            match r.tag(#property)?.as_deref() { #(#patterns => #values,)* _ => #fallback, }
        },
        // A `match` of one pattern and statements for all others is one that lints find fault with.
        [(pattern, value)] => quote! {
            if let #pattern = r.tag(#property)?.as_deref() { return #value; }
            #fallback
        },
        _ => quote! {
            match r.tag(#property)?.as_deref() { #(#patterns => #values,)* _ => { #fallback } }
        },
    }
}

/// The texts that a reader gives for a value: a whole number may have come with a fraction or without.
fn texts(value: &Literal) -> Vec<String> {
    let mut texts = vec![literal::text(value)];
    if let Literal::Number(number) = value
        && number.fract() == 0.0
    {
        texts.push(number.to_string());
    }
    texts
}

fn by_kind(
    types: &Types<'_>,
    union: &Union,
    dispatch: &[Dispatch],
    other: &proc_macro2::Ident,
) -> TokenStream {
    let mut groups: Vec<(&[Candidate], Vec<JsonKind>)> = Vec::new();
    for Dispatch { kind, candidates } in dispatch.iter().filter(|entry| !entry.candidates.is_empty()) {
        match groups.iter_mut().find(|(known, _)| *known == candidates.as_slice()) {
            Some((_, kinds)) => kinds.push(*kind),
            None => groups.push((candidates, vec![*kind])),
        }
    }
    let fallback = quote!(r.value().map(Self::#other));
    if groups.is_empty() {
        return fallback;
    }
    if let [(candidates, kinds)] = groups.as_slice() {
        let paths = kinds.iter().copied().map(kind_path);
        let is_kind = quote!(let #(#paths)|* = r.kind()?);
        let attempts = match candidates {
            [candidate] if union.combinations.is_empty() => {
                attempt(types, union, candidate, &quote!(#is_kind &&))
            }
            _ => {
                let attempts = attempts(types, union, candidates, kinds);
                Some(quote!(if #is_kind { #attempts }))
            }
        };
        return quote!(#attempts #fallback);
    }
    let arms = groups.iter().map(|(candidates, kinds)| {
        let attempts = attempts(types, union, candidates, kinds);
        let kinds = kinds.iter().copied().map(kind_path);
        quote!(#(#kinds)|* => { #attempts })
    });
    // No kind but null is left: a wildcard would stand for that one, and says less.
    let known: usize = groups.iter().map(|(_, kinds)| kinds.len()).sum();
    let left = if known == JsonKind::ALL.len() { quote!(rt::Kind::Null) } else { quote!(_) };
    quote! {
        match r.kind()? {
            #(#arms)*
            #left => {}
        }
        #fallback
    }
}

/// Tries the members that may have values of these kinds.
fn attempts(types: &Types<'_>, union: &Union, candidates: &[Candidate], kinds: &[JsonKind]) -> TokenStream {
    let objects = kinds.contains(&JsonKind::Object) || kinds.contains(&JsonKind::Array);
    let is_of_kind = |index: &&usize| {
        let ty = union.variants.get(**index).map(|variant| types.resolve(&variant.ty));
        let is_list = matches!(ty, Some(Type::List(_)));
        kinds.contains(if is_list { &JsonKind::Array } else { &JsonKind::Object })
    };
    let combinations: Vec<usize> = union.combinations.iter().filter(is_of_kind).copied().collect();
    let may_lose = |candidate: &&Candidate| objects && may_lose_members(types, union, candidate);
    // A map keeps what it can of any object, so that it only competes with other maps.
    let has_structs = candidates.iter().filter(may_lose).any(|candidate| !is_map(types, union, candidate));
    let is_struct =
        |candidate: &Candidate| may_lose(&candidate) && !(has_structs && is_map(types, union, candidate));
    let before = candidates.iter().take_while(|candidate| !is_struct(candidate)).count();
    let (before, others) = candidates.split_at(before);
    let (structs, others) = others.split_at(others.iter().take_while(|other| is_struct(other)).count());
    let structs = if structs.len() > 1 || !combinations.is_empty() {
        best(types, union, structs, &combinations)
    } else {
        first(types, union, structs)
    };
    let (before, others) = (first(types, union, before), first(types, union, others));
    quote!(#before #structs #others)
}

/// Whether a member passes over what it does not list, and nothing but its keys tells it from others.
fn may_lose_members(types: &Types<'_>, union: &Union, candidate: &Candidate) -> bool {
    let ty = union.variants.get(candidate.variant).map(|variant| &variant.ty);
    let told = !candidate.constants.is_empty() && !union.inclusive;
    !told && candidate.values.is_empty() && ty.is_some_and(|ty| holds_members(types, ty))
}

fn is_map(types: &Types<'_>, union: &Union, candidate: &Candidate) -> bool {
    let mut ty = union.variants.get(candidate.variant).map(|variant| types.resolve(&variant.ty));
    while let Some(Type::Boxed(inner) | Type::Nullable(inner)) = ty {
        ty = Some(types.resolve(inner));
    }
    matches!(ty, Some(Type::Map(_)))
}

fn holds_members(types: &Types<'_>, ty: &Type) -> bool {
    match types.resolve(ty) {
        Type::Boxed(inner) | Type::Nullable(inner) | Type::List(inner) | Type::Map(inner) => {
            holds_members(types, inner)
        }
        ty => {
            let kind = types.definition(ty).map(|def| &def.kind);
            matches!(kind, Some(TypeKind::Object(_) | TypeKind::Union(_)))
        }
    }
}

/// Tries the members in order.
fn first(types: &Types<'_>, union: &Union, candidates: &[Candidate]) -> TokenStream {
    let before = TokenStream::new();
    candidates.iter().filter_map(|candidate| attempt(types, union, candidate, &before)).collect()
}

/// Tries a member where what comes before holds.
fn attempt(
    types: &Types<'_>,
    union: &Union,
    candidate: &Candidate,
    before: &TokenStream,
) -> Option<TokenStream> {
    let (ident, fits) = condition(types, union, candidate)?;
    Some(quote! {
        if #before #fits let Some(value) = r.attempt()? {
            return Ok(Self::#ident(value));
        }
    })
}

/// Takes the member that knows most of the objects: others would lose what they do not list. If that one passes over
/// members, a combination of several is better.
fn best(types: &Types<'_>, union: &Union, candidates: &[Candidate], combinations: &[usize]) -> TokenStream {
    let attempts = candidates.iter().filter_map(|candidate| {
        let (ident, fits) = condition(types, union, candidate)?;
        Some(quote! {
            if #fits let Some(value) = r.attempt_better(&mut fit)? {
                best = Some(Self::#ident(value));
            }
        })
    });
    let combinations = combinations.iter().filter_map(|index| union.variants.get(*index)).map(|variant| {
        let ident = name::ident(&variant.name.rust);
        quote! {
            if best.is_some() && let Some(value) = r.attempt_better(&mut fit)? {
                best = Some(Self::#ident(value));
            }
        }
    });
    quote! {
        let mut fit = rt::Fit::default();
        let mut best = None;
        #(#attempts)*
        #(#combinations)*
        if let Some(best) = best {
            r.settle(fit);
            return Ok(best);
        }
    }
}

/// A member, and the keys, constants and format that a value must have before it is tried.
fn condition(
    types: &Types<'_>,
    union: &Union,
    candidate: &Candidate,
) -> Option<(proc_macro2::Ident, TokenStream)> {
    let Candidate { variant, keys, constants, values } = candidate;
    let ident = name::ident(&union.variants.get(*variant)?.name.rust);
    let keys = keys.iter().map(|key| literal::string(key));
    let has_keys = (keys.len() > 0).then(|| quote!(r.has_keys(&[#(#keys),*])? &&));
    let constants = constants.iter().filter_map(|(key, value)| {
        let key = literal::string(key);
        let value = literal::runtime(value)?;
        Some(quote!(r.has_constant(#key, #value)? &&))
    });
    let format = match types.resolve(&union.variants.get(*variant)?.ty) {
        Type::Formatted(format) => Some(types.formatted(*format)),
        _ => None,
    };
    let is_formatted = format.map(|ty| quote!(r.is_formatted::<#ty>()? &&));
    let values: Vec<_> = values.iter().filter_map(literal::runtime).collect();
    let is_one_of = (!values.is_empty()).then(|| quote!(r.is_one_of(&[#(#values),*])? &&));
    Some((ident, quote!(#has_keys #(#constants)* #is_one_of #is_formatted)))
}

fn kind_path(kind: JsonKind) -> TokenStream {
    match kind {
        JsonKind::Boolean => quote!(rt::Kind::Boolean),
        JsonKind::Integer => quote!(rt::Kind::Integer),
        JsonKind::Number => quote!(rt::Kind::Number),
        JsonKind::String => quote!(rt::Kind::String),
        JsonKind::Array => quote!(rt::Kind::Array),
        JsonKind::Object => quote!(rt::Kind::Object),
    }
}
