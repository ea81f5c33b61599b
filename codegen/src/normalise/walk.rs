//! The walk through a document, by kind of node.
//!
//! In: a document. Out: the document with the rules applied to every schema, parents before children.
//! Invariant: only schemas are rewritten, responses that lack their description, and what is not in the shape of OpenAPI 3.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    empty,
    leftovers::{self, Place},
    members, rules,
    site::Site,
};
use crate::{
    Diagnostics, diagnostics,
    document::Document,
    openapi::{NodeKind, UNSUPPORTED, Version, vocabulary::Object},
    pointer::Pointer,
};

pub(super) fn walk(document: &mut Document, version: Version, diagnostics: &mut Diagnostics) {
    let mut root = std::mem::take(&mut document.root);
    let mut walk = Walk { document, version, diagnostics, strays: Vec::new(), completing: false };
    walk.part(&mut root, (NodeKind::Root, Object::Root), &Pointer::root());
    walk.strays(&mut root);
    document.root = root;
}

struct Walk<'a> {
    document: &'a mut Document,
    version: Version,
    diagnostics: &'a mut Diagnostics,
    /// Referenced schemas where the standard has none.
    strays: Vec<Pointer>,
    /// Whether what is not in the shape of OpenAPI 3 is brought into it, before members are checked and schemas rewritten.
    completing: bool,
}

impl Walk<'_> {
    /// Completes a part of the document, checks its members, and rewrites it.
    fn part(&mut self, value: &mut Value, (kind, object): (NodeKind, Object), at: &Pointer) {
        self.completing = true;
        self.visit(value, kind, at);
        members::check(value, object, at, &self.document.origins, self.diagnostics);
        self.completing = false;
        self.visit(value, kind, at);
    }

    fn visit(&mut self, value: &mut Value, kind: NodeKind, at: &Pointer) {
        if self.completing {
            self.leftovers(value, kind, at);
        } else {
            self.rewrite(value, kind, at);
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    self.child(member, (kind.child(key), kind), at, key);
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter_mut().enumerate() {
                    let key = number.to_string();
                    self.child(item, (kind.child(&key), kind), at, &key);
                }
            }
            _ => {}
        }
    }

    fn rewrite(&mut self, value: &mut Value, kind: NodeKind, at: &Pointer) {
        match kind {
            NodeKind::Schema => self.schema(value, at),
            NodeKind::Response => self.response(value, at),
            NodeKind::PathItem => self.unsupported_methods(value, at),
            _ => {}
        }
    }

    fn leftovers(&mut self, value: &mut Value, kind: NodeKind, at: &Pointer) {
        let Some(node) = value.as_object_mut().filter(|_| !is_extension(at)) else { return };
        let mut place = Place { at, moves: &mut self.document.moves, diagnostics: self.diagnostics };
        if kind == NodeKind::Operation {
            leftovers::form::complete(node, &mut place);
        } else {
            leftovers::complete(node, kind, &mut place);
        }
    }

    fn child(&mut self, value: &mut Value, (kind, of): (NodeKind, NodeKind), parent: &Pointer, key: &str) {
        if kind != NodeKind::Other && kind != NodeKind::Fixed {
            let at = parent.child(key);
            if !key.starts_with("x-") {
                self.diagnostics.extend(empty::complete(value, kind, of, &at));
            }
            self.visit(value, kind, &at);
        }
    }

    fn schema(&mut self, value: &mut Value, at: &Pointer) {
        let mut site = Site {
            pointer: at,
            version: self.version,
            rewrites: &mut self.document.rewrites,
            moves: &mut self.document.moves,
            diagnostics: self.diagnostics,
        };
        rules::apply(value, &mut site);
        let reference = value.get("$ref").and_then(Value::as_str).unwrap_or_default();
        if let Some(target) = Pointer::from_reference(reference)
            && NodeKind::of(&target) == NodeKind::Other
        {
            self.strays.push(target);
        }
    }

    fn unsupported_methods(&mut self, item: &Value, at: &Pointer) {
        for key in UNSUPPORTED.iter().filter(|key| item.get(key).is_some()) {
            self.diagnostics.push(diagnostics::unsupported_method(&at.child(key), key));
        }
    }

    fn response(&mut self, value: &mut Value, at: &Pointer) {
        let Some(response) = value.as_object_mut() else { return };
        if is_extension(at) || response.contains_key("$ref") {
            return;
        }
        if !response.get("description").is_some_and(Value::is_string) {
            self.diagnostics.push(diagnostics::missing_description(at));
            response.insert("description".into(), Value::String(String::new()));
        }
    }

    /// Schemas that would be data but for a reference to them.
    fn strays(&mut self, root: &mut Value) {
        let mut seen = BTreeSet::new();
        while let Some(stray) = self.strays.pop() {
            if !seen.insert(stray.clone()) {
                continue;
            }
            if let Some(value) = root.pointer_mut(stray.as_str()).filter(|value| is_schema(value)) {
                self.part(value, (NodeKind::Schema, Object::Schema), &stray);
            }
        }
    }
}

fn is_schema(value: &Value) -> bool {
    value.is_boolean() || value.as_object().is_some_and(|map: &Map<String, Value>| !map.contains_key("$ref"))
}

fn is_extension(at: &Pointer) -> bool {
    at.keys().last().is_some_and(|key| key.starts_with("x-"))
}
