//! Custom metadata of a job.

use osparc_simulator::{SLEEPER_STUDY, Simulator};

use crate::client::{call, create};

#[tokio::test]
async fn values_keep_their_types_and_a_replacement_replaces_all() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    let path = format!("{job}/metadata");
    // What is sent, and the metadata that is then there.
    let table = [
        (
            r#"{"metadata":{"b":true,"i":42,"f":3.14,"s":"hej","e":"","n":-0.0,"k":1000.0,"x":1e3}}"#,
            r#"{"b":true,"i":42,"f":3.14,"s":"hej","e":"","n":-0.0,"k":1000.0,"x":1000.0}"#,
        ),
        (r#"{"metadata":{"z":1,"a":"1"}}"#, r#"{"z":1,"a":"1"}"#),
        (r#"{"metadata":{"huge":12345678901234567890123}}"#, r#"{"huge":12345678901234567890123}"#),
        (r#"{"zzz":1}"#, "{}"),
        (r#"{"metadata":{"a":"1"}}"#, r#"{"a":"1"}"#),
        ("{}", "{}"),
    ];
    for (sent, kept) in table {
        for method in ["PUT", "GET"] {
            let response = call(&simulator, method, &path, if method == "PUT" { sent } else { "" }).await;
            assert_eq!(response.status, 200, "{method} {sent} {}", response.text);
            assert!(
                response.text.contains(&format!(r#""metadata":{kept},"url""#)),
                "{method} {}",
                response.text
            );
            assert_eq!(response.at("/url"), format!("{}{path}", simulator.base_url()));
        }
    }
}

#[tokio::test]
async fn null_lists_and_objects_are_refused_and_change_nothing() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    let path = format!("{job}/metadata");
    call(&simulator, "PUT", &path, r#"{"metadata":{"kept":1}}"#).await;
    for value in ["null", "[1]", r#"{"b":1}"#] {
        let body = format!(r#"{{"metadata":{{"a":{value}}}}}"#);
        let response = call(&simulator, "PUT", &path, &body).await;
        assert_eq!(response.status, 422, "{value}");
        let errors = response.json()["errors"].as_array().unwrap().clone();
        let kinds: Vec<_> = errors.iter().map(|error| error["type"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["bool_type", "int_type", "float_type", "string_type"], "{value}");
        assert_eq!(errors[3]["loc"].to_string(), r#"["body","metadata","a","str"]"#);
    }
    assert_eq!(call(&simulator, "GET", &path, "").await.at("/metadata"), r#"{"kept":1}"#);
}
