//! ir -> files of tokens, printed.
//!
//! In: an [`Api`] whose names and indices are final. Out: `models.rs`, one file a group, `client.rs`, in that order.
//! Invariant: text of the document enters code as a literal token, an identifier or through [`docs`], nothing else;
//! identical input gives identical bytes.

pub(in crate::backend) mod alias;
pub(in crate::backend) mod body;
pub(in crate::backend) mod braces;
pub(in crate::backend) mod client;
pub(in crate::backend) mod descriptor;
pub(in crate::backend) mod docs;
pub(in crate::backend) mod enumeration;
pub(in crate::backend) mod error;
pub(in crate::backend) mod form;
pub(in crate::backend) mod group;
pub(in crate::backend) mod header;
pub(in crate::backend) mod import;
pub(in crate::backend) mod lints;
pub(in crate::backend) mod literal;

pub(in crate::backend) mod method;
pub(in crate::backend) mod model;
pub(in crate::backend) mod name;
pub(in crate::backend) mod parameter;
pub(in crate::backend) mod print;
pub(in crate::backend) mod representation;
pub(in crate::backend) mod response;
pub(in crate::backend) mod returns;
pub(in crate::backend) mod security;
pub(in crate::backend) mod setter;
pub(in crate::backend) mod types;
pub(in crate::backend) mod union;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use self::types::Types;
use crate::ir::{Api, TypeDef, TypeKind};
use crate::{Config, File, path};

/// Prints an API as source files.
pub(crate) fn emit(api: &Api, config: &Config) -> Vec<File> {
    let types = Types::new(api);
    let mut files = vec![file("models", config, models(&types))];
    let own = config.package.is_some().then(|| crate::backend::markdown::Book::new(api, config));
    for group in &api.groups {
        files.push(file(&name::module(group), config, group::emit(&types, group, own.as_ref())));
    }
    files.push(file("client", config, std::iter::once(client::emit(api, config))));
    files
}

/// The types that are read from JSON and written as JSON, with their paths.
#[cfg(feature = "tools")]
pub(crate) fn json_types(api: &Api) -> Vec<(&TypeDef, String)> {
    let types = Types::new(api);
    let named = types.all().filter(|(_, def)| !types.is_file(def));
    named.map(|(_, def)| (def, format!("models::{}", name::ident(&def.name.rust)))).collect()
}

fn file(name: &str, config: &Config, pieces: impl Iterator<Item = TokenStream>) -> File {
    File { name: format!("{name}.rs"), text: print::file(&config.runtime, pieces) }
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
        TypeKind::Alias(target) => alias::emit(types, def, target),
        TypeKind::External(path) => alias::emit_external(def, path),
    };
    let mut derives = derives.iter().filter_map(|path| path::parse(path)).peekable();
    if derives.peek().is_none() { item } else { quote!(#(#[derive(#derives)])* #item) }
}
