//! The output of a stage, for people.
//!
//! In: a stage, a document, and perhaps the name of one schema or operation. Out: text.
//! Invariant: what is shown is what the next stage gets; nothing is made for showing only.

mod item;
mod node;

use std::{fmt::Write as _, path::Path};

use crate::{
    backend::{self, Backend as _},
    config::Config,
    diagnostics::{self, GenerateError},
    document::Document,
    ir::{Api, Name, Operation, TypeDef},
    pipeline::Run,
    pointer::Pointer,
    select,
};

/// A stage of the generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Stage {
    /// The document as read, with the changes of the overlays.
    Overlay,
    /// The same, with what it refers to in other files among its components.
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
    Backend,
    /// The reference pages.
    Document,
}

/// Shows the output of a stage: for the whole document, or for one schema or operation.
///
/// A schema goes by its name in the document or in Rust, an operation by its operationId, its method's name or
/// `METHOD /path`.
///
/// # Errors
///
/// [`GenerateError`] if the document does not get to that stage, or nothing has that name.
pub fn inspect(
    stage: Stage,
    spec: &Path,
    name: Option<&str>,
    config: &Config,
) -> Result<String, GenerateError> {
    let mut run = Run::start(spec, config)?;
    let text = show(&mut run, stage, name, config);
    let unknown = name.filter(|_| text.as_deref() == Some(""));
    run.diagnostics.extend(unknown.map(diagnostics::unknown_name));
    run.finish(text.filter(|_| unknown.is_none())).map(|(text, _)| text)
}

fn show(run: &mut Run<'_>, stage: Stage, name: Option<&str>, config: &Config) -> Option<String> {
    if stage == Stage::Overlay {
        let document = run.overlay()?;
        return Some(node::written(&document, &select(&document, name)));
    }
    let document = run.load()?;
    if stage == Stage::Load {
        return Some(node::written(&document, &select(&document, name)));
    }
    let document = run.normalise(document)?;
    let wanted = select(&document, name);
    if stage == Stage::Normalise {
        return Some(node::written(&document, &wanted) + &node::rewrites(&document, &wanted));
    }
    let (resolved, api) = run.lower(&document)?;
    match stage {
        Stage::Resolve => return Some(node::resolved(&resolved, &wanted)),
        Stage::Lower => return Some(show_api(&api, &wanted)),
        _ => drop(resolved),
    }
    let api = run.analyse(&document, api)?;
    Some(match stage {
        Stage::Document => {
            let of_type = |def: &TypeDef| wanted.name.is_none() || wanted.is_type(def);
            let of_operation =
                |operation: &Operation| wanted.name.is_none() || wanted.is_operation(operation);
            backend::markdown::excerpt(&api, config, &of_type, &of_operation)
        }
        Stage::Backend => item::show(&api, &backend::Rust::new(config).files(&api), &wanted),
        _ => show_api(&api, &wanted),
    })
}

/// What is asked for; everything if there is no name.
struct Wanted<'a> {
    name: Option<&'a str>,
    pointers: Vec<Pointer>,
}

fn select<'a>(document: &Document, name: Option<&'a str>) -> Wanted<'a> {
    let pointers = name.map(|name| select::find(document, name)).unwrap_or_default();
    Wanted { name, pointers }
}

impl Wanted<'_> {
    fn is_at(&self, pointer: &Pointer) -> bool {
        let within = |wanted: &Pointer| {
            pointer
                .as_str()
                .strip_prefix(wanted.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.name.is_none() || self.pointers.iter().any(within)
    }

    fn is_type(&self, def: &TypeDef) -> bool {
        self.is_at(&def.pointer) || self.is_name(&def.name)
    }

    fn is_operation(&self, operation: &Operation) -> bool {
        self.is_at(&operation.pointer) || self.is_name(&operation.name)
    }

    fn is_name(&self, name: &Name) -> bool {
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
    for event in api.events.iter().flat_map(|group| &group.events) {
        if wanted.is_at(&event.pointer) {
            let _ = writeln!(text, "{event:#?}");
        }
    }
    text
}

#[cfg(test)]
mod tests;
