//! Another name of a type.
//!
//! In: an alias. Out: a `type` item. Invariant: it adds nothing but the name and the docs.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, lints};
use crate::backend::syntax::{name, types::Types};
use crate::ir::{Type, TypeDef};
use crate::path;

/// Emits a type alias.
pub(in crate::backend) fn emit(types: &Types<'_>, def: &TypeDef, target: &Type) -> TokenStream {
    let TypeDef { name, pointer: _, docs, kind: _, usage: _, derives: _ } = def;
    let text = docs::named(docs, name);
    let deprecated = docs::deprecated(docs);
    let ident = name::ident(&name.rust);
    let target = types.path(target);
    let expect = lints::expect_deprecated(types.names_deprecated(&target, Some(def)));
    quote! {
        #text
        #deprecated
        #expect
        pub type #ident = #target;
    }
}

/// Emits the name of a type that the user has.
pub(in crate::backend) fn emit_external(def: &TypeDef, path: &str) -> TokenStream {
    let TypeDef { name, pointer: _, docs, kind: _, usage: _, derives: _ } = def;
    let text = docs::named(docs, name);
    let deprecated = docs::deprecated(docs);
    let ident = name::ident(&name.rust);
    // `analyse` rejects what is not a path.
    let path = path::parse(path);
    quote! {
        #text
        #deprecated
        pub type #ident = #path;
    }
}
