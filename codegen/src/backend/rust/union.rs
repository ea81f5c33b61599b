//! Enums of several types.
//!
//! In: a union. Out: an enum with a variant that keeps what fits no member, and its reading, writing, conversions.
//! Invariant: which member a value is was decided by `analyse`; nothing is tried that cannot fit.

pub(super) mod events;
mod read;

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, lints};
use crate::backend::print;
use crate::backend::syntax::{literal, name, types::Types};
use crate::ir::{Literal, Type, TypeDef, TypeId, Union, Variant};

/// Emits an enum of several types.
pub(in crate::backend) fn emit(types: &Types<'_>, id: TypeId, def: &TypeDef, union: &Union) -> TokenStream {
    let TypeDef { name, pointer: _, docs, kind: _, usage: _, derives: _ } = def;
    let ident = name::ident(&name.rust);
    let deprecated = docs.deprecated.is_some();
    let touched = deprecated || union.variants.iter().any(|variant| variant.docs.deprecated.is_some());
    let expect = lints::expect_deprecated(touched);
    let definition = definition(types, def, union);
    let read = read::body(types, union);
    let write = write(types, union);
    let conversions = conversions(types, id, def, union);
    quote! {
        #definition
        #expect
        impl rt::Read for #ident {
            fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> { #read }
        }
        #expect
        impl rt::Write for #ident {
            fn write(&self, w: &mut rt::Writer) {
                match self { #write }
            }
        }
        rt::model!(#ident);
        #conversions
    }
}

fn definition(types: &Types<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let Union { variants, discriminator: _, dispatch: _, inclusive: _, combinations: _, other } = union;
    let ident = name::ident(&def.name.rust);
    let text = docs::named(&def.docs, &def.name);
    let deprecated = docs::deprecated(&def.docs);
    let members = variants.iter().map(|variant| {
        let Variant { name, ty, docs } = variant;
        let text = docs::named(docs, name);
        let deprecated = docs::deprecated(docs);
        let ident = name::ident(&name.rust);
        let ty = types.path(ty);
        quote!(#text #deprecated #ident(#ty),)
    });
    let members: TokenStream = members.collect();
    let expect = lints::expect_deprecated(types.names_deprecated(&members, Some(def)));
    let other = name::ident(&other.rust);
    quote! {
        #text
        #deprecated
        #expect
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ident {
            #members
            /// A value that fits no documented type, kept as sent.
            #other(rt::Json),
        }
    }
}

/// The arms that write. A variant that a discriminator selects is written with its property; other variants of one
/// Rust type share an arm.
fn write(types: &Types<'_>, union: &Union) -> TokenStream {
    let tags: Vec<Vec<&Literal>> = (0..union.variants.len()).map(|index| tags(union, index)).collect();
    let tagged =
        union.variants.iter().zip(&tags).filter_map(|(variant, tags)| tagged_arm(union, variant, tags));
    let tagged: TokenStream = tagged.collect();
    let plain = union.variants.iter().zip(&tags).filter(|(_, tags)| tags.is_empty());
    let other = (name::ident(&union.other.rust), &Type::Any);
    let members = plain.map(|(variant, _)| (name::ident(&variant.name.rust), &variant.ty));
    let mut groups: Vec<(&Type, Vec<_>)> = Vec::new();
    for (ident, ty) in members.chain([other]) {
        let ty = types.resolve(ty);
        match groups.iter_mut().find(|(known, _)| *known == ty) {
            Some((_, idents)) => idents.push(ident),
            None => groups.push((ty, vec![ident])),
        }
    }
    let plain: TokenStream = groups.iter().map(|(_, idents)| write_arm(idents)).collect();
    quote!(#tagged #plain)
}

/// The values of the property that a variant must have; none for the variant of all other values.
fn tags(union: &Union, variant: usize) -> Vec<&Literal> {
    let discriminator = union.discriminator.iter().filter(|said| said.default != Some(variant));
    discriminator.flat_map(|said| said.values(variant)).collect()
}

fn tagged_arm(union: &Union, variant: &Variant, tags: &[&Literal]) -> Option<TokenStream> {
    let property = literal::string(&union.discriminator.as_ref().filter(|_| !tags.is_empty())?.property);
    let ident = name::ident(&variant.name.rust);
    let tags = tags.iter().filter_map(|tag| literal::runtime(tag));
    // As a block, so that it ends in a semicolon also where the printer needs several lines.
    Some(quote!(Self::#ident(value) => { w.tagged(#property, &[#(#tags),*], value); }))
}

/// An arm of `write`, as a block where the printer would make it one, so that it ends in a semicolon there.
fn write_arm(idents: &[proc_macro2::Ident]) -> TokenStream {
    let pattern: usize =
        idents.iter().map(|ident| "Self::(value) | ".len() + ident.to_string().chars().count()).sum();
    let line = "            => rt::Write::write(value, w),".len() + pattern.saturating_sub(2);
    if line > print::WIDTH {
        quote!(#(Self::#idents(value))|* => { rt::Write::write(value, w); })
    } else {
        quote!(#(Self::#idents(value))|* => rt::Write::write(value, w),)
    }
}

/// `From` for each member whose Rust type no other member has.
fn conversions(types: &Types<'_>, id: TypeId, def: &TypeDef, union: &Union) -> TokenStream {
    let plain = |variant: &Variant| types.path(types.resolve(unboxed(types, &variant.ty))).to_string();
    let paths: Vec<String> = union.variants.iter().map(plain).collect();
    let unique = |path: &String| paths.iter().filter(|other| *other == path).count() == 1;
    let members = union.variants.iter().zip(&paths).filter(|(_, path)| unique(path));
    members.map(|(variant, _)| conversion(types, id, def, variant)).collect()
}

fn conversion(types: &Types<'_>, id: TypeId, def: &TypeDef, variant: &Variant) -> TokenStream {
    let inner = unboxed(types, &variant.ty);
    let resolved = types.resolve(inner);
    if *resolved == Type::Named(id) {
        return TokenStream::new();
    }
    let touched = [&def.docs, &variant.docs].iter().any(|docs| docs.deprecated.is_some());
    let union = name::ident(&def.name.rust);
    let ident = name::ident(&variant.name.rust);
    let path = types.path(inner);
    let expect = lints::expect_deprecated(touched || types.names_deprecated(&path, None));
    let is_boxed = matches!(types.resolve(&variant.ty), Type::Boxed(_));
    let value = if is_boxed { quote!(::std::boxed::Box::new(value)) } else { quote!(value) };
    let from_str = (*resolved == Type::String).then(|| {
        quote! {
            #expect
            impl ::core::convert::From<&str> for #union {
                fn from(value: &str) -> Self { Self::#ident(::std::string::String::from(value)) }
            }
        }
    });
    quote! {
        #expect
        impl ::core::convert::From<#path> for #union {
            fn from(value: #path) -> Self { Self::#ident(#value) }
        }
        #from_str
    }
}

fn unboxed<'t>(types: &Types<'t>, ty: &'t Type) -> &'t Type {
    match types.resolve(ty) {
        Type::Boxed(inner) => inner,
        _ => ty,
    }
}
