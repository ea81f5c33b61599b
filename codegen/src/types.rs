//! Which Rust type stands for which schema.
//!
//! In: a document and a configuration. Out: the named types that can be read from JSON and written as JSON, in the
//! order of the generated file. Invariant: the schema at a type's pointer is the type's own, not a part of it.

use std::path::Path;

use crate::{
    Config, Diagnostics, GenerateError, backend, document::Document, ir, load, lower_document, normalise,
    pointer::Pointer, read,
};

/// A schema's type in the generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedType {
    /// Where the document has the schema. What comes from other files stands among the document's components, as
    /// [`Stage::Load`](crate::Stage::Load) shows.
    pub pointer: Pointer,
    /// The component's name, or a name made from the place of an inline schema.
    pub name: String,
    /// The type's path from the module that has the generated files as modules, such as `models::JobStatus`.
    pub path: String,
    /// Whether requests and responses lead to it.
    pub usage: ir::Usage,
}

/// Lists the types of a document that can be read from JSON and written as JSON; forms with file parts cannot.
///
/// # Errors
///
/// As [`generate`](crate::generate).
pub fn types(spec: &Path, config: &Config) -> Result<Vec<NamedType>, GenerateError> {
    let mut diagnostics = Diagnostics::default();
    let mut sources = load::Sources::read(spec)?;
    let document = read(&mut sources, &mut diagnostics)
        .and_then(|document| normalise::normalise(document, &mut diagnostics));
    let listed = document.and_then(|document| {
        let mut found = Diagnostics::default();
        let api = lower_document(&document, config, &mut found);
        document.moves.restore(found, &mut diagnostics);
        api.map(|api| list(&api, &document))
    });
    listed.ok_or_else(|| GenerateError { diagnostics: sources.place(diagnostics) })
}

fn list(api: &ir::Api, document: &Document) -> Vec<NamedType> {
    let types = backend::rust::json_types(api).into_iter().filter_map(|(def, path)| {
        let pointer = document.moves.origin(&def.pointer);
        // What is made of a part of a schema has no place of its own.
        let is_there = document.root.pointer(def.pointer.as_str()).is_some();
        let own = is_there && document.moves.target(&pointer) == def.pointer;
        own.then(|| NamedType { pointer, name: def.name.wire.clone(), path, usage: def.usage })
    });
    types.collect()
}
