//! Members that the standard does not know, and names that it does not allow.
//!
//! In: a node and its location. Out: a warning for each; nothing is changed.
//! Invariant: extensions (`x-`) are never reported.

use serde_json::Value;

use crate::{
    Diagnostics, diagnostics,
    document::Origins,
    openapi::{NodeKind, vocabulary},
    pointer::Pointer,
};

pub(super) fn check(
    node: &Value,
    kind: NodeKind,
    at: &Pointer,
    origins: &Origins,
    diagnostics: &mut Diagnostics,
) {
    let is_extension = || at.keys().last().is_some_and(|key| key.starts_with("x-"));
    for (key, member) in node.as_object().into_iter().flatten() {
        if !vocabulary::knows(kind, key) {
            diagnostics.extend((!is_extension()).then(|| diagnostics::unknown_member(&at.child(key), key)));
        } else if kind == NodeKind::Components {
            check_names(member, &at.child(key), origins, diagnostics);
        }
    }
}

/// The names of components are `^[a-zA-Z0-9._-]+$`; parts of other files have names of no such kind.
fn check_names(components: &Value, at: &Pointer, origins: &Origins, diagnostics: &mut Diagnostics) {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    for (name, _) in components.as_object().into_iter().flatten() {
        let at = at.child(name);
        if (name.is_empty() || !name.chars().all(allowed)) && origins.of(&at).0 == 0 {
            diagnostics.push(diagnostics::component_name(&at, name));
        }
    }
}
