//! `required` that is not a list.
//!
//! In: `required: true` in a property, as drafts before 3.0 had it. Out: the schema without it.
//! Invariant: lists stay.

use crate::{
    diagnostics,
    normalise::site::{Node, Site},
};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    if node.get("required").is_some_and(|required| !required.is_array()) {
        node.shift_remove("required");
        site.warn("required", diagnostics::required_not_a_list);
    }
}
