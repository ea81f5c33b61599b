//! What differs between releases of the server.
//!
//! In: each release. Out: one row of the table of compatibility after the other. Invariant: a row has a column for
//! each release, the oldest first.

use osparc_simulator::{
    ApiVersion, COMPUTATIONAL_NODE, EVERY_PORT_STUDY, FAILING_STUDY, FileShape, MISCONFIGURED_STUDY,
    PIPELINE_STUDY, SLEEPER_STUDY, Simulator, TimeOffset,
};
use serde_json::{Value, json};

use crate::client::{BufferedResponse, call, create, inspect_to_end, request, send};

const FILE: &str = r#"{"id":"5eed0000-0000-4000-8000-0000000f11e0","filename":"in.txt"}"#;

/// A simulator of each release with its column.
async fn each<const N: usize, T>(columns: [T; N]) -> Vec<(Simulator, T)> {
    assert_eq!(N, ApiVersion::ALL.len());
    let mut simulators = Vec::new();
    for (version, column) in ApiVersion::ALL.into_iter().zip(columns) {
        simulators.push((Simulator::builder().version(version).start().await.unwrap(), column));
    }
    simulators
}

async fn clone(simulator: &Simulator, query: &str, body: &str) -> BufferedResponse {
    call(simulator, "POST", &format!("/v0/studies/{SLEEPER_STUDY}:clone{query}"), body).await
}

#[tokio::test]
async fn the_number_of_the_version() {
    for (simulator, number) in each(["0.7.0", "0.8.0", "0.9.0", "0.13.0", "0.16.0"]).await {
        let meta = call(&simulator, "GET", "/v0/meta", "").await;
        assert_eq!((meta.at("/version"), meta.at("/released/v0")), (number.into(), number.into()));
    }
}

#[tokio::test]
async fn the_jobs_of_a_study_are_not_listed_or_none() {
    for (simulator, status) in each([501, 200, 200, 200, 200]).await {
        let path = format!("/v0/studies/{SLEEPER_STUDY}/jobs");
        assert_eq!(call(&simulator, "GET", &path, "").await.status, status);
        let one = call(&simulator, "GET", &format!("{path}/{SLEEPER_STUDY}"), "").await;
        assert_eq!(one.status, 501);
    }
}

#[tokio::test]
async fn a_clone_takes_a_title_a_description_and_hides() {
    let copy = "Sleeper (Copy)";
    for (simulator, title) in each([copy, copy, "mine", "mine", "mine"]).await {
        let names = clone(&simulator, "", r#"{"title":"mine","description":"d"}"#).await;
        assert_eq!((names.status, names.at("/title")), (201, title.into()));
        assert_eq!(names.at("/description") == "d", title == "mine");
        let hidden = clone(&simulator, "?hidden=true", "").await.at("/uid");
        let list = call(&simulator, "GET", "/v0/studies?limit=50", "").await;
        assert_eq!(list.text.contains(&hidden), title == copy);
        assert_eq!(call(&simulator, "GET", &format!("/v0/studies/{hidden}"), "").await.status, 200);
        let wrong = clone(&simulator, "", r#"{"title":1}"#).await;
        assert_eq!(wrong.status, if title == copy { 201 } else { 422 });
        let long = format!(r#"{{"title":"{}"}}"#, "é".repeat(700));
        let cut = clone(&simulator, "", &long).await.at("/title");
        assert_eq!(cut.chars().count(), if title == copy { copy.len() } else { 600 });
    }
}

#[tokio::test]
async fn unsafe_texts_are_rejected() {
    let texts = ["use <script>", "{{x}}", "${x}", "a onload=b", "ja va script", "bell \\u0007"];
    for (simulator, status) in each([201, 201, 201, 422, 422]).await {
        for text in texts {
            let response = clone(&simulator, "", &format!(r#"{{"title":"{text}"}}"#)).await;
            assert_eq!(response.status, status, "{text}");
        }
        let response = clone(&simulator, "", r#"{"description":"on a = b; 2 < 3, {x}"}"#).await;
        assert_eq!(response.status, 201, "{}", response.text);
    }
}

#[tokio::test]
async fn file_inputs_work_and_file_outputs_are_objects_in_the_oldest_alone() {
    for (simulator, old) in each([true, false, false, false, false]).await {
        let values = format!(r#"{{"values":{{"InputInt":1,"Nope":2,"InputFile":{FILE}}}}}"#);
        let job = create(&simulator, SLEEPER_STUDY, &values).await;
        let record = simulator.created_jobs()[0].clone();
        let names =
            |inputs: &[(String, String)]| inputs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&record.inputs), ["InputInt", "Nope", "InputFile"]);
        let kept: &[&str] = if old { &["InputInt", "InputFile"] } else { &["InputInt"] };
        assert_eq!(names(&record.kept_inputs), kept);

        call(&simulator, "POST", &format!("{job}:start"), "").await;
        inspect_to_end(&simulator, &job).await;
        let results = call(&simulator, "POST", &format!("{job}/outputs"), "").await.json()["results"].clone();
        let file = &results["OutputFile"];
        let name = if old { &file["filename"] } else { &file[1][1] };
        assert_eq!(name, if old { "in.txt" } else { "output.json" }, "{file}");
    }
}

#[tokio::test]
async fn results_before_success() {
    for (simulator, status) in each([200, 200, 200, 409, 409]).await {
        let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
        assert_eq!(call(&simulator, "POST", &format!("{job}/outputs"), "").await.status, status);
    }
}

#[tokio::test]
async fn times_of_a_status_and_of_a_job() {
    for (simulator, end) in each(["+00:00", "Z", "Z", "Z", "Z"]).await {
        let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
        let time = call(&simulator, "POST", &format!("{job}:start"), "").await.at("/submitted_at");
        assert!(time.ends_with(end) && time.len() == 26 + end.len(), "{time}");
    }
    for (offset, end) in [(TimeOffset::Zulu, "Z"), (TimeOffset::PlusZero, "+00:00")] {
        let simulator = Simulator::builder().time_offset(offset).start().await.unwrap();
        let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
        assert!(
            call(&simulator, "POST", &format!("{job}:start"), "").await.at("/submitted_at").ends_with(end)
        );
    }
}

#[tokio::test]
async fn why_a_job_failed() {
    for (simulator, tells) in each([false, false, false, false, true]).await {
        let job = create(&simulator, FAILING_STUDY, r#"{"values":{}}"#).await;
        let start = call(&simulator, "POST", &format!("{job}:start"), "").await.json();
        assert_eq!(start.get("errors"), tells.then_some(&Value::Null));
        inspect_to_end(&simulator, &job).await;
        let end = call(&simulator, "POST", &format!("{job}:inspect"), "").await.json();
        let location = json!([COMPUTATIONAL_NODE]);
        assert_eq!(end.pointer("/errors/0/loc"), tells.then_some(&location));
    }
}

#[tokio::test]
async fn errors_have_a_support_id_and_responses_a_trace_id() {
    for (simulator, (support, trace)) in
        each([(false, false), (false, false), (false, true), (true, true), (true, true)]).await
    {
        let absent = call(&simulator, "GET", "/v0/nothing", "").await;
        let expected = if support {
            json!({"errors": ["Not Found"], "support_id": null})
        } else {
            json!({"errors": ["Not Found"]})
        };
        assert_eq!(absent.json(), expected);
        let first = absent.header("x-osparc-trace-id").map(str::to_owned);
        assert_eq!(first.as_ref().map(String::len), trace.then_some(32));
        let second = call(&simulator, "GET", "/v0/studies", "").await;
        assert!(!trace || second.header("x-osparc-trace-id") != first.as_deref());
    }
}

#[tokio::test]
async fn texts_of_errors() {
    let (old, new) = ("Could not get solver/study job ", " could not be found.");
    for (simulator, text) in each([old, old, new, new, new]).await {
        let path = format!("/v0/studies/{}", SLEEPER_STUDY.replace("5eed", "dead"));
        let error = call(&simulator, "GET", &path, "").await.at("/errors/0");
        assert!(error.contains(text), "{error}");
    }
}

#[tokio::test]
async fn faults_of_a_request() {
    for (simulator, old) in each([true, false, false, false, false]).await {
        let path = format!("/v0/studies/{SLEEPER_STUDY}/jobs");
        let error = |response: &BufferedResponse| response.json()["errors"][0].clone();
        let missing = error(&call(&simulator, "POST", &path, "{}").await);
        let bounds = error(&call(&simulator, "GET", "/v0/studies?limit=51", "").await);
        let union = error(&call(&simulator, "POST", &path, r#"{"values":{"a":{"b":1}}}"#).await);
        let expected = if old {
            [
                json!({"loc": ["body", "values"], "msg": "field required", "type": "value_error.missing"}),
                json!({"loc": ["query", "limit"], "msg": "ensure this value is less than or equal to 50",
                    "type": "value_error.number.not_le", "ctx": {"limit_value": 50}}),
                json!({"loc": ["body", "values", "a", "id"], "msg": "field required", "type": "value_error.missing"}),
            ]
        } else {
            [
                json!({"type": "missing", "loc": ["body", "values"], "msg": "Field required", "input": {}}),
                json!({"type": "less_than_equal", "loc": ["query", "limit"], "ctx": {"le": 50},
                    "msg": "Input should be less than or equal to 50", "input": "51"}),
                json!({"type": "missing", "loc": ["body", "values", "a", "File", "id"], "msg": "Field required",
                    "input": {"b": 1}}),
            ]
        };
        assert_eq!([missing, bounds, union], expected);
    }
}

#[tokio::test]
async fn a_job_that_is_not_set_up() {
    for (simulator, status) in each([422, 422, 422, 422, 503]).await {
        let job = create(&simulator, MISCONFIGURED_STUDY, r#"{"values":{}}"#).await;
        let response = call(&simulator, "POST", &format!("{job}:start"), "").await;
        assert_eq!(response.status, status);
        let support = response.json()["support_id"].as_str().map(str::to_owned);
        assert_eq!(support.is_some_and(|id| id.starts_with("OEC:")), status == 503);
    }
}

#[tokio::test]
async fn identifiers_in_another_spelling() {
    for (simulator, status) in each([404, 404, 404, 200, 200]).await {
        for spelling in [SLEEPER_STUDY.to_uppercase(), SLEEPER_STUDY.replace('-', "")] {
            let response = call(&simulator, "GET", &format!("/v0/studies/{spelling}"), "").await;
            assert_eq!(response.status, status, "{spelling}");
            assert!(status == 404 || response.at("/uid") == SLEEPER_STUDY);
        }
    }
}

#[tokio::test]
async fn bodies_without_a_media_type() {
    for (simulator, status) in each([200, 200, 200, 200, 422]).await {
        let path = format!("/v0/studies/{SLEEPER_STUDY}/jobs");
        let response = send(request(&simulator, "POST", &path).body(r#"{"values":{}}"#)).await.unwrap();
        assert_eq!(response.status, status, "{}", response.text);
    }
}

#[tokio::test]
async fn the_shape_of_files_can_be_another_than_the_releases() {
    let builder = Simulator::builder().version(ApiVersion::V0_16).file_shape(FileShape::Object);
    let simulator = builder.early_outputs(true).start().await.unwrap();
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    let outputs = call(&simulator, "POST", &format!("{job}/outputs"), "").await;
    assert_eq!((outputs.status, outputs.at("/results/OutputFile/filename")), (200, "output.json".into()));
}

#[tokio::test]
async fn pricing_units_are_for_studies_of_one_node() {
    for (simulator, ()) in each([(); 5]).await {
        let table = [(SLEEPER_STUDY, "2", 202), (PIPELINE_STUDY, "2", 500), (SLEEPER_STUDY, "x", 422)];
        for (study, unit, status) in table {
            let job = create(&simulator, study, r#"{"values":{}}"#).await;
            let start = request(&simulator, "POST", &format!("{job}:start"));
            let response =
                send(start.header("x-pricing-plan", "1").header("x-pricing-unit", unit)).await.unwrap();
            assert_eq!(response.status, status, "{study} {unit} {}", response.text);
        }
        let job =
            create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await.replace(SLEEPER_STUDY, FAILING_STUDY);
        let start = request(&simulator, "POST", &format!("{job}:start"));
        let response = send(start.header("x-pricing-plan", "1").header("x-pricing-unit", "1")).await.unwrap();
        assert_eq!(response.status, 422, "another study");
    }
}

#[tokio::test]
async fn a_failed_job_is_unknown_at_first_when_it_is_started_again() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, FAILING_STUDY, r#"{"values":{}}"#).await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        call(&simulator, "POST", &format!("{job}:start"), "").await;
        seen.push(inspect_to_end(&simulator, &job).await[0].clone());
    }
    assert_eq!(seen, ["PENDING 0", "UNKNOWN 0"]);
}

#[tokio::test]
async fn ports_tell_bounds_and_the_server_checks_them() {
    let simulator = Simulator::start().await;
    let ports = call(&simulator, "GET", &format!("/v0/studies/{EVERY_PORT_STUDY}/ports"), "").await.json();
    let items = ports["items"].as_array().unwrap();
    let titles: Vec<_> = items.iter().filter_map(|port| port["content_schema"]["title"].as_str()).collect();
    assert!(titles.contains(&"Größe") && !titles.contains(&"Mesh"), "{titles:?}");
    let table = [
        (r#"{"Frequency":0.05}"#, 502),
        (r#"{"Frequency":6001}"#, 502),
        (r#"{"Frequency":6000}"#, 200),
        (r#"{"Above zero":0}"#, 502),
        (r#"{"Even":3}"#, 502),
        (r#"{"Mode":"fast"}"#, 502),
        (r#"{"Mode":"fine","Code":"AB"}"#, 200),
        (r#"{"Code":"ab"}"#, 502),
        (r#"{"Code":"ABCDE"}"#, 502),
        (r#"{"Steps":true}"#, 502),
        (r#"{"Words":["a",1]}"#, 200),
        (r#"{"Words":"a"}"#, 502),
        (r#"{"Steps":[1]}"#, 502),
        (r#"{"Anything":"x","Größe":1.5}"#, 200),
        (r#"{"Mesh":3}"#, 200),
    ];
    for (values, status) in table {
        let path = format!("/v0/studies/{EVERY_PORT_STUDY}/jobs");
        let response = call(&simulator, "POST", &path, &format!(r#"{{"values":{values}}}"#)).await;
        assert_eq!(response.status, status, "{values}");
    }
}

#[tokio::test]
async fn members_that_came_later() {
    for (simulator, (display, language)) in
        each([(false, false), (true, false), (true, false), (true, false), (true, true)]).await
    {
        let solvers = call(&simulator, "GET", "/v0/solvers", "").await.json();
        assert_eq!(solvers[0].get("version_display").is_some(), display);
        let profile = call(&simulator, "GET", "/v0/me", "").await.json();
        assert_eq!(profile.get("language").is_some(), language);
    }
}
