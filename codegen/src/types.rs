//! Which schema becomes which Rust type.
//!
//! In: a document and a configuration. Out: the named types that can be read from JSON and written as JSON, in the
//! order of the generated file. Invariant: the schema at a type's pointer is the type's own, not a part of it.

use std::path::Path;

use crate::{
    backend, config::Config, diagnostics::GenerateError, document::Document, ir, pipeline::Run,
    pointer::Pointer,
};

/// A schema's type in the generated code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedType {
    /// The schema's location in the document. Parts of other files are among its components, as
    /// [`Stage::Load`](crate::Stage::Load) shows.
    pub pointer: Pointer,
    /// The component's name, or a name made from the location of an inline schema.
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
    let mut run = Run::start(spec, config)?;
    let listed = run.api().map(|(document, api)| list(&api, &document));
    run.finish(listed).map(|(types, _)| types)
}

fn list(api: &ir::Api, document: &Document) -> Vec<NamedType> {
    let types = backend::rust::json_types(api).into_iter().filter_map(|(def, path)| {
        let pointer = document.moves.origin(&def.pointer);
        // A type made from a part of a schema has no location of its own.
        let is_there = document.root.pointer(def.pointer.as_str()).is_some();
        let own = is_there && document.moves.target(&pointer) == def.pointer;
        own.then(|| NamedType { pointer, name: def.name.wire.clone(), path, usage: def.usage })
    });
    types.collect()
}
