//! The stages of the generator, in a row.
//!
//! In: a document's path and a configuration. Out: the files of a back end.
//! Invariant: each stage takes what the stage before it made, and nothing else; a stage that fails ends the run, with
//! the diagnostics of all stages so far, each at its location in the document as written.

use std::path::Path;

use crate::{
    analyse::analyse,
    backend::{self, Backend},
    bundle::bundle,
    config::{self, Config},
    diagnostics::{Diagnostic, Diagnostics, GenerateError},
    document::Document,
    ir::Api,
    load::{Sources, load},
    lower::lower,
    normalise::normalise,
    output::Output,
    overlay::overlay,
    resolve::{Resolved, resolve},
    select::select,
};

/// Generates the client of a document.
///
/// # Errors
///
/// [`GenerateError`] with every fault of the document, or of the configuration.
pub fn generate(spec: &Path, config: &Config) -> Result<Output, GenerateError> {
    generate_with(spec, config, &backend::Rust::new(config))
}

/// Generates the reference pages of a document's client, in Markdown; [`stale_pages`](crate::stale_pages) finds the
/// pages of an earlier run that are obsolete.
///
/// # Errors
///
/// As [`generate`].
#[cfg(feature = "tools")]
pub fn document(spec: &Path, config: &Config) -> Result<Output, GenerateError> {
    generate_with(spec, config, &backend::Markdown::new(config))
}

/// Runs all stages, with a back end of your own or one of the crate's as the last.
///
/// # Errors
///
/// As [`generate`].
pub fn generate_with(spec: &Path, config: &Config, backend: &dyn Backend) -> Result<Output, GenerateError> {
    let mut run = Run::start(spec, config)?;
    let api = run.api().map(|(_, api)| api);
    let inputs = run.sources.files();
    let (api, warnings) = run.finish(api)?;
    Ok(Output { files: backend.files(&api), warnings, inputs })
}

/// A run over one document: its texts, and what was found so far.
pub(crate) struct Run<'c> {
    config: &'c Config,
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Diagnostics,
}

impl<'c> Run<'c> {
    /// Checks the configuration and opens the document.
    pub(crate) fn start(spec: &Path, config: &'c Config) -> Result<Self, GenerateError> {
        let found = config::check(config);
        if found.has_errors() {
            return Err(GenerateError { diagnostics: found.into_vec() });
        }
        Ok(Self { config, sources: Sources::read(spec)?, diagnostics: Diagnostics::default() })
    }

    /// The stages from the text to the finished API, with the document that it was made from.
    pub(crate) fn api(&mut self) -> Option<(Document, Api)> {
        let document = self.load()?;
        let document = self.normalise(document)?;
        let (_, api) = self.lower(&document)?;
        let api = self.analyse(&document, api)?;
        Some((document, api))
    }

    /// The document as written, with the changes of the overlays.
    pub(crate) fn overlay(&mut self) -> Option<Document> {
        let mut document = load(self.sources.main()?, &mut self.diagnostics)?;
        let overlays = &self.config.overlays;
        overlay(&mut document, overlays, &mut self.sources, &mut self.diagnostics).then_some(document)
    }

    /// The same, with the parts of other files that it refers to.
    pub(crate) fn load(&mut self) -> Option<Document> {
        let mut document = self.overlay()?;
        let root = self.config.root.as_deref();
        bundle(&mut document, root, &mut self.sources, &mut self.diagnostics);
        Some(document)
    }

    /// The document in OpenAPI 3.0 shape.
    pub(crate) fn normalise(&mut self, document: Document) -> Option<Document> {
        normalise(document, &mut self.diagnostics)
    }

    /// The selected part of the document with every reference followed, and the API that it describes.
    pub(crate) fn lower(&mut self, document: &Document) -> Option<(Resolved, Api)> {
        self.on(document, |config, diagnostics| lower_selected(document, config, diagnostics))
    }

    /// The API with names and decisions, as back ends take it.
    pub(crate) fn analyse(&mut self, document: &Document, api: Api) -> Option<Api> {
        self.on(document, |config, diagnostics| analyse(api, config, diagnostics))
    }

    /// Runs a stage that sees the document in 3.0 shape; its diagnostics get the locations of the document as written.
    fn on<T>(
        &mut self,
        document: &Document,
        stage: impl FnOnce(&Config, &mut Diagnostics) -> Option<T>,
    ) -> Option<T> {
        let mut found = Diagnostics::default();
        let made = stage(self.config, &mut found);
        document.moves.restore(found, &mut self.diagnostics);
        made
    }

    /// What was made, with the warnings; or all diagnostics, if nothing was.
    pub(crate) fn finish<T>(self, made: Option<T>) -> Result<(T, Vec<Diagnostic>), GenerateError> {
        let diagnostics = self.sources.locate(self.diagnostics);
        match made {
            Some(made) => Ok((made, diagnostics)),
            None => Err(GenerateError { diagnostics }),
        }
    }
}

/// Selects, resolves and lowers. With [`Config::skip_unsupported`], operations and schemas at fault are left out until
/// there is no error.
pub(crate) fn lower_selected(
    document: &Document,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<(Resolved, Api)> {
    let mut scope = select(document, config, diagnostics)?;
    loop {
        let mut found = Diagnostics::default();
        let resolved = resolve(document, &scope, config, &mut found);
        let mut api = resolved.as_ref().and_then(|resolved| lower(resolved, &mut found));
        if let Some(api) = &mut api {
            scope.note_usage(api);
        }
        if api.is_none() && config.skip_unsupported && scope.skip(document, &found) {
            continue;
        }
        diagnostics.extend(scope.warnings().chain(found.into_vec()));
        return resolved.zip(api);
    }
}
