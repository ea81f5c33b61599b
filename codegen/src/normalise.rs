//! OpenAPI 3.1 -> 3.0 shape.
//!
//! In: a document as written. Out: the same document, in which every schema uses the keywords of OpenAPI 3.0, or an
//! `x-codegen-` extension where 3.0 has no keyword.
//! Invariant: only schema positions are rewritten; every rewrite is recorded, and so is the former location of everything
//! that was moved.

mod empty;
mod leftovers;
mod members;
mod rules;
mod site;
mod walk;

use serde_json::Value;

use crate::{Diagnostics, diagnostics, document::Document, openapi::Version, pointer::Pointer};

/// Rewrites the document; `None` if it is not one that the generator supports.
pub(crate) fn normalise(mut document: Document, diagnostics: &mut Diagnostics) -> Option<Document> {
    let version = version(&document.root, diagnostics)?;
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
    if ["paths", "webhooks", "components"].iter().all(|part| root.get(part).is_none()) {
        diagnostics.push(diagnostics::nothing_described(&at));
    }
}

/// The version whose rules hold; a document without one is an error.
fn version(root: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    if root.get("swagger").is_some() {
        diagnostics.push(diagnostics::swagger_2(&Pointer::root().child("swagger")));
        return None;
    }
    let at = Pointer::root().child("openapi");
    let text = match root.get("openapi") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => {
            diagnostics.push(diagnostics::number_for_text(&at, "openapi"));
            number.to_string()
        }
        _ => {
            diagnostics.push(diagnostics::not_openapi(&Pointer::root()));
            return None;
        }
    };
    let version = Version::parse(&text);
    diagnostics.extend(match version {
        None => Some(diagnostics::unsupported_version(&at, &text)),
        Some(Version::V32) => Some(diagnostics::newer_version(&at, &text)),
        Some(Version::V30 | Version::V31) => None,
    });
    version
}

#[cfg(test)]
mod tests;
