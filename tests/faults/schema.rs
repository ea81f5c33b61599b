//! What the document says of bodies.
//!
//! In: `spec/openapi.json` and its overlay. Out: whether a JSON value is as documented. Invariant: what the document bounds and the
//! client leaves to the server (ranges, patterns, listed values) is no part of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use serde_json_path::JsonPath;

/// Applies the updates of an overlay, which are all its actions.
fn apply(overlay: &Value, document: &mut Value) {
    for action in overlay["actions"].as_array().unwrap() {
        let target = JsonPath::parse(action["target"].as_str().unwrap()).unwrap();
        let found = target.query_located(document);
        let pointers: Vec<String> =
            found.locations().map(serde_json_path::NormalizedPath::to_json_pointer).collect();
        for pointer in pointers {
            merge(document.pointer_mut(&pointer).unwrap(), &action["update"]);
        }
    }
}

fn merge(into: &mut Value, update: &Value) {
    match (into, update) {
        (Value::Object(into), Value::Object(update)) => {
            for (name, value) in update {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (Value::Array(into), one) => into.push(one.clone()),
        (into, update) => *into = update.clone(),
    }
}

/// What the client does not enforce.
const LENIENT: [&str; 7] =
    ["minimum", "maximum", "minLength", "maxLength", "pattern", "enum", "additionalProperties"];

/// The schemas of the responses.
pub(crate) struct Schemas {
    /// By operation and status; no validator where there is no body.
    responses: BTreeMap<(String, u16), Option<Validator>>,
    /// The names of all members.
    members: BTreeSet<String>,
}

pub(crate) static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::read);

impl Schemas {
    fn read() -> Self {
        let mut document: Value = serde_json::from_str(include_str!("../../spec/openapi.json")).unwrap();
        apply(&serde_json::from_str(include_str!("../../spec/newer.overlay.json")).unwrap(), &mut document);
        let mut components = document["components"].clone();
        loosen(&mut components["schemas"]);
        let mut members = BTreeSet::new();
        for schema in object(&components["schemas"]).values() {
            members
                .extend(schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()));
        }
        let operations = object(&document["paths"]).values().flat_map(|path| object(path).values());
        let responses = operations.flat_map(|operation| {
            let name = operation["operationId"].as_str().unwrap();
            object(&operation["responses"]).iter().map(|(status, response)| {
                let schema = response.pointer("/content/application~1json/schema");
                let validator = schema.map(|schema| compile(schema, &components));
                ((name.to_owned(), status.parse().unwrap()), validator)
            })
        });
        Self { responses: responses.collect(), members }
    }

    /// Whether the document lists this status.
    pub(crate) fn lists(&self, operation: &str, status: u16) -> bool {
        self.responses.contains_key(&(operation.to_owned(), status))
    }

    /// Whether a body is as the document says; `None` where it says nothing of the status.
    pub(crate) fn fits(&self, operation: &str, status: u16, body: &Value) -> Option<bool> {
        let validator = self.responses.get(&(operation.to_owned(), status))?;
        Some(validator.as_ref().is_none_or(|validator| validator.is_valid(body)))
    }

    /// The success that the document lists first.
    pub(crate) fn success(&self, operation: &str) -> u16 {
        let successes = self.responses.keys().filter(|(name, status)| name == operation && status / 100 == 2);
        successes.map(|(_, status)| *status).next().unwrap()
    }

    /// Whether a success has no body.
    pub(crate) fn is_bodiless(&self, operation: &str) -> bool {
        self.responses[&(operation.to_owned(), self.success(operation))].is_none()
    }

    /// Whether some object of the document has a member of this name.
    pub(crate) fn has_member(&self, name: &str) -> bool {
        self.members.contains(name)
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

/// Takes away what the client leaves to the server. No property of the document has such a name.
fn loosen(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.retain(|name, _| !LENIENT.contains(&name.as_str()));
            if members.get("format").is_some_and(|format| format == "uri") {
                members.remove("format");
            }
            members.values_mut().for_each(loosen);
        }
        Value::Array(items) => items.iter_mut().for_each(loosen),
        _ => {}
    }
}

fn compile(schema: &Value, components: &Value) -> Validator {
    let mut whole = json!({ "components": components });
    object(schema).iter().for_each(|(name, value)| whole[name] = value.clone());
    jsonschema::options()
        .should_validate_formats(true)
        .with_format("date-time", is_date_time)
        .build(&whole)
        .unwrap()
}

/// A date and a time of day in the forms that servers send (RFC 3339): the offset may be missing, and a space may stand
/// for the `T`.
pub(crate) fn is_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = |from: usize, shape: &str| {
        bytes.get(from..from + shape.len()).is_some_and(|part| {
            part.iter().zip(shape.bytes()).all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                b'T' => b"Tt ".contains(byte),
                b'+' => b"+-".contains(byte),
                other => *byte == other,
            })
        })
    };
    let number = |from: usize, length: usize| -> u32 { text[from..from + length].parse().unwrap() };
    if !shape(0, "0000-00-00T00:00:00") {
        return false;
    }
    let fraction = match bytes.get(19) {
        Some(b'.') => 1 + bytes[20..].iter().take_while(|byte| byte.is_ascii_digit()).count(),
        _ => 0,
    };
    let offset = 19 + fraction;
    let zoned = match &bytes[offset..] {
        [] | [b'Z' | b'z'] => true,
        _ => {
            bytes.len() == offset + 6
                && shape(offset, "+00:00")
                && number(offset + 1, 2) < 24
                && number(offset + 4, 2) < 60
        }
    };
    let (year, month, day) = (number(0, 4), number(5, 2), number(8, 2));
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let date = (1..=12).contains(&month) && (1..=days).contains(&day);
    let time = number(11, 2) < 24 && number(14, 2) < 60 && number(17, 2) <= 60;
    zoned && date && time && (fraction == 0 || (2..=10).contains(&fraction))
}
