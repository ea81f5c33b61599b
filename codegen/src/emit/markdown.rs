//! ir -> reference pages in Markdown, and the examples in them and at methods.
//!
//! In: an [`Api`] whose names and indices are final. Out: pages, and lines of docs. Invariant: text of the document
//! passes [`super::docs`] or stands in a literal of an example.

pub(super) mod example;
mod sample;
pub(super) mod spelling;

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
mod program;
#[cfg(feature = "tools")]
mod reference;
#[cfg(feature = "tools")]
mod security;
#[cfg(feature = "tools")]
mod words;

#[cfg(feature = "tools")]
use self::names::Names;
#[cfg(feature = "tools")]
pub(crate) use self::reference::{MARK, excerpt, reference};
use self::sample::Weights;
use super::types::Types;
use crate::Config;
use crate::ir::Api;

/// What every page is made of.
pub(super) struct Book<'a> {
    api: &'a Api,
    types: Types<'a>,
    #[cfg(feature = "tools")]
    names: Names,
    weights: Weights,
    /// The crate that the examples use, as a path; nothing for the runtime's own.
    library: Option<String>,
    #[cfg(feature = "tools")]
    package: String,
}

impl<'a> Book<'a> {
    pub(super) fn new(api: &'a Api, config: &Config) -> Self {
        let types = Types::new(api);
        let own = config.is_own();
        Self {
            #[cfg(feature = "tools")]
            names: Names::of(api),
            weights: Weights::of(&types),
            library: (!own).then(|| config.package.replace('-', "_")),
            #[cfg(feature = "tools")]
            package: if own { "osparc-client".into() } else { config.package.clone() },
            api,
            types,
        }
    }
}
