//! The Rust that stands for the ir: what the Rust back end emits and what examples and the reference show.
//!
//! In: names, literals, types and fields of the ir. Out: tokens and text. Invariant: each decision about how generated
//! code looks to its caller is made here, once.

pub(super) mod literal;
pub(super) mod member;
pub(super) mod name;
pub(super) mod paths;
pub(super) mod shape;
pub(super) mod type_syntax;
pub(super) mod types;
