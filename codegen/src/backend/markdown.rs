//! ir -> reference pages in Markdown.
//!
//! In: an [`Api`] whose names and indices are final. Out: pages. Invariant: text of the document passes
//! [`text`](super::text) or stands in a literal of an example.

mod group;
mod index;
mod links;
mod model;
mod names;
mod operation;
mod page;
mod phrases;
mod program;
mod reference;
mod security;
mod type_links;

use self::names::Names;
pub(crate) use self::{page::MARK, reference::excerpt};
use super::Backend;
use super::example::Examples;
use crate::ir::Api;
use crate::{Config, File};

/// The reference of the generated client as Markdown pages.
#[derive(Clone, Copy, Debug)]
pub struct Markdown<'a> {
    config: &'a Config,
}

impl<'a> Markdown<'a> {
    /// The back end with the settings of a run.
    #[must_use]
    pub fn new(config: &'a Config) -> Self {
        Self { config }
    }
}

impl Backend for Markdown<'_> {
    fn files(&self, api: &Api) -> Vec<File> {
        reference::pages(api, self.config)
    }
}

/// What every page is made of.
struct Book<'a> {
    api: &'a Api,
    examples: Examples<'a>,
    names: Names,
    /// The package that has the generated code.
    package: String,
    /// The expression that gives a client.
    example_client: Option<String>,
}

impl<'a> Book<'a> {
    fn new(api: &'a Api, config: &Config) -> Self {
        Self {
            api,
            examples: Examples::new(api, config),
            names: Names::of(api),
            package: config.package.clone().unwrap_or_else(|| "my-client".into()),
            example_client: config.example_client.clone(),
        }
    }
}
