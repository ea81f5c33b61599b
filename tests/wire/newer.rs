//! What newer servers have: the operations and members that `spec/newer.overlay.json` adds to the pinned document.
//!
//! In: calls with and without them, and responses of older and newer servers. Out: what was on the wire, and the values.
//! Invariant: a call that uses nothing of it is what servers of API 0.7 know, and their responses are read as before.

use osparc_client::models::{CloneStudyBody, ErrorDictLocItem, RunningState};
use osparc_client::runtime::{Maybe, RawCall};
use osparc_client::{Client, Error, RetryPolicy, studies_api::GetStudyJobOutputsError};

use crate::scripted_server::{ScriptedServer, json};
use crate::{JOB, STUDY, builder, studies};

const STARTED: [&str; 2] = ["x-pricing-plan", "x-pricing-unit"];

/// The body of a call, its media type, and its query.
async fn sent(call: impl FnOnce(&Client) -> RawCall) -> (String, Option<String>, String) {
    let server = ScriptedServer::start(vec![json("200 OK", "{}")]).await;
    call(&builder(&server.url).build().unwrap()).await.unwrap();
    let request = server.request();
    let media_type = request.header("content-type").map(str::to_owned);
    let query = request.target().split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    (String::from_utf8(request.body).unwrap(), media_type, query)
}

#[tokio::test]
async fn a_clone_has_a_title_only_if_it_is_given_one() {
    let none = sent(|client| client.studies().clone_study(STUDY).raw()).await;
    assert_eq!(none, (String::new(), None, String::new()));
    let hidden = sent(|client| client.studies().clone_study(STUDY).hidden(true).raw()).await;
    assert_eq!(hidden, (String::new(), None, "hidden=true".to_owned()));
    let json = Some("application/json".to_owned());
    for (body, text) in [
        (CloneStudyBody::default(), "{}"),
        (CloneStudyBody::default().title("Torso"), r#"{"title":"Torso"}"#),
        (
            CloneStudyBody::default().title("Torso").description("<2>"),
            r#"{"title":"Torso","description":"<2>"}"#,
        ),
        (CloneStudyBody::default().title(Maybe::Null), r#"{"title":null}"#),
    ] {
        let titled = sent(|client| client.studies().clone_study(STUDY).body(&body).raw()).await;
        assert_eq!(titled, (text.to_owned(), json.clone(), String::new()));
    }
}

#[tokio::test]
async fn a_start_has_a_price_only_if_it_is_given_one() {
    let (plain, priced) = (json("202 Accepted", "{}"), json("202 Accepted", "{}"));
    let server = ScriptedServer::start(vec![plain, priced]).await;
    let studies = studies(&server.url);
    studies.start_study_job(STUDY, JOB).raw().await.unwrap();
    studies.start_study_job(STUDY, JOB).x_pricing_plan(1).x_pricing_unit(2).raw().await.unwrap();
    let found: Vec<_> = server
        .requests()
        .iter()
        .map(|sent| STARTED.map(|name| sent.header(name).map(str::to_owned)))
        .collect();
    assert_eq!(found, [[None, None], [Some("1".to_owned()), Some("2".to_owned())]]);
}

#[tokio::test]
async fn a_status_says_why_a_job_failed() {
    let status = |errors: &str| {
        let body = format!(
            r#"{{"job_id":"{JOB}","state":"FAILED","progress":100,"submitted_at":"2026-11-23T22:40:29.157891Z"{errors}}}"#
        );
        json("200 OK", &body)
    };
    let why = r#","errors":[{"loc":["node",0],"msg":"It ended with code 3.","type":"runtime","ctx":{"code":3}},
        {"loc":[],"msg":"x","type":"y"}]"#;
    let responses = vec![status(""), status(r#","errors":null"#), status(why)];
    let server = ScriptedServer::start(responses).await;
    let studies = studies(&server.url);
    for _ in 0..2 {
        assert_eq!(studies.inspect_study_job(STUDY, JOB).await.unwrap().errors, None);
    }
    let status = studies.inspect_study_job(STUDY, JOB).await.unwrap();
    let errors = status.errors.unwrap();
    assert_eq!((status.state, errors.len()), (RunningState::Failed, 2));
    assert_eq!(errors[0].loc, [ErrorDictLocItem::String("node".to_owned()), ErrorDictLocItem::Integer(0)]);
    assert_eq!(
        (errors[0].msg.as_str(), errors[0].ctx.as_ref().unwrap()["code"].as_i64()),
        ("It ended with code 3.", Some(3))
    );
    assert_eq!(errors[1].ctx, None);
}

#[tokio::test]
async fn errors_of_newer_servers_say_more() {
    let invalid = r#"{"errors":[{"type":"greater_than","loc":["query","limit"],"msg":"m","input":"0","ctx":{"gt":0}}]}"#;
    let early = r#"{"errors":["The job has not ended."],"support_id":"OEC:0a1b2c3d4e5f-1760000000000"}"#;
    let responses = vec![json("422 Unprocessable", invalid), json("409 Conflict", early)];
    let server = ScriptedServer::start(responses).await;
    let client = builder(&server.url).retry(RetryPolicy::none()).build().unwrap();
    let Err(Error::Api(error)) = client.studies().list_studies().await else { panic!("no documented error") };
    let text = format!("{:?}", error.error_response());
    assert!(text.contains(r#"String("0")"#) && text.contains(r#""gt""#), "{text}");
    let Err(Error::Api(error)) = client.studies().get_study_job_outputs(STUDY, JOB).await else {
        panic!("no documented error")
    };
    let GetStudyJobOutputsError::Conflict(early) = error.error_response() else { panic!("{error:?}") };
    assert_eq!(early.support_id.as_deref(), Some("OEC:0a1b2c3d4e5f-1760000000000"));
}
