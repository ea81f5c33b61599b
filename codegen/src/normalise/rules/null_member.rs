//! A union with `null` among its members.
//!
//! In: `anyOf: [X, null]`. Out: X with `nullable: true`; of several others, their union with it.
//! Invariant: keywords beside the union are kept, and take precedence over those of X.

use serde_json::{Map, Value, json};

use super::{is_null, nullable, only_null};
use crate::normalise::site::{Node, Site};

pub(super) fn apply(node: &mut Node, site: &mut Site<'_>) {
    // A member that is merged may be such a union itself; each round takes one away.
    while ["anyOf", "oneOf"].into_iter().any(|keyword| union(node, site, keyword)) {}
}

/// Removes `null` from one union; returns whether there is a new union to look at.
fn union(node: &mut Node, site: &mut Site<'_>, keyword: &'static str) -> bool {
    let Some(Value::Array(members)) = node.get(keyword) else { return false };
    if !members.iter().any(is_null) {
        return false;
    }
    let members = members.clone().into_iter().enumerate();
    let mut left: Vec<(usize, Value)> = members.filter(|(_, member)| !is_null(member)).collect();
    site.rewritten("null-in-union");
    if left.len() > 1 {
        let moves: Vec<_> = left.iter().enumerate().map(|(new, (old, _))| (new, *old)).collect();
        let moves = moves.iter().filter(|(new, old)| new != old);
        let moves: Vec<_> =
            moves.map(|(new, old)| (format!("{keyword}/{new}"), format!("{keyword}/{old}"))).collect();
        site.moved(&moves);
        node.insert(keyword.into(), left.into_iter().map(|(_, member)| member).collect());
        nullable(node);
        return false;
    }
    node.shift_remove(keyword);
    match left.pop() {
        None => only_null(node),
        Some((number, member)) => single(node, site, member, &format!("{keyword}/{number}")),
    }
    true
}

/// One member is left.
fn single(node: &mut Node, site: &mut Site<'_>, member: Value, old: &str) {
    node.shift_remove("discriminator");
    nullable(node);
    match member {
        Value::Bool(true) => {}
        Value::Object(member) if !member.contains_key("$ref") && !conflicts(node, &member) => {
            merge(node, site, member, old);
        }
        member => keep_apart(node, site, member, old),
    }
}

/// Whether both have different constraints for the same keyword.
fn conflicts(node: &Node, member: &Map<String, Value>) -> bool {
    member.iter().any(|(key, value)| {
        let differs = node.get(key).is_some_and(|own| own != value);
        differs && !super::ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-")
    })
}

fn merge(node: &mut Node, site: &mut Site<'_>, member: Map<String, Value>, old: &str) {
    let taken = member.keys().filter(|key| !node.contains_key(*key) && !key.contains('/'));
    let moves: Vec<_> = taken.map(|key| (key.clone(), format!("{old}/{key}"))).collect();
    site.moved(&moves);
    site.merged(old);
    for (key, value) in member {
        node.entry(key).or_insert(value);
    }
}

fn keep_apart(node: &mut Node, site: &mut Site<'_>, member: Value, old: &str) {
    let mut all = match node.shift_remove("allOf") {
        Some(Value::Array(all)) => all,
        _ => Vec::new(),
    };
    site.moved(&[(format!("allOf/{}", all.len()), old.to_owned())]);
    all.push(member);
    node.insert("allOf".into(), json!(all));
}
