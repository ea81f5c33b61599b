//! Operations, grouped by their first tag.
//!
//! In: resolved operations. Out: groups of operations, in the order of their first one.
//! Invariant: an operation's `name.rust` is a hint here (the id without its framework's tail); `analyse` makes the
//! identifiers.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use indexmap::IndexMap;
use openapiv3::Tag;

use super::{body, context::Lowering, docs, header, parameter, response, server};
use crate::{
    diagnostics,
    ir::{ApiGroup, Docs, Name, Operation, OperationConfig},
    openapi::operation_id,
    resolve::{self, Resolved},
};

/// The group of operations without a tag.
const UNTAGGED: &str = "default";

pub(super) fn lower_all(lowering: &mut Lowering<'_>, resolved: &Resolved) -> Vec<ApiGroup> {
    let mut groups: IndexMap<&str, ApiGroup> = IndexMap::new();
    let tags = resolved.tags.iter().rev().map(|tag| (tag.name.as_str(), tag)).collect();
    for operation in &resolved.operations {
        let tag = operation.node.tags.first().map_or(UNTAGGED, String::as_str);
        let lowered = lower(lowering, resolved, operation);
        let group = groups.entry(tag).or_insert_with(|| ApiGroup {
            name: Name::of(tag),
            accessor: String::new(),
            docs: group_docs(&tags, tag),
            operations: Vec::new(),
        });
        group.operations.push(lowered);
    }
    groups.into_values().collect()
}

fn group_docs(tags: &BTreeMap<&str, &Tag>, tag: &str) -> Docs {
    let description = tags.get(tag).and_then(|tag| tag.description.clone());
    docs::texts(None, description, Vec::new(), false)
}

fn lower(lowering: &mut Lowering<'_>, resolved: &Resolved, operation: &resolve::Operation) -> Operation {
    let node = &operation.node;
    let (id, hint) = names(lowering, operation);
    let request = hint.to_upper_camel_case();
    let parameters = parameter::lower_all(lowering, &resolved.security_schemes, operation, &request);
    let bodies = operation.body.as_ref().map(|body| body::lower(lowering, body, &request));
    let mut bodies = bodies.into_iter().flatten();
    let responses = response::lower(lowering, operation, &request);
    let headers = header::lower_all(lowering, &operation.responses, &request);
    Operation {
        name: Name { wire: id, rust: hint },
        request: String::new(),
        error: String::new(),
        pointer: operation.pointer.clone(),
        method: operation.method.to_string(),
        path: operation.route.template.clone(),
        query: operation.route.query.clone(),
        servers: server::own(resolved, operation, lowering.diagnostics),
        docs: docs::texts(node.summary.clone(), node.description.clone(), Vec::new(), node.deprecated),
        parameters,
        body: bodies.next(),
        other_bodies: bodies.collect(),
        successes: responses.successes,
        errors: responses.errors,
        response: String::new(),
        representations: responses.representations,
        headers,
        headers_view: String::new(),
        security: operation.security.clone(),
        accept: responses.accept,
        pagination: None,
        config: OperationConfig::default(),
    }
}

/// The operationId, or what stands for it, and the hint for names.
fn names(lowering: &mut Lowering<'_>, operation: &resolve::Operation) -> (String, String) {
    let hint = hint(operation);
    if let Some(id) = written_id(operation) {
        return (id.to_owned(), hint);
    }
    lowering.diagnostics.push(diagnostics::missing_operation_id(&operation.pointer, &hint));
    (hint.clone(), hint)
}

/// The hint for names.
pub(super) fn hint(operation: &resolve::Operation) -> String {
    match written_id(operation) {
        Some(id) => operation_id::short(id, operation.method, &operation.path),
        None => operation_id::made(operation.method, &operation.path),
    }
}

fn written_id(operation: &resolve::Operation) -> Option<&str> {
    operation.node.operation_id.as_deref().filter(|id| !id.trim().is_empty())
}
