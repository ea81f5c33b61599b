//! Text -> [`Document`].
//!
//! In: a file. Out: its value, in the document's order, and line and column of any pointer.
//! Invariant: duplicate keys are reported, never silently dropped; the generator's own `x-` keys never come from outside.

mod excerpt;
mod json;
mod locations;
mod sources;
mod value;
mod wanted;
#[cfg(feature = "yaml")]
mod yaml;

use std::path::Path;

use crate::{Diagnostic, Diagnostics, GenerateError, diagnostics, document::Document, pointer::Pointer};

pub(crate) use locations::locate;
pub(crate) use sources::Sources;
pub(crate) use value::MAX_DEPTH;

/// A document's text, kept for diagnostics.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) file: String,
    pub(crate) text: String,
    pub(crate) format: Format,
}

/// The language of a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Yaml,
}

impl Source {
    /// Reads a file; its extension distinguishes JSON from YAML.
    pub(crate) fn read(path: &Path) -> Result<Self, GenerateError> {
        let file = path.display().to_string();
        let root = Pointer::root();
        let bytes = std::fs::read(path)
            .map_err(|reason| rejected(diagnostics::unreadable_file(&root, &file, reason)))?;
        Self::decode(file, bytes).map_err(|fault| rejected(*fault))
    }

    /// The text of a file's bytes.
    pub(crate) fn decode(file: String, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        let text = String::from_utf8(bytes).map_err(|fault| {
            Box::new(diagnostics::not_utf8(&Pointer::root(), &file, fault.utf8_error().valid_up_to()))
        })?;
        Ok(Self::new(file, text))
    }

    /// A text with the file name that diagnostics show.
    pub(crate) fn new(file: String, text: String) -> Self {
        let extension = Path::new(&file).extension().map(std::ffi::OsStr::to_ascii_lowercase);
        let yaml = extension.is_some_and(|e| e == "yaml" || e == "yml");
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        Self { file, text, format: if yaml { Format::Yaml } else { Format::Json } }
    }
}

fn rejected(diagnostic: Diagnostic) -> GenerateError {
    GenerateError { diagnostics: vec![diagnostic] }
}

/// Reads the text; `None` if it cannot be read.
pub(crate) fn load(source: &Source, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut warnings = Vec::new();
    let root = match source.format {
        Format::Json => json::read(source, &mut warnings),
        #[cfg(feature = "yaml")]
        Format::Yaml => yaml::read(source, &mut warnings),
        #[cfg(not(feature = "yaml"))]
        Format::Yaml => Err(Box::new(diagnostics::yaml_not_supported(&Pointer::root(), &source.file))),
    };
    diagnostics.extend(warnings);
    root.map(Document::new).map_err(|error| diagnostics.push(*error)).ok()
}

#[cfg(test)]
mod tests;
