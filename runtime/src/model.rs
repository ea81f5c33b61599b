//! The types that generated models are made of, and the macros that give them their common implementations.
//!
//! In go a document's types, as the generator names them; out come values that keep what the server sent. Invariant: a
//! model has one form, that of [`Read`](crate::json::Read) and [`Write`](crate::json::Write); serde
//! goes through it.
mod base64;
#[doc(hidden)]
pub mod bridge;
mod enumeration;
mod formatted;
mod maybe;
mod newtype;
mod secret;
mod text;
mod uri;

pub use base64::{Base64, Base64Url};
pub use formatted::{Formatted, HttpDate, TextFormat};
pub use maybe::Maybe;
pub use secret::Secret;
pub use text::{ModelError, from_json, to_json, to_json_string};
pub use uri::Uri;

#[cfg(test)]
mod tests;
