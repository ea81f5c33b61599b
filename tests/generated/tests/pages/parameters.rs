//! The parameters of an operation, and what a request sends for each.
//!
//! In: a parameter, and the texts that a request has under its names. Out: the JSON values that the texts may stand for.
//! Invariant: a text is taken as each of the values that its style could have written; styles have tests of their own, with
//! expectations written by hand.

use serde_json::{Map, Value};

use crate::operations::{Node, Operation};

/// A parameter.
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) location: String,
    pub(crate) is_required: bool,
    /// Its schema, that of its JSON text included.
    pub(crate) schema: Option<Node>,
    /// The names that its value's members have in the query, where each is sent by its own.
    members: Vec<String>,
}

impl Parameter {
    /// Whether a name in the request is this parameter's, or that of a member of its value.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let same = if self.location == "header" {
            name.eq_ignore_ascii_case(&self.name)
        } else {
            name == self.name || name.strip_prefix(&self.name).is_some_and(|rest| rest.starts_with('['))
        };
        same || self.members.iter().any(|member| member == "*" || member == name)
    }
}

/// The parameters of an operation and of its path; those of the operation come first, and replace the others.
pub(crate) fn of(root: &Value, operation: &Operation) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::new();
    for owner in [&operation.node, &operation.item] {
        for (_, node) in owner.child(root, "parameters").map(|list| list.children(root)).unwrap_or_default() {
            let Some(parameter) = parameter(root, &node) else { continue };
            let known =
                |other: &Parameter| other.name == parameter.name && other.location == parameter.location;
            if !found.iter().any(known) {
                found.push(parameter);
            }
        }
    }
    found
}

fn parameter(root: &Value, node: &Node) -> Option<Parameter> {
    let content = node.child(root, "content").map(|content| content.children(root)).unwrap_or_default();
    let schema = match content.first() {
        Some((_, media)) => media.child(root, "schema"),
        None => node.child(root, "schema"),
    };
    let exploded = node.value["explode"]
        .as_bool()
        .unwrap_or(matches!(node.value["style"].as_str(), None | Some("form")));
    let members = match &schema {
        Some(schema) if exploded && content.is_empty() => members(root, schema),
        _ => Vec::new(),
    };
    Some(Parameter {
        name: node.value["name"].as_str()?.to_owned(),
        location: node.value["in"].as_str()?.to_owned(),
        is_required: node.value["required"] == true,
        schema,
        members,
    })
}

/// The names of an object's members; `*` where any is allowed.
fn members(root: &Value, schema: &Node) -> Vec<String> {
    let mut names: Vec<String> = schema
        .child(root, "properties")
        .map(|list| list.children(root))
        .unwrap_or_default()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let parts = ["allOf", "anyOf", "oneOf"].iter().filter_map(|keyword| schema.child(root, keyword));
    names.extend(parts.flat_map(|list| list.children(root)).flat_map(|(_, part)| members(root, &part)));
    let is_object = schema.value["type"] == "object";
    let more = &schema.value["additionalProperties"];
    if more.is_object() || *more == true || (is_object && names.is_empty()) {
        names.push("*".to_owned());
    }
    names
}

/// The values that the texts of a parameter may stand for: each is its name in the request, and its text.
pub(crate) fn candidates(parameter: &Parameter, sent: &[(String, String)]) -> Vec<Value> {
    let mut found: Vec<Value> = sent.iter().flat_map(|(_, text)| whole(text)).collect();
    let items: Vec<&str> = sent.iter().map(|(_, text)| text.as_str()).collect();
    found.extend(lists(&items));
    for text in &items {
        let text = text.trim_start_matches(['.', ';']);
        let text = text.strip_prefix(&format!("{}=", parameter.name)).unwrap_or(text);
        found.extend(whole(text));
        for delimiter in [",", " ", "|", ".", &format!(";{}=", parameter.name)] {
            let parts: Vec<&str> = text.split(delimiter).collect();
            found.extend(lists(&parts));
            let pairs: Vec<_> = parts.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
            found.extend(objects(&pairs));
        }
        for delimiter in [",", ".", ";", "&"] {
            let pairs: Vec<_> = text.split(delimiter).filter_map(|pair| pair.split_once('=')).collect();
            found.extend(objects(&pairs));
        }
    }
    let keys = sent.iter().map(|(name, text)| {
        let key = name
            .strip_prefix(&parameter.name)
            .and_then(|rest| rest.strip_prefix('['))
            .map_or(name.as_str(), |rest| rest.trim_end_matches(']'));
        (key, text.as_str())
    });
    found.extend(objects(&keys.collect::<Vec<_>>()));
    found.extend(brackets(&parameter.name, sent));
    found
}

/// What a parser of servers reads from names with brackets, as texts and as values.
fn brackets(name: &str, sent: &[(String, String)]) -> Vec<Value> {
    let query: String = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(sent).finish();
    let read: Value =
        serde_qs::Config::new().use_form_encoding(true).deserialize_str(&query).unwrap_or_default();
    let found = [read.get(name), Some(&read)].into_iter().flatten();
    found.flat_map(|value| [typed(value, &|text| text.into()), typed(value, &scalar)]).collect()
}

/// A value whose texts are read, and whose objects with numbers as keys are lists.
fn typed(value: &Value, text: &dyn Fn(&str) -> Value) -> Value {
    match value {
        Value::String(found) => text(found),
        Value::Array(items) => items.iter().map(|item| typed(item, text)).collect(),
        Value::Object(members) if members.keys().all(|key| key.parse::<usize>().is_ok()) => {
            members.values().map(|item| typed(item, text)).collect()
        }
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), typed(value, text))).collect()
        }
        other => other.clone(),
    }
}

/// A text as a string, and as JSON.
fn whole(text: &str) -> Vec<Value> {
    let json = serde_json::from_str(text).ok();
    [Value::from(text)].into_iter().chain(json).collect()
}

/// A text as what it is as JSON, or a string.
fn scalar(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// Texts as a list of strings, and as a list of values.
fn lists(items: &[&str]) -> [Value; 2] {
    [items.iter().map(|item| Value::from(*item)).collect(), items.iter().map(|item| scalar(item)).collect()]
}

/// Pairs as an object of strings, and as an object of values; a name that stands twice has a list.
fn objects(pairs: &[(&str, &str)]) -> [Value; 2] {
    [|text: &str| Value::from(text), scalar as fn(&str) -> Value].map(|value| {
        let mut members = Map::new();
        for (name, text) in pairs {
            match members.get_mut(*name) {
                Some(Value::Array(items)) => items.push(value(text)),
                Some(one) => *one = vec![one.take(), value(text)].into(),
                None => drop(members.insert((*name).to_owned(), value(text))),
            }
        }
        members.into()
    })
}
