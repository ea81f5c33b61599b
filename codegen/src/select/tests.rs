//! Small documents of which a part is read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Config, lower::tests::api_with};

/// Two tags, an untagged operation, and one that refers to nothing.
fn document(faulty: bool) -> Value {
    let returning = |schema: &str| json!({ "200": { "description": "", "content": { "application/json": { "schema": { "$ref": schema } } } } });
    let mut document = json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": {
            "/a": { "get": { "operationId": "getA", "tags": ["x"], "responses": returning("#/components/schemas/A") } },
            "/b": {
                "get": { "operationId": "get_b_b_get", "tags": ["y", "x"], "responses": returning("#/components/schemas/B") },
                "delete": { "responses": {} }
            }
        },
        "components": { "schemas": {
            "A": { "type": "object", "properties": { "part": { "$ref": "#/components/schemas/Part" } } },
            "B": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "properties": { "b": { "type": "string" } } }] },
            "Base": { "type": "object", "properties": { "base": { "type": "string" } } },
            "Part": { "type": "object", "properties": { "text": { "type": "string" } } },
            "Unused": { "type": "object", "properties": { "text": { "type": "string" } } }
        } }
    });
    if faulty {
        document["components"]["schemas"]["Part"]["properties"]["text"] = json!({ "$ref": "#/nowhere" });
        document["components"]["schemas"]["Unused"]["properties"] = json!(3);
        document["paths"]["/c"] = json!({ "get": 7 });
        document["paths"]["/d"] = json!({ "get": { "responses": 7 } });
    }
    document
}

/// Methods, types and codes of what is generated.
fn generated(document: &Value, config: &Config) -> (Vec<String>, Vec<String>, Vec<&'static str>) {
    let (api, codes) = api_with(document, config);
    let Some(api) = api else { return (Vec::new(), Vec::new(), codes) };
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let types = api.types.iter().map(|def| def.name.rust.clone()).collect();
    (operations.map(|operation| operation.name.rust.clone()).collect(), types, codes)
}

#[test]
fn a_selection_leaves_out_operations_and_what_only_they_use() {
    let config = Config::new;
    let cases = [
        (config().only_tag("x"), vec!["get_a", "get_b"], vec!["A", "B", "Part"]),
        (config().only_used(), vec!["delete_b", "get_a", "get_b"], vec!["A", "B", "Part"]),
        (config().only_used().only_tag("y"), vec!["get_b"], vec!["B"]),
        (config().only_tag("y"), vec!["get_b"], vec!["B"]),
        (config().only_operation("getA"), vec!["get_a"], vec!["A", "Part"]),
        (config().only_operation("get_b"), vec!["get_b"], vec!["B"]),
        (config().only_operation("DELETE /b"), vec!["delete_b"], vec![]),
        (config().only_operation("delete_b").only_tag("y"), vec!["get_b", "delete_b"], vec!["B"]),
    ];
    for (config, methods, types) in cases {
        let (mut found, defined, _) = generated(&document(false), &config);
        found.sort();
        let mut methods = methods;
        methods.sort_unstable();
        assert_eq!(
            (found, defined),
            (
                methods.iter().map(ToString::to_string).collect(),
                types.iter().map(ToString::to_string).collect()
            ),
            "{config:?}"
        );
    }
}

#[test]
fn a_selection_that_matches_nothing_is_an_error() {
    let (_, _, codes) = generated(&document(false), &Config::new().only_tag("z").only_operation("get_z"));
    assert_eq!(codes, ["unknown-tag", "unknown-operation"]);
}

#[test]
fn faults_outside_of_a_selection_do_not_matter() {
    let (methods, types, codes) = generated(&document(true), &Config::new().only_operation("get_b"));
    assert_eq!((methods, types, codes), (vec!["get_b".into()], vec!["B".into()], vec![]));
}

#[test]
fn what_is_at_fault_is_left_out_only_if_asked_for() {
    let (methods, _, codes) = generated(&document(true), &Config::new());
    assert_eq!(methods, Vec::<String>::new());
    assert!(codes.len() >= 4 && !codes.contains(&"skipped"), "{codes:?}");
    let (methods, types, codes) = generated(&document(true), &Config::new().skip_unsupported(true));
    assert_eq!(methods, ["get_b", "delete_b"]);
    assert_eq!(types, ["B", "Base"]);
    // `Part`, `A` which has it, `getA` which returns it; `Unused`; both operations that are none.
    assert_eq!(codes.iter().filter(|code| **code == "skipped").count(), 6, "{codes:?}");
}

#[test]
fn what_is_in_no_operation_and_no_component_costs_its_part_of_the_document() {
    let mut document = document(true);
    document["components"]["schemas"] = json!(7);
    let (methods, types, codes) = generated(&document, &Config::new().skip_unsupported(true));
    assert_eq!((methods, types), (vec!["delete_b".to_owned()], Vec::new()));
    // The schemas, two operations that return some, and both that are none.
    assert_eq!(codes.iter().filter(|code| **code == "skipped").count(), 5, "{codes:?}");
    document["paths"] = json!("none");
    let (methods, _, codes) = generated(&document, &Config::new().skip_unsupported(true));
    assert_eq!((methods, codes), (Vec::new(), vec!["skipped", "skipped"]));
    let (_, _, codes) = generated(&document, &Config::new());
    assert_eq!(codes, ["malformed-node", "malformed-node"]);
}

#[test]
fn a_base_brings_what_extends_it_only_where_it_is_a_type() {
    let returning = |schema: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
        json!({ "get": { "operationId": format!("get_{}", schema["$ref"].as_str().unwrap().rsplit('/').next().unwrap()),
            "responses": { "200": { "description": "", "content": { "application/json": { "schema": schema } } } } } })
    };
    let extending = |base: &str| json!({ "allOf": [{ "$ref": format!("#/components/schemas/{base}") }, { "type": "object", "properties": { "more": {} } }] });
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
        "paths": { "/1": returning("Base"), "/2": returning("Middle"), "/3": returning("Leaf"), "/4": returning("Nullable"), "/5": returning("Mapping") },
        "components": { "schemas": {
            "Base": { "type": "object", "properties": { "kind": { "type": "string" } }, "discriminator": { "propertyName": "kind" } },
            "Middle": extending("Same"),
            "Same": { "$ref": "#/components/schemas/Base" },
            "Leaf": extending("Middle"),
            "Other": extending("Base"),
            "Nullable": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Base" }] },
            "Mapping": { "type": "object", "properties": { "kind": { "type": "string" } }, "discriminator": { "propertyName": "kind", "mapping": { "a": "./Stranger.yaml" } } },
            "Stranger": { "type": "object", "properties": { "kind": { "type": "string" } } }
        } }
    });
    let cases = [
        ("get_Base", vec!["Base", "BaseBase", "MiddleBase", "Leaf", "Other"]),
        ("get_Middle", vec!["Middle", "MiddleBase", "Leaf"]),
        ("get_Leaf", vec!["Leaf"]),
        ("get_Nullable", vec!["Base", "BaseBase", "MiddleBase", "Leaf", "Other", "Nullable"]),
        ("get_Mapping", vec!["Mapping", "MappingBase", "Stranger"]),
    ];
    for (operation, expected) in cases {
        let (_, mut types, _) = generated(&document, &Config::new().only_operation(operation));
        let mut expected = expected;
        types.sort();
        expected.sort_unstable();
        assert_eq!(types, expected, "{operation}");
    }
}

/// A webhook with the tag `x`, and an operation with the tag `y` that has two callbacks, one of them shared.
fn events() -> Value {
    let sending = |schema: &str| json!({ "required": true, "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } } });
    let object = |name: &str| json!({ "type": "object", "properties": { name: { "type": "string" } } });
    json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "webhooks": {
            "changed": { "post": { "operationId": "onChange", "tags": ["x"], "requestBody": sending("Change"), "responses": {} } },
            "gone": { "post": { "requestBody": sending("Gone"), "responses": {} } }
        },
        "paths": { "/a": { "post": {
            "operationId": "start", "tags": ["y"], "responses": {},
            "callbacks": {
                "done": { "{$url}": { "post": { "requestBody": sending("Done"), "responses": {} } } },
                "failed": { "$ref": "#/components/callbacks/Failed" }
            }
        } } },
        "components": {
            "callbacks": { "Failed": { "{$url}": { "put": { "requestBody": sending("Failure"), "responses": {} } } } },
            "schemas": { "Change": object("a"), "Gone": object("b"), "Done": object("c"), "Failure": object("d"), "Unused": object("e") }
        }
    })
}

/// Methods, events and types of what is generated, and codes.
fn generated_events(document: &Value, config: &Config) -> (Vec<String>, Vec<String>, Vec<&'static str>) {
    let (methods, types, codes) = generated(document, config);
    let (api, _) = api_with(document, config);
    let groups = api.into_iter().flat_map(|api| api.events);
    let events = groups.flat_map(|group| {
        let events = group.events.into_iter();
        events.map(move |event| format!("{}::{}", group.name.rust, event.name.rust)).collect::<Vec<_>>()
    });
    (methods.into_iter().chain(events).collect(), types, codes)
}

#[test]
fn webhooks_are_selected_as_operations_are_and_callbacks_with_theirs() {
    let config = Config::new;
    let started = ["start", "StartDoneCallback::Done", "FailedCallback::Failed"];
    let hooks = ["WebhookEvent::Changed", "WebhookEvent::Gone"];
    let all = [&started[..1], &hooks, &started[1..]].concat();
    let cases = [
        (config(), all.clone(), vec!["Change", "Gone", "Done", "Failure", "Unused"]),
        (config().only_used(), all, vec!["Change", "Gone", "Done", "Failure"]),
        (config().only_tag("x"), hooks[..1].to_vec(), vec!["Change"]),
        (config().only_tag("y"), started.to_vec(), vec!["Done", "Failure"]),
        (config().only_operation("start"), started.to_vec(), vec!["Done", "Failure"]),
        (config().only_operation("onChange"), hooks[..1].to_vec(), vec!["Change"]),
        (config().only_operation("POST gone"), hooks[1..].to_vec(), vec!["Gone"]),
    ];
    for (config, expected, types) in cases {
        let (found, defined, codes) = generated_events(&events(), &config);
        assert_eq!((found, defined), (owned(&expected), owned(&types)), "{config:?}");
        assert_eq!(codes, Vec::<&str>::new(), "{config:?}");
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

#[test]
fn a_fault_in_an_event_costs_the_event() {
    let skipping = Config::new().skip_unsupported(true);
    let mut document = events();
    document["webhooks"]["gone"]["post"]["requestBody"]["content"]["application/json"]["schema"] =
        json!({ "$ref": "#/no" });
    document["components"]["callbacks"]["Failed"]["{$url}"]["put"] = json!(7);
    let (found, _, codes) = generated_events(&document, &skipping);
    assert_eq!(found, ["start", "WebhookEvent::Changed", "StartDoneCallback::Done"]);
    // The webhook, the shared callback, and that of the operation.
    assert_eq!(codes, ["skipped"; 3]);
    let (found, ..) = generated_events(&document, &Config::new());
    assert_eq!(found, Vec::<String>::new());
    // A callback goes with its operation, and a schema at fault takes all that leads to it.
    document["paths"]["/a"]["post"]["responses"] = json!(7);
    document["components"]["schemas"]["Change"]["properties"] = json!(7);
    let (found, types, codes) = generated_events(&document, &skipping);
    assert_eq!((found, types), (Vec::new(), owned(&["Gone", "Done", "Failure", "Unused"])));
    // The schema, both webhooks, the operation, its callbacks, and the shared one.
    assert_eq!(codes, ["skipped"; 7]);
}

/// What is sent by one operation and received by another has the same fields for whoever selects one of them: code that
/// was written for a part compiles with the whole.
#[test]
fn a_type_is_the_same_in_every_selection() {
    let body = |schema: &str| json!({ "content": { "application/json": { "schema": { "$ref": schema } } } });
    let returning = |schema: &str| {
        let mut response = body(schema);
        response["description"] = json!("");
        json!({ "200": response })
    };
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": {
            "/get": { "get": { "operationId": "get", "tags": ["x"], "responses": returning("#/components/schemas/Both") } },
            "/put": { "$ref": "#/components/pathItems/put" },
            "/none": { "get": { "operationId": "none", "responses": returning("#/components/schemas/Received") } }
        },
        "webhooks": {
            "event": { "post": { "tags": ["w"], "requestBody": body("#/components/schemas/Event"), "responses": returning("#/components/schemas/Sent") } }
        },
        "components": {
            "pathItems": { "put": {
                "parameters": [{ "name": "p", "in": "query", "schema": { "$ref": "#/components/schemas/Parameter" } }],
                "put": {
                    "operationId": "put", "tags": ["y"], "requestBody": { "$ref": "#/components/requestBodies/both" },
                    "responses": returning("#/components/schemas/Parameter")
                }
            } },
            "requestBodies": { "both": body("#/components/schemas/Outer") },
            "schemas": {
                "Outer": { "type": "object", "properties": { "both": { "$ref": "#/components/schemas/Both" } } },
                "Both": { "type": "object", "properties": { "inner": { "type": "object", "properties": { "a": {} } } } },
                "Parameter": { "type": "object", "properties": { "a": { "type": "string" } } },
                "Received": { "type": "object", "properties": { "a": { "type": "string" } } },
                "Sent": { "type": "object", "properties": { "a": { "type": "string" } } },
                "Event": { "type": "object", "properties": { "both": { "$ref": "#/components/schemas/Both" } } }
            }
        }
    });
    let usages = |config: &Config| {
        let (api, _) = api_with(&document, config);
        let types = api.map(|api| api.types).unwrap_or_default();
        types.into_iter().map(|def| (def.name.rust, def.usage)).collect::<BTreeMap<_, _>>()
    };
    let whole = usages(&Config::new());
    let parts = [
        Config::new().only_tag("x"),
        Config::new().only_tag("y"),
        Config::new().only_tag("w"),
        Config::new().only_operation("none"),
        Config::new().only_used(),
    ];
    for config in parts {
        let part = usages(&config);
        assert!(!part.is_empty());
        for (name, usage) in part {
            assert_eq!(whole.get(&name), Some(&usage), "{name} with {config:?}");
        }
    }
    assert!(
        usages(&Config::new().only_tag("x")).get("Both").is_some_and(|usage| usage.request && usage.response)
    );
}
