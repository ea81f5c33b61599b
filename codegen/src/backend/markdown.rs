//! ir -> reference pages in Markdown, and the examples in them and at methods.
//!
//! In: an [`Api`] whose names and indices are final. Out: pages, and lines of docs. Invariant: text of the document
//! passes [`super::docs`] or stands in a literal of an example.

pub(super) mod example;
mod sample;
pub(super) mod type_syntax;

#[cfg(feature = "tools")]
mod group;
#[cfg(feature = "tools")]
mod index;
#[cfg(feature = "tools")]
mod model;
#[cfg(feature = "tools")]
mod names;
#[cfg(feature = "tools")]
mod operation;
#[cfg(feature = "tools")]
mod page;
#[cfg(feature = "tools")]
mod phrases;
#[cfg(feature = "tools")]
mod program;
#[cfg(feature = "tools")]
mod reference;
#[cfg(feature = "tools")]
mod security;

#[cfg(feature = "tools")]
use self::names::Names;
#[cfg(feature = "tools")]
pub(crate) use self::reference::{MARK, excerpt, reference};
use self::sample::Weights;
use crate::Config;
use crate::backend::rust::types::Types;
use crate::ir::Api;

/// What every page is made of.
pub(super) struct Book<'a> {
    api: &'a Api,
    types: Types<'a>,
    #[cfg(feature = "tools")]
    names: Names,
    weights: Weights,
    /// The crate that the examples use, as a path.
    library: String,
    #[cfg(feature = "tools")]
    package: String,
    /// The expression that gives a client.
    #[cfg(feature = "tools")]
    example_client: Option<String>,
}

impl<'a> Book<'a> {
    pub(super) fn new(api: &'a Api, config: &Config) -> Self {
        let types = Types::new(api);
        Self {
            #[cfg(feature = "tools")]
            names: Names::of(api),
            weights: Weights::of(&types),
            library: config.library(),
            #[cfg(feature = "tools")]
            package: config.package.clone().unwrap_or_else(|| "my-client".into()),
            #[cfg(feature = "tools")]
            example_client: config.example_client.clone(),
            api,
            types,
        }
    }
}
