//! Operations with their parameters, bodies and responses.

use serde_json::{Value, json};

use super::{api, api_with, show};
use crate::Config;

/// A document with one operation, `get` or `post /x/{id}`.
fn document(operation: Value) -> Value {
    let mut operation = operation;
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    if operation.get("responses").is_none() {
        operation["responses"] = json!({ "204": { "description": "done" } });
    }
    json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": { "/x/{id}": { "parameters": [id], "post": operation } },
        "components": { "schemas": {
            "Thing": { "type": "object", "properties": { "a": { "type": "string" } } },
            "Form": { "type": "object", "required": ["file"], "properties": {
                "file": { "type": "string", "format": "binary" },
                "files": { "type": "array", "items": { "type": "string", "format": "binary" } },
                "note": { "type": "string" }
            } }
        } }
    })
}

/// The last line that is shown, which is the operation's, without its name.
fn line(operation: &Value) -> (String, Vec<&'static str>) {
    let mut operation = operation.clone();
    operation["operationId"] = json!("do_it");
    let (api, codes) = api(&document(operation.clone()));
    let shown = api.map_or_else(|| panic!("rejected with {codes:?}: {operation}"), |api| show(&api));
    (shown.lines().last().unwrap().replace("  DoIt do_it(id: String path", "("), codes)
}

#[test]
fn parameters_have_a_place_a_style_and_no_null() {
    let cases = [
        (
            json!({ "name": "a", "in": "query", "schema": { "type": "integer", "minimum": 0 } }),
            "a?: Uint64 query",
        ),
        (
            json!({ "name": "a", "in": "query", "schema": { "anyOf": [{ "type": "integer", "minimum": 0 }, { "type": "null" }] } }),
            "a?: Uint64 query",
        ),
        (
            json!({ "name": "a", "in": "query", "schema": { "type": "integer", "minimum": -1 } }),
            "a?: Int64 query",
        ),
        (
            json!({ "name": "a", "in": "query", "required": true, "schema": { "type": ["string", "null"] } }),
            "a: String query",
        ),
        (
            json!({ "name": "a", "in": "query", "explode": false, "schema": { "type": "array", "items": { "type": "string" } } }),
            "a?: [String] query/Form",
        ),
        (
            json!({ "name": "a", "in": "query", "style": "pipeDelimited", "schema": { "type": "array", "items": {} } }),
            "a?: [Any] query/PipeDelimited",
        ),
        (
            json!({ "name": "a", "in": "query", "style": "deepObject", "schema": { "type": "object" } }),
            "a?: {Any} query/DeepObject",
        ),
        (
            json!({ "name": "a", "in": "query", "content": { "application/json": { "schema": { "type": "object" } } } }),
            "a?: {Any} query/json",
        ),
        (
            json!({ "name": "X-My-Id", "in": "header", "schema": { "type": "string", "format": "uuid" } }),
            "x_my_id(X-My-Id)?: Uuid header",
        ),
        (json!({ "name": "a", "in": "cookie", "schema": { "type": "string" } }), "a?: String cookie"),
        (
            json!({ "name": "order", "in": "query", "schema": { "enum": ["up", "down"] } }),
            "order?: DoItOrder query",
        ),
        (json!({ "name": "with_x", "in": "query", "schema": {} }), "set_with_x(with_x)?: Any query"),
        (json!({ "name": "send", "in": "query", "schema": {} }), "send_(send)?: Any query"),
        (json!({ "name": "send", "in": "query", "required": true, "schema": {} }), "send: Any query"),
        (json!({ "name": "self", "in": "query", "schema": {} }), "self_(self)?: Any query"),
        (json!({ "name": "id", "in": "query", "schema": {} }), "id2(id)?: Any query"),
    ];
    for (parameter, expected) in cases {
        let (line, codes) = line(&json!({ "parameters": [parameter] }));
        assert_eq!(line, format!("(, {expected}) -> 204/NoContent:() !  []"), "{parameter}");
        // Where any value goes, what is nested in it is noted.
        let noted = if line.contains("Any") && !line.contains("json") { &["nested-values"][..] } else { &[] };
        assert_eq!(codes, noted, "{parameter}");
    }
}

#[test]
fn bodies_are_sent_in_every_way() {
    let thing = json!({ "schema": { "$ref": "#/components/schemas/Thing" } });
    let form = json!({ "schema": { "$ref": "#/components/schemas/Form" } });
    let inline = json!({ "schema": { "type": "object", "properties": { "a": {} } } });
    let cases: [(Value, &str, &[&str]); 11] = [
        (
            json!({ "required": true, "content": { "application/json": thing } }),
            "thing: json Thing application/json",
            &[],
        ),
        (json!({ "content": { "application/json": thing } }), "body?: json Thing application/json", &[]),
        (
            json!({ "required": true, "content": { "application/json": inline } }),
            "body: json DoItBody application/json",
            &[],
        ),
        (
            json!({ "required": true, "content": { "application/merge-patch+json": {} } }),
            "body: json Any application/merge-patch+json",
            &[],
        ),
        (
            json!({ "required": true, "content": { "multipart/form-data": form } }),
            "form: multipart Form multipart/form-data",
            &[],
        ),
        (
            json!({ "required": true, "content": { "multipart/form-data": { "schema": {} } } }),
            "body: bytes multipart/form-data",
            &["degraded-multipart"],
        ),
        (
            json!({ "required": true, "content": { "text/plain": {}, "application/x-www-form-urlencoded": thing } }),
            "thing: form Thing application/x-www-form-urlencoded, body: text text/plain by do_it_as_text",
            &[],
        ),
        (
            json!({ "required": true, "content": { "text/json": thing, "application/*+json": thing, "application/xml": {} } }),
            "thing: json Thing text/json|application/*+json, body: text application/xml by do_it_as_xml",
            &[],
        ),
        (
            json!({ "content": { "image/*": {}, "image/png": {}, "multipart/form-data": form } }),
            "body?: multipart Form multipart/form-data, body?: bytes application/octet-stream|image/png by body_as_image",
            &[],
        ),
        (json!({ "required": true, "content": { "text/csv": {} } }), "body: text text/csv", &[]),
        (
            json!({ "required": true, "content": { "application/octet-stream": {} } }),
            "body: bytes application/octet-stream",
            &[],
        ),
    ];
    for (body, expected, codes) in cases {
        let (line, found) = line(&json!({ "requestBody": body }));
        assert_eq!(line, format!("(, {expected}) -> 204/NoContent:() !  []"), "{body}");
        assert_eq!(found, codes, "{body}");
    }
}

#[test]
fn file_parts_stay_in_multipart_forms() {
    let mut both = document(json!({
        "operationId": "send_form", "tags": ["x"],
        "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": { "$ref": "#/components/schemas/Form" } } } }
    }));
    let (api1, _) = api(&both);
    assert!(show(&api1.unwrap()).contains("Form > {file: Binary, files: [Binary]?, note: String?}"));
    both["paths"]["/y"]["get"] = json!({ "operationId": "y", "responses": {
        "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Form" } } } }
    } });
    let shown = show(&api(&both).0.unwrap());
    assert!(shown.contains("\nForm < {file: String, files: [String]?, note: String?}"), "{shown}");
    assert!(shown.contains("\nFormForm > {file: Binary, files: [Binary]?, note: String?}"), "{shown}");
    assert!(shown.contains("multipart FormForm"), "{shown}");
}

#[test]
fn responses_are_cases_by_status() {
    let json_of =
        |schema: Value| json!({ "description": "", "content": { "application/json": { "schema": schema } } });
    let of = |media: &str| json!({ "description": "", "content": { media: {} } });
    let thing = json_of(json!({ "$ref": "#/components/schemas/Thing" }));
    let empty = json!({ "description": "" });
    let cases: [(Value, &str, &[&str]); 10] = [
        (
            json!({ "200": thing, "404": thing, "4XX": empty, "default": of("text/plain") }),
            "200/Ok:Thing ! 404/NotFound:Thing 4XX/ClientError:() default/Default:text [application/json,text/plain]",
            &[],
        ),
        (json!({ "202": thing, "200": thing }), "202/Accepted:Thing 200/Ok:Thing !  [application/json]", &[]),
        (
            json!({ "200": thing, "204": empty }),
            "200/Ok:Thing 204/NoContent:() !  [application/json] => DoItResponse",
            &[],
        ),
        (
            json!({ "default": thing }),
            "default/Default:Thing ! default/Default:Thing [application/json]",
            &[],
        ),
        (
            json!({ "100": empty, "2XX": json_of(json!({})), "303": empty, "599": empty }),
            "2XX/Success:Any ! 303/SeeOther:() 599/Status599:() [application/json]",
            &["degraded-response"],
        ),
        (json!({ "200": of("application/x-ndjson") }), "200/Ok:lines Any !  [application/x-ndjson]", &[]),
        (json!({ "200": of("text/event-stream") }), "200/Ok:events String !  [text/event-stream]", &[]),
        (
            json!({ "200": { "description": "", "content": {
                "application/octet-stream": { "schema": { "type": "string", "format": "binary" } }, "text/plain": {}
            } } }),
            "200/Ok:bytes !  [application/octet-stream,text/plain]",
            &[],
        ),
        (
            json!({ "200": json_of(json!({ "type": "string", "format": "binary" })) }),
            "200/Ok:bytes !  [application/json]",
            &[],
        ),
        (
            json!({ "200": { "description": "", "content": { "application/json": { "schema": {} }, "application/zip": {} } } }),
            "200/Ok:bytes !  [application/json,application/zip]",
            &[],
        ),
    ];
    for (responses, expected, codes) in cases {
        let (line, found) = line(&json!({ "responses": responses }));
        assert_eq!(line, format!("() -> {expected}"), "{responses}");
        assert_eq!(found, codes, "{responses}");
    }
}

#[test]
fn operations_are_grouped_named_and_made_unique() {
    let operation = |id: Option<&str>, tags: &[&str]| {
        let mut operation = json!({ "tags": tags, "responses": { "204": { "description": "" } } });
        if let Some(id) = id {
            operation["operationId"] = json!(id);
        }
        operation
    };
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
        "paths": {
            "/v0/a": { "get": operation(Some("list_v0_a_get"), &["studies"]), "post": operation(None, &[]) },
            "/v0/b": { "get": operation(Some("List"), &["studies", "b"]), "put": operation(Some("new"), &["type"]) }
        }
    });
    let (api, codes) = api(&document);
    let shown = show(&api.unwrap());
    let heads: Vec<&str> = shown.lines().map(|line| line.split('(').next().unwrap()).collect();
    assert_eq!(
        heads,
        [
            "StudiesApi .studies",
            "  List list",
            "  List2 list2",
            "DefaultApi .default_api",
            "  PostV0A post_v0_a",
            "TypeApi .type_",
            "  New2 new2"
        ]
    );
    assert_eq!(codes, ["missing-operation-id", "duplicate-operation-id", "duplicate-operation-id"]);
}

#[test]
fn the_configuration_must_match() {
    let document = document(json!({ "operationId": "doIt_x__id__post" }));
    let config =
        Config::new().operation("doIt_x__id__post", |settings| settings.idempotent().attempt_timeout(9));
    let (api, _) = api_with(&document, &config.rename_type("Thing", "Item"));
    let api = api.unwrap();
    let operation = &api.groups[0].operations[0];
    assert_eq!((operation.name.rust.as_str(), operation.error.as_str()), ("do_it", "DoItError"));
    assert_eq!(operation.config.idempotent, Some(true));
    assert_eq!(operation.config.attempt_timeout, Some(9));
    assert_eq!(api.types[0].name.rust, "Item");
    for config in [
        Config::new().operation("other", |settings| settings),
        Config::new().rename_type("Other", "Item"),
        Config::new().rename_type("Thing", "Form"),
        Config::new().rename_type("Thing", "not a name"),
        Config::new().rename_method("other", "name"),
        Config::new().rename_method("do_it", "fn"),
        Config::new().rename_method("do_it", "client"),
        Config::new().replace_type("Other", "::my::Thing"),
        Config::new().derive("Other", "::my::Derive"),
        Config::new().derive("Thing", "Hash").replace_type("Thing", "::my::Thing"),
    ] {
        assert!(api_with(&document, &config).0.is_none(), "{config:?}");
    }
}

#[test]
fn servers_and_schemes_lose_nothing() {
    let mut document =
        document(json!({ "operationId": "x", "security": [{ "key": [] }, { "basic": [], "key": [] }] }));
    document["servers"] = json!([{ "url": "https://{host}/v0", "variables": { "host": { "default": "a", "enum": ["a", "b"] } } }]);
    document["components"]["securitySchemes"] = json!({
        "basic": { "type": "http", "scheme": "Basic" }, "unused": { "type": "http", "scheme": "bearer" },
        "key": { "type": "apiKey", "in": "query", "name": "k" }
    });
    let api = api(&document).0.unwrap();
    assert_eq!(api.servers[0].variables, [("host".into(), "a".into(), vec!["a".into(), "b".into()])]);
    let schemes: Vec<_> =
        api.security_schemes.iter().map(|scheme| (scheme.name.wire.as_str(), &scheme.kind)).collect();
    assert_eq!(
        schemes,
        [
            ("basic", &crate::ir::SecurityKind::Basic),
            ("key", &crate::ir::SecurityKind::ApiKeyQuery("k".into()))
        ]
    );
    assert_eq!(api.groups[0].operations[0].security, [vec!["key"], vec!["basic", "key"]]);
}
