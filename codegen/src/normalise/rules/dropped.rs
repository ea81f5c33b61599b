//! Keywords of JSON Schema that only constrain, and that 3.0 lacks.
//!
//! In: a schema with them. Out: the schema without.
//! Invariant: a value that fits the schema fits it afterwards; the server decides about the others.

use crate::{
    diagnostics,
    normalise::site::{Node, Site},
};

const DROPPED: &[&str] = &[
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Those whose schemas may constrain a value further.
const SAYING: &[&str] = &["contains", "dependentSchemas", "if", "propertyNames"];

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    for keyword in DROPPED {
        if node.shift_remove(*keyword).is_some() {
            site.rewritten("dropped-constraint");
            if SAYING.contains(keyword) {
                site.warn(keyword, |at| diagnostics::constraint(at, keyword));
            }
        }
    }
}
