//! Operations, in the document's order.
//!
//! In: `paths`. Out: each operation with everything it contains.
//! Invariant: a faulty operation does not hide the faults of the others.

use openapiv3::SecurityScheme;
use serde_json::{Map, Value, json};

use super::{NodeKind, Operation, Parameter, Resolver, Route, node, parameter};
use crate::{diagnostics, openapi::Method, pointer::Pointer};

/// The operations of a document, each of which takes some eight kilobytes; public documents of 13 MB have 1,200.
const OPERATIONS: usize = 50_000;

/// What is read apart, or not at all.
const APART: &[&str] =
    &["callbacks", "externalDocs", "parameters", "requestBody", "responses", "security", "servers"];

impl<'a> Resolver<'a> {
    pub(super) fn operations(&mut self, schemes: &[(String, Pointer, SecurityScheme)]) -> Vec<Operation> {
        let at = Pointer::root().child("paths");
        let root = self.root;
        let paths = root.get("paths").filter(|paths| !paths.is_null() && self.scope.reads(&at));
        let Some(paths) = paths else { return Vec::new() };
        let Some(paths) = paths.as_object() else {
            self.not_an_object(&at, "map of paths");
            return Vec::new();
        };
        let schemes: Vec<String> = schemes.iter().map(|(name, ..)| name.clone()).collect();
        let mut operations = Vec::new();
        for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
            let at = at.child(path);
            if !self.scope.reads(&at) {
                continue;
            }
            if operations.len() >= OPERATIONS {
                self.diagnostics.push(diagnostics::too_many(&at, OPERATIONS, "operations"));
                break;
            }
            let mut path = path.clone();
            if !path.starts_with('/') {
                self.diagnostics.push(diagnostics::invalid_path(&at, &path));
                path.insert(0, '/');
            }
            operations.extend(self.path_item(&path, item, at, &schemes));
        }
        operations
    }

    fn path_item(&mut self, path: &str, item: &'a Value, at: Pointer, schemes: &[String]) -> Vec<Operation> {
        let written = at.clone();
        let place = self.follow(item, at, NodeKind::PathItem, "path item");
        let Some((at, whole)) = place else { return Vec::new() };
        let Some(item) = whole.as_object() else { return Vec::new() };
        let shared = self.parameters(item, &at);
        let shared_servers = self.servers(whole, &at);
        let mut operations = Vec::new();
        for (key, operation) in item {
            let Some(method) = Method::from_key(key).filter(|_| self.scope.reads(&written.child(key))) else {
                continue;
            };
            let at = at.child(key);
            match operation.as_object() {
                Some(members) => {
                    let own = self.parameters(members, &at);
                    let mut parameters = parameter::override_with(&shared, own);
                    let route = self.route(path, &mut parameters, &at);
                    let security = self.security(operation, &at, schemes);
                    let named = (method, path);
                    let servers = self.servers(operation, &at);
                    let callbacks = self.callbacks(members, &at, &written.child(key));
                    let servers = if servers.is_empty() { shared_servers.clone() } else { servers };
                    let read = self.operation(named, members, parameters, security, at);
                    operations.extend(read.map(|read| Operation { route, servers, callbacks, ..read }));
                }
                None => self.not_an_object(&at, "operation"),
            }
        }
        operations
    }

    fn operation(
        &mut self,
        (method, path): (Method, &str),
        members: &'a Map<String, Value>,
        parameters: Vec<Parameter>,
        security: Vec<Vec<String>>,
        pointer: Pointer,
    ) -> Option<Operation> {
        let body = self.body(members, &pointer);
        let responses = self.responses(members, &pointer);
        let node = self.texts(members, &pointer)?;
        let path = path.to_owned();
        let says_security = members.contains_key("security") || self.root.get("security").is_some();
        let (route, servers, callbacks) = (Route::default(), Vec::new(), Vec::new());
        Some(Operation {
            pointer,
            method,
            path,
            route,
            servers,
            node,
            parameters,
            body,
            responses,
            security,
            says_security,
            callbacks,
        })
    }

    /// The texts of an operation, with its name and its tags.
    pub(super) fn texts(
        &mut self,
        members: &Map<String, Value>,
        pointer: &Pointer,
    ) -> Option<openapiv3::Operation> {
        let mut own = node::omit(members, APART);
        if let Some(tag) = own.get_mut("tags").filter(|tags| tags.is_string()) {
            self.diagnostics.push(diagnostics::tag_for_tags(&pointer.child("tags")));
            *tag = json!([tag]);
        }
        own.insert("responses".into(), json!({}));
        self.read_leniently(own, pointer, "operation", &["responses"])
    }
}
