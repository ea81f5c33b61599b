//! Studies, ports, clones, and paths that lead nowhere.

use osparc_simulator::{SLEEPER_STUDY, Simulator};
use serde_json::json;

use crate::client::{call, request, send};

const NOBODY: &str = "00000000-dead-4000-8000-000000000000";

#[tokio::test]
async fn paths_and_methods_that_do_not_exist() {
    let simulator = Simulator::start().await;
    let absent = format!("Could not get solver/study job {NOBODY}");
    let no_ports = format!("The ports for the job/study {NOBODY} could not be found");
    let table = [
        ("GET", "/v0/nothing".to_owned(), 404, "Not Found"),
        ("GET", "/v0/studies/not-a-uuid".to_owned(), 404, "Not Found"),
        ("GET", format!("/v0/studies/{}", SLEEPER_STUDY.to_uppercase()), 404, "Not Found"),
        ("GET", format!("/v0/studies/{}", SLEEPER_STUDY.replace('-', "")), 404, "Not Found"),
        ("POST", "/v0/studies".to_owned(), 405, "Method Not Allowed"),
        ("PATCH", format!("/v0/studies/{SLEEPER_STUDY}"), 405, "Method Not Allowed"),
        ("GET", format!("/v0/studies/{NOBODY}"), 404, &absent),
        ("POST", format!("/v0/studies/{NOBODY}:clone"), 404, &absent),
        ("GET", format!("/v0/studies/{NOBODY}/ports"), 404, &no_ports),
    ];
    for (method, path, status, text) in table {
        let response = call(&simulator, method, &path, "").await;
        assert_eq!(
            (response.status, response.json()),
            (status, json!({"errors": [text]})),
            "{method} {path}"
        );
    }
    assert_eq!(simulator.side_effects().clones, 0);
}

#[tokio::test]
async fn a_trailing_slash_is_redirected() {
    let simulator = Simulator::start().await;
    let response = call(&simulator, "GET", "/v0/studies/", "").await;
    let location = format!("{}/v0/studies", simulator.base_url());
    assert_eq!((response.status, response.header("location"), &*response.text), (307, Some(&*location), ""));
}

#[tokio::test]
async fn ports_are_named_by_their_schemas() {
    let simulator = Simulator::start().await;
    let response = call(&simulator, "GET", &format!("/v0/studies/{SLEEPER_STUDY}/ports"), "").await.json();
    let items = response["items"].as_array().unwrap();
    let kinds: Vec<(&str, &str)> = items
        .iter()
        .filter(|item| item["kind"] == "input")
        .map(|item| (&item["content_schema"]["title"], &item["content_schema"]["type"]))
        .map(|(title, kind)| (title.as_str().unwrap(), kind.as_str().unwrap()))
        .collect();
    let expected = [
        ("InputInt", "integer"),
        ("InputNumber", "number"),
        ("InputString", "string"),
        ("InputBool", "boolean"),
        ("InputArray", "array"),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(response["total"], items.len());
    let files = items.iter().filter(|item| item["content_schema"].is_null());
    assert_eq!(files.map(|item| item["kind"].as_str().unwrap()).collect::<Vec<_>>(), ["output"]);
}

#[tokio::test]
async fn a_clone_is_another_study_and_any_body_is_ignored() {
    let simulator = Simulator::start().await;
    for body in ["", "null", "{}", r#"{"title":"mine"}"#, r#"{"title":1}"#] {
        let response = call(&simulator, "POST", &format!("/v0/studies/{SLEEPER_STUDY}:clone"), body).await;
        assert_eq!((response.status, response.at("/title")), (201, "Sleeper (Copy)".into()), "{body}");
        let copy = call(&simulator, "GET", &format!("/v0/studies/{}", response.at("/uid")), "").await;
        assert_eq!(copy.json(), response.json());
    }
    assert_eq!(simulator.side_effects().clones, 5);
}

#[tokio::test]
async fn parent_headers_are_uuids() {
    let simulator = Simulator::start().await;
    let table = [(SLEEPER_STUDY, 201), ("zzz", 422), ("null", 422), ("5eed", 422)];
    for (value, status) in table {
        let request = request(&simulator, "POST", &format!("/v0/studies/{SLEEPER_STUDY}:clone"));
        let response = send(request.header("x-simcore-parent-project-uuid", value)).await.unwrap();
        assert_eq!(response.status, status, "{value} {}", response.text);
        if status == 422 {
            let error = &response.json()["errors"][0];
            assert_eq!(error["loc"], json!(["header", "x-simcore-parent-project-uuid"]));
            assert_eq!((&error["type"], &error["input"]), (&json!("uuid_parsing"), &json!(value)));
        }
    }
    assert_eq!(simulator.requests().len(), 4);
}
