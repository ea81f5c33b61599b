//! Lints that the document's shape triggers.
//!
//! In: what an item names or takes. Out: narrow `#[expect]`s. Invariant: one is emitted exactly where its lint fires,
//! for one that does not would itself warn.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Type;

/// For an item that names something deprecated.
pub(in crate::backend) fn expect_deprecated(touched: bool) -> TokenStream {
    if !touched {
        return TokenStream::new();
    }
    quote!(#[expect(deprecated, reason = "generated code also serves deprecated members")])
}

/// For a macro call that may name something deprecated; attributes have no effect on a call itself.
pub(in crate::backend) fn expecting(touched: bool, call: TokenStream) -> TokenStream {
    if !touched {
        return call;
    }
    let expect = expect_deprecated(true);
    quote!(#expect const _: () = { #call };)
}

/// For a function of so many arguments, the receiver among them.
pub(in crate::backend) fn expect_arguments<'a>(
    count: usize,
    types: impl Iterator<Item = &'a Type>,
) -> TokenStream {
    let many = (count > 7)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the document requires so many")]));
    let flags = (bools(types) > 3).then(
        || quote!(#[expect(clippy::fn_params_excessive_bools, reason = "the document requires so many")]),
    );
    quote!(#many #flags)
}

/// For a struct with fields of these types.
pub(in crate::backend) fn expect_bools<'a>(types: impl Iterator<Item = &'a Type>) -> TokenStream {
    if bools(types) <= 3 {
        return TokenStream::new();
    }
    quote!(#[expect(clippy::struct_excessive_bools, reason = "the document has so many")])
}

fn bools<'a>(types: impl Iterator<Item = &'a Type>) -> usize {
    types.filter(|ty| **ty == Type::Boolean).count()
}
