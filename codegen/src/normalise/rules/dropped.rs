//! Keywords of JSON Schema that only constrain, and that 3.0 lacks.
//!
//! In: a schema with them. Out: the schema without.
//! Invariant: a value that fits the schema fits it afterwards; the server decides about the others. What such a keyword describes
//! beyond that, such as members, is told as lost.

use serde_json::Value;

use crate::{
    diagnostics,
    normalise::site::{Node, Site},
    openapi::vocabulary,
};

/// Keywords that mean something beside another one only.
const DEPENDENT: &[&str] = &["else", "maxContains", "minContains", "then"];

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    for keyword in vocabulary::constraints() {
        let Some(value) = node.get(keyword) else { continue };
        // A type lists its members anyway, and what it does not list is never refused.
        let says_nothing = value.is_boolean();
        if describes(node, keyword, value) {
            site.warn(keyword, |at| diagnostics::constraint(at, keyword));
        } else if !says_nothing {
            site.warn(keyword, |at| diagnostics::unchecked_constraint(at, keyword));
        }
        if keyword == "if" {
            for branch in ["then", "else"] {
                if node.get(branch).is_some_and(|schema| adds(node, schema)) {
                    site.warn(branch, |at| diagnostics::constraint(at, branch));
                }
            }
        }
        site.rewritten("dropped-constraint");
    }
    for keyword in vocabulary::constraints().chain(DEPENDENT.iter().copied()) {
        node.shift_remove(keyword);
    }
}

/// Whether a keyword describes what the schema itself does not.
fn describes(node: &Node, keyword: &str, value: &Value) -> bool {
    match keyword {
        "contains" => {
            value.is_object() && !["items", "prefixItems"].iter().any(|own| node.contains_key(*own))
        }
        "dependentSchemas" => value.as_object().is_some_and(|all| all.values().any(|one| adds(node, one))),
        "unevaluatedItems" | "unevaluatedProperties" => value.is_object(),
        _ => false,
    }
}

/// Whether a schema that applies to the same value has members or items that the schema itself does not describe.
fn adds(node: &Node, other: &Value) -> bool {
    let own = |keyword: &str, name: &str| node.get(keyword).is_some_and(|all| all.get(name).is_some());
    other.as_object().into_iter().flatten().any(|(keyword, value)| match keyword.as_str() {
        "$dynamicRef" | "$ref" => true,
        "properties" => value.as_object().is_some_and(|all| all.keys().any(|name| !own("properties", name))),
        "additionalProperties" | "items" | "prefixItems" => {
            !value.is_boolean() && !node.contains_key(keyword)
        }
        "patternProperties" => !node.contains_key(keyword),
        "allOf" | "anyOf" | "oneOf" => {
            value.as_array().is_some_and(|all| all.iter().any(|one| adds(node, one)))
        }
        "else" | "then" => adds(node, value),
        _ => false,
    })
}
