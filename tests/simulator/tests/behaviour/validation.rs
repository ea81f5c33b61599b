//! Bodies that do not fit, and the 422 for each.

use osparc_simulator::{SLEEPER_STUDY, Simulator};
use serde_json::{Value, json};

use crate::client::{call, request, send};

#[tokio::test]
async fn faulty_bodies_are_worded_as_by_the_real_server() {
    let simulator = Simulator::start().await;
    let nested = |kind: &str, name: &str, noun: &str| {
        json!({"type": kind, "loc": ["body", "values", "InputInt", name],
            "msg": format!("Input should be a valid {noun}"), "input": {"a": 1}})
    };
    let missing = |name: &str| {
        json!({"type": "missing", "loc": ["body", "values", "InputInt", "File", name], "msg": "Field required",
            "input": {"a": 1}})
    };
    let table: [(&str, Value); 5] = [
        ("{}", json!([{"type": "missing", "loc": ["body", "values"], "msg": "Field required", "input": {}}])),
        ("", json!([{"type": "missing", "loc": ["body"], "msg": "Field required", "input": null}])),
        ("null", json!([{"type": "missing", "loc": ["body"], "msg": "Field required", "input": null}])),
        (
            r#"{"values":null}"#,
            json!([{"type": "dict_type", "loc": ["body", "values"], "msg": "Input should be a valid dictionary",
                "input": null}]),
        ),
        (
            r#"{"values":{"InputInt":{"a":1}}}"#,
            json!([
                missing("id"),
                missing("filename"),
                nested("float_type", "float", "number"),
                nested("int_type", "int", "integer"),
                nested("bool_type", "bool", "boolean"),
                nested("string_type", "str", "string"),
                nested("list_type", "list[any]", "list"),
            ]),
        ),
    ];
    for (body, errors) in table {
        let response = call(&simulator, "POST", &format!("/v0/studies/{SLEEPER_STUDY}/jobs"), body).await;
        assert_eq!((response.status, response.json()), (422, json!({"errors": errors})), "{body}");
    }
    assert!(simulator.created_jobs().is_empty());
}

#[tokio::test]
async fn the_media_type_decides_whether_a_body_is_json() {
    let simulator = Simulator::start().await;
    let table = [
        (Some("application/json"), r#"{"values": {}}"#, 200, ""),
        (Some("application/json; charset=utf-8"), r#"{"values": {}}"#, 200, ""),
        (None, r#"{"values": {}}"#, 200, ""),
        (Some(""), r#"{"values": {}}"#, 200, ""),
        (Some("text/plain"), r#"{"values": {}}"#, 422, "model_attributes_type"),
        (Some("application/json"), r#"{"values": { "#, 422, "json_invalid"),
        (Some("application/json"), "[[[[", 422, "json_invalid"),
        (Some("application/json"), "[1]", 422, "model_attributes_type"),
    ];
    for (media_type, body, status, kind) in table {
        let mut request =
            request(&simulator, "POST", &format!("/v0/studies/{SLEEPER_STUDY}/jobs")).body(body);
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        let response = send(request).await.unwrap();
        assert_eq!(response.status, status, "{media_type:?} {body} {}", response.text);
        assert_eq!(response.json()["errors"][0]["type"].as_str().unwrap_or_default(), kind, "{body}");
    }
}

#[tokio::test]
async fn files_and_flags_are_judged_by_the_document() {
    let simulator = Simulator::start().await;
    let file = |rest: &str| {
        format!(r#"{{"values":{{"InputFile":{{"id":"{SLEEPER_STUDY}","filename":"a"{rest}}}}}}}"#)
    };
    let table = [
        ("", file(""), 200, ""),
        ("?hidden=false", file(r#","checksum":null,"e_tag":null"#), 200, ""),
        ("?hidden=maybe", file(""), 422, r#"["query","hidden"]"#),
        ("", file(r#","checksum":"123""#), 422, r#"["body","values","InputFile","File","checksum"]"#),
        ("", file("").replace(SLEEPER_STUDY, "x"), 422, r#"["body","values","InputFile","File","id"]"#),
    ];
    for (query, body, status, location) in table {
        let response =
            call(&simulator, "POST", &format!("/v0/studies/{SLEEPER_STUDY}/jobs{query}"), &body).await;
        assert_eq!(response.status, status, "{query} {body} {}", response.text);
        if status == 422 {
            assert_eq!(response.at("/errors/0/loc"), location);
        }
    }
    let hidden: Vec<bool> = simulator.created_jobs().iter().map(|job| job.hidden).collect();
    assert_eq!(hidden, [true, false]);
}

#[tokio::test]
async fn identifiers_of_jobs_are_judged_where_the_route_does_not() {
    let simulator = Simulator::start().await;
    let response = call(&simulator, "POST", "/v0/studies/x/jobs/y:inspect", "").await;
    assert_eq!((response.status, response.at("/errors/0/loc")), (422, r#"["path","study_id"]"#.into()));
    assert_eq!(response.at("/errors/1/loc"), r#"["path","job_id"]"#);
    assert!(response.at("/errors/0/msg").ends_with("found `x` at 1"));
}
