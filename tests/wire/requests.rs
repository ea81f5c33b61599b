//! Requests, exactly.
//!
//! In: calls. Out: what was on the wire, beside what the official Python client 0.8.5 sends for the same call.
//! Invariant: the whole head is compared, so that a header or a query parameter that nobody requested is a failure.

use std::collections::BTreeMap;

use osparc_client::jobs::InputValue;
use osparc_client::models::{File, JobInputs, JobMetadataUpdate, JobMetadataValue};
use osparc_client::runtime::{Json, Maybe, RawCall};
use osparc_client::{Error, StudiesApi};
use uuid::Uuid;

use crate::scripted_server::{ScriptedServer, json};
use crate::{BASIC, JOB, STUDY, studies};

/// A call, and the request that it makes.
struct Case {
    call: fn(&StudiesApi) -> RawCall,
    line: &'static str,
    /// Headers beside `Accept`, `Accept-Encoding`, `Authorization`, `Host` and `User-Agent`, which every request has.
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

const JSON: (&str, &str) = ("content-type", "application/json");
/// A POST without a body says so (RFC 9110, section 8.6).
const EMPTY: (&str, &str) = ("content-length", "0");

/// The parent headers, which go with clone and create.
const PARENT_PROJECT: Uuid = uuid::uuid!("5D1E9A3C-7B20-4C68-9F11-0E42AB73D9C5");
const PARENT_NODE: Uuid = uuid::uuid!("C07F4BE2-13A9-4D5E-8B66-97D0E1F2A384");
const PROJECT_HEADER: (&str, &str) =
    ("x-simcore-parent-project-uuid", "5d1e9a3c-7b20-4c68-9f11-0e42ab73d9c5");
const NODE_HEADER: (&str, &str) = ("x-simcore-parent-node-id", "c07f4be2-13a9-4d5e-8b66-97d0e1f2a384");

async fn check(case: &Case) {
    let server = ScriptedServer::start(vec![json("200 OK", "{}")]).await;
    (case.call)(&studies(&server.url)).await.unwrap();
    let request = server.request();
    assert_eq!(request.line, format!("{} HTTP/1.1", case.line));
    let host = server.url.strip_prefix("http://").unwrap();
    let agent = concat!("osparc-client/", env!("CARGO_PKG_VERSION"));
    let length = case.body.len().to_string();
    let mut expected = vec![
        ("accept", "application/json"),
        ("accept-encoding", "identity"),
        ("authorization", BASIC),
        ("host", host),
        ("user-agent", agent),
    ];
    expected.extend(case.headers);
    if !case.body.is_empty() {
        expected.extend([JSON, ("content-length", length.as_str())]);
    }
    expected.sort_unstable();
    let mut found: Vec<(&str, &str)> =
        request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    found.sort_unstable();
    assert_eq!(found, expected, "{}", case.line);
    assert_eq!(String::from_utf8(request.body).unwrap(), case.body, "{}", case.line);
}

async fn check_all(cases: &[Case]) {
    for case in cases {
        check(case).await;
    }
}

#[tokio::test]
async fn studies_are_listed_and_read() {
    const NONE: &[(&str, &str)] = &[];
    let case = |call, line| Case { call, line, headers: NONE, body: "" };
    check_all(&[
        case(|studies| studies.list_studies().raw(), "GET /v0/studies"),
        case(
            |studies| studies.list_studies().limit(50).offset(100).raw(),
            "GET /v0/studies?limit=50&offset=100",
        ),
        case(|studies| studies.list_studies().offset(0).raw(), "GET /v0/studies?offset=0"),
        case(
            |studies| studies.get_study(STUDY).raw(),
            "GET /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018",
        ),
        case(
            |studies| studies.list_study_ports(STUDY).raw(),
            "GET /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/ports",
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_study_is_cloned_without_a_body() {
    let line = "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018:clone";
    check_all(&[
        Case { call: |studies| studies.clone_study(STUDY).raw(), line, headers: &[EMPTY], body: "" },
        Case {
            call: |studies| {
                let request = studies.clone_study(STUDY).x_simcore_parent_project_uuid(PARENT_PROJECT);
                request.x_simcore_parent_node_id(PARENT_NODE).raw()
            },
            line,
            headers: &[EMPTY, PROJECT_HEADER, NODE_HEADER],
            body: "",
        },
        Case {
            call: |studies| studies.clone_study(STUDY).x_simcore_parent_node_id(PARENT_NODE).raw(),
            line,
            headers: &[EMPTY, NODE_HEADER],
            body: "",
        },
    ])
    .await;
}

#[tokio::test]
async fn a_job_is_created() {
    const LINE: &str = "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs";
    const EMPTY_INPUTS: &str = r#"{"values":{}}"#;
    check_all(&[
        Case {
            call: |studies| studies.create_study_job(STUDY, &JobInputs::default()).raw(),
            line: LINE,
            headers: &[],
            body: EMPTY_INPUTS,
        },
        Case {
            call: |studies| studies.create_study_job(STUDY, &JobInputs::default()).hidden(false).raw(),
            line: "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs?hidden=false",
            headers: &[],
            body: EMPTY_INPUTS,
        },
        Case {
            call: |studies| studies.create_study_job(STUDY, &JobInputs::default()).hidden(true).raw(),
            line: "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs?hidden=true",
            headers: &[],
            body: EMPTY_INPUTS,
        },
        Case {
            call: |studies| {
                let request = studies.create_study_job(STUDY, &JobInputs::default());
                request
                    .x_simcore_parent_project_uuid(PARENT_PROJECT)
                    .x_simcore_parent_node_id(PARENT_NODE)
                    .raw()
            },
            line: LINE,
            headers: &[PROJECT_HEADER, NODE_HEADER],
            body: EMPTY_INPUTS,
        },
        Case {
            call: |studies| {
                let file = File::new(uuid::uuid!("d8bc0c02-c3ee-3cec-a562-e6fd3e00be4b"), "in.json");
                let list = vec![Json::from(1), "a".into(), vec![Json::from(2.5)].into()];
                let inputs = JobInputs::default()
                    .with("InputInt", 42)
                    .with("InputFloat", 3.0)
                    .with("InputString", "Z é☃\"")
                    .with("InputBool", false)
                    .with_null("InputNull")
                    .with("InputArray", list)
                    .with("InputFile", file);
                studies.create_study_job(STUDY, &inputs).raw()
            },
            line: LINE,
            headers: &[],
            // What the Python client sends, members sorted and without spaces.
            body: concat!(
                r#"{"values":{"InputArray":[1,"a",[2.5]],"InputBool":false,"#,
                r#""InputFile":{"id":"d8bc0c02-c3ee-3cec-a562-e6fd3e00be4b","filename":"in.json"},"#,
                r#""InputFloat":3.0,"InputInt":42,"InputNull":null,"InputString":"Z é☃\""}}"#,
            ),
        },
    ])
    .await;
}

#[tokio::test]
async fn a_job_is_run_and_deleted() {
    const POST: &[(&str, &str)] = &[EMPTY];
    let post = |call, line| Case { call, line, headers: POST, body: "" };
    let bare = |call, line| Case { call, line, headers: &[], body: "" };
    check_all(&[
        post(
            |studies| studies.start_study_job(STUDY, JOB).raw(),
            "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a:start",
        ),
        post(
            |studies| {
                #[expect(deprecated, reason = "it is still sent when it is asked for")]
                studies.start_study_job(STUDY, JOB).cluster_id(0).raw()
            },
            "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a:start?cluster_id=0",
        ),
        post(
            |studies| studies.stop_study_job(STUDY, JOB).raw(),
            "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a:stop",
        ),
        post(
            |studies| studies.inspect_study_job(STUDY, JOB).raw(),
            "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a:inspect",
        ),
        post(
            |studies| studies.get_study_job_outputs(STUDY, JOB).raw(),
            "POST /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a/outputs",
        ),
        bare(
            |studies| studies.get_study_job_output_logfile(STUDY, JOB).raw(),
            "GET /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a/outputs/log-links",
        ),
        bare(
            |studies| studies.get_study_job_custom_metadata(STUDY, JOB).raw(),
            "GET /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a/metadata",
        ),
        bare(
            |studies| studies.delete_study_job(STUDY, JOB).raw(),
            "DELETE /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a",
        ),
    ])
    .await;
}

#[tokio::test]
async fn metadata_is_replaced() {
    const LINE: &str = "PUT /v0/studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a/metadata";
    check_all(&[
        Case {
            call: |studies| {
                let update = JobMetadataUpdate::default()
                    .with("bool", true)
                    .with("float", 3.0)
                    .with("int", 42)
                    .with("number text", "42")
                    .with("str", "h é");
                studies.replace_study_job_custom_metadata(STUDY, JOB, &update).raw()
            },
            line: LINE,
            headers: &[],
            body: r#"{"metadata":{"bool":true,"float":3.0,"int":42,"number text":"42","str":"h é"}}"#,
        },
        Case {
            call: |studies| {
                let update = JobMetadataUpdate::new().metadata(BTreeMap::new());
                studies.replace_study_job_custom_metadata(STUDY, JOB, &update).raw()
            },
            line: LINE,
            headers: &[],
            body: r#"{"metadata":{}}"#,
        },
        Case {
            call: |studies| {
                studies.replace_study_job_custom_metadata(STUDY, JOB, &JobMetadataUpdate::default()).raw()
            },
            line: LINE,
            headers: &[],
            body: "{}",
        },
    ])
    .await;
}

#[tokio::test]
async fn values_of_inputs_keep_their_type() {
    let file = || File::new(uuid::uuid!("D8BC0C02-C3EE-3CEC-A562-E6FD3E00BE4B"), "a b.txt");
    let exact = |text: &str| InputValue::Other(Json::parse(text.as_bytes()).unwrap());
    let table: Vec<(InputValue, &str)> = vec![
        (55.into(), "55"),
        (55.0.into(), "55.0"),
        ("55".into(), r#""55""#),
        (true.into(), "true"),
        (1.into(), "1"),
        ("true".into(), r#""true""#),
        ("".into(), r#""""#),
        (i64::MIN.into(), "-9223372036854775808"),
        (i64::MAX.into(), "9223372036854775807"),
        (u64::MAX.into(), "18446744073709551615"),
        (0.1_f32.into(), "0.1"),
        (None::<i64>.into(), "null"),
        ([[1.5], [2.0]].into(), "[[1.5],[2.0]]"),
        (exact("12345678901234567890123"), "12345678901234567890123"),
        ((-0.5).into(), "-0.5"),
        (Vec::<Json>::new().into(), "[]"),
        (vec![Json::from(1), 1.0.into(), "1".into(), Json::Null].into(), r#"[1,1.0,"1",null]"#),
        (file().into(), r#"{"id":"d8bc0c02-c3ee-3cec-a562-e6fd3e00be4b","filename":"a b.txt"}"#),
        (
            file().content_type("text/plain").checksum(Maybe::Null).into(),
            r#"{"id":"d8bc0c02-c3ee-3cec-a562-e6fd3e00be4b","filename":"a b.txt","content_type":"text/plain","checksum":null}"#,
        ),
    ];
    let server = ScriptedServer::start(vec![json("200 OK", "{}"); table.len() + 1]).await;
    let studies = studies(&server.url);
    let mut expected = Vec::new();
    for (value, text) in table {
        studies.create_study_job(STUDY, &JobInputs::default().with("x", value)).raw().await.unwrap();
        expected.push(format!(r#"{{"values":{{"x":{text}}}}}"#));
    }
    studies.create_study_job(STUDY, &JobInputs::default().with_null("x")).raw().await.unwrap();
    expected.push(r#"{"values":{"x":null}}"#.to_owned());
    assert_eq!(bodies(&server), expected);
}

#[tokio::test]
async fn inputs_that_cannot_be_sent_are_named_and_not_sent() {
    let server = ScriptedServer::start(Vec::new()).await;
    for (value, cause) in [
        (InputValue::from(f64::NAN), "NaN"),
        #[cfg(feature = "files")]
        (std::path::Path::new("in.txt").into(), "upload"),
    ] {
        let inputs = JobInputs::default().with("Height", value);
        let error = studies(&server.url).create_study_job(STUDY, &inputs).await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("values.Height") && text.contains(cause), "{text}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn values_of_metadata_keep_their_type() {
    let huge = Json::parse(b"12345678901234567890123").unwrap();
    let table: Vec<(JobMetadataValue, &str)> = vec![
        (1000.into(), "1000"),
        (1000.0.into(), "1000.0"),
        ("1000".into(), r#""1000""#),
        (false.into(), "false"),
        ("False".into(), r#""False""#),
        (i64::MIN.into(), "-9223372036854775808"),
        (JobMetadataValue::Other(huge), "12345678901234567890123"),
    ];
    let server = ScriptedServer::start(vec![json("200 OK", "{}"); table.len()]).await;
    let studies = studies(&server.url);
    let mut expected = Vec::new();
    for (value, text) in table {
        let update = JobMetadataUpdate::default().with("k", value);
        studies.replace_study_job_custom_metadata(STUDY, JOB, &update).raw().await.unwrap();
        expected.push(format!(r#"{{"metadata":{{"k":{text}}}}}"#));
    }
    assert_eq!(bodies(&server), expected);
}

#[tokio::test]
async fn a_number_that_json_does_not_have_is_not_sent() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let server = ScriptedServer::start(Vec::new()).await;
        let inputs = JobInputs::default().with("x", number);
        let error = studies(&server.url).create_study_job(STUDY, &inputs).await.unwrap_err();
        assert!(matches!(error, osparc_client::Error::Build(_)), "{error:?}");
        assert!(server.requests().is_empty());
    }
}

fn bodies(server: &ScriptedServer) -> Vec<String> {
    server.requests().into_iter().map(|request| String::from_utf8(request.body).unwrap()).collect()
}
