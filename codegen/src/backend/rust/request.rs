//! The type of a request.
//!
//! In: an operation, a name, and the type of the value. Out: an alias of the client's request.
//! Invariant: all requests of an operation have its error.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, lints};
use crate::backend::syntax::{name, types::Types};
use crate::ir::Operation;

/// Emits the alias of a request that returns this value.
pub(in crate::backend) fn alias(
    types: &Types<'_>,
    operation: &Operation,
    name: &str,
    text: String,
    value: &TokenStream,
) -> TokenStream {
    let text = docs::ours(text);
    let ident = name::ident(name);
    let error = name::ident(&operation.error);
    let expect = lints::expect_deprecated(types.names_deprecated(value, None));
    quote!(#text #expect pub type #ident = super::client::Request<#value, #error>;)
}
