//! Which OpenAPI a document is.
//!
//! In: the document's root. Out: the version whose meaning counts.
//! Invariant: nothing is guessed; a document that does not name its version is refused.

use serde_json::Value;

use crate::{Diagnostics, diagnostics, pointer::Pointer};

/// The versions whose schemas differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V30,
    V31,
}

pub(super) fn check(root: &Value, diagnostics: &mut Diagnostics) -> Option<Version> {
    if root.get("swagger").is_some() {
        diagnostics.push(diagnostics::swagger_2(&Pointer::root().child("swagger")));
        return None;
    }
    let at = Pointer::root().child("openapi");
    let version = match root.get("openapi") {
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
    let mut parts = version.split('.');
    match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Some(Version::V30),
        (Some("3"), Some("1")) => Some(Version::V31),
        (Some("3"), Some("2")) => {
            diagnostics.push(diagnostics::newer_version(&at, &version));
            Some(Version::V31)
        }
        _ => {
            diagnostics.push(diagnostics::unsupported_version(&at, &version));
            None
        }
    }
}
