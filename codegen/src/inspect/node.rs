//! Nodes of the document, before there is an API.
//!
//! In: a document as it is after a stage. Out: its nodes as JSON, each under its pointer.
//! Invariant: the order is the document's.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::Wanted;
use crate::{
    document::Document,
    resolve::{Body, Callback, Event, Header, Media, Operation, Resolved},
};

pub(super) fn written(document: &Document, wanted: &Wanted<'_>) -> String {
    if wanted.name.is_none() {
        return format!("{:#}\n", document.root);
    }
    let mut text = String::new();
    for pointer in &wanted.pointers {
        if let Some(node) = document.root.pointer(pointer.as_str()) {
            let _ = writeln!(text, "{pointer}\n{node:#}");
        }
    }
    text
}

pub(super) fn rewrites(document: &Document, wanted: &Wanted<'_>) -> String {
    let mut text = String::new();
    for rewrite in document.rewrites.iter().filter(|rewrite| wanted.is_at(&rewrite.pointer)) {
        let _ = writeln!(text, "rewritten by {} at {}", rewrite.rule, rewrite.pointer);
    }
    text
}

pub(super) fn resolved(resolved: &Resolved, wanted: &Wanted<'_>) -> String {
    let mut text = String::new();
    for (pointer, schema) in resolved.schemas.iter().filter(|(pointer, _)| wanted.is_at(pointer)) {
        let node = serde_json::to_value(schema).unwrap_or_default();
        let _ = writeln!(text, "{pointer}\n{node:#}");
    }
    for read in &resolved.operations {
        let called = wanted.name.is_some() && read.node.operation_id.as_deref() == wanted.name;
        if called || wanted.is_at(&read.pointer) {
            let _ = writeln!(text, "{}\n{:#}", read.pointer, operation(read));
        }
    }
    for read in resolved.webhooks.iter().filter(|read| wanted.is_at(&read.pointer)) {
        let _ = writeln!(text, "{}\n{:#}", read.pointer, event(read));
    }
    text
}

fn operation(operation: &Operation) -> Value {
    let Operation {
        pointer: _,
        method,
        path,
        route: _,
        servers: _,
        node,
        parameters,
        body,
        responses,
        security,
        says_security: _,
        callbacks,
    } = operation;
    let parameters = parameters.iter().map(|parameter| {
        json!({
            "pointer": parameter.pointer.as_str(),
            "node": serde_json::to_value(&parameter.node).unwrap_or_default(),
            "schema": parameter.schema.as_ref().map(crate::pointer::Pointer::as_str),
        })
    });
    let responses = responses.iter().map(|response| {
        json!({
            "status": response.status.to_string(),
            "description": response.description,
            "headers": response.headers.iter().map(header).collect::<Vec<_>>(),
            "content": content(&response.content),
        })
    });
    json!({
        "method": method.to_string(),
        "path": path,
        "node": serde_json::to_value(node).unwrap_or_default(),
        "parameters": parameters.collect::<Vec<_>>(),
        "body": body.as_ref().map(self::body),
        "responses": responses.collect::<Vec<_>>(),
        "security": security,
        "callbacks": callbacks.iter().map(callback).collect::<Map<_, _>>(),
    })
}

fn callback(callback: &Callback) -> (String, Value) {
    let Callback { name, is_shared: _, events } = callback;
    (name.clone(), events.iter().map(event).collect())
}

fn event(event: &Event) -> Value {
    let Event { pointer: _, source, method, node, body } = event;
    json!({
        "method": method.to_string(),
        "source": source,
        "node": serde_json::to_value(node).unwrap_or_default(),
        "body": body.as_ref().map(self::body),
    })
}

fn body(body: &Body) -> Value {
    json!({ "required": body.required, "content": content(&body.content) })
}

fn header(header: &Header) -> Value {
    let Header { name, pointer, description: _, deprecated: _, required, explode, schema, media_type } =
        header;
    json!({
        "name": name,
        "pointer": pointer.as_str(),
        "required": required,
        "explode": explode,
        "schema": schema.as_ref().map(crate::pointer::Pointer::as_str),
        "content": media_type,
    })
}

fn content(content: &[Media]) -> Value {
    let schemas = content.iter().map(|media| {
        (media.media_type.clone(), json!(media.schema.as_ref().map(crate::pointer::Pointer::as_str)))
    });
    Value::Object(schemas.collect())
}
