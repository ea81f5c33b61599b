//! Schemas of OpenAPI documents -> JSON Schema 2020-12.
//!
//! In: a document, and where schemas stand in it. Out: these schemas and all that they refer to, each under a number,
//! as a validator and the drawing take them.
//! Invariant: nothing of the generator takes part but the reading of files and pointers; what a keyword of OpenAPI means
//! is said here once more.

use std::collections::{BTreeMap, BTreeSet};

use osparc_codegen::pointer::Pointer;
use serde_json::{Map, Value, json};

/// Under which address a validator knows the schemas.
pub(crate) const BASE: &str = "round-trip:///document";

/// The largest whole number that generated code has a type for where no format says another.
const INT64: (i64, i64) = (i64::MIN, i64::MAX);

/// The schemas that some others lead to, as JSON Schema.
pub(crate) struct Schemas {
    /// One schema for each number, in `$defs`.
    pub(crate) root: Value,
    numbers: BTreeMap<Pointer, usize>,
    references: BTreeMap<usize, BTreeSet<usize>>,
}

impl Schemas {
    /// Reads the schemas at some locations of a document, and those that they refer to, for one direction: without the
    /// properties that are `hidden`, `readOnly` or `writeOnly`.
    pub(crate) fn read(
        document: &Value,
        locations: impl Iterator<Item = Pointer>,
        hidden: &'static str,
    ) -> Self {
        let mut reading =
            Reading { document, hidden, numbers: BTreeMap::new(), waiting: Vec::new(), led: BTreeSet::new() };
        locations.for_each(|location| {
            reading.number(&location);
        });
        let mut defs = Map::new();
        let mut references = BTreeMap::new();
        while let Some((number, location)) = reading.waiting.pop() {
            reading.led.clear();
            // What is not there is an impossible schema, which is listed as one that nothing was drawn from.
            let schema =
                document.pointer(location.as_str()).map_or(Value::Bool(false), |node| reading.schema(node));
            defs.insert(number.to_string(), schema);
            references.insert(number, reading.led.clone());
        }
        Self { root: json!({ "$defs": defs }), numbers: reading.numbers, references }
    }

    /// The schema of a number.
    pub(crate) fn get(&self, number: &str) -> Option<&Value> {
        self.root.get("$defs")?.get(number)
    }

    /// The number of the schema at a location.
    pub(crate) fn number(&self, location: &Pointer) -> Option<usize> {
        self.numbers.get(location).copied()
    }

    /// The locations of a schema and of all those that it leads to.
    pub(crate) fn reached(&self, location: &Pointer) -> Vec<&Pointer> {
        let mut seen: BTreeSet<usize> = self.number(location).into_iter().collect();
        let mut waiting: Vec<usize> = seen.iter().copied().collect();
        while let Some(number) = waiting.pop() {
            let next = self.references.get(&number).into_iter().flatten();
            waiting.extend(next.filter(|number| seen.insert(**number)));
        }
        self.numbers
            .iter()
            .filter(|(_, number)| seen.contains(number))
            .map(|(location, _)| location)
            .collect()
    }
}

/// The reading of a document's schemas.
struct Reading<'a> {
    document: &'a Value,
    hidden: &'static str,
    numbers: BTreeMap<Pointer, usize>,
    waiting: Vec<(usize, Pointer)>,
    /// Where the schema at hand leads.
    led: BTreeSet<usize>,
}

impl Reading<'_> {
    fn number(&mut self, location: &Pointer) -> usize {
        let next = self.numbers.len();
        let number = *self.numbers.entry(location.clone()).or_insert(next);
        if number == next {
            self.waiting.push((number, location.clone()));
        }
        number
    }

    fn refer(&mut self, reference: &str) -> Option<String> {
        let number = self.number(&Pointer::from_reference(reference)?);
        self.led.insert(number);
        Some(format!("{BASE}#/$defs/{number}"))
    }

    fn schema(&mut self, node: &Value) -> Value {
        let Some(node) = node.as_object() else { return node.clone() };
        let is_old = self.document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"));
        let reference = node.get("$ref").and_then(Value::as_str);
        let mut out = Map::new();
        if let Some(reference) = reference {
            let Some(reference) = self.refer(reference) else { return Value::Bool(false) };
            out.insert("$ref".into(), reference.into());
            if is_old {
                return out.into();
            }
        }
        for (keyword, value) in node {
            if let Some(value) = self.keyword(keyword, value) {
                out.insert(keyword.clone(), value);
            }
        }
        match node.get("contentEncoding").and_then(Value::as_str) {
            Some("base64") => drop(out.insert("format".into(), "byte".into())),
            Some("base64url") => drop(out.insert("format".into(), "base64url".into())),
            _ => {}
        }
        if self.is(node, "readOnly", 0) {
            out.insert("readOnly".into(), true.into());
        }
        self.discriminate(&mut out, node);
        exclusive(&mut out, node);
        self.without_hidden(&mut out, node);
        whole(&mut out);
        with_range(&mut out, node);
        nullable(out, node)
    }

    /// What a keyword says, in the standard's shape; `None` for what it does not know, or has in another shape.
    fn keyword(&mut self, keyword: &str, value: &Value) -> Option<Value> {
        let same = match keyword {
            "type" => types(value),
            "enum" | "required" => value.is_array(),
            "const" => true,
            "format" | "pattern" => value.is_string(),
            "minimum" | "maximum" | "multipleOf" | "exclusiveMinimum" | "exclusiveMaximum" => {
                value.is_number()
            }
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
                value.is_u64()
            }
            "uniqueItems" => value.is_boolean(),
            _ => false,
        };
        if same {
            return Some(value.clone());
        }
        match keyword {
            "items"
            | "additionalProperties"
            | "not"
            | "if"
            | "then"
            | "else"
            | "propertyNames"
            | "contains" => (value.is_object() || value.is_boolean()).then(|| self.schema(value)),
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                let members = value.as_array().filter(|members| !members.is_empty())?;
                Some(members.iter().map(|member| self.schema(member)).collect::<Vec<_>>().into())
            }
            "properties" | "patternProperties" | "dependentSchemas" => {
                let members = value.as_object()?.iter();
                Some(
                    members
                        .map(|(name, member)| (name.clone(), self.schema(member)))
                        .collect::<Map<_, _>>()
                        .into(),
                )
            }
            _ => None,
        }
    }

    /// The alternatives of a discriminator, each with the values that lead to it: only these are valid, and where two
    /// alternatives would take a value, it is the discriminator that decides, not `oneOf`.
    fn discriminate(&mut self, out: &mut Map<String, Value>, node: &Map<String, Value>) {
        let Some(property) = node.get("discriminator").and_then(|found| found["propertyName"].as_str())
        else {
            return;
        };
        for keyword in ["oneOf", "anyOf"] {
            let Some(members) = node.get(keyword).and_then(Value::as_array) else { continue };
            let Some(Value::Array(mut alternatives)) = out.remove(keyword) else { continue };
            for (member, alternative) in members.iter().zip(&mut alternatives) {
                let values = self.tags(&node["discriminator"]["mapping"], member);
                if !values.is_empty() {
                    let tag =
                        json!({ "required": [property], "properties": { property: { "enum": values } } });
                    *alternative = json!({ "allOf": [alternative.take(), tag] });
                }
            }
            out.insert("anyOf".into(), alternatives.into());
        }
    }

    /// The values of a discriminator that lead to a member: those of the mapping, else its name. Texts stand for booleans
    /// and numbers, too.
    fn tags(&self, mapping: &Value, member: &Value) -> Vec<Value> {
        let Some(target) = member["$ref"].as_str().and_then(Pointer::from_reference) else {
            return Vec::new();
        };
        let components = Pointer::root().child("components").child("schemas");
        let leads = |named: &str| {
            Pointer::from_reference(named).as_ref() == Some(&target) || components.child(named) == target
        };
        let mapping = mapping.as_object().into_iter().flatten();
        let mapped =
            mapping.filter(|(_, named)| named.as_str().is_some_and(leads)).map(|(tag, _)| tag.clone());
        let mut tags: Vec<String> = mapped.collect();
        let is_tagged =
            self.document.pointer(target.as_str()).is_some_and(|node| node["discriminator"].is_object());
        if tags.is_empty() && !is_tagged {
            tags.extend(target.component());
        }
        let other = |tag: &String| serde_json::from_str(&tag.to_lowercase()).ok();
        tags.iter().filter_map(other).chain(tags.iter().cloned().map(Value::String)).collect()
    }

    /// Takes away what goes in the other direction only.
    fn without_hidden(&self, out: &mut Map<String, Value>, node: &Map<String, Value>) {
        let properties = node.get("properties").and_then(Value::as_object).into_iter().flatten();
        let hidden: Vec<&String> = properties
            .filter(|(_, property)| {
                property.as_object().is_some_and(|property| self.is(property, self.hidden, 0))
            })
            .map(|(name, _)| name)
            .collect();
        if let Some(properties) = out.get_mut("properties").and_then(Value::as_object_mut) {
            properties.retain(|name, _| !hidden.contains(&name));
        }
        if let Some(required) = out.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| !hidden.iter().any(|hidden| name == hidden.as_str()));
        }
    }

    /// Whether a schema, or one that it stands for, goes in one direction only.
    fn is(&self, property: &Map<String, Value>, direction: &str, depth: usize) -> bool {
        let target = property.get("$ref").and_then(Value::as_str).and_then(Pointer::from_reference);
        let target = target.and_then(|target| self.document.pointer(target.as_str()));
        let all = property.get("allOf").and_then(Value::as_array).into_iter().flatten();
        let unions = ["anyOf", "oneOf"].into_iter().filter_map(|keyword| property.get(keyword)?.as_array());
        // A union with `null` stands for its other member.
        let others = unions.filter_map(|members| {
            let mut others = members.iter().filter(|member| member["type"] != "null");
            others.next().filter(|_| others.next().is_none())
        });
        let mut behind = target.into_iter().chain(all).chain(others).filter_map(Value::as_object);
        property.get(direction) == Some(&Value::Bool(true))
            || (depth < 8 && behind.any(|next| self.is(next, direction, depth + 1)))
    }
}

/// Whether a `type` is the standard's.
fn types(value: &Value) -> bool {
    let known = |value: &Value| {
        let known = ["null", "boolean", "object", "array", "number", "integer", "string"];
        value.as_str().is_some_and(|name| known.contains(&name))
    };
    known(value) || value.as_array().is_some_and(|names| !names.is_empty() && names.iter().all(known))
}

/// The boolean form of `exclusiveMinimum` and `exclusiveMaximum` (OpenAPI 3.0).
fn exclusive(out: &mut Map<String, Value>, node: &Map<String, Value>) {
    for (keyword, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        let is_exclusive = node.get(keyword) == Some(&Value::Bool(true));
        if is_exclusive && let Some(bound) = out.remove(bound) {
            out.insert(keyword.into(), bound);
        }
    }
}

/// Numbers whose format is one of integers have no fraction.
fn whole(out: &mut Map<String, Value>) {
    let format = out.get("format").and_then(Value::as_str).unwrap_or_default();
    let is_whole =
        format.trim_start_matches('u').strip_prefix("int").is_some_and(|bits| bits.parse::<u8>().is_ok());
    if is_whole && out.get("type").is_some_and(|name| name == "number") {
        out.insert("type".into(), "integer".into());
    }
}

/// The range of the integers that a format names, or that generated code has without one.
fn with_range(out: &mut Map<String, Value>, node: &Map<String, Value>) {
    let integers = match &out.get("type") {
        Some(Value::String(name)) => name == "integer",
        Some(Value::Array(names)) => {
            names.iter().any(|name| name == "integer") && !names.iter().any(|name| name == "number")
        }
        _ => false,
    };
    // What generated code has where a document describes values that its format does not hold.
    let described =
        ["minimum", "maximum", "default", "example"].map(|keyword| node.get(keyword).and_then(Value::as_f64));
    let is_narrow = described.into_iter().flatten().any(|value| value.abs() > f64::from(u32::MAX));
    let range = match out.get("format").and_then(Value::as_str) {
        _ if !integers => return,
        Some("int8" | "int16" | "int32" | "uint8" | "uint16" | "uint32") if is_narrow => {
            json!({ "minimum": INT64.0, "maximum": INT64.1 })
        }
        Some("int8" | "int16" | "int32") => json!({ "minimum": i32::MIN, "maximum": i32::MAX }),
        Some("uint8" | "uint16" | "uint32") => json!({ "minimum": 0, "maximum": u32::MAX }),
        Some("uint64" | "uint") => json!({ "minimum": 0, "maximum": u64::MAX }),
        Some("uint128") => json!({ "minimum": 0 }),
        _ => json!({ "minimum": INT64.0, "maximum": INT64.1 }),
    };
    let all = out.entry("allOf").or_insert_with(|| json!([]));
    if let Some(all) = all.as_array_mut() {
        all.push(range);
    }
}

/// `nullable` (OpenAPI 3.0), as documents mean it: `null` is valid, whatever else the schema says.
fn nullable(mut out: Map<String, Value>, node: &Map<String, Value>) -> Value {
    if node.get("nullable") != Some(&Value::Bool(true)) {
        return out.into();
    }
    if let (Some(Value::String(name)), None, None) = (out.get("type"), out.get("enum"), out.get("allOf")) {
        out.insert("type".into(), json!([name, "null"]));
        return out.into();
    }
    let read_only = out.contains_key("readOnly");
    json!({ "anyOf": [out, { "type": "null" }], "readOnly": read_only })
}
