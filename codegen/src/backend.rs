//! ir -> files.
//!
//! In: an [`Api`] whose names and indices are final. Out: files. Invariant: back ends see the ir and no OpenAPI, and none
//! sees another: what several need is a module of its own.

mod destination;
mod event_texts;
mod example;
#[cfg(feature = "tools")]
pub(crate) mod markdown;
mod print;
pub(crate) mod rust;
mod syntax;
pub mod text;

#[cfg(feature = "tools")]
pub use self::markdown::Markdown;
pub use self::rust::Rust;
use crate::File;
use crate::ir::Api;

/// Turns an API into files.
///
/// [`generate_with`](crate::generate_with) runs one on a document. The crate has two, [`Rust`] and, with the feature
/// `tools`, `Markdown`. Others need nothing but the public [`ir`](crate::ir); [`text`] makes what a document says
/// harmless for Markdown. This one writes TypeScript declarations (`examples/typescript`):
///
/// ```
#[doc = include_str!("../examples/typescript/backend.rs")]
/// ```
pub trait Backend {
    /// The files for an API, in a fixed order. The same API leads to the same bytes.
    ///
    /// Every [`Name::rust`](crate::ir::Name::rust) is a Rust identifier and unique in its scope, and every index is in
    /// range. All other text is the document's, as written: each back end makes it harmless for its own format.
    fn files(&self, api: &Api) -> Vec<File>;
}
