//! Braces around tokens.
//!
//! In: tokens. Out: one group. Invariant: a group is copied by its address, while `{ #tokens }` copies each of the
//! tokens, once more at every level; bodies are most of what is emitted.

use proc_macro2::{Delimiter, Group, TokenStream};

/// `{ … }`.
pub(in crate::backend) fn braces(inner: TokenStream) -> Group {
    Group::new(Delimiter::Brace, inner)
}
