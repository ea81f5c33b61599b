//! What errors say, and what they do not say.

use http::StatusCode;
use osparc_runtime::{AnyError, Error, RetryPolicy};

use crate::sample::{ThingError, api, client, quick};
use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

fn chain(error: &dyn std::error::Error) -> Vec<String> {
    let mut lines = vec![error.to_string()];
    lines.extend(error.source().map(chain).unwrap_or_default());
    lines
}

#[tokio::test]
async fn the_servers_words_and_numbers_can_be_had() {
    let headers =
        ["content-type: application/json", "retry-after: 7", "x-trace-id: 0af7", "x-request-id: r-1"];
    let body = r#"{"errors":["Something went wrong [ticket 0123456789ab-17]"]}"#;
    let server = ScriptedServer::start(vec![response("418 Teapot", &headers, body)]).await;
    let error = api(&server.url).get_thing("a").await.unwrap_err();
    assert_eq!(error.operation(), "get_thing");
    assert_eq!(error.retry_after().unwrap().as_secs(), 7);
    assert_eq!(error.trace_id(), Some("0af7"));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.support_id().as_deref(), Some("0123456789ab-17"));
    assert_eq!(error.messages(), ["Something went wrong [ticket 0123456789ab-17]"]);
}

#[tokio::test]
async fn every_error_with_an_answer_identifies_it() {
    let headers =
        ["content-type: application/json", "x-trace-id: 0af7", "x-request-id: r-1", "retry-after: 7"];
    let body = r#"{"errors":["no [ticket 1-2]"]}"#;
    for (status, variant) in [("404 Not Found", "Api"), ("418 Teapot", "Unexpected"), ("200 OK", "Decode")] {
        let server = ScriptedServer::start(vec![response(status, &headers, body)]).await;
        let error = api(&server.url).get_thing("a").await.unwrap_err();
        assert!(format!("{error:?}").starts_with(variant), "{error:?}");
        let ids = (error.request_id(), error.trace_id(), error.support_id());
        assert_eq!(ids, (Some("r-1"), Some("0af7"), Some("1-2".to_owned())), "{variant}");
        let reply = match &error {
            Error::Api(error) => &***error,
            Error::Unexpected(error) => &***error,
            Error::Decode(error) => &***error,
            other => panic!("{other:?}"),
        };
        assert_eq!((reply.request_id(), reply.trace_id(), reply.support_id()), ids, "{variant}");
        assert_eq!(reply.status(), error.status().unwrap());
        assert_eq!(reply.body(), error.body().unwrap());
        let any = AnyError::from(error);
        assert_eq!(any.response().unwrap().request_id(), Some("r-1"));
    }
    let error = api("http://127.0.0.1:1").get_thing("a").with_retry(RetryPolicy::none()).await.unwrap_err();
    assert!(error.response().is_none() && error.request_id().is_none(), "{error:?}");
}

#[tokio::test]
async fn questions_go_by_status_whatever_the_variant() {
    type Question = fn(&Error<ThingError>) -> bool;
    let table: [(&str, Question); 5] = [
        ("401 Unauthorized", Error::is_unauthorized),
        ("402 Payment Required", Error::is_payment_required),
        ("404 Not Found", Error::is_not_found),
        ("409 Conflict", Error::is_conflict),
        ("429 Too Many Requests", Error::is_rate_limited),
    ];
    for (status, _) in &table {
        let server = ScriptedServer::start(vec![json(status, "{\"errors\":[\"x\"]}")]).await;
        let error = api(&server.url).get_thing("a").with_retry(RetryPolicy::none()).await.unwrap_err();
        let yes: Vec<_> =
            table.iter().filter(|(_, question)| question(&error)).map(|(name, _)| name).collect();
        assert_eq!(yes, [status]);
        assert_eq!(error.messages(), ["x"]);
    }
}

#[tokio::test]
async fn what_may_be_repeated_depends_on_the_operation() {
    let text = |status| response(status, &["Content-Type: text/plain"], "Busy");
    for (answer, get, post, processed) in [
        (text("429 Too Many Requests"), true, true, false),
        (
            response("429 Too Many Requests", &["Retry-After: 1", "Content-Type: application/json"], "{}"),
            true,
            true,
            false,
        ),
        (json("429 Too Many Requests", "{}"), true, false, true),
        (json("502 Bad Gateway", "{}"), true, false, true),
        (text("503 Service Unavailable"), true, false, true),
        (json("500 Internal Server Error", "{}"), false, false, true),
        (json("404 Not Found", "{}"), false, false, false),
        (json("200 OK", "{}"), false, false, true),
        (response("307 Temporary Redirect", &["Location: /x"], ""), false, false, false),
        (ScriptedResponse::Close, true, false, true),
    ] {
        let server = ScriptedServer::start(vec![answer.clone(); 2]).await;
        let api = api(&server.url);
        let error = api.get_thing("a").with_retry(RetryPolicy::none()).await.unwrap_err();
        assert_eq!(error.is_retryable(), get, "GET {answer:?}");
        let error = api.start_thing("a", 1).with_retry(RetryPolicy::none()).await.unwrap_err();
        assert_eq!(error.is_retryable(), post, "POST {answer:?}");
        assert_eq!(error.may_have_been_processed(), processed, "{answer:?}");
        assert_eq!(osparc_runtime::AnyError::from(error).may_have_been_processed(), processed);
    }
    let unsent = api("http://127.0.0.1:1").get_thing("..").await.unwrap_err();
    assert!(!unsent.may_have_been_processed());
}

#[tokio::test]
async fn what_an_earlier_attempt_may_have_done_is_not_forgotten() {
    let policy = || quick().retry_non_idempotent_on(StatusCode::SERVICE_UNAVAILABLE);
    let (unavailable, missing) = (json("503 Busy", "[]"), json("404 Not Found", "\"none\""));
    for (before, processed) in [(vec![], false), (vec![unavailable.clone()], true)] {
        let server = ScriptedServer::start([before, vec![missing.clone()]].concat()).await;
        let error = api(&server.url).start_thing("a", 1).with_retry(policy()).await.unwrap_err();
        assert!(error.is_not_found());
        assert_eq!(error.may_have_been_processed(), processed);
    }
}

#[tokio::test]
async fn one_line_without_bodies_queries_or_secrets() {
    let server = ScriptedServer::start(vec![json("402 Payment Required", "{\"s3cr3t\":\"body\"}")]).await;
    let error = api(&server.url).get_thing("s3cr3t").filter("s3cr3t").await.unwrap_err();
    let host = server.url.trim_start_matches("http://");
    assert_eq!(error.to_string(), format!("get_thing at {host}: 402 Payment Required"));
    let server = ScriptedServer::start(vec![ScriptedResponse::Close; 3]).await;
    let error = api(&server.url).get_thing("s3cr3t").filter("s3cr3t").await.unwrap_err();
    let line = error.to_string();
    assert!(line.contains("the connection broke before a response came"), "{line}");
    let before = format!("{:?} {error:?}", chain(&error));
    let shown = format!("{before} {:?}", AnyError::from(error));
    for secret in ["s3cr3t", "secret", "a2V5", "/v0/things"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
}

fn unwrap(error: Error<ThingError>) -> osparc_runtime::TransportError {
    match error {
        Error::Transport(error) => *error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn chains_of_transport_errors_are_complete() {
    let error = api("http://127.0.0.1:1").get_thing("a").await.unwrap_err();
    assert!(chain(&error).len() >= 3, "{:?}", chain(&error));
    assert!(error.is_retryable());
    assert!(!unwrap(error).may_have_been_processed());
}

#[tokio::test]
async fn different_operations_share_one_erased_error() {
    async fn both(url: &str) -> Result<(), AnyError> {
        api(url).delete_thing().await?;
        api(url).get_thing("a").await?;
        Ok(())
    }
    let server =
        ScriptedServer::start(vec![response("204 No Content", &[], ""), json("402 Payment Required", "[3]")])
            .await;
    let error = both(&server.url).await.unwrap_err();
    assert!(error.is_payment_required());
    assert!(error.to_string().ends_with(": 402 Payment Required"), "{error}");
    let response = error.error_response().and_then(|response| response.downcast_ref::<ThingError>());
    assert_eq!(response, Some(&ThingError::PaymentRequired(vec![3])));
    let error = client(&server.url).raw(http::Method::GET, "x").await.unwrap_err();
    assert_eq!(error.operation(), "raw");
}
