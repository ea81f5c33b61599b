//! The transport for users' tests.
//!
//! In: rules and answers. Out: what calls make of them, and the requests that came. Invariant: no socket is opened.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what its tests share")]

use std::time::Duration;

use http::{Method, StatusCode};
use osparc_client::models::{ErrorGet, JobInputs, Study};
use osparc_client::runtime::TransportPhase;
use osparc_client::studies_api::GetStudyError;
use osparc_client::testing::{MockAnswer, MockRule, MockTransport};
use osparc_client::{Error, Json, RetryPolicy, StudiesApi};
use tokio::time::Instant;
use uuid::Uuid;

fn start() -> (MockTransport, StudiesApi) {
    let mock = MockTransport::new();
    let studies = mock.client().unwrap().studies();
    (mock, studies)
}

#[tokio::test]
async fn models_are_answered_and_requests_recorded() {
    let (mock, studies) = start();
    let study = Study::new(Uuid::from_u128(1)).title("A");
    mock.on("get_study").always(MockAnswer::ok(&study));
    for _ in 0..3 {
        assert_eq!(studies.get_study(study.uid).await.unwrap(), study);
    }
    assert_eq!((mock.count("get_study"), mock.count("list_studies")), (3, 0));
    let requests = mock.requests();
    let first = requests.first().unwrap();
    assert_eq!(
        (&first.method, first.url.path()),
        (&Method::GET, format!("/v0/studies/{}", study.uid).as_str())
    );
    assert_eq!(first.header("authorization"), Some("Basic a2V5OnNlY3JldA=="));
    assert!(!format!("{mock:?}").contains("a2V5"));
}

#[tokio::test]
async fn bodies_and_queries_can_be_looked_at() {
    let (mock, studies) = start();
    let inputs = JobInputs::default().with("n", 42);
    let create = studies.create_study_job(Uuid::from_u128(1), &inputs).hidden(false);
    assert_eq!(create.await.unwrap_err().status(), Some(StatusCode::NOT_IMPLEMENTED));
    let requests = mock.requests();
    let request = requests.first().unwrap();
    assert_eq!(request.json::<JobInputs>().unwrap(), inputs);
    assert_eq!((request.query("hidden").as_deref(), request.query("x")), (Some("false"), None));
}

#[tokio::test]
async fn sequences_are_given_in_order_and_rules_tried_in_order() {
    let (mock, studies) = start();
    let study = |n| Study::new(Uuid::from_u128(n));
    let path = format!("/v0/studies/{}", Uuid::from_u128(7));
    mock.on(MockRule::any().method(Method::GET).path(path)).then(MockAnswer::ok(&study(7)));
    mock.on("get_study").then(MockAnswer::ok(&study(1))).then(MockAnswer::ok(&study(2)));
    mock.on(MockRule::operation("get_study").when(|request| request.body.is_empty()))
        .always(MockAnswer::ok(&study(3)));
    assert_eq!(mock.unused(), 3);
    let mut given = Vec::new();
    for asked in [9, 7, 7, 7] {
        given.push(studies.get_study(Uuid::from_u128(asked)).await.unwrap().uid.as_u128());
    }
    assert_eq!(given, [1, 7, 2, 3]);
    assert_eq!(mock.unused(), 0);
}

#[tokio::test]
async fn refusals_are_typed_and_what_no_rule_answers_says_so() {
    let (mock, studies) = start();
    let body = ErrorGet::new(vec![Json::from("no such study")]);
    mock.on("get_study").then(MockAnswer::json(404, &body));
    let error = studies.get_study(Uuid::nil()).await.unwrap_err();
    assert!(matches!(&error, Error::Api(error) if *error.refusal() == GetStudyError::NotFound(body)));
    let error = studies.get_study(Uuid::nil()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
    assert!(error.messages().concat().contains("no rule of the test answers get_study"), "{error:?}");
    assert_eq!(mock.count("get_study"), 2, "501 is not repeated");
}

#[tokio::test(start_paused = true)]
async fn faults_and_waits_pass_in_virtual_time() {
    let (mock, studies) = start();
    let study = Study::new(Uuid::from_u128(1));
    mock.on("get_study")
        .then(MockAnswer::fault(TransportPhase::Send))
        .then(MockAnswer::status(429).header("Retry-After", "100"))
        .then(MockAnswer::ok(&study).delay(Duration::from_secs(50)));
    let (begin, really) = (Instant::now(), std::time::Instant::now());
    assert_eq!(studies.get_study(study.uid).await.unwrap(), study);
    assert!(begin.elapsed() >= Duration::from_secs(150));
    assert!(really.elapsed() < Duration::from_secs(20));

    mock.on("get_study").then(MockAnswer::ok(&study).delay(Duration::from_secs(100_000)));
    let error = studies.get_study(study.uid).with_retry(RetryPolicy::none()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.is_timeout()));
    mock.on("get_study").then(MockAnswer::ok(&study).cut_after(5));
    let error = studies.get_study(study.uid).with_retry(RetryPolicy::none()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.phase() == TransportPhase::Body));
}

#[tokio::test]
async fn answers_that_cannot_be_are_faults_of_the_request() {
    let (mock, studies) = start();
    mock.on("get_study").always(MockAnswer::ok(&f64::NAN));
    mock.on("list_studies").always(MockAnswer::status(200).header("x", "a\nb"));
    mock.on("clone_study").always(MockAnswer::status(7));
    let none = RetryPolicy::none;
    assert!(studies.get_study(Uuid::nil()).with_retry(none()).await.is_err());
    assert!(studies.list_studies().with_retry(none()).await.is_err());
    assert!(studies.clone_study(Uuid::nil()).with_retry(none()).await.is_err());
}
