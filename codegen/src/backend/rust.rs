//! ir -> Rust.
//!
//! In: an [`Api`] whose names and indices are final. Out: `models.rs`, one file a group, `webhooks.rs` if there are events, `client.rs`, in that
//! order.
//! Invariant: text of the document enters code as a literal token, an identifier or through [`docs`], nothing else;
//! identical input gives identical bytes.

mod alias;
mod body;
mod braces;
mod client;
mod descriptor;
mod docs;
mod enumeration;
mod error;
mod file;
mod group;
mod header;
mod import;
mod lints;
mod method;
mod model;
mod newtype;
mod parameter;
mod representation;
mod request;
mod response;
mod returns;
mod security;
mod server;
mod setter;
mod std_names;
mod union;
mod webhooks;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use self::server::OperationServers;
use super::Backend;
use super::example::Examples;
use super::syntax::{name, types::Types};
use crate::ir::{Api, TypeDef, TypeKind};
use crate::{Config, File, path};

/// The client as Rust source files.
#[derive(Clone, Copy, Debug)]
pub struct Rust<'a> {
    config: &'a Config,
}

impl<'a> Rust<'a> {
    /// The back end with the settings of a run.
    #[must_use]
    pub fn new(config: &'a Config) -> Self {
        Self { config }
    }

    /// A file of items, given the names that they define.
    fn file(self, name: &str, defined: &BTreeSet<&str>, items: impl Iterator<Item = TokenStream>) -> File {
        File { name: format!("{name}.rs"), text: file::text(&self.config.runtime, defined, items) }
    }
}

impl Backend for Rust<'_> {
    fn files(&self, api: &Api) -> Vec<File> {
        let types = Types::new(api);
        let defined = api.types.iter().map(|def| def.name.rust.as_str()).collect();
        let mut files = vec![self.file("models", &defined, models(&types))];
        let examples = self.config.package.is_some().then(|| Examples::new(api, self.config));
        let servers = OperationServers::of(api);
        for group in &api.groups {
            let pieces = group::emit(&types, &servers, group, examples.as_ref());
            files.push(self.file(&name::module(group), &group::defined(group), pieces));
        }
        if !api.events.is_empty() {
            files.push(self.file("webhooks", &webhooks::defined(api), webhooks::emit(&types)));
        }
        let client = std::iter::once(client::emit(api, &servers, self.config));
        files.push(self.file("client", &BTreeSet::new(), client));
        files
    }
}

/// The types that are read from JSON and written as JSON, with their paths.
#[cfg(feature = "tools")]
pub(crate) fn json_types(api: &Api) -> Vec<(&TypeDef, String)> {
    let types = Types::new(api);
    let is_json = |def: &TypeDef| !types.is_file(def) && !matches!(def.kind, TypeKind::Events(_));
    let named = types.all().filter(|(_, def)| is_json(def));
    named.map(|(_, def)| (def, format!("models::{}", name::ident(&def.name.rust)))).collect()
}

fn models(types: &Types<'_>) -> impl Iterator<Item = TokenStream> {
    types.all().map(|(id, def)| named(types, id, def))
}

/// The one dispatch on the kind of a named type.
fn named(types: &Types<'_>, id: crate::ir::TypeId, def: &TypeDef) -> TokenStream {
    let TypeDef { name: _, pointer: _, docs: _, kind, usage: _, derives } = def;
    let item = match kind {
        TypeKind::Object(object) => model::emit(types, id, def, object),
        TypeKind::Enumeration(enumeration) => enumeration::emit(def, enumeration),
        TypeKind::Union(union) => union::emit(types, id, def, union),
        TypeKind::Events(union) => union::events::emit(types, def, union),
        TypeKind::Alias(target) => alias::emit(types, def, target),
        TypeKind::Newtype(target) => newtype::emit(types, def, target),
        TypeKind::External(path) => alias::emit_external(def, path),
    };
    let mut derives = derives.iter().filter_map(|path| path::parse(path)).peekable();
    if derives.peek().is_none() { item } else { quote!(#(#[derive(#derives)])* #item) }
}
