//! Parameters of an operation.
//!
//! In: the lists of a path item and of an operation. Out: one list, path-level ones first.
//! Invariant: position and name are unique in it, and path parameters are those of the path's template.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::{NodeKind, Parameter, Resolver, node, schema::refer};
use crate::{diagnostics, ir, openapi::style, pointer::Pointer};

impl<'a> Resolver<'a> {
    /// Reads a list of parameters, following references.
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
            } else {
                found.push(parameter);
                known.insert(key);
            }
        }
        found
    }

    fn parameter(&mut self, parameter: &'a Value, at: Pointer) -> Option<Parameter> {
        let (pointer, parameter) = self.follow(parameter, at, NodeKind::Parameter, "parameter")?;
        // OpenAPI 3.2. The request has its parameters one by one.
        if parameter.get("in").and_then(Value::as_str) == Some("querystring") {
            self.diagnostics.push(diagnostics::whole_query(&pointer));
            return None;
        }
        let mut own = node::omit(parameter.as_object()?, &["content", "example", "examples", "schema"]);
        if NodeKind::of(&pointer) == NodeKind::Header {
            own.insert("name".into(), pointer.keys().last().into());
            own.insert("in".into(), "header".into());
        }
        let content =
            parameter.get("content").and_then(Value::as_object).and_then(|content| content.iter().next());
        let at = pointer.child("content");
        let (schema, media_type) = match (parameter.get("schema"), content) {
            (Some(schema), _) => (Some((schema, pointer.child("schema"))), None),
            (None, Some((name, media))) => {
                let (at, media) = self.follow(media, at.child(name), NodeKind::MediaType, "media type")?;
                (media.get("schema").map(|schema| (schema, at.child("schema"))), Some(name.clone()))
            }
            (None, None) => (None, None),
        };
        let schema = match schema {
            Some((schema, at)) => Some(self.schema(schema, &at)?),
            None => None,
        };
        own.insert("schema".into(), schema.as_ref().map_or_else(|| Value::Object(Map::new()), refer));
        let style = parameter.get("style").and_then(Value::as_str);
        let position = own.get("in").and_then(Value::as_str).and_then(style::position);
        let style = position.and_then(|position| self.style(position, style, &pointer));
        if position == Some(ir::Position::Path) {
            own.insert("required".into(), Value::Bool(true));
        }
        if position.zip(style).is_some() {
            own.shift_remove("style");
        }
        let needed = ["name", "in", "schema", "style", "explode", "allowReserved"];
        let node = self.read_leniently(own, &pointer, "parameter", &needed)?;
        let allow_reserved = parameter.get("allowReserved") == Some(&Value::Bool(true));
        let (position, style) = (position?, style?);
        Some(Parameter { pointer, node, position, style, allow_reserved, schema, media_type })
    }

    /// The style that a parameter names; its position's default, if the position does not allow that one.
    fn style(&mut self, position: ir::Position, name: Option<&str>, at: &Pointer) -> Option<ir::Style> {
        // OpenAPI 3.2.
        if (position, name) == (ir::Position::Cookie, Some("cookie")) {
            self.diagnostics.push(diagnostics::cookie_style(&at.child("style")));
            return style::style(position, None);
        }
        let style = style::style(position, name);
        if style.is_none() {
            let allowed: Vec<_> = style::names(position).collect();
            self.diagnostics.push(diagnostics::unknown_style(
                &at.child("style"),
                position.name(),
                name.unwrap_or_default(),
                &allowed,
            ));
        }
        style.or_else(|| style::style(position, None))
    }
}

/// Merges the parameters of a path item and an operation. An operation's parameter replaces the path's at its index;
/// others follow.
pub(super) fn override_with(path_level: &[Parameter], own: Vec<Parameter>) -> Vec<Parameter> {
    let shared = path_level.iter().map(|parameter| (identity(parameter), copy(parameter)));
    let mut all: IndexMap<_, Parameter> = shared.collect();
    all.extend(own.into_iter().map(|parameter| (identity(&parameter), parameter)));
    all.into_values().collect()
}

fn copy(parameter: &Parameter) -> Parameter {
    let Parameter { pointer, node, position, style, allow_reserved, schema, media_type } = parameter;
    Parameter {
        pointer: pointer.clone(),
        node: node.clone(),
        position: *position,
        style: *style,
        allow_reserved: *allow_reserved,
        schema: schema.clone(),
        media_type: media_type.clone(),
    }
}

/// Position and name; header names are alike whatever their case (RFC 9110, section 5.1).
pub(super) fn identity(parameter: &Parameter) -> (ir::Position, String) {
    let name = &parameter.node.parameter_data_ref().name;
    let is_header = parameter.position == ir::Position::Header;
    (parameter.position, if is_header { name.to_ascii_lowercase() } else { name.clone() })
}
