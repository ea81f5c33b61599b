//! Generates Rust API clients from OpenAPI 3.0 and 3.1 documents.
//!
//! Seven stages, each a module with one verb, each seam a type of its own; [`generate`] is the table of contents.
//!
//! A build script needs no feature, or `yaml` for documents in YAML. The feature `tools` adds what people ask of a document
//! beside its code (`document`, `report`, `diff`, `inspect`, `types`, `stale_pages` and `foreign_pages`); `cli` adds the
//! program.

pub mod backend;
pub mod config;
pub mod diagnostics;
pub mod ir;
pub mod pointer;

mod analyse;
mod build;
mod bundle;
#[cfg(feature = "tools")]
mod diff;
mod document;
#[cfg(feature = "tools")]
mod inspect;
mod load;
mod lower;
mod modules;
mod normalise;
mod openapi;
mod path;
#[cfg(feature = "tools")]
mod report;
mod resolve;
mod select;
#[cfg(feature = "tools")]
mod types;
mod write;

use std::path::{Path, PathBuf};

pub use build::build;
pub use config::{Config, DateLibrary, OperationConfig};
pub use diagnostics::{Diagnostic, Diagnostics, Severity};
#[cfg(feature = "tools")]
pub use diff::{Change, Consequence, Difference, diff};
#[cfg(feature = "tools")]
pub use inspect::{Stage, inspect};

pub use modules::{Placed, modules};
#[cfg(feature = "tools")]
pub use report::{Entry, Report, Status, report};
#[cfg(feature = "tools")]
pub use types::{NamedType, types};
pub use write::write;
#[cfg(feature = "tools")]
pub use write::{foreign_pages, stale_pages};

/// Generated source files, with what the generator noticed.
#[derive(Debug, Default)]
pub struct Output {
    /// The files, in a fixed order.
    pub files: Vec<File>,
    /// Warnings, in the order in which they were found.
    pub warnings: Vec<Diagnostic>,
    /// The files that were read: the document, then those that it refers to. A build script names each to Cargo
    /// (`cargo::rerun-if-changed`), so that the code is generated again when one changes.
    pub inputs: Vec<PathBuf>,
}

impl Output {
    /// Writes the files into a folder; see [`write()`].
    ///
    /// # Errors
    ///
    /// As [`write()`].
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        write(folder, &self.files)
    }
}

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, such as `models.rs`; never a path out of the output folder.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Why a document is refused: all its faults, warnings included, each with its place.
#[derive(Debug)]
pub struct GenerateError {
    /// The diagnostics, in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl std::fmt::Display for GenerateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for diagnostic in &self.diagnostics {
            writeln!(f, "{diagnostic}\n")?;
        }
        let errors = self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        write!(f, "{errors} error(s), nothing generated")
    }
}

impl std::error::Error for GenerateError {}

/// Generates the client of a document, printed by prettyplease.
///
/// # Errors
///
/// [`Refusal`] with every fault of the document and of the configuration.
pub fn generate(spec: &Path, config: &Config) -> Result<Output, GenerateError> {
    generate_with(spec, config, &backend::Rust::new(config))
}

/// Generates the reference pages of a document's client, in Markdown; [`stale_pages`] tells which others are in the way.
///
/// # Errors
///
/// As [`generate`].
#[cfg(feature = "tools")]
pub fn document(spec: &Path, config: &Config) -> Result<Output, GenerateError> {
    generate_with(spec, config, &backend::Markdown::new(config))
}

/// Runs a back end of your own, or one of the crate's, on a document.
///
/// # Errors
///
/// As [`generate`].
pub fn generate_with(
    spec: &Path,
    config: &Config,
    backend: &dyn backend::Backend,
) -> Result<Output, GenerateError> {
    let mut diagnostics = Diagnostics::default();
    let mut sources = load::Sources::read(spec)?;
    let api = lower_sources(&mut sources, config, &mut diagnostics);
    let warnings = sources.place(diagnostics);
    match api {
        Some(api) => Ok(Output { files: backend.files(&api), warnings, inputs: sources.files() }),
        None => Err(GenerateError { diagnostics: warnings }),
    }
}

/// The stages up to the finished IR; each seam stops if there are errors.
fn lower_sources(
    sources: &mut load::Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Api> {
    let document = read(sources, diagnostics)?;
    let document = normalise::normalise(document, diagnostics)?;
    let mut found = Diagnostics::default();
    let api = lower_document(&document, config, &mut found);
    document.moves.restore(found, diagnostics);
    api
}

/// The stages that read files.
fn read(sources: &mut load::Sources, diagnostics: &mut Diagnostics) -> Option<document::Document> {
    let mut document = sources.main().and_then(|source| load::load(source, diagnostics))?;
    bundle::bundle(&mut document, sources, diagnostics);
    Some(document)
}

/// The stages that see the document in 3.0 shape; their diagnostics have its pointers.
fn lower_document(
    document: &document::Document,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<ir::Api> {
    let (resolved, api) = resolve_and_lower(document, config, diagnostics)?;
    drop(resolved);
    analyse::analyse(api, config, diagnostics)
}

/// The two stages that the document itself may fail; what is at fault is left out if the configuration says so.
fn resolve_and_lower(
    document: &document::Document,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<(resolve::Resolved, ir::Api)> {
    let mut scope = select::select(document, config, diagnostics)?;
    loop {
        let mut found = Diagnostics::default();
        let resolved = resolve::resolve(document, &scope, &mut found);
        let api = resolved.as_ref().and_then(|resolved| lower::lower(resolved, config, &mut found));
        let refused = api.is_none();
        if refused && config.skip_unsupported && scope.skip(document, &found) {
            continue;
        }
        diagnostics.extend(scope.warnings().chain(found.into_vec()));
        return resolved.zip(api);
    }
}

/// The examples of the README, which the doc tests compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
