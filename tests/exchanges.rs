//! Responses as real servers send them, through the client, over a socket.
//!
//! In: `tests/data/exchanges.json`, whose format `tests/data/README.md` describes. Out: what the client makes of each.
//! Invariant: an expectation is compared in full, and all exchanges that fail are reported at once.

#![cfg(feature = "studies")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::collections::{BTreeMap, BTreeSet};

use osparc_client::{
    AnyError, Client, Credentials, Error, RetryPolicy, StudiesApi,
    jobs::Output,
    models::{JobInputs, JobMetadataUpdate},
    runtime::{support::Write, to_json_string},
};
use scripted_server::{ScriptedServer, response};
use serde_json::Value;
use uuid::Uuid;

#[path = "support/scripted_server.rs"]
#[expect(unreachable_pub, dead_code, reason = "it is shared by tests that need more of it")]
mod scripted_server;

const STUDY: Uuid = Uuid::from_u128(0x5d1e_9a3c_7b20_4c68_9f11_0e42_ab73_d9c5);
const JOB: Uuid = Uuid::from_u128(0xa1f6_d83b_4e57_4092_b3c8_6d2f_905e_7b14);

/// What the client made of a response.
struct Outcome {
    value: Result<String, AnyError>,
    files: BTreeMap<String, Value>,
}

fn outcome<T: Write, E: std::fmt::Debug + Send + Sync + 'static>(result: Result<T, Error<E>>) -> Outcome {
    let value = result.map(|value| to_json_string(&value).unwrap()).map_err(AnyError::from);
    Outcome { value, files: BTreeMap::new() }
}

#[tokio::test]
async fn every_exchange_is_understood() {
    let exchanges: Vec<Value> = serde_json::from_str(include_str!("data/exchanges.json")).unwrap();
    assert!(exchanges.len() >= 125, "{}", exchanges.len());
    let names: BTreeSet<&str> = exchanges.iter().map(|exchange| text(exchange, "name")).collect();
    assert_eq!(names.len(), exchanges.len(), "names are unique");
    let mut faults = Vec::new();
    for exchange in &exchanges {
        let outcome = exchanged(exchange).await;
        let expect = exchange.get("expect").unwrap().as_object().unwrap();
        for (member, expected) in expect {
            if let Err(fault) = check(member, expected, &outcome) {
                faults.push(format!("{}: {member}: {fault}", text(exchange, "name")));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Serves the response to the operation.
async fn exchanged(exchange: &Value) -> Outcome {
    let headers: Vec<String> = exchange["headers"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.as_str().unwrap()))
        .collect();
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    let status = format!("{} Status", exchange["status"]);
    let server = ScriptedServer::start(vec![response(&status, &headers, text(exchange, "body"))]).await;
    let client = Client::builder()
        .base_url(&server.url)
        .credentials(Credentials::basic("key", "secret"))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let outcome = call(&client.studies(), text(exchange, "operation")).await;
    assert_eq!(server.requests().len(), 1, "{}", text(exchange, "name"));
    outcome
}

async fn call(studies: &StudiesApi, operation: &str) -> Outcome {
    match operation {
        "list_studies" => outcome(studies.list_studies().await),
        "get_study" => outcome(studies.get_study(STUDY).await),
        "clone_study" => outcome(studies.clone_study(STUDY).await),
        "list_study_ports" => outcome(studies.list_study_ports(STUDY).await),
        "create_study_job" => outcome(studies.create_study_job(STUDY, &JobInputs::default()).await),
        "delete_study_job" => outcome(studies.delete_study_job(STUDY, JOB).await),
        "start_study_job" => outcome(studies.start_study_job(STUDY, JOB).await),
        "stop_study_job" => outcome(studies.stop_study_job(STUDY, JOB).await),
        "inspect_study_job" => outcome(studies.inspect_study_job(STUDY, JOB).await),
        "get_study_job_outputs" => {
            let result = studies.get_study_job_outputs(STUDY, JOB).await;
            let files = result.as_ref().map(files).unwrap_or_default();
            Outcome { files, ..outcome(result) }
        }
        "get_study_job_output_logfile" => outcome(studies.get_study_job_output_logfile(STUDY, JOB).await),
        "get_study_job_custom_metadata" => outcome(studies.get_study_job_custom_metadata(STUDY, JOB).await),
        "replace_study_job_custom_metadata" => {
            let update = JobMetadataUpdate::default();
            outcome(studies.replace_study_job_custom_metadata(STUDY, JOB, &update).await)
        }
        other => panic!("no operation is called {other}"),
    }
}

fn files(outputs: &osparc_client::models::JobOutputs) -> BTreeMap<String, Value> {
    let of_file = |(label, output): (&str, Output<'_>)| {
        let Output::File(file) = output else { return None };
        assert_eq!(outputs.file(label).as_ref(), Ok(&file));
        Some((label.to_owned(), serde_json::from_str(&to_json_string(&file).unwrap()).unwrap()))
    };
    outputs.iter().filter_map(of_file).collect()
}

/// Compares one member of `expect`.
fn check(member: &str, expected: &Value, outcome: &Outcome) -> Result<(), String> {
    let error = outcome.value.as_ref().err();
    let value = outcome.value.as_ref().map(String::as_str).unwrap_or_default();
    match member {
        "outcome" => same(expected, variant(error), &format!("{:?}", outcome.value)),
        "messages" => same(expected, error.map(|error| error.messages()).unwrap_or_default(), ""),
        "values" => check_values(expected, value),
        "contains" => match array(expected).find(|piece| !value.contains(piece.as_str().unwrap())) {
            Some(piece) => Err(format!("{piece} is not in {value}")),
            None => Ok(()),
        },
        "files" => check_files(expected, &outcome.files),
        "path" => match error.map(|error| &**error) {
            Some(Error::Decode(error)) => same(expected, error.path(), ""),
            _ => Err(format!("no decode error: {error:?}")),
        },
        "support_id" => same(expected, error.and_then(|error| error.support_id()), ""),
        "trace_id" => same(expected, error.and_then(|error| error.trace_id()), ""),
        "retry_after" => {
            let wait = error.and_then(|error| error.retry_after());
            same(expected, wait.map(|wait| wait.as_secs()), "")
        }
        other => panic!("`expect` has no member {other}"),
    }
}

fn variant(error: Option<&AnyError>) -> &'static str {
    match error.map(|error| &**error) {
        None => "ok",
        Some(Error::Build(_)) => "build",
        Some(Error::Transport(_)) => "transport",
        Some(Error::Api(_)) => "api",
        Some(Error::Unexpected(_)) => "unexpected",
        Some(Error::Decode(_)) => "decode",
    }
}

fn same(expected: &Value, found: impl Into<Value>, detail: &str) -> Result<(), String> {
    let found = found.into();
    if *expected == found { Ok(()) } else { Err(format!("expected {expected}, found {found} {detail}")) }
}

/// `null` in an expectation stands for absent as well.
fn check_values(expected: &Value, text: &str) -> Result<(), String> {
    let value: Value = serde_json::from_str(text).map_err(|_| "there is no value".to_owned())?;
    for (pointer, expected) in expected.as_object().unwrap() {
        let found = value.pointer(pointer).unwrap_or(&Value::Null);
        same(expected, found.clone(), pointer)?;
    }
    Ok(())
}

fn check_files(expected: &Value, found: &BTreeMap<String, Value>) -> Result<(), String> {
    let expected = expected.as_object().unwrap();
    let labels: Vec<&String> = expected.keys().collect();
    if found.keys().collect::<BTreeSet<_>>() != labels.iter().copied().collect() {
        return Err(format!("expected {labels:?}, found {:?}", found.keys()));
    }
    for (label, file) in expected {
        for (member, value) in file.as_object().unwrap() {
            same(value, found[label].get(member).cloned().unwrap_or_default(), member)?;
        }
    }
    Ok(())
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).expect("a text")
}
