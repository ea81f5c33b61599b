//! Limits of time and size.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use osparc_runtime::{
    Client, Error, RetryPolicy, Transport, TransportError, TransportFuture, TransportPhase, TransportRequest,
};

use crate::sample::{self, ThingError, ThingsApi, api};
use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

fn phase<T: std::fmt::Debug>(outcome: Result<T, Error<ThingError>>) -> TransportPhase {
    match outcome.unwrap_err() {
        Error::Transport(error) => error.phase(),
        other => panic!("{other:?}"),
    }
}

fn limited(url: &str, bytes: u64) -> ThingsApi {
    ThingsApi::new(&Client::builder().base_url(url).body_limit(bytes).no_proxy().build().unwrap())
}

#[tokio::test]
async fn silence_ends_with_the_time_limit() {
    let server = ScriptedServer::start(vec![ScriptedResponse::Silence]).await;
    let start = Instant::now();
    let outcome = api(&server.url).start_thing("a", 1).with_timeout(Duration::from_millis(80)).await;
    assert_eq!(phase(outcome), TransportPhase::Timeout);
    assert!(start.elapsed() < Duration::from_secs(20));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_body_that_never_ends_is_under_the_time_limit_too() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1".to_vec();
    let slow = vec![(Duration::ZERO, head), (Duration::from_secs(60), Vec::new())];
    let server = ScriptedServer::start(vec![ScriptedResponse::Slow(slow)]).await;
    let request = api(&server.url).get_thing("a").with_retry(RetryPolicy::none());
    let outcome = request.with_timeout((Duration::from_secs(5), Duration::from_millis(80))).await;
    assert_eq!(phase(outcome), TransportPhase::Timeout);
}

#[tokio::test]
async fn the_total_limit_ends_all_attempts() {
    let server = ScriptedServer::start(vec![ScriptedResponse::Silence; 3]).await;
    let limit =
        osparc_runtime::Timeouts::new().attempt(Duration::from_millis(100)).total(Duration::from_millis(150));
    let outcome = api(&server.url).get_thing("a").with_timeout(limit).await;
    assert_eq!(phase(outcome), TransportPhase::Timeout);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn bodies_are_read_up_to_the_limit() {
    let chunked =
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n[1,2,3\r\n5\r\n,4,5]\r\n0\r\n\r\n"
            .to_vec();
    for response in [json("200 OK", "[1,2,3,4,5]"), ScriptedResponse::Bytes(chunked)] {
        let server = ScriptedServer::start(vec![response.clone(); 2]).await;
        assert_eq!(limited(&server.url, 11).get_thing("a").await.unwrap(), [1, 2, 3, 4, 5]);
        assert_eq!(phase(limited(&server.url, 10).get_thing("a").await), TransportPhase::TooLarge);
        assert_eq!(server.requests().len(), 2, "a body that is too large is not asked for again");
    }
}

#[tokio::test]
async fn an_operation_and_a_call_have_body_limits_of_their_own() {
    for (own, text, fits) in [
        (None, "[1,2,3]", true),
        (None, "[1,2,3,4]", false),
        (Some(9), "[1,2,3,4]", true),
        (Some(3), "[12]", false),
    ] {
        let server = ScriptedServer::start(vec![json("200 OK", text)]).await;
        let call = limited(&server.url, 100).lock_thing();
        let call = if let Some(bytes) = own { call.with_body_limit(bytes) } else { call };
        let outcome = call.await;
        assert_eq!(outcome.is_ok(), fits, "{own:?} {text}: {outcome:?}");
        if !fits {
            assert_eq!(phase(outcome), TransportPhase::TooLarge);
        }
    }
    let server = ScriptedServer::start(vec![json("200 OK", "[1,2,3]")]).await;
    let raw = sample::client(&server.url).raw(http::Method::GET, "/v0/x").with_body_limit(3);
    let Error::Transport(error) = raw.read::<Vec<u64>>().await.unwrap_err() else { panic!("it fits") };
    assert_eq!(error.phase(), TransportPhase::TooLarge);
}

/// Notes the connect limit of a request.
struct Connecting(mpsc::Sender<Option<Duration>>);

impl Transport for Connecting {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        self.0.send(request.connect_timeout).unwrap();
        Box::pin(async { Err(TransportError::new(TransportPhase::TooLarge)) })
    }
}

#[tokio::test]
async fn an_operation_has_time_limits_of_its_own() {
    let (sender, limits) = mpsc::channel();
    let api = ThingsApi::new(&Client::builder().transport(Connecting(sender)).build().unwrap());
    let seconds = Duration::from_secs;
    api.lock_thing().await.unwrap_err();
    api.lock_thing().with_timeout((seconds(3), seconds(9))).await.unwrap_err();
    api.get_thing("a").await.unwrap_err();
    assert_eq!(limits.try_iter().collect::<Vec<_>>(), [Some(seconds(7)), Some(seconds(3)), None]);

    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1".to_vec();
    let slow = vec![(Duration::ZERO, head), (Duration::from_secs(60), Vec::new())];
    let server = ScriptedServer::start(vec![ScriptedResponse::Slow(slow)]).await;
    let start = Instant::now();
    let stream = sample::api(&server.url).watch_thing().await.unwrap();
    assert_eq!(stream.bytes().await.unwrap_err().phase(), TransportPhase::Stall);
    assert!(start.elapsed() >= Duration::from_secs(1) && start.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn an_error_with_a_large_body_is_still_that_error() {
    let server = ScriptedServer::start(vec![response("418 Teapot", &[], "0123456789abcdef")]).await;
    let error = limited(&server.url, 10).get_thing("a").await.unwrap_err();
    assert_eq!(error.body(), Some(&b"0123456789"[..]));
}

#[tokio::test]
async fn broken_answers_are_transport_errors() {
    for (bytes, expected) in [
        (&b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[1"[..], TransportPhase::Body),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n", TransportPhase::Body),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", TransportPhase::Body),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", TransportPhase::Send),
        (b"HTTP/1.1 200 OK\r\nContent-", TransportPhase::Send),
        (b"nonsense\r\n\r\n", TransportPhase::Send),
        (b"", TransportPhase::Send),
    ] {
        let server = ScriptedServer::start(vec![ScriptedResponse::Bytes(bytes.to_vec())]).await;
        let outcome = api(&server.url).start_thing("a", 1).await;
        assert_eq!(phase(outcome), expected, "{}", String::from_utf8_lossy(bytes));
        assert_eq!(server.requests().len(), 1, "a POST is not repeated");
    }
}

#[tokio::test]
async fn a_connect_limit_of_a_call_is_its_own() {
    // A port that nothing listens on refuses at once, under any limit.
    let limits = (Duration::from_secs(1), Duration::from_secs(2));
    let outcome = api("http://127.0.0.1:1").start_thing("a", 1).with_timeout(limits).await;
    assert_eq!(phase(outcome), TransportPhase::Connect);
}
