//! A document through all stages before this one.

use serde_json::Value;

use crate::{
    Config, Diagnostics, analyse::analyse, document::Document, ir::Api, normalise::normalise,
    pipeline::lower_selected,
};

/// The API of a document, if it is accepted, with the codes of all diagnostics.
pub(crate) fn api(document: &Value) -> (Option<Api>, Vec<&'static str>) {
    api_with(document, &Config::new())
}

/// The same with a configuration.
pub(crate) fn api_with(document: &Value, config: &Config) -> (Option<Api>, Vec<&'static str>) {
    let mut diagnostics = Diagnostics::default();
    let api = stages(document, config, &mut diagnostics);
    (api, diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

fn stages(document: &Value, config: &Config, diagnostics: &mut Diagnostics) -> Option<Api> {
    let document = normalise(Document::new(document.clone()), diagnostics)?;
    let (_, api) = lower_selected(&document, config, diagnostics)?;
    analyse(api, config, diagnostics)
}

/// A document with these component schemas and no operation.
pub(crate) fn schemas(schemas: &Value) -> Value {
    serde_json::json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": {},
        "components": { "schemas": schemas }
    })
}
