//! 3.1 -> 3.0 shape.
use crate::{Diagnostics, load::Document};
pub(crate) fn normalise(document: Document, _diagnostics: &mut Diagnostics) -> Option<Document> {
    Some(document)
}
