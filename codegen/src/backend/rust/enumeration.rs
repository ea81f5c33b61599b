//! Open enums of scalars.
//!
//! In: an enumeration. Out: an enum with a variant that keeps other values, and the runtime's macro for its values.
//! Invariant: the macro is chosen by the values alone: all strings, all integers of 64 bits, or mixed.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use crate::backend::syntax::{literal, name, shape::Shape};
use crate::backend::text;
use crate::ir::{Enumeration, Literal, TypeDef, Value};

/// Emits an enum.
pub(in crate::backend) fn emit(def: &TypeDef, enumeration: &Enumeration) -> TokenStream {
    let TypeDef { name, pointer: _, docs, kind: _, usage: _, derives: _ } = def;
    let Enumeration { values, other } = enumeration;
    let shape = Shape::of(values);
    let text = docs::named(docs, name);
    let deprecated = docs::deprecated(docs);
    let derives = derives(shape);
    let ident = name::ident(&name.rust);
    let variants = values.iter().map(variant);
    let other = name::ident(&other.rust);
    let held = held(shape);
    let arms = values.iter().filter_map(|value| arm(shape, value));
    let makes = macro_name(shape);
    quote! {
        #text
        #deprecated
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that the document does not list, kept as sent.
            #other(#held),
        }
        rt::#makes! { #ident { #(#arms,)* _ => #other, } }
    }
}

/// The macro of the runtime.
fn macro_name(shape: Shape) -> TokenStream {
    match shape {
        Shape::Strings => quote!(string_enum),
        Shape::Integers => quote!(integer_enum),
        Shape::Mixed => quote!(mixed_enum),
    }
}

/// The derives.
fn derives(shape: Shape) -> TokenStream {
    match shape {
        Shape::Strings | Shape::Integers => quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
        Shape::Mixed => quote!(Clone, Debug, PartialEq),
    }
}

/// What the variant for other values holds.
fn held(shape: Shape) -> TokenStream {
    match shape {
        Shape::Strings => quote!(::std::string::String),
        Shape::Integers => quote!(i64),
        Shape::Mixed => quote!(rt::Json),
    }
}

fn variant(value: &Value) -> TokenStream {
    let Value { name, literal, docs } = value;
    let text = docs::with_lead(docs, &text::code(&literal::text(literal)));
    let deprecated = docs::deprecated(docs);
    let ident = name::ident(&name.rust);
    quote!(#text #deprecated #ident,)
}

/// `value => Name`; a value that has no literal stays with the other ones.
fn arm(shape: Shape, value: &Value) -> Option<TokenStream> {
    let Value { name, literal, docs: _ } = value;
    let ident = name::ident(&name.rust);
    let value = match literal {
        Literal::Null => return None,
        Literal::Boolean(value) => literal::boolean(*value),
        Literal::Integer(value) => integer(shape, *value)?,
        Literal::Number(value) => literal::float(*value)?,
        Literal::String(value) => {
            let value = literal::string(value);
            quote!(#value)
        }
    };
    Some(quote!(#value => #ident))
}

/// An integer; among mixed values with the suffix of the type that holds it.
fn integer(shape: Shape, value: i128) -> Option<TokenStream> {
    if shape == Shape::Integers {
        return Some(literal::integer(value));
    }
    if let Ok(value) = i64::try_from(value) {
        let value = proc_macro2::Literal::i64_suffixed(value);
        return Some(quote!(#value));
    }
    if let Ok(value) = u64::try_from(value) {
        let value = proc_macro2::Literal::u64_suffixed(value);
        return Some(quote!(#value));
    }
    literal::float(literal::widened(value))
}
