//! Schemas, each a node of its own.
//!
//! In: a schema and its location. Out: its node and its children's, parents holding references only.
//! Invariant: a schema is read once, whatever refers to it.

use openapiv3::Schema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Kept, NodeKind, Resolver,
    reference::{FARTHEST, Fault, sole_reference},
};
use crate::{diagnostics, pointer::Pointer};

/// The properties or members of one schema: an item of the code is printed as a whole and takes some twenty kilobytes a
/// member meanwhile; the largest public documents have some hundreds.
pub(crate) const MEMBERS: usize = 10_000;

/// The schemas of a document, each of which takes up to two kilobytes; a public document of 3 MB has 7,000.
const SCHEMAS: usize = 500_000;

/// Members that describe a value, or constrain it in a way that no type expresses: a faulty one is ignored, with a warning.
const DISPENSABLE: &[&str] = &[
    "description",
    "deprecated",
    "discriminator",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maximum",
    "minimum",
    "multipleOf",
    "pattern",
    "title",
    "uniqueItems",
];

/// Members that no later stage uses; their faults are ignored.
const UNUSED: &[&str] = &["$defs", "definitions", "examples", "externalDocs", "xml"];

impl<'a> Resolver<'a> {
    /// Reads the component schemas, in their order.
    pub(super) fn component_schemas(&mut self) {
        let at = Pointer::root().child("components").child("schemas");
        let root = self.root;
        let Some(schemas) = root.pointer(at.as_str()).filter(|_| self.scope.reads(&at)) else { return };
        let Some(schemas) = schemas.as_object() else { return self.not_an_object(&at, "map of schemas") };
        for (name, schema) in schemas {
            let at = at.child(name);
            if self.scope.reads(&at) {
                self.visit(schema, &at);
            } else {
                self.left_out.insert(at);
            }
        }
    }

    /// Reads the schemas that references lead to and that are in no component.
    pub(super) fn referenced_schemas(&mut self) {
        while let Some(pointer) = self.pending.pop() {
            let root = self.root;
            if let Some(schema) = root.pointer(pointer.as_str()) {
                self.visit(schema, &pointer);
            }
        }
    }

    /// The pointer under which a schema's node is found: its own, or what it refers to.
    pub(super) fn schema(&mut self, schema: &'a Value, at: &Pointer) -> Option<Pointer> {
        if let Some(reference) = sole_reference(schema) {
            return self.schema_target(reference, at);
        }
        if let Some(odd) = schema.get("$ref") {
            self.report(Fault::Nothing, at, &odd.to_string());
            return None;
        }
        self.visit(schema, at);
        Some(at.clone())
    }

    /// The schema that a reference leads to; a component that is itself a reference is a schema, too.
    fn schema_target(&mut self, reference: &'a str, at: &Pointer) -> Option<Pointer> {
        let (mut next, mut seen) = (reference, Vec::new());
        let fault = loop {
            let (target, value) = match self.locate(next) {
                Ok(found) => found,
                Err(fault) => break fault,
            };
            if seen.contains(&target) || seen.len() >= FARTHEST {
                break Fault::Circle;
            }
            let (target, value) = self.schema_in(target, value, at, reference);
            let schema = matches!(NodeKind::of(&target), NodeKind::Schema | NodeKind::Other);
            if !schema || !value.is_object() {
                self.diagnostics.push(diagnostics::wrong_target(&at.child("$ref"), reference, "schema"));
                return None;
            }
            let Some(further) = sole_reference(value).filter(|_| target.component().is_none()) else {
                self.want(&target);
                return Some(target);
            };
            seen.push(target);
            next = further;
        };
        self.report(fault, at, reference);
        None
    }

    /// The schema of a parameter, a header, a media type, or of a body that has one media type; another node as it is.
    fn schema_in(
        &mut self,
        target: Pointer,
        value: &'a Value,
        at: &Pointer,
        reference: &str,
    ) -> (Pointer, &'a Value) {
        let media = |holder: &'a Value, at: &Pointer| -> Option<(Pointer, &'a Value)> {
            let mut content = holder.get("content")?.as_object()?.iter();
            let (name, media) = content.next().filter(|_| content.next().is_none())?;
            Some((at.child("content").child(name).child("schema"), media.get("schema")?))
        };
        let found = match NodeKind::of(&target) {
            NodeKind::Parameter | NodeKind::Header | NodeKind::MediaType => {
                let own = value.get("schema").map(|schema| (target.child("schema"), schema));
                own.or_else(|| media(value, &target))
            }
            NodeKind::Response | NodeKind::RequestBody => media(value, &target),
            _ => None,
        };
        if found.is_some() {
            self.diagnostics.push(diagnostics::other_kind(&at.child("$ref"), reference, "schema"));
        }
        found.unwrap_or((target, value))
    }

    fn want(&mut self, target: &Pointer) {
        if !self.nodes.contains_key(target) && target.component().is_none() {
            self.pending.push(target.clone());
        }
    }

    fn visit(&mut self, schema: &'a Value, at: &Pointer) {
        if self.nodes.contains_key(at) || self.is_full(at) {
            return;
        }
        let Some(members) = schema.as_object() else { return self.not_an_object(at, "schema") };
        let (node, keep): (_, fn(Schema) -> Kept) = match sole_reference(schema) {
            Some(reference) => {
                let target = self.schema_target(reference, at);
                (Map::from_iter([("allOf".to_owned(), target.iter().map(refer).collect())]), Kept::alias)
            }
            None => (self.shallow(members, at), Kept::new),
        };
        if let Some(read) = self.read_schema(node, at) {
            self.nodes.insert(at.clone(), keep(read));
        }
    }

    /// Whether the document has too many schemas; reported once.
    fn is_full(&mut self, at: &Pointer) -> bool {
        if self.nodes.len() < SCHEMAS {
            return false;
        }
        if !self.full {
            self.full = true;
            self.diagnostics.push(diagnostics::too_many(at, SCHEMAS, "schemas"));
        }
        true
    }

    /// Whether a schema or an operation has too many of something.
    pub(super) fn is_crowded(&mut self, at: &Pointer, count: usize) -> bool {
        let crowded = count > MEMBERS;
        if crowded {
            self.diagnostics.push(diagnostics::too_many_members(at, count, MEMBERS));
        }
        crowded
    }

    /// The schema's own members, with references for its children.
    fn shallow(&mut self, members: &'a Map<String, Value>, at: &Pointer) -> Map<String, Value> {
        let mut node = Map::new();
        for (key, member) in members.iter().filter(|(key, _)| !UNUSED.contains(&key.as_str())) {
            let here = at.child(key);
            let value = match (NodeKind::Schema.child(key), member) {
                (NodeKind::Schema, Value::Bool(_)) => Some(member.clone()),
                (NodeKind::Schema, _) => self.schema(member, &here).as_ref().map(refer),
                (NodeKind::SchemaMap, Value::Object(schemas)) if self.is_crowded(&here, schemas.len()) => {
                    None
                }
                (NodeKind::SchemaList, Value::Array(schemas)) if self.is_crowded(&here, schemas.len()) => {
                    None
                }
                (NodeKind::SchemaMap, Value::Object(schemas)) => {
                    let schemas = schemas.iter();
                    let found = schemas.filter_map(|(name, schema)| {
                        self.schema(schema, &here.child(name)).map(|target| (name.clone(), refer(&target)))
                    });
                    Some(Value::Object(found.collect()))
                }
                (NodeKind::SchemaList, Value::Array(schemas)) => {
                    let schemas = schemas.iter().enumerate();
                    let found = schemas.filter_map(|(i, schema)| self.schema(schema, &here.child(i)));
                    Some(found.map(|target| refer(&target)).collect())
                }
                _ => Some(member.clone()),
            };
            node.extend(value.map(|value| (key.clone(), value)));
        }
        node
    }

    /// Reads a shallow node; where that fails, each member is tried alone to find the faulty ones.
    fn read_schema(&mut self, node: Map<String, Value>, at: &Pointer) -> Option<Schema> {
        let node = Value::Object(node);
        let fault = match Schema::deserialize(&node) {
            Ok(schema) => return Some(schema),
            Err(fault) => fault,
        };
        let (mut kept, mut faults) = (Map::new(), 0);
        for (key, value) in node.as_object().into_iter().flatten() {
            match Schema::deserialize(&json!({ key: value })) {
                Ok(_) => drop(kept.insert(key.clone(), value.clone())),
                Err(fault) => {
                    faults += 1;
                    let (at, message) = (at.child(key), fault.to_string());
                    self.diagnostics.push(if DISPENSABLE.contains(&key.as_str()) {
                        diagnostics::malformed_member(&at, key, "schema", &message)
                    } else {
                        diagnostics::malformed_node(&at, "schema", &message)
                    });
                }
            }
        }
        if faults == 0 {
            self.diagnostics.push(diagnostics::malformed_node(at, "schema", &fault.to_string()));
            return None;
        }
        Schema::deserialize(&Value::Object(kept)).ok()
    }
}

/// The internal reference to a node.
pub(super) fn refer(target: &Pointer) -> Value {
    json!({ "$ref": target.to_reference() })
}
