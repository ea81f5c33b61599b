//! The three call forms, the options of a call, and what a client sets for its calls.
//!
//! In: generated requests. Out: what goes out, and what comes back.
//! Invariant: an option changes its own call and no other.

use std::time::{Duration, Instant};

use http::StatusCode;
use osparc_client::models::JobInputs;
use osparc_client::runtime::TransportPhase;
use osparc_client::{Client, Credentials, Error, RetryPolicy, Timeouts};
use uuid::Uuid;

use crate::scripted_server::{Recorded, ScriptedResponse, ScriptedServer, json, response};
use crate::{BASIC, STUDY, builder, studies};

const BODY: &str = r#"{"uid":"7171cbf8-2fc9-11ef-95d3-0242ac140018","title":"t","description":null}"#;
const PARENTS: [&str; 2] = ["x-simcore-parent-project-uuid", "x-simcore-parent-node-id"];
const IDS: [&str; 2] = ["5d1e9a3c-7b20-4c68-9f11-0e42ab73d9c5", "c07f4be2-13a9-4d5e-8b66-97d0e1f2a384"];

async fn server(responses: usize) -> ScriptedServer {
    ScriptedServer::start(vec![json("200 OK", BODY); responses]).await
}

#[tokio::test]
async fn a_request_has_three_call_forms() {
    let server = server(4).await;
    let studies = studies(&server.url);
    let awaited = studies.get_study(STUDY).await.unwrap();
    let sent = studies.get_study(STUDY).send().await.unwrap();
    let response = studies.get_study(STUDY).response().await.unwrap();
    assert_eq!(
        (response.status(), &response.headers()["content-type"]),
        (StatusCode::OK, &"application/json".parse().unwrap())
    );
    let raw = studies.get_study(STUDY).raw().await.unwrap();
    assert_eq!(
        (raw.status(), &raw.headers()["content-length"]),
        (StatusCode::OK, &BODY.len().to_string().parse().unwrap())
    );
    assert_eq!(raw.text().await.unwrap(), BODY);
    assert_eq!((&sent, response.get_ref()), (&awaited, &awaited));
    let lines: Vec<String> = server.requests().into_iter().map(|request| request.line).collect();
    assert!(lines.windows(2).all(|pair| pair[0] == pair[1]), "{lines:?}");
}

#[tokio::test]
async fn a_raw_call_has_no_error_statuses() {
    let page = "<html>not found</html>";
    let server =
        ScriptedServer::start(vec![response("404 Not Found", &["content-type: text/html"], page)]).await;
    let raw = studies(&server.url).get_study(STUDY).raw().await.unwrap();
    assert_eq!(raw.status(), StatusCode::NOT_FOUND);
    assert_eq!(raw.text().await.unwrap(), page);
}

#[tokio::test]
async fn a_request_that_is_not_used_is_not_sent() {
    let server = server(1).await;
    let studies = studies(&server.url);
    drop(studies.get_study(STUDY));
    drop(studies.get_study(STUDY).send());
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn headers_and_query_parameters_of_a_call() {
    let server = server(2).await;
    let studies = studies(&server.url);
    let request = studies.list_studies().limit(2).with_query("x y", "a&b").with_query("x y", "é");
    request.with_header("X-Trace", "1").raw().await.unwrap();
    studies.list_studies().raw().await.unwrap();
    let [with, without] = server.requests().try_into().unwrap();
    assert_eq!(with.target(), "/v0/studies?limit=2&x%20y=a%26b&x%20y=%C3%A9");
    assert_eq!((with.header("x-trace"), with.header("accept")), (Some("1"), Some("application/json")));
    assert_eq!((without.target(), without.header("x-trace")), ("/v0/studies", None));
}

#[tokio::test]
async fn credentials_of_a_call() {
    let server = server(3).await;
    let studies = studies(&server.url);
    studies.get_study(STUDY).with_auth(Credentials::basic("other", "one")).await.unwrap();
    studies.get_study(STUDY).with_auth(Credentials::none()).await.unwrap();
    studies.get_study(STUDY).await.unwrap();
    let found: Vec<_> =
        server.requests().iter().map(|request| request.header("authorization").map(str::to_owned)).collect();
    assert_eq!(found, [Some("Basic b3RoZXI6b25l".to_owned()), None, Some(BASIC.to_owned())]);
}

#[tokio::test]
async fn only_the_documented_scheme_is_sent() {
    let server = server(1).await;
    for credentials in [Credentials::bearer("token"), Credentials::api_key("HTTPBasic", "key")] {
        let error = studies(&server.url).get_study(STUDY).with_auth(credentials).await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_time_limit_of_a_call() {
    let server = ScriptedServer::start(vec![ScriptedResponse::Silence; 2]).await;
    let began = Instant::now();
    let limit = Duration::from_millis(50);
    let short = studies(&server.url).get_study(STUDY).with_timeout(limit);
    let error = short.await.unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!((error.phase(), error.is_timeout()), (TransportPhase::Timeout, true));
    let attempts = studies(&server.url).clone_study(STUDY).with_timeout(Timeouts::new().attempt(limit));
    assert!(matches!(attempts.await, Err(Error::Transport(error)) if error.is_timeout()));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[tokio::test]
async fn retries_of_a_call() {
    let rejected = json("503 Service Unavailable", r#"{"errors":["busy"]}"#);
    let policy = RetryPolicy::new().initial_backoff(Duration::from_millis(1));
    for (attempts, sent) in [(0, 1), (1, 1), (2, 2), (5, 5)] {
        let server = ScriptedServer::start(vec![rejected.clone(); 6]).await;
        let request = studies(&server.url).get_study(STUDY).with_retry(policy.clone().max_attempts(attempts));
        assert_eq!(request.await.unwrap_err().status(), Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_eq!(server.requests().len(), sent);
    }
}

#[tokio::test]
async fn the_default_host_is_this_machine() {
    let client = Client::builder().build().unwrap();
    assert_eq!(client.base_url().as_str(), "http://localhost/");
}

#[tokio::test]
async fn a_base_url_keeps_its_path_and_gets_no_second_slash() {
    for (suffix, prefix) in [("", ""), ("/", ""), ("/sub/path", "/sub/path"), ("/sub/path/", "/sub/path")] {
        let server = server(1).await;
        studies(&format!("{}{suffix}", server.url)).list_studies().raw().await.unwrap();
        assert_eq!(server.request().target(), format!("{prefix}/v0/studies"));
    }
}

/// The parent headers of a request.
fn parents(request: &Recorded) -> [Option<&str>; 2] {
    PARENTS.map(|name| {
        assert!(request.headers.iter().filter(|(key, _)| key == name).count() <= 1, "{request:?}");
        request.header(name)
    })
}

#[tokio::test]
async fn parents_of_the_client_go_where_they_are_documented() {
    let server = server(4).await;
    let [project, node] = PARENTS;
    let client = builder(&server.url).parameter_default(project, IDS[0]).parameter_default(node, IDS[1]);
    let studies = client.build().unwrap().studies();
    studies.clone_study(STUDY).raw().await.unwrap();
    studies.create_study_job(STUDY, &JobInputs::default()).raw().await.unwrap();
    studies.get_study(STUDY).raw().await.unwrap();
    studies.start_study_job(STUDY, crate::JOB).raw().await.unwrap();
    let requests = server.requests();
    let found: Vec<_> = requests.iter().map(parents).collect();
    assert_eq!(found, [IDS.map(Some), IDS.map(Some), [None; 2], [None; 2]]);
}

#[tokio::test]
async fn parents_of_a_call_win_over_the_clients() {
    let server = server(2).await;
    let [project, node] = PARENTS;
    let client = builder(&server.url).parameter_default(project, IDS[0]).parameter_default(node, IDS[1]);
    let studies = client.build().unwrap().studies();
    studies.clone_study(STUDY).x_simcore_parent_project_uuid(Uuid::nil()).raw().await.unwrap();
    let request = studies.create_study_job(STUDY, &JobInputs::default());
    request.x_simcore_parent_node_id(Uuid::nil()).raw().await.unwrap();
    let nil = "00000000-0000-0000-0000-000000000000";
    let requests = server.requests();
    let found: Vec<_> = requests.iter().map(parents).collect();
    assert_eq!(found, [[Some(nil), Some(IDS[1])], [Some(IDS[0]), Some(nil)]]);
}
