//! The life of a job.

use osparc_simulator::{ENDLESS_STUDY, FAILING_STUDY, IDLE_STUDY, SLEEPER_STUDY, Simulator, UNPAID_STUDY};
use serde_json::json;

use crate::client::{call, create, inspect_to_end, request, send};

#[tokio::test]
async fn states_follow_the_inspections() {
    let simulator = Simulator::start().await;
    let waiting =
        ["PENDING 0", "WAITING_FOR_CLUSTER 0", "PENDING 0", "STARTED 25", "STARTED 50", "STARTED 75"];
    for (study, end) in [(SLEEPER_STUDY, "SUCCESS 100"), (FAILING_STUDY, "FAILED 100")] {
        let job = create(&simulator, study, r#"{"values":{}}"#).await;
        let started = call(&simulator, "POST", &format!("{job}:start"), "").await;
        assert_eq!((started.status, started.at("/state")), (202, "PUBLISHED".into()));
        let again = call(&simulator, "POST", &format!("{job}:start?cluster_id=3"), "").await;
        assert_eq!((again.status, again.at("/state")), (200, "PUBLISHED".into()));
        let mut states = inspect_to_end(&simulator, &job).await;
        assert_eq!(states.pop().unwrap(), end);
        assert_eq!(states, waiting);
        let after = call(&simulator, "POST", &format!("{job}:inspect"), "").await;
        assert!(after.at("/stopped_at").ends_with('Z') && after.at("/started_at") != "null");
        let restarted = call(&simulator, "POST", &format!("{job}:start"), "").await;
        assert_eq!((restarted.status, restarted.at("/stopped_at")), (202, "null".into()));
    }
    assert_eq!((simulator.side_effects().jobs, simulator.side_effects().starts), (2, 4));
}

#[tokio::test]
async fn the_number_of_steps_can_be_chosen() {
    let builder = Simulator::builder().waiting_states(&["UNKNOWN"]).started_steps(1);
    let simulator = builder.start().await.unwrap();
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    call(&simulator, "POST", &format!("{job}:start"), "").await;
    assert_eq!(inspect_to_end(&simulator, &job).await, ["UNKNOWN 0", "STARTED 50", "SUCCESS 100"]);
}

#[tokio::test]
async fn a_stop_takes_effect_later() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, ENDLESS_STUDY, r#"{"values":{}}"#).await;
    let stop = format!("{job}:stop");
    assert_eq!(call(&simulator, "POST", &stop, "").await.at("/state"), "NOT_STARTED");
    call(&simulator, "POST", &format!("{job}:start"), "").await;
    assert_eq!(inspect_to_end(&simulator, &job).await.len(), 31);
    let response = call(&simulator, "POST", &stop, "").await;
    assert_eq!((response.status, response.at("/state")), (200, "STARTED".into()));
    assert_eq!(inspect_to_end(&simulator, &job).await, ["ABORTED 99"]);
    assert_eq!(call(&simulator, "POST", &stop, "").await.at("/state"), "ABORTED");
}

#[tokio::test]
async fn what_cannot_run_does_not() {
    let simulator = Simulator::start().await;
    let unpaid = create(&simulator, UNPAID_STUDY, r#"{"values":{}}"#).await;
    let response = call(&simulator, "POST", &format!("{unpaid}:start"), "").await;
    assert_eq!((response.status, response.json()), (402, json!({"errors": ["Payment required"]})));
    let idle = create(&simulator, IDLE_STUDY, r#"{"values":{}}"#).await;
    let response = call(&simulator, "POST", &format!("{idle}:start"), "").await;
    assert_eq!((response.status, response.at("/state")), (200, "NOT_STARTED".into()));
    assert_eq!(simulator.side_effects().starts, 0);
}

#[tokio::test]
async fn a_job_knows_its_inputs_and_its_place() {
    let simulator = Simulator::start().await;
    let body =
        r#"{"values":{"InputInt":12345678901234567890123,"Nope":1,"InputNumber":4.0,"InputString":null}}"#;
    let path = format!("/v0/studies/{SLEEPER_STUDY}/jobs?hidden=false");
    let sent = request(&simulator, "POST", &path).header("content-type", "application/json");
    let sent = sent.header("x-simcore-parent-node-id", SLEEPER_STUDY).body(body);
    let response = send(sent).await.unwrap();
    let id = response.at("/id");
    let location = format!("studies/{SLEEPER_STUDY}/jobs/{id}");
    assert_eq!(response.at("/name"), location);
    assert_eq!(response.at("/url"), format!("{}/v0/{location}", simulator.base_url()));
    assert_eq!(response.at("/outputs_url"), format!("{}/v0/{location}/outputs", simulator.base_url()));
    assert_eq!(response.at("/inputs_checksum").len(), 64);
    let created = response.at("/created_at");
    assert!(created.len() == 26 && !created.ends_with('Z'), "{created}");

    let jobs = simulator.created_jobs();
    let inputs: Vec<_> = jobs[0].inputs.iter().map(|(label, value)| (&**label, &**value)).collect();
    let expected = [
        ("InputInt", "12345678901234567890123"),
        ("Nope", "1"),
        ("InputNumber", "4.0"),
        ("InputString", "null"),
    ];
    assert_eq!(inputs, expected);
    assert_eq!((&jobs[0].id, jobs[0].hidden, jobs[0].leaked), (&id, false, false));
    assert_eq!((jobs[0].parent_node.as_deref(), &jobs[0].parent_project), (Some(SLEEPER_STUDY), &None));
}

#[tokio::test]
async fn a_value_of_another_type_leaves_a_hidden_job_behind() {
    let simulator = Simulator::start().await;
    let table = [
        (r#"{"InputInt":"forty two"}"#, 502),
        (r#"{"InputInt":4.5}"#, 502),
        (r#"{"InputBool":1}"#, 502),
        (r#"{"InputString":1}"#, 502),
        (r#"{"InputArray":"x"}"#, 502),
        (r#"{"InputNumber":4}"#, 200),
        (r#"{"InputArray":[1.5,"x",null]}"#, 200),
        (r#"{"InputInt":null}"#, 200),
    ];
    for (values, status) in table {
        let body = format!(r#"{{"values":{values}}}"#);
        let path = format!("/v0/studies/{SLEEPER_STUDY}/jobs?hidden=false");
        let response = call(&simulator, "POST", &path, &body).await;
        assert_eq!(response.status, status, "{values}");
    }
    let jobs = simulator.created_jobs();
    assert_eq!((jobs.len(), jobs.iter().filter(|job| job.leaked && job.hidden).count()), (8, 5));
    assert_eq!(simulator.job_ids().len(), 8);
}

#[tokio::test]
async fn a_deleted_job_is_gone_for_every_operation() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    let response = call(&simulator, "DELETE", &job, "").await;
    assert_eq!((response.status, &*response.text), (204, ""));
    assert_eq!(
        (response.header("content-type"), response.header("content-length")),
        (Some("application/json"), None)
    );
    let table = [
        ("DELETE", "", "Could not get solver/study job"),
        ("POST", ":start", "Could not get solver/study job"),
        ("POST", ":stop", "Could not get solver/study job"),
        ("POST", ":inspect", "Could not get solver/study job"),
        ("POST", "/outputs", "Solver output of project"),
        ("GET", "/outputs/log-links", "Could not get logfile"),
        ("GET", "/metadata", "The metadata for the job/study"),
    ];
    for (method, verb, text) in table {
        let response = call(&simulator, method, &format!("{job}{verb}"), "").await;
        assert_eq!(response.status, 404, "{method} {verb}");
        assert!(response.at("/errors/0").starts_with(text), "{verb} {}", response.text);
    }
    assert_eq!(simulator.side_effects().deletions, 1);
}

#[tokio::test]
async fn a_job_answers_under_any_study() {
    let simulator = Simulator::start().await;
    let job = create(&simulator, SLEEPER_STUDY, r#"{"values":{}}"#).await;
    let elsewhere = job.replace(SLEEPER_STUDY, FAILING_STUDY).to_uppercase();
    let elsewhere = elsewhere.replace("/V0/STUDIES/", "/v0/studies/").replace("/JOBS/", "/jobs/");
    let response = call(&simulator, "POST", &format!("{elsewhere}:inspect"), "").await;
    assert_eq!((response.status, response.at("/state")), (200, "NOT_STARTED".into()));
}
