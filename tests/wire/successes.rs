//! Every documented success of every operation.
//!
//! In: responses as servers give them. Out: the value, with its status.
//! Invariant: which statuses are documented is seen from outside: a body that cannot be read is a `Decode` error on
//! those, and `Unexpected` on any other.

use osparc_client::jobs::Output;
use osparc_client::models::{JobInputs, JobMetadataUpdate, JobMetadataValue, RunningState, StudyPortKind};
use osparc_client::runtime::support::Timestamp;
use osparc_client::{Error, Json, RetryPolicy};

use crate::scripted_server::{ScriptedServer, json, response};
use crate::{JOB, STUDY, studies};

const STUDY_BODY: &str =
    r#"{"uid":"7171cbf8-2fc9-11ef-95d3-0242ac140018","title":"Sleepers","description":""}"#;
const JOB_BODY: &str = r#"{"id":"1a4145e2-2fca-11ef-a199-0242ac14002a",
    "name":"studies/7171cbf8-2fc9-11ef-95d3-0242ac140018/jobs/1a4145e2-2fca-11ef-a199-0242ac14002a",
    "inputs_checksum":"abab","created_at":"2026-11-23T22:40:28.785000",
    "runner_name":"studies/7171cbf8-2fc9-11ef-95d3-0242ac140018","url":"http://x/v0/j","runner_url":null,
    "outputs_url":"http://x/v0/j/outputs"}"#;
const STATUS_BODY: &str = r#"{"job_id":"1a4145e2-2fca-11ef-a199-0242ac14002a","state":"STARTED","progress":42,
    "submitted_at":"2026-11-23T22:40:29.157891Z","started_at":"2026-11-23T22:40:29.199246+00:00","stopped_at":null}"#;
const METADATA_BODY: &str = r#"{"job_id":"1a4145e2-2fca-11ef-a199-0242ac14002a","url":"http://x/v0/m",
    "metadata":{"bool":true,"int":42,"float":3.0,"str":"x","boolstr":"True"}}"#;

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn server(status: u16, body: &str) -> ScriptedServer {
    ScriptedServer::start(vec![json(&format!("{status} Fine"), body)]).await
}

#[tokio::test]
async fn a_page_of_studies() {
    let body = format!(
        r#"{{"items":[{STUDY_BODY}],"total":65,"limit":1,"offset":4,"links":{{"first":"/v0/studies?limit=1&offset=0",
        "last":"/v0/studies?limit=1&offset=64","self":"/v0/studies?limit=1&offset=4","next":null,"prev":"/v0/studies?limit=1&offset=3"}}}}"#
    );
    let server = server(200, &body).await;
    let page = studies(&server.url).list_studies().await.unwrap();
    assert_eq!((page.total, page.limit, page.offset), (Some(65), Some(1), Some(4)));
    assert_eq!((page.items.len(), page.items[0].uid), (1, STUDY));
    assert_eq!(page.links.next, None);
    assert_eq!(page.links.self_.as_deref(), Some("/v0/studies?limit=1&offset=4"));
    assert_eq!(page.links.prev.as_deref(), Some("/v0/studies?limit=1&offset=3"));
}

#[tokio::test]
async fn a_study_read_and_cloned() {
    let read = server(200, STUDY_BODY).await;
    let read = studies(&read.url).get_study(STUDY).response().await.unwrap();
    let cloned = server(201, STUDY_BODY).await;
    let cloned = studies(&cloned.url).clone_study(STUDY).response().await.unwrap();
    assert_eq!((read.status().as_u16(), cloned.status().as_u16()), (200, 201));
    assert_eq!(read.get_ref(), cloned.get_ref());
    let study = read.into_inner();
    assert_eq!((study.uid, study.title.as_deref()), (STUDY, Some("Sleepers")));
    assert_eq!(study.description.as_deref(), Some(""));
}

#[tokio::test]
async fn ports() {
    let body = r#"{"items":[{"key":"7171cbf8-2fc9-11ef-95d3-0242ac140018","kind":"input",
        "content_schema":{"title":"InputInt","type":"integer"}},
        {"key":"1a4145e2-2fca-11ef-a199-0242ac14002a","kind":"output","content_schema":null}],"total":2}"#;
    let server = server(200, body).await;
    let ports = studies(&server.url).list_study_ports(STUDY).await.unwrap();
    let [input, output] = ports.items.as_slice() else { panic!("{ports:?}") };
    assert_eq!((ports.total, input.key, output.key), (Some(2), STUDY, JOB));
    assert_eq!((&input.kind, &output.kind), (&StudyPortKind::Input, &StudyPortKind::Output));
    assert_eq!(input.content_schema.as_ref().unwrap()["title"].as_str(), Some("InputInt"));
    assert_eq!(output.content_schema, None);
}

#[tokio::test]
async fn a_job_whose_time_has_no_zone() {
    let server = server(200, JOB_BODY).await;
    let job = studies(&server.url).create_study_job(STUDY, &JobInputs::default()).await.unwrap();
    assert_eq!(job.id, JOB);
    assert_eq!(job.created_at, time("2026-11-23T22:40:28.785Z"));
    assert_eq!(job.inputs_checksum, "abab");
    assert_eq!(job.url.unwrap().as_str(), "http://x/v0/j");
    assert_eq!(job.runner_url, None);
}

#[tokio::test]
async fn a_status_ends_the_wait_whatever_requested_it() {
    let server = ScriptedServer::start(vec![json("200 OK", STATUS_BODY); 3]).await;
    let studies = studies(&server.url);
    let statuses = [
        studies.start_study_job(STUDY, JOB).await.unwrap(),
        studies.stop_study_job(STUDY, JOB).await.unwrap(),
        studies.inspect_study_job(STUDY, JOB).await.unwrap(),
    ];
    for status in statuses {
        assert_eq!((status.job_id, status.progress), (JOB, Some(42)));
        assert_eq!(status.state, RunningState::Started);
        assert_eq!(status.submitted_at, time("2026-11-23T22:40:29.157891Z"));
        assert_eq!(status.started_at, Some(time("2026-11-23T22:40:29.199246Z")));
        assert_eq!(status.stopped_at, None);
    }
}

#[tokio::test]
async fn a_start_tells_whether_it_was_taken_or_found_running() {
    for code in [202, 200] {
        let server = server(code, STATUS_BODY).await;
        let response = studies(&server.url).start_study_job(STUDY, JOB).response().await.unwrap();
        assert_eq!(response.status().as_u16(), code);
        assert_eq!(response.get_ref().state, RunningState::Started);
    }
}

#[tokio::test]
async fn outputs_with_every_type() {
    let body = r#"{"job_id":"1a4145e2-2fca-11ef-a199-0242ac14002a","results":{"i":42,"f4":4.0,"s":"x","b":true,
        "n":null,"l":[1,"a",[2]],"huge":12345678901234567890123,
        "file":{"id":"d8bc0c02-c3ee-3cec-a562-e6fd3e00be4b","filename":"o.json"}}}"#;
    let server = server(200, body).await;
    let outputs = studies(&server.url).get_study_job_outputs(STUDY, JOB).await.unwrap();
    assert_eq!(outputs.job_id, JOB);
    assert_eq!(outputs.get("i"), Some(Output::Integer(42)));
    assert_eq!(outputs.get("f4"), Some(Output::Number(4.0)));
    assert_eq!(outputs.get("s"), Some(Output::Text("x")));
    assert_eq!(outputs.get("b"), Some(Output::Boolean(true)));
    assert_eq!(outputs.get("n"), Some(Output::Null));
    let list = [Json::from(1), "a".into(), vec![Json::from(2)].into()];
    assert_eq!(outputs.get("l"), Some(Output::List(&list)));
    let huge = Json::parse(b"12345678901234567890123").unwrap();
    assert_eq!(outputs.get("huge"), Some(Output::Other(&huge)));
    assert_eq!(outputs.file("file").unwrap().filename, "o.json");
    assert_eq!(outputs.results["f4"].as_json().to_string(), "4.0");
}

#[tokio::test]
async fn links_to_logs() {
    let body =
        r#"{"log_links":[{"node_name":"n","download_link":"https://s3.example/x?X-Amz-Signature=a%2Bb"}]}"#;
    let server = server(200, body).await;
    let links = studies(&server.url).get_study_job_output_logfile(STUDY, JOB).await.unwrap().log_links;
    assert_eq!((links.len(), links[0].node_name.as_str()), (1, "n"));
    assert_eq!(links[0].download_link.as_str(), "https://s3.example/x?X-Amz-Signature=a%2Bb");
}

#[tokio::test]
async fn metadata_read_and_replaced() {
    let server = ScriptedServer::start(vec![json("200 OK", METADATA_BODY); 2]).await;
    let studies = studies(&server.url);
    let read = studies.get_study_job_custom_metadata(STUDY, JOB).await.unwrap();
    let update = JobMetadataUpdate::default();
    let replaced = studies.replace_study_job_custom_metadata(STUDY, JOB, &update).await.unwrap();
    assert_eq!(read, replaced);
    let expected = [
        ("bool", JobMetadataValue::Boolean(true)),
        ("boolstr", JobMetadataValue::String("True".to_owned())),
        ("float", JobMetadataValue::Number(3.0)),
        ("int", JobMetadataValue::Integer(42)),
        ("str", JobMetadataValue::String("x".to_owned())),
    ];
    let found: Vec<_> = read.metadata.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
    assert_eq!(found, expected);
    assert_eq!((read.job_id, read.url.unwrap().as_str()), (JOB, "http://x/v0/m"));
}

#[tokio::test]
async fn a_deletion_has_a_media_type_and_no_body() {
    let response = response("204 No Content", &["content-type: application/json"], "");
    let server = ScriptedServer::start(vec![response]).await;
    let response = studies(&server.url).delete_study_job(STUDY, JOB).response().await.unwrap();
    assert_eq!(response.status().as_u16(), 204);
    let () = response.into_inner();
}

/// For each operation the successes that the reference has; `delete_study_job` reads no body, so shows none.
macro_rules! documented {
    ($($operation:ident($($argument:expr),*) [$($status:literal),+])+) => {
        #[tokio::test]
        async fn the_documented_statuses_are_these() {
            $(for status in [200, 201, 202, 203, 206] {
                let server = server(status, "[]").await;
                let request = studies(&server.url).$operation($($argument),*);
                let error = request.with_retry(RetryPolicy::none()).await.unwrap_err();
                let documented = [$($status),+].contains(&status);
                let location = concat!(stringify!($operation));
                match error {
                    Error::Decode(error) => assert!(documented, "{location} {status}: {error}"),
                    Error::Unexpected(error) => assert!(!documented, "{location} {status}: {error}"),
                    other => panic!("{location} {status}: {other:?}"),
                }
            })+
        }
    };
}

documented! {
    list_studies() [200]
    get_study(STUDY) [200]
    clone_study(STUDY) [201]
    list_study_ports(STUDY) [200]
    create_study_job(STUDY, &JobInputs::default()) [200]
    start_study_job(STUDY, JOB) [202, 200]
    stop_study_job(STUDY, JOB) [200]
    inspect_study_job(STUDY, JOB) [200]
    get_study_job_outputs(STUDY, JOB) [200]
    get_study_job_output_logfile(STUDY, JOB) [200]
    get_study_job_custom_metadata(STUDY, JOB) [200]
    replace_study_job_custom_metadata(STUDY, JOB, &JobMetadataUpdate::default()) [200]
}
