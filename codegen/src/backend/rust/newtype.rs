//! Lists, maps and tuples that contain themselves.
//!
//! In: the type that such a type holds. Out: a struct of one field, and the runtime's macro for it. Invariant: what can be
//! iterated over can be so through the struct.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, lints};
use crate::backend::syntax::{name, types::Types};
use crate::ir::{Type, TypeDef};

/// Emits a struct of one field.
pub(in crate::backend) fn emit(types: &Types<'_>, def: &TypeDef, target: &Type) -> TokenStream {
    let TypeDef { name, pointer: _, docs, kind: _, usage: _, derives: _ } = def;
    let text = docs::named(docs, name);
    let deprecated = docs::deprecated(docs);
    let ident = name::ident(&name.rust);
    let path = types.path(target);
    let is_collection = matches!(types.resolve(target), Type::List(_) | Type::Map(_));
    let default = is_collection.then(|| quote!(, Default));
    let makes = if is_collection { quote!(collection) } else { quote!(newtype) };
    let touched = types.names_deprecated(&path, Some(def));
    let expect = lints::expect_deprecated(touched);
    let expect_in_impl = lints::expect_deprecated(touched || def.docs.deprecated.is_some());
    quote! {
        #text
        #deprecated
        #expect
        #[derive(Clone, Debug, PartialEq #default)]
        pub struct #ident(pub #path);
        #expect_in_impl
        impl ::core::ops::Deref for #ident {
            type Target = #path;
            fn deref(&self) -> &Self::Target { &self.0 }
        }
        rt::#makes!(#ident);
    }
}
