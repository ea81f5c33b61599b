//! 3.1 -> 3.0 shape.
//!
//! In: a document as written. Out: the same document, in which every schema says what it says in the words of
//! OpenAPI 3.0, or in an `x-codegen-` extension where 3.0 has no words.
//! Invariant: only schema positions are rewritten; every rewrite is recorded, and the place of everything that was
//! moved can be told.

mod members;
mod moves;
mod position;
mod rules;
mod site;
mod version;
mod walk;

pub(crate) use moves::Moves;
pub(crate) use position::Position;
pub(crate) use site::Rewrite;

use crate::{Diagnostics, diagnostics, load::Document, pointer::Pointer};

/// Rewrites the document; `None` if it is none that the generator knows.
pub(crate) fn normalise(mut document: Document, diagnostics: &mut Diagnostics) -> Option<Document> {
    let version = version::check(&document.root, diagnostics)?;
    check_parts(&document, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    walk::walk(&mut document, version, diagnostics);
    Some(document)
}

fn check_parts(document: &Document, diagnostics: &mut Diagnostics) {
    let root = &document.root;
    let at = Pointer::root();
    if !root.get("info").is_some_and(serde_json::Value::is_object) {
        diagnostics.push(diagnostics::missing_info(&at));
    }
    if ["paths", "webhooks", "components"].iter().all(|part| root.get(part).is_none()) {
        diagnostics.push(diagnostics::nothing_described(&at));
    }
    if root.get("webhooks").and_then(serde_json::Value::as_object).is_some_and(|hooks| !hooks.is_empty()) {
        diagnostics.push(diagnostics::webhooks_ignored(&at.child("webhooks")));
    }
}

#[cfg(test)]
mod tests;
