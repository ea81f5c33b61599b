//! When requests are retried, and what is said about it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use http::{HeaderMap, Method, StatusCode};
use osparc_runtime::{
    Error, RetryPolicy, Transport, TransportError, TransportFuture, TransportPhase, TransportRequest,
    TransportResponse,
};

use crate::sample::{Client, ThingsApi, api, client, quick};
use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

#[tokio::test]
async fn idempotent_requests_are_retried() {
    for bad in [
        json("429 Too Many Requests", "{}"),
        json("502 Bad Gateway", "{}"),
        json("503 Service Unavailable", "{}"),
        json("504 Gateway Timeout", "{}"),
        ScriptedResponse::Close,
        ScriptedResponse::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[".to_vec()),
    ] {
        let server = ScriptedServer::start(vec![bad.clone(), bad.clone(), json("200 OK", "[1]")]).await;
        assert_eq!(api(&server.url).get_thing("a").await.unwrap(), [1], "{bad:?}");
        assert_eq!(server.requests().len(), 3);
        let server = ScriptedServer::start(vec![bad.clone(), json("200 OK", "[1]")]).await;
        assert_eq!(
            api(&server.url).inspect_thing().await.unwrap(),
            [1],
            "a POST that is configured as idempotent: {bad:?}"
        );
    }
}

#[tokio::test]
async fn three_attempts_are_made_at_most() {
    let server = ScriptedServer::start(vec![json("503 Service Unavailable", "[\"x\"]"); 5]).await;
    let error = api(&server.url).get_thing("a").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn other_requests_are_retried_after_the_429_of_a_rate_limiter_alone() {
    for (bad, count) in [
        (response("429 Too Many Requests", &[], "Too Many Requests"), 2),
        (response("429 Too Many Requests", &["Content-Type: text/plain"], "max connections reached: 25"), 2),
        (response("429 Too Many Requests", &["Content-Type: application/json", "Retry-After: 0"], "{}"), 2),
        (json("429 Too Many Requests", "{}"), 1),
        (json("502 Bad Gateway", "{}"), 1),
        (json("503 Service Unavailable", "{}"), 1),
        (json("504 Gateway Timeout", "{}"), 1),
        (ScriptedResponse::Close, 1),
    ] {
        let server = ScriptedServer::start(vec![bad, json("200 OK", "\"x\"")]).await;
        let outcome = api(&server.url).start_thing("a", 1).await;
        assert_eq!(server.requests().len(), count);
        assert_eq!(outcome.is_ok(), count == 2);
    }
}

#[tokio::test]
async fn a_policy_holds_for_a_call() {
    let unavailable = json("503 Service Unavailable", "{}");
    let server = ScriptedServer::start(vec![unavailable.clone(), json("200 OK", "\"x\"")]).await;
    let policy = quick().retry_non_idempotent_on(StatusCode::SERVICE_UNAVAILABLE);
    api(&server.url).start_thing("a", 1).with_retry(policy).await.unwrap();
    let server = ScriptedServer::start(vec![unavailable; 3]).await;
    api(&server.url).get_thing("a").with_retry(RetryPolicy::none()).await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
    let server = ScriptedServer::start(vec![json("404 Not Found", "{}"), json("200 OK", "[1]")]).await;
    api(&server.url).get_thing("a").with_retry(quick().retry_on(StatusCode::NOT_FOUND)).await.unwrap();
    let server = ScriptedServer::start(vec![json("502 Bad Gateway", "{}"), json("200 OK", "[1]")]).await;
    let policy = quick().never_retry_on(StatusCode::BAD_GATEWAY);
    api(&server.url).get_thing("a").with_retry(policy).await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
}

/// The API of a client that was given no policy.
fn unconfigured(base: &str) -> ThingsApi {
    ThingsApi::new(&Client::builder().base_url(base).no_proxy().build().unwrap())
}

#[tokio::test]
async fn an_operation_adds_statuses_of_its_own() {
    for (status, expected) in
        [("404 Not Found", 2), ("503 Service Unavailable", 2), ("429 Too Many Requests", 1), ("500 Oh", 1)]
    {
        let server = ScriptedServer::start(vec![json(status, "{}"), json("200 OK", "[1]")]).await;
        let outcome = unconfigured(&server.url).lock_thing().await;
        assert_eq!((server.requests().len(), outcome.is_ok()), (expected, expected == 2), "{status}");
        let server = ScriptedServer::start(vec![json(status, "{}"), json("200 OK", "[1]")]).await;
        let policy = quick().never_retry_on(StatusCode::TOO_MANY_REQUESTS);
        let outcome = unconfigured(&server.url).lock_thing().with_retry(policy).await;
        let attempts = (server.requests().len(), outcome.is_ok());
        assert_eq!(attempts, (1, false), "a call's policy replaces them: {status}");
    }
}

#[tokio::test]
async fn the_policy_of_a_call_wins_over_the_clients_and_that_over_the_operations() {
    let attempts = async |client: Option<RetryPolicy>, call: Option<RetryPolicy>| {
        let busy = response("429 Too Many Requests", &[], "Too Many Requests");
        let server = ScriptedServer::start(vec![busy; 6]).await;
        let mut builder = Client::builder().base_url(&server.url).no_proxy();
        if let Some(policy) = client {
            builder = builder.retry(policy);
        }
        let mut request = ThingsApi::new(&builder.build().unwrap()).create_thing(&[1]);
        if let Some(policy) = call {
            request = request.with_retry(policy);
        }
        request.await.unwrap_err();
        server.requests().len()
    };
    let policy = |attempts| Some(quick().max_attempts(attempts));
    assert_eq!(attempts(None, None).await, 1, "the operation is configured to one attempt");
    assert_eq!(attempts(policy(2), None).await, 2);
    assert_eq!(attempts(policy(2), policy(4)).await, 4);
    assert_eq!(attempts(policy(2), Some(RetryPolicy::none())).await, 1);
    assert_eq!(attempts(None, policy(4)).await, 4);
}

#[tokio::test]
async fn an_error_says_why_the_request_was_not_retried() {
    let unavailable = || json("503 Service Unavailable", "[\"x\"]");
    let reason = |error: Error<_>| (error.to_string(), error.retry_reason().unwrap().to_string());
    let server = ScriptedServer::start(vec![unavailable(); 4]).await;
    let api = api(&server.url);
    let (line, why) = reason(api.start_thing("a", 1).await.unwrap_err());
    assert!(line.ends_with("503 Service Unavailable: x (not retried: POST is not idempotent)"), "{line}");
    assert_eq!(why, "not retried: POST is not idempotent");
    let (line, why) = reason(api.get_thing("a").await.unwrap_err());
    assert!(line.ends_with("503 Service Unavailable: x (3 attempts)"), "{line}");
    assert_eq!(why, "not retried: 3 attempts are used up");
    let later = response("429 Too Many Requests", &["Retry-After: 300"], "");
    let server = ScriptedServer::start(vec![later, ScriptedResponse::Close]).await;
    let api = crate::sample::api(&server.url);
    let (line, _) = reason(api.get_thing("a").await.unwrap_err());
    let too_long = "not retried: Retry-After of 300 s is longer than 120 s";
    assert!(line.ends_with(&format!("429 Too Many Requests ({too_long})")), "{line}");
    let (line, _) = reason(api.start_thing("a", 1).await.unwrap_err());
    assert!(line.ends_with(" (not retried: POST is not idempotent)"), "{line}");
}

#[tokio::test]
async fn a_call_may_assume_that_it_is_idempotent() {
    let server = ScriptedServer::start(vec![
        ScriptedResponse::Close,
        json("503 Service Unavailable", "{}"),
        json("200 OK", "\"x\""),
    ])
    .await;
    let raw = client(&server.url).raw(Method::POST, "/v0/x").with_header("Idempotency-Key", "1");
    assert_eq!(raw.with_retry(quick().assume_idempotent()).read::<String>().await.unwrap(), "x");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn what_is_gone_after_a_lost_response_was_deleted() {
    let missing = json("404 Not Found", "\"no such thing\"");
    for lost in [
        ScriptedResponse::Close,
        ScriptedResponse::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[".to_vec()),
        json("502 Bad Gateway", "{}"),
        json("504 Gateway Timeout", "{}"),
        // Of the application, which may have begun.
        json("429 Too Many Requests", "{}"),
    ] {
        let server = ScriptedServer::start(vec![lost.clone(), missing.clone()]).await;
        let response = api(&server.url).delete_thing().response().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "what came is told: {lost:?}");
        assert_eq!(server.requests().len(), 2);
        let server = ScriptedServer::start(vec![lost.clone(), missing.clone(), missing.clone()]).await;
        let policy = quick().retry_on(StatusCode::NOT_FOUND);
        api(&server.url).delete_thing().with_retry(policy).await.unwrap();
        assert_eq!(server.requests().len(), 2, "a success is not retried");
        let server = ScriptedServer::start(vec![lost, missing.clone()]).await;
        let error = api(&server.url).remove_thing().await.unwrap_err();
        assert!(error.is_not_found(), "there is no value to give: {error:?}");
    }
}

#[tokio::test]
async fn what_was_never_there_was_not_deleted() {
    let missing = json("404 Not Found", "\"no such thing\"");
    for before in [
        vec![],
        vec![response("429 Too Many Requests", &[], "")],
        vec![
            response("429 Too Many Requests", &[], ""),
            response("429 Too Many Requests", &["Retry-After: 0"], "{}"),
        ],
    ] {
        let server = ScriptedServer::start([before, vec![missing.clone()]].concat()).await;
        assert!(api(&server.url).delete_thing().await.unwrap_err().is_not_found());
    }
    let server = ScriptedServer::start(vec![ScriptedResponse::Close, missing]).await;
    let error = api(&server.url).get_thing("a").await.unwrap_err();
    assert!(error.is_not_found(), "only of a DELETE is it a success");
    // No connection was made, so that nothing can have been deleted.
    let count = Arc::new(AtomicU32::new(0));
    let client = Client::builder().transport(Refused(Arc::clone(&count))).retry(quick()).build().unwrap();
    assert!(ThingsApi::new(&client).delete_thing().await.unwrap_err().is_not_found());
    assert_eq!(count.load(Ordering::Relaxed), 2);
}

/// Refuses the first connection, and has nothing.
struct Refused(Arc<AtomicU32>);

impl Transport for Refused {
    fn send(&self, _: TransportRequest) -> TransportFuture {
        let first = self.0.fetch_add(1, Ordering::Relaxed) == 0;
        Box::pin(async move {
            if first {
                return Err(TransportError::new(TransportPhase::Connect));
            }
            Ok(TransportResponse::whole(StatusCode::NOT_FOUND, HeaderMap::new(), ""))
        })
    }
}

/// Five times as many attempts as there are for other failures, and nothing is taken from the budget for good.
#[tokio::test]
async fn requests_get_through_a_rate_limiter_in_their_turn() {
    let busy = || response("429 Too Many Requests", &["Content-Type: text/plain"], "Too Many Requests");
    let ok = json("200 OK", "\"x\"");
    let waits = RetryPolicy::new().initial_backoff(Duration::ZERO).throttled_backoff(Duration::ZERO);
    let responses = (0..30).flat_map(|_| [vec![busy(); 9], vec![ok.clone()]].concat()).collect();
    let server = ScriptedServer::start(responses).await;
    let client = Client::builder().base_url(&server.url).retry(waits).retry_budget(2).no_proxy();
    let api = ThingsApi::new(&client.build().unwrap());
    for _ in 0..30 {
        api.start_thing("a", 1).await.unwrap();
    }
    assert_eq!(server.requests().len(), 300);
}

#[tokio::test]
async fn the_retry_budget_is_the_clients_choice() {
    for (retries, expected) in [(0, 1), (1, 2), (100, 3)] {
        let server = ScriptedServer::start(vec![json("503 Service Unavailable", "{}"); 3]).await;
        let builder = Client::builder().base_url(&server.url).retry(quick()).no_proxy();
        let api = ThingsApi::new(&builder.retry_budget(retries).build().unwrap());
        api.get_thing("a").await.unwrap_err();
        assert_eq!(server.requests().len(), expected);
    }
}

#[tokio::test]
async fn a_wait_beyond_the_total_limit_is_not_begun() {
    let server = ScriptedServer::start(vec![json("503 Service Unavailable", "{}"); 3]).await;
    let hour = Duration::from_secs(3600);
    let policy = RetryPolicy::new().initial_backoff(hour).max_backoff(hour);
    let start = Instant::now();
    // A random wait of up to an hour is beyond 100 ms, but for once in 36,000 times.
    let call = api(&server.url).get_thing("a").with_retry(policy).with_timeout(Duration::from_millis(100));
    assert_eq!(call.await.unwrap_err().status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn retry_after_is_waited_for_unless_it_is_too_long() {
    let later = |seconds| response("429 Too Many Requests", &[&format!("Retry-After: {seconds}")], "");
    let server = ScriptedServer::start(vec![later(1), json("200 OK", "[1]")]).await;
    let start = Instant::now();
    api(&server.url).get_thing("a").await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
    for (seconds, limit) in [(100_000, Duration::from_secs(60)), (60, Duration::from_secs(30))] {
        let server = ScriptedServer::start(vec![later(seconds), json("200 OK", "[1]")]).await;
        let start = Instant::now();
        let error = api(&server.url).get_thing("a").with_timeout(limit).await.unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds.min(86_400))));
        assert!(start.elapsed() < Duration::from_secs(20));
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn no_retry_after_header_does_harm() {
    let long = format!("Retry-After: {}", "9".repeat(50_000));
    let strange = format!("Retry-After: {}", "Sun, 06 Nov ".repeat(4_000));
    for (headers, count) in [
        (vec!["Retry-After: 99999999999999999999"], 1),
        (vec![long.as_str()], 1),
        (vec!["Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"], 1),
        (vec!["Retry-After: 0", "Retry-After: soon", "Retry-After: 3600"], 1),
        (vec!["Retry-After: Thu, 01 Jan 1970 00:00:00 GMT"], 2),
        (vec!["Retry-After: -9223372036854775808"], 2),
        (vec!["Retry-After: 1e9"], 2),
        (vec!["Retry-After: \u{e9}\u{ff0e}"], 2),
        (vec!["Retry-After:"], 2),
        (vec![strange.as_str()], 2),
        (vec!["Retry-After: 0"; 60], 2),
    ] {
        for status in ["429 Too Many Requests", "503 Service Unavailable"] {
            let server =
                ScriptedServer::start(vec![response(status, &headers, ""), json("200 OK", "[1]")]).await;
            let start = Instant::now();
            let outcome = api(&server.url).get_thing("a").await;
            assert_eq!((server.requests().len(), outcome.is_ok()), (count, count == 2), "{:.60}", headers[0]);
            assert!(start.elapsed() < Duration::from_secs(20));
        }
    }
}

/// Counts, and never gets through.
struct Unreachable(Arc<AtomicU32>, TransportPhase);

impl Transport for Unreachable {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        self.0.fetch_add(1, Ordering::Relaxed);
        let phase = self.1;
        Box::pin(async move {
            if request.url.path() == "/v0/things" {
                return Ok(TransportResponse::whole(StatusCode::NO_CONTENT, HeaderMap::new(), ""));
            }
            Err(TransportError::new(phase))
        })
    }
}

fn unreachable(phase: TransportPhase) -> (ThingsApi, Arc<AtomicU32>) {
    let count = Arc::new(AtomicU32::new(0));
    let builder = Client::builder().transport(Unreachable(Arc::clone(&count), phase)).retry(quick());
    (ThingsApi::new(&builder.build().unwrap()), count)
}

#[tokio::test]
async fn any_request_is_retried_when_no_connection_was_made() {
    for (phase, post, get) in [
        (TransportPhase::Connect, 3, 3),
        (TransportPhase::Send, 1, 3),
        (TransportPhase::Timeout, 1, 3),
        (TransportPhase::TooLarge, 1, 1),
    ] {
        let (api, count) = unreachable(phase);
        let error = api.start_thing("a", 1).await.unwrap_err();
        assert_eq!(count.swap(0, Ordering::Relaxed), post, "POST {phase:?}");
        assert!(matches!(error, Error::Transport(error) if error.attempts() == post));
        api.get_thing("a").await.unwrap_err();
        assert_eq!(count.load(Ordering::Relaxed), get, "GET {phase:?}");
    }
}

#[tokio::test]
async fn the_retry_budget_is_shared_and_runs_out() {
    let (api, count) = unreachable(TransportPhase::Connect);
    for _ in 0..60 {
        api.get_thing("a").await.unwrap_err();
    }
    assert_eq!(count.swap(0, Ordering::Relaxed), 60 + 100);
    for _ in 0..5 {
        api.delete_thing().await.unwrap();
    }
    count.store(0, Ordering::Relaxed);
    api.get_thing("a").await.unwrap_err();
    assert_eq!(count.load(Ordering::Relaxed), 2, "five successes pay for one retry");
}

#[tokio::test]
async fn a_request_does_nothing_until_it_is_used_and_stops_when_it_is_dropped() {
    let server = ScriptedServer::start(vec![ScriptedResponse::Silence; 3]).await;
    let api = api(&server.url);
    drop(api.get_thing("a"));
    drop(api.get_thing("a").send());
    let call = tokio::time::timeout(Duration::from_millis(100), api.get_thing("a").send()).await;
    assert!(call.is_err());
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.requests().len(), 1);
}
