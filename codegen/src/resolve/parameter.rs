//! Parameters of an operation.
//!
//! In: the lists of a path item and of an operation. Out: one list, path-level ones first.
//! Invariant: location and name are unique in it, and path parameters are those of the path's template.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{Parameter, Position, Resolver, node, schema::refer, template};
use crate::{diagnostics, pointer::Pointer};

/// Headers that no caller sets: the standard ignores the first three as parameters (OpenAPI 3.1, "Parameter Object"),
/// and the others are the connection's own (RFC 9110 and 9112), which the runtime refuses to take.
const RESERVED: &[&str] =
    &["accept", "authorization", "content-type", "connection", "content-length", "host", "transfer-encoding"];

impl<'a> Resolver<'a> {
    /// The parameters of a list, with the references followed.
    pub(super) fn parameters(&mut self, holder: &'a Map<String, Value>, at: &Pointer) -> Vec<Parameter> {
        let at = at.child("parameters");
        let Some(list) = holder.get("parameters") else { return Vec::new() };
        let Some(list) = list.as_array() else {
            self.diagnostics.push(diagnostics::malformed_node(&at, "list of parameters", "it is not a list"));
            return Vec::new();
        };
        if self.is_crowded(&at, list.len()) {
            return Vec::new();
        }
        let mut found: Vec<Parameter> = Vec::new();
        let mut known = BTreeSet::new();
        for (number, parameter) in list.iter().enumerate() {
            let here = at.child(number);
            let Some(parameter) = self.parameter(parameter, here.clone()) else { continue };
            let key = identity(&parameter);
            if known.contains(&key) {
                self.diagnostics.push(diagnostics::duplicate_parameter(&here, &key.1));
            } else if !(key.0 == "header" && RESERVED.contains(&key.1.as_str())) {
                found.push(parameter);
                known.insert(key);
            }
        }
        found
    }

    fn parameter(&mut self, parameter: &'a Value, at: Pointer) -> Option<Parameter> {
        let (pointer, parameter) = self.follow(parameter, at, Position::Parameter, "parameter")?;
        let mut own = node::omit(parameter.as_object()?, &["content", "example", "examples", "schema"]);
        let content =
            parameter.get("content").and_then(Value::as_object).and_then(|content| content.iter().next());
        let at = pointer.child("content");
        let (schema, media_type) = match (parameter.get("schema"), content) {
            (Some(schema), _) => (Some((schema, pointer.child("schema"))), None),
            (None, Some((name, media))) => {
                let (at, media) = self.follow(media, at.child(name), Position::MediaType, "media type")?;
                (media.get("schema").map(|schema| (schema, at.child("schema"))), Some(name.clone()))
            }
            (None, None) => (None, None),
        };
        let schema = match schema {
            Some((schema, at)) => Some(self.schema(schema, &at)?),
            None => None,
        };
        own.insert("schema".into(), schema.as_ref().map_or_else(|| Value::Object(Map::new()), refer));
        if own.get("in").is_some_and(|place| place == "path") {
            own.insert("required".into(), Value::Bool(true));
        }
        let node = self.read(&Value::Object(own), &pointer, "parameter")?;
        Some(Parameter { pointer, node, schema, media_type })
    }

    /// Compares the path parameters with the placeholders of the path.
    pub(super) fn check_template(&mut self, path: &str, parameters: &mut Vec<Parameter>, at: &Pointer) {
        let Some(placeholders) = template::placeholders(path) else {
            self.diagnostics.push(diagnostics::broken_template(at, path));
            return;
        };
        let declared: BTreeSet<_> = parameters.iter().map(identity).collect();
        for name in placeholders.iter().filter(|name| !declared.contains(&("path", (**name).to_owned()))) {
            self.diagnostics.push(diagnostics::undeclared_placeholder(at, name));
        }
        parameters.retain(|parameter| {
            let (location, name) = identity(parameter);
            let used = location != "path" || placeholders.contains(&name.as_str());
            if !used {
                self.diagnostics.push(diagnostics::unused_path_parameter(&parameter.pointer, &name, path));
            }
            used
        });
    }
}

/// The operation's parameters override the path's in their places; others follow.
pub(super) fn override_with(path_level: &[Parameter], own: Vec<Parameter>) -> Vec<Parameter> {
    let shared = path_level.iter().map(|parameter| (identity(parameter), copy(parameter)));
    let mut all: IndexMap<_, Parameter> = shared.collect();
    all.extend(own.into_iter().map(|parameter| (identity(&parameter), parameter)));
    all.into_values().collect()
}

fn copy(parameter: &Parameter) -> Parameter {
    let Parameter { pointer, node, schema, media_type } = parameter;
    Parameter {
        pointer: pointer.clone(),
        node: node.clone(),
        schema: schema.clone(),
        media_type: media_type.clone(),
    }
}

/// Location and name; header names are alike whatever their case (RFC 9110, section 5.1).
fn identity(parameter: &Parameter) -> (&'static str, String) {
    let location = match &parameter.node {
        openapiv3::Parameter::Query { .. } => "query",
        openapiv3::Parameter::Header { .. } => "header",
        openapiv3::Parameter::Path { .. } => "path",
        openapiv3::Parameter::Cookie { .. } => "cookie",
    };
    let name = &parameter.node.parameter_data_ref().name;
    (location, if location == "header" { name.to_ascii_lowercase() } else { name.clone() })
}
