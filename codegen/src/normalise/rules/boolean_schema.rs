//! `true` and `false` as schemas: anything, and nothing.
//!
//! In: a boolean schema. Out: `{}`, or `{not: {}}`.
//! Invariant: `additionalProperties` keeps its boolean, which 3.0 has, too.

use serde_json::{Value, json};

use crate::{normalise::site::Site, openapi::NodeKind, pointer::Pointer};

pub(super) fn apply(schema: &mut Value, site: &mut Site<'_>) {
    let Some(anything) = schema.as_bool() else { return };
    if site.pointer.as_str().ends_with("/additionalProperties") && !is_property(site) {
        return;
    }
    *schema = if anything { json!({}) } else { json!({ "not": {} }) };
    site.rewritten("boolean-schema");
}

/// A property may be called `additionalProperties`.
fn is_property(site: &Site<'_>) -> bool {
    let keys: Vec<String> = site.pointer.keys().collect();
    let parent = keys.iter().take(keys.len().saturating_sub(1));
    let parent = parent.fold(Pointer::root(), |at, key| at.child(key));
    NodeKind::of(&parent) != NodeKind::Schema
}
