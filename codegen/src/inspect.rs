//! What a stage made of a document, for people.
//!
//! In: a stage, a document, and perhaps the name of one schema or operation. Out: text.
//! Invariant: what is shown is what the next stage gets; nothing is made for showing only.

mod item;
mod node;

use std::{fmt::Write as _, path::Path};

use crate::{
    Config, Diagnostics, GenerateError, analyse, backend, diagnostics,
    document::Document,
    ir::{Api, Operation, TypeDef},
    load::Sources,
    normalise,
    pointer::Pointer,
    read, resolve_and_lower, select,
};

/// A stage of the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Stage {
    /// The document as read, with what it refers to in other files among its components.
    Load,
    /// The document in OpenAPI 3.0 shape, with the rewrites.
    Normalise,
    /// Operations and schemas with every reference followed.
    Resolve,
    /// The API without OpenAPI.
    Lower,
    /// The API with names, boxes and decisions.
    Analyse,
    /// The generated code.
    Emit,
    /// The reference pages.
    Document,
}

/// Shows what a stage made: of the whole document, or of one schema or operation.
///
/// A schema goes by its name in the document or in Rust; an operation by its operationId, its method's name or
/// `METHOD /path`.
///
/// # Errors
///
/// [`Refusal`] if the document does not come as far as that stage, or nothing has that name.
pub fn inspect(
    stage: Stage,
    spec: &Path,
    name: Option<&str>,
    config: &Config,
) -> Result<String, GenerateError> {
    let mut sources = Sources::read(spec)?;
    let mut diagnostics = Diagnostics::default();
    match show(stage, &mut sources, name, config, &mut diagnostics) {
        Some(text) => Ok(text),
        None => Err(GenerateError { diagnostics: sources.place(diagnostics) }),
    }
}

fn show(
    stage: Stage,
    sources: &mut Sources,
    name: Option<&str>,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let document = read(sources, diagnostics)?;
    if stage == Stage::Load {
        return or_unknown(node::written(&document, &select(&document, name)), name, diagnostics);
    }
    let document = normalise::normalise(document, diagnostics)?;
    let wanted = select(&document, name);
    if stage == Stage::Normalise {
        let text = node::written(&document, &wanted) + &node::rewrites(&document, &wanted);
        return or_unknown(text, name, diagnostics);
    }
    let mut found = Diagnostics::default();
    let text = show_read(stage, &document, &wanted, config, &mut found);
    document.moves.restore(found, diagnostics);
    or_unknown(text?, name, diagnostics)
}

/// The stages that see the document in 3.0 shape.
fn show_read(
    stage: Stage,
    document: &Document,
    wanted: &Wanted<'_>,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let (resolved, api) = resolve_and_lower(document, config, diagnostics)?;
    if stage == Stage::Resolve {
        return Some(node::resolved(&resolved, wanted));
    }
    if stage == Stage::Lower {
        return Some(show_api(&api, wanted));
    }
    let api = analyse::analyse(api, config, diagnostics)?;
    if stage == Stage::Analyse {
        return Some(show_api(&api, wanted));
    }
    if stage == Stage::Document {
        let of_type = |def: &TypeDef| wanted.name.is_none() || wanted.is_type(def);
        let of_operation = |operation: &Operation| wanted.name.is_none() || wanted.is_operation(operation);
        return Some(backend::markdown::excerpt(&api, config, &of_type, &of_operation));
    }
    let files = backend::Backend::files(&backend::Rust::new(config), &api);
    Some(item::show(&api, &files, wanted))
}

fn or_unknown(text: String, name: Option<&str>, diagnostics: &mut Diagnostics) -> Option<String> {
    match name {
        Some(name) if text.is_empty() => {
            diagnostics.push(diagnostics::unknown_name(name));
            None
        }
        _ => Some(text),
    }
}

/// What is asked for; everything if there is no name.
struct Wanted<'a> {
    name: Option<&'a str>,
    places: Vec<Pointer>,
}

fn select<'a>(document: &Document, name: Option<&'a str>) -> Wanted<'a> {
    let places = name.map(|name| select::find(document, name)).unwrap_or_default();
    Wanted { name, places }
}

impl Wanted<'_> {
    fn is_place(&self, pointer: &Pointer) -> bool {
        let within = |place: &Pointer| {
            pointer
                .as_str()
                .strip_prefix(place.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.name.is_none() || self.places.iter().any(within)
    }

    fn is_type(&self, def: &TypeDef) -> bool {
        self.is_place(&def.pointer) || self.is_name(&def.name)
    }

    fn is_operation(&self, operation: &Operation) -> bool {
        self.is_place(&operation.pointer) || self.is_name(&operation.name)
    }

    fn is_name(&self, name: &crate::ir::Name) -> bool {
        self.name.is_some_and(|wanted| wanted == name.wire || wanted == name.rust)
    }
}

fn show_api(api: &Api, wanted: &Wanted<'_>) -> String {
    let mut text = String::new();
    for def in api.types.iter().filter(|def| wanted.is_type(def)) {
        let _ = writeln!(text, "{def:#?}");
    }
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        if wanted.is_operation(operation) {
            let _ = writeln!(text, "{operation:#?}");
        }
    }
    text
}

#[cfg(test)]
mod tests;
