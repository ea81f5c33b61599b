//! The shape of a large service: resources with five operations each, over schemas that share, nest, merge and vary.
//!
//! In: a number of operations. Out: a document, indented as such documents are published.
//! Invariant: resources differ in their names alone, so twice the size is twice the work.

use serde_json::{Map, Value, json};

const NOUNS: &[&str] =
    &["repository", "invoice", "device", "policy", "session", "webhook", "artifact", "region"];
const VERBS: &[&str] = &["list", "create", "get", "update", "delete"];
const SCALARS: &[(&str, &str)] = &[
    ("string", ""),
    ("integer", "int64"),
    ("string", "date-time"),
    ("boolean", ""),
    ("number", ""),
    ("string", "uri"),
];
const PROSE: &str = "The value that the service keeps for this resource. See the [guide](https://docs.example.com/guide) \
    for what it means, and `example` for how it looks.\n\n- It may change.\n- It is **never** empty.";

/// A document of so many operations.
pub(crate) fn document(operations: usize) -> String {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for number in 0..operations.div_ceil(VERBS.len()) {
        let name = format!("{}-{number}", NOUNS[number % NOUNS.len()]);
        let verbs = &VERBS[..VERBS.len().min(operations - number * VERBS.len())];
        add_paths(&mut paths, &name, verbs);
        add_schemas(&mut schemas, &name);
    }
    schemas.insert(
        "error".into(),
        json!({ "type": "object", "required": ["message"], "properties": {
        "message": { "type": "string" }, "errors": { "type": "array", "items": { "type": "string" } } } }),
    );
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Synthetic service", "version": "1.0.0", "description": PROSE },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": { "page": { "name": "page", "in": "query", "schema": { "type": "integer" }, "description": PROSE } },
            "responses": { "not_found": { "description": "Not found", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/error" } } } } },
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
        "security": [{ "token": [] }],
    });
    format!("{document:#}")
}

fn add_paths(paths: &mut Map<String, Value>, name: &str, verbs: &[&str]) {
    let group = name.split('-').next().unwrap_or_default();
    let (all, one) = (format!("/{name}"), format!("/{name}/{{id}}"));
    for verb in verbs {
        let (path, method) = match *verb {
            "list" => (&all, "get"),
            "create" => (&all, "post"),
            "get" => (&one, "get"),
            "update" => (&one, "patch"),
            _ => (&one, "delete"),
        };
        let item = paths.entry(path.as_str()).or_insert_with(|| json!({}));
        item[method] = operation(name, verb, group);
    }
}

fn operation(name: &str, verb: &str, group: &str) -> Value {
    let one = json!({ "$ref": format!("#/components/schemas/{name}") });
    let success = match verb {
        "list" => json!({ "type": "array", "items": one }),
        _ => one.clone(),
    };
    let mut parameters: Vec<Value> = (0..4)
        .map(|i| {
            json!({ "name": format!("filter_{i}"), "in": "query", "description": PROSE,
            "schema": { "type": "string", "enum": ["asc", "desc", format!("by_{name}")] } })
        })
        .collect();
    if matches!(verb, "get" | "update" | "delete") {
        parameters
            .push(json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }));
    } else {
        parameters.push(json!({ "$ref": "#/components/parameters/page" }));
    }
    let mut operation = json!({
        "operationId": format!("{group}/{verb}-{name}"),
        "summary": format!("{verb} {name}"),
        "description": PROSE,
        "tags": [group],
        "parameters": parameters,
        "responses": {
            "200": { "description": "Response", "content": { "application/json": {
                "schema": success, "examples": { "default": { "value": example(name, 50) } } } } },
            "404": { "$ref": "#/components/responses/not_found" },
        },
    });
    if matches!(verb, "create" | "update") {
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": {
            "schema": { "type": "object", "required": ["name"], "properties": properties(name, 12) } } } });
    }
    operation
}

fn add_schemas(schemas: &mut Map<String, Value>, name: &str) {
    let mut whole = properties(name, 30);
    whole.insert(
        "owner".into(),
        json!({ "oneOf": [
        { "$ref": format!("#/components/schemas/{name}-user") },
        { "$ref": format!("#/components/schemas/{name}-team") },
        { "type": "string" },
    ] }),
    );
    whole.insert("parent".into(), json!({ "$ref": format!("#/components/schemas/{name}") }));
    whole.insert("settings".into(), json!({ "type": "object", "properties": properties("settings", 8) }));
    let base =
        json!({ "type": "object", "required": ["field_0", "field_1"], "properties": properties(name, 6) });
    let user = json!({ "allOf": [
        { "$ref": format!("#/components/schemas/{name}-base") },
        { "type": "object", "required": ["login"], "properties": { "login": { "type": "string" } } },
    ] });
    let team = json!({ "allOf": [
        { "$ref": format!("#/components/schemas/{name}-base") },
        { "type": "object", "required": ["slug"], "properties": { "slug": { "type": "string" } } },
    ] });
    let whole = json!({ "title": name, "description": PROSE, "type": "object", "required": ["field_0"], "properties": whole });
    for (suffix, schema) in [("", whole), ("-base", base), ("-user", user), ("-team", team)] {
        schemas.insert(format!("{name}{suffix}"), schema);
    }
}

fn properties(name: &str, count: usize) -> Map<String, Value> {
    let property = |i: usize| {
        let (ty, format) = SCALARS[i % SCALARS.len()];
        let mut schema =
            json!({ "type": ty, "description": format!("{PROSE} Field {i} of {name}."), "example": i });
        if !format.is_empty() {
            schema["format"] = json!(format);
        }
        if i % 5 == 4 {
            schema["nullable"] = json!(true);
        }
        (format!("field_{i}"), schema)
    };
    (0..count).map(property).collect()
}

fn example(name: &str, count: usize) -> Value {
    (0..count).map(|i| (format!("field_{i}"), json!(format!("{name} {i}")))).collect::<Map<_, _>>().into()
}
