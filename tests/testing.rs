//! The transport for users' tests.
//!
//! In: rules and responses. Out: what calls make of them, and the requests that came. Invariant: no socket is opened.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, also in what its tests share")]

use std::time::Duration;

use http::{Method, StatusCode};
#[cfg(feature = "blocking")]
use osparc_client::jobs::JobError;
use osparc_client::models::{ErrorGet, JobInputs, JobMetadataUpdate, JobStatus, RunningState, Study};
use osparc_client::runtime::TransportPhase;
use osparc_client::studies_api::GetStudyError;
use osparc_client::testing::{Clock, MockResponse, MockRule, MockTransport};
use osparc_client::{Client, Error, Json, RetryPolicy, StudiesApi};
use tokio::time::Instant;
use uuid::Uuid;

fn start() -> (MockTransport, StudiesApi) {
    let mock = MockTransport::new();
    let studies = mock.client::<Client>().unwrap().studies();
    (mock, studies)
}

#[tokio::test]
async fn models_are_returned_and_requests_recorded() {
    let (mock, studies) = start();
    let study = Study::new(Uuid::from_u128(1)).title("A");
    mock.on("get_study").always(MockResponse::ok(&study));
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
    mock.on(MockRule::any().method(Method::GET).path(path)).then(MockResponse::ok(&study(7)));
    mock.on("get_study").then(MockResponse::ok(&study(1))).then(MockResponse::ok(&study(2)));
    mock.on(MockRule::operation("get_study").when(|request| request.body.is_empty()))
        .always(MockResponse::ok(&study(3)));
    assert_eq!(mock.unused(), 3);
    let mut given = Vec::new();
    for asked in [9, 7, 7, 7] {
        given.push(studies.get_study(Uuid::from_u128(asked)).await.unwrap().uid.as_u128());
    }
    assert_eq!(given, [1, 7, 2, 3]);
    assert_eq!(mock.unused(), 0);
}

#[tokio::test]
async fn errors_are_typed_and_unmatched_requests_are_named() {
    let (mock, studies) = start();
    let body = ErrorGet::new(vec![Json::from("no such study")]);
    mock.on("get_study").then(MockResponse::json(404, &body));
    let error = studies.get_study(Uuid::nil()).await.unwrap_err();
    assert!(
        matches!(error.error_response(), Some(GetStudyError::NotFound(read)) if *read == body),
        "{error:?}"
    );
    assert!(matches!(error, Error::Api(_)), "{error:?}");
    let error = studies.get_study(Uuid::nil()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_IMPLEMENTED));
    assert!(error.messages().concat().contains("no rule of the test responds to get_study"), "{error:?}");
    assert_eq!(mock.count("get_study"), 2, "501 is not repeated");
}

#[tokio::test(start_paused = true)]
async fn faults_and_waits_pass_in_virtual_time() {
    let (mock, studies) = start();
    let study = Study::new(Uuid::from_u128(1));
    mock.on("get_study")
        .then(MockResponse::fault(TransportPhase::Send))
        .then(MockResponse::status(429).header("Retry-After", "100"))
        .then(MockResponse::ok(&study).delay(Duration::from_secs(50)));
    let (begin, really) = (Instant::now(), std::time::Instant::now());
    assert_eq!(studies.get_study(study.uid).await.unwrap(), study);
    assert!(begin.elapsed() >= Duration::from_secs(150));
    assert!(really.elapsed() < Duration::from_secs(20));

    mock.on("get_study").then(MockResponse::ok(&study).delay(Duration::from_secs(100_000)));
    let error = studies.get_study(study.uid).with_retry(RetryPolicy::none()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.is_timeout()));
    mock.on("get_study").then(MockResponse::ok(&study).cut_after(5));
    let error = studies.get_study(study.uid).with_retry(RetryPolicy::none()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.phase() == TransportPhase::Body));
}

#[tokio::test]
async fn impossible_responses_fail_the_request() {
    let (mock, studies) = start();
    mock.on("get_study").always(MockResponse::ok(&f64::NAN));
    mock.on("list_studies").always(MockResponse::status(200).header("x", "a\nb"));
    mock.on("clone_study").always(MockResponse::status(7));
    let none = RetryPolicy::none;
    assert!(studies.get_study(Uuid::nil()).with_retry(none()).await.is_err());
    assert!(studies.list_studies().with_retry(none()).await.is_err());
    assert!(studies.clone_study(Uuid::nil()).with_retry(none()).await.is_err());
}

fn status(job: Uuid, state: RunningState) -> JobStatus {
    JobStatus::new(job, state, "2026-01-01T00:00:00Z".parse().unwrap())
}

#[cfg(feature = "blocking")]
fn no_studies() -> Json {
    osparc_client::runtime::from_json(br#"{"items": [], "total": 0, "limit": 20, "offset": 0, "links": {"first": null, "last": null, "self": null, "next": null, "prev": null}}"#).unwrap()
}

#[cfg(feature = "blocking")]
fn a_job(id: Uuid) -> osparc_client::models::Job {
    let created = "2026-01-01T00:00:00Z".parse().unwrap();
    osparc_client::models::Job::new(id, "j", "c", created, "r", None, None, None)
}

/// A job that is running in all of its first `looks`.
fn running_job(mock: &MockTransport, looks: usize) -> Uuid {
    let job = Uuid::from_u128(7);
    let mut inspections = mock.on(MockRule::operation("inspect_study_job").path_parameter("job_id", job));
    for _ in 0..looks {
        inspections = inspections.then(MockResponse::ok(&status(job, RunningState::Started)));
    }
    inspections.always(MockResponse::ok(&status(job, RunningState::Success)));
    job
}

#[test]
fn a_clock_makes_hours_of_polling_pass_at_once() {
    let really = std::time::Instant::now();
    let (mock, studies) = start();
    let job = running_job(&mock, 1000);
    let clock = Clock::new().unwrap();
    assert_eq!(clock.elapsed(), Duration::ZERO);
    let ended = clock.run(async { studies.wait_for_study_job(Uuid::nil(), job).await }).unwrap();
    assert_eq!(ended.state, RunningState::Success);
    let hours = clock.elapsed().as_secs() / 3600;
    assert_eq!(hours, 2, "a thousand looks, ten seconds apart: {:?}", clock.elapsed());
    assert!(really.elapsed() < Duration::from_secs(30));
    let error = clock.run(async {
        mock.on("stop_study_job").always(MockResponse::ok(&status(job, RunningState::Aborted)).delay(HOUR));
        studies.stop_study_job(Uuid::nil(), job).await
    });
    assert!(matches!(error.unwrap_err(), Error::Transport(error) if error.is_timeout()));
}

const HOUR: Duration = Duration::from_secs(3600);

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_go_by_the_clock_too() {
    let (mock, studies) = start();
    let really = std::time::Instant::now();
    let job = running_job(&mock, 100);
    let clock = Clock::new().unwrap();
    clock.run_blocking(|| {
        let ended = studies.wait_for_study_job(Uuid::nil(), job).wait_blocking().unwrap();
        assert_eq!(ended.state, RunningState::Success);
        mock.on("list_studies")
            .then(MockResponse::status(429).header("Retry-After", "100"))
            .always(MockResponse::json(200, &no_studies()));
        assert_eq!(studies.list_studies().items_blocking().count(), 0);
        let create = mock.on("create_study_job");
        create.then(MockResponse::json(200, &a_job(job)));
        mock.on("start_study_job").always(MockResponse::json(202, &status(job, RunningState::Pending)));
        mock.on("delete_study_job").always(MockResponse::status(503));
        mock.on("get_study_job_outputs").always(MockResponse::status(409));
        let error = studies.run_study_job(Uuid::nil(), JobInputs::default()).run_blocking().unwrap_err();
        let JobError::LeftBehind { error, .. } = error else { panic!("{error:?}") };
        assert!(matches!(&*error, JobError::Request(error) if error.is_conflict()), "{error:?}");
    });
    assert!(clock.elapsed() > Duration::from_secs(900), "{:?}", clock.elapsed());
    assert!(really.elapsed() < Duration::from_secs(30));
    // Outside of it, the blocking calls of this thread take their time again.
    let before = clock.elapsed();
    studies.list_studies().send_blocking().unwrap();
    assert_eq!(clock.elapsed(), before);
}

#[test]
fn typed_rules_match_requests_like_their_example() {
    let (mock, studies) = start();
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    mock.on_request(studies.get_study(one))
        .then_ok(&Study::new(one))
        .always_ok(&Study::new(one).title("New"));
    let inputs = JobInputs::default().with("n", 1);
    let busy = MockResponse::status(503);
    mock.on_request(studies.create_study_job(one, &inputs).hidden(false)).then(busy);
    mock.on_request(studies.clone_study(one)).always_ok(&Study::new(two));
    mock.on_request(studies.delete_study_job(one, two)).always_ok(&());
    let clock = Clock::new().unwrap();
    clock.run(async {
        assert_eq!(studies.get_study(one).await.unwrap().title, None);
        assert_eq!(studies.get_study(one).await.unwrap().title.as_deref(), Some("New"));
        let cloned = studies.clone_study(one).with_query("hidden", "true").response().await.unwrap();
        assert_eq!((cloned.status().as_u16(), cloned.into_inner().uid), (201, two));
        studies.delete_study_job(one, two).await.unwrap();
        mock.verify().unwrap_err();
        for other in [
            studies.create_study_job(one, &JobInputs::default().with("n", 2)).hidden(false),
            studies.create_study_job(one, &inputs).hidden(true),
            studies.create_study_job(two, &inputs).hidden(false),
        ] {
            assert_eq!(other.await.unwrap_err().status(), Some(StatusCode::NOT_IMPLEMENTED));
        }
        let error = studies.create_study_job(one, &inputs).hidden(false).await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    });
    assert_eq!(
        mock.verify().unwrap_err().to_string().matches("no rule responded to create_study_job").count(),
        3
    );
}

#[tokio::test]
async fn unmet_expectations_are_reported() {
    let (mock, studies) = start();
    mock.verify().unwrap();
    mock.on("get_study").then(MockResponse::status(404)).then(MockResponse::status(404));
    mock.on(MockRule::any().method(Method::DELETE).query("x", "y")).always(MockResponse::status(204));
    studies.get_study(Uuid::nil()).await.unwrap_err();
    let unmet = mock.verify().unwrap_err();
    let expected = "1 of the responses were not used, of the rule on get_study; \
                    no request came for the rule on DELETE, x=y";
    assert_eq!((unmet.to_string().as_str(), format!("{unmet:?}").as_str()), (expected, expected));
    studies.get_study(Uuid::nil()).await.unwrap_err();
    mock.client::<Client>().unwrap().raw(Method::GET, "/elsewhere").await.unwrap();
    assert!(mock.verify().unwrap_err().to_string().contains("no rule responded to raw (GET /elsewhere)"));
}

#[tokio::test]
async fn bodies_headers_and_path_parameters_tell_requests_apart() {
    let (mock, studies) = start();
    let update = |value: i64| JobMetadataUpdate::default().with("a", value).with("b", true);
    let rule = || MockRule::operation("replace_study_job_custom_metadata");
    mock.on(rule().json(&update(1))).always(MockResponse::status(404));
    mock.on(rule().header("x-mark", "here")).always(MockResponse::status(409));
    mock.on(rule().path_parameter("study_id", Uuid::from_u128(9))).always(MockResponse::status(410));
    let replace = |study, value| {
        studies.replace_study_job_custom_metadata(Uuid::from_u128(study), Uuid::nil(), &update(value))
    };
    let mut seen = Vec::new();
    for request in [replace(1, 1), replace(1, 2).with_header("X-Mark", "here"), replace(9, 2), replace(1, 2)]
    {
        seen.push(request.await.unwrap_err().status().unwrap().as_u16());
    }
    assert_eq!(seen, [404, 409, 410, 501]);
    assert_eq!(mock.requests()[2].path_parameter("study_id"), Some(Uuid::from_u128(9).to_string()));
}
