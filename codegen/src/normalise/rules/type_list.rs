//! `type` as a list, and `type: null`.
//!
//! In: `type: [string, null]`. Out: `type: string`, `nullable: true`; of several types, a union of them.
//! Invariant: every keyword goes to the types that it concerns, and to those only.

use serde_json::{Map, Value};

use super::{nullable, only_null};
use crate::{
    diagnostics,
    normalise::site::{Node, Site},
    openapi::{NodeKind, Version, format},
};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    let mut types: Vec<String> = match node.get("type") {
        Some(Value::String(ty)) if ty == "null" => vec![ty.clone()],
        Some(Value::Array(types)) if types.iter().all(Value::is_string) => {
            types.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => return,
    };
    if site.version == Version::V30 {
        site.warn("type", |at| diagnostics::keyword_of_3_1(at, "a list of types, or the type `null`,"));
    }
    site.rewritten("type-list");
    node.shift_remove("type");
    let all = types.len();
    types.retain(|ty| ty != "null");
    if types.is_empty() && all > 0 {
        return only_null(node);
    }
    if types.len() < all {
        nullable(node);
    }
    match types.as_slice() {
        [] => {}
        [ty] => {
            node.insert("type".into(), ty.as_str().into());
        }
        _ if has_own_values(node) || is_anything(&types) => {}
        _ => split(node, site, &types),
    }
}

/// Whether other keywords determine the values already, so that the types add nothing.
fn has_own_values(node: &Node) -> bool {
    ["anyOf", "const", "enum", "oneOf"].iter().any(|keyword| node.contains_key(*keyword))
}

fn is_anything(types: &[String]) -> bool {
    ["array", "boolean", "number", "object", "string"].iter().all(|ty| types.iter().any(|own| own == ty))
}

fn split(node: &mut Node, site: &mut Site<'_>, types: &[String]) {
    let mut members = Vec::new();
    for (number, ty) in types.iter().enumerate() {
        let mut member = Map::new();
        member.insert("type".into(), ty.as_str().into());
        site.stands_for_self(&format!("anyOf/{number}"));
        for (key, value) in node.iter().filter(|(key, value)| concerns(key, value, ty)) {
            if NodeKind::Schema.child(key) != NodeKind::Other || key == "prefixItems" {
                site.moved(&[(format!("anyOf/{number}/{key}"), key.clone())]);
            }
            member.insert(key.clone(), value.clone());
        }
        members.push(Value::Object(member));
    }
    node.retain(|key, value| !types.iter().any(|ty| concerns(key, value, ty)));
    node.insert("anyOf".into(), Value::Array(members));
}

/// Whether a keyword constrains values of a type.
fn concerns(keyword: &str, value: &Value, ty: &str) -> bool {
    let numeric = value.as_str().is_some_and(format::is_numeric);
    match keyword {
        "format" if numeric => matches!(ty, "integer" | "number"),
        "contentEncoding" | "contentMediaType" | "format" | "maxLength" | "minLength" | "pattern" => {
            ty == "string"
        }
        "exclusiveMaximum" | "exclusiveMinimum" | "maximum" | "minimum" | "multipleOf" => {
            matches!(ty, "integer" | "number")
        }
        "items" | "maxItems" | "minItems" | "prefixItems" | "uniqueItems" => ty == "array",
        "additionalProperties"
        | "maxProperties"
        | "minProperties"
        | "patternProperties"
        | "properties"
        | "required" => ty == "object",
        _ => false,
    }
}
