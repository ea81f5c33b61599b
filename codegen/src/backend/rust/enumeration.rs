//! Open enums of scalars.
//!
//! In: an enumeration. Out: an enum with a variant that keeps other values, and the runtime's macro for its values.
//! Invariant: the macro is chosen by the values alone: all strings, all integers of 64 bits, or mixed.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, literal, name};
use crate::ir::{Enumeration, Literal, Type, TypeDef, Value};

/// Emits an enum.
pub(in crate::backend) fn emit(def: &TypeDef, enumeration: &Enumeration) -> TokenStream {
    let TypeDef { name, pointer: _, docs, kind: _, usage: _, derives: _ } = def;
    let Enumeration { values, other } = enumeration;
    let shape = Shape::of(values);
    let text = docs::named(docs, name);
    let deprecated = docs::deprecated(docs);
    let derives = shape.derives();
    let ident = name::ident(&name.rust);
    let variants = values.iter().map(variant);
    let other = name::ident(&other.rust);
    let held = shape.other();
    let arms = values.iter().filter_map(|value| arm(shape, value));
    let makes = shape.macro_name();
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
        rt::#makes! { #ident, #other, #(#arms),* }
    }
}

/// What the listed values have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backend) enum Shape {
    /// All are strings.
    Strings,
    /// All are integers of 64 bits.
    Integers,
    /// Anything else.
    Mixed,
}

impl Shape {
    pub(in crate::backend) fn of(values: &[Value]) -> Self {
        if values.iter().all(|value| matches!(value.literal, Literal::String(_))) {
            Self::Strings
        } else if values.iter().all(|value| literal::scalar(&Type::Int64, &value.literal).is_some()) {
            Self::Integers
        } else {
            Self::Mixed
        }
    }

    fn macro_name(self) -> TokenStream {
        match self {
            Self::Strings => quote!(string_enum),
            Self::Integers => quote!(integer_enum),
            Self::Mixed => quote!(mixed_enum),
        }
    }

    fn derives(self) -> TokenStream {
        match self {
            Self::Strings | Self::Integers => quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
            Self::Mixed => quote!(Clone, Debug, PartialEq),
        }
    }

    fn other(self) -> TokenStream {
        match self {
            Self::Strings => quote!(::std::string::String),
            Self::Integers => quote!(i64),
            Self::Mixed => quote!(rt::Json),
        }
    }
}

fn variant(value: &Value) -> TokenStream {
    let Value { name, literal, docs } = value;
    let text = docs::with_lead(docs, &docs::code(&literal::text(literal)));
    let deprecated = docs::deprecated(docs);
    let ident = name::ident(&name.rust);
    quote!(#text #deprecated #ident,)
}

/// `Name = value`; a value that has no literal stays with the other ones.
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
    Some(quote!(#ident = #value))
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
