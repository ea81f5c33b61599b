//! Bodies that are read as they come.

use std::time::Duration;

use osparc_runtime::{Error, Timeouts, TransportPhase};

use crate::sample::{Client, ThingsApi, api};
use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

fn slow(pieces: &[(u64, &[u8])]) -> ScriptedResponse {
    let head = (Duration::ZERO, HEAD.to_vec());
    let rest = pieces.iter().map(|(wait, bytes)| (Duration::from_millis(*wait), bytes.to_vec()));
    ScriptedResponse::Slow(std::iter::once(head).chain(rest).collect())
}

#[tokio::test]
async fn chunks_come_as_they_are_sent() {
    let server = ScriptedServer::start(vec![slow(&[(0, b"ab"), (50, b"cd")])]).await;
    let mut stream = api(&server.url).content().await.unwrap();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next_chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert_eq!(bytes, b"abcd");
    assert!(stream.next_chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn a_stream_may_last_longer_than_an_attempt_but_not_be_silent() {
    let pieces: &[(u64, &[u8])] = &[(120, b"a"), (120, b"b"), (120, b"c")];
    let server = ScriptedServer::start(vec![slow(pieces), slow(&[(0, b"a"), (60_000, b"b")])]).await;
    let limits = Timeouts::from(Duration::from_millis(200)).stall(Duration::from_millis(1500));
    let stream = api(&server.url).content().with_timeout(limits).await.unwrap();
    assert_eq!(stream.text().await.unwrap(), "abc");
    let limits = limits.stall(Duration::from_millis(100));
    let stream = api(&server.url).content().with_timeout(limits).await.unwrap();
    let error = stream.bytes().await.unwrap_err();
    assert_eq!(error.phase(), TransportPhase::Stall);
    assert_eq!(error.operation(), "content");
}

#[tokio::test]
async fn a_slow_reader_is_no_silence() {
    let server = ScriptedServer::start(vec![slow(&[(0, b"a"), (300, b"b")])]).await;
    let limits = Timeouts::new().stall(Duration::from_millis(200));
    let mut stream = api(&server.url).content().with_timeout(limits).await.unwrap();
    assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "a");
    tokio::time::sleep(Duration::from_millis(250)).await;
    assert_eq!(stream.next_chunk().await.unwrap().unwrap(), "b");
}

#[tokio::test]
async fn a_refusal_is_not_a_stream() {
    let server = ScriptedServer::start(vec![json("402 Payment Required", "[1]")]).await;
    assert!(api(&server.url).content().await.unwrap_err().is_payment_required());
}

#[tokio::test]
async fn collecting_a_stream_is_bounded() {
    let server = ScriptedServer::start(vec![response("200 OK", &[], "0123456789")]).await;
    let client = Client::builder().base_url(&server.url).body_limit(9).no_proxy().build().unwrap();
    let stream = ThingsApi::new(&client).content().await.unwrap();
    assert_eq!(stream.bytes().await.unwrap_err().phase(), TransportPhase::TooLarge);
}

#[tokio::test]
async fn lines_are_values() {
    let pieces: &[(u64, &[u8])] = &[(0, b"1\n2"), (20, b"3\r\n\n  \r\n\x1e5\n\x1e\n"), (20, b"x\n4")];
    let server = ScriptedServer::start(vec![slow(pieces)]).await;
    let mut lines = api(&server.url).events().await.unwrap();
    let mut values = Vec::new();
    while let Some(value) = lines.next().await {
        values.push(value.map_err(|error| error.to_string().contains("the body is not as documented: ")));
    }
    assert_eq!(values, [Ok(1), Ok(23), Ok(5), Err(true), Ok(4)]);
}

#[tokio::test]
async fn lines_are_bounded_and_breaks_are_errors() {
    let client = |url: &str| Client::builder().base_url(url).body_limit(8).no_proxy().build().unwrap();
    let server =
        ScriptedServer::start(vec![slow(&[(0, b"1\n2\n3\n4\n5\n6\n"), (20, b"111111111111")])]).await;
    let mut lines = ThingsApi::new(&client(&server.url)).events().await.unwrap();
    for expected in 1..=6 {
        assert_eq!(lines.next().await.unwrap().unwrap(), expected);
    }
    let error = lines.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&*error, Error::Transport(error) if error.phase() == TransportPhase::TooLarge),
        "{error:?}"
    );
    assert!(lines.next().await.is_none());
    let server = ScriptedServer::start(vec![slow(&[(0, b"1\n222222222\n3\n")])]).await;
    let mut lines = ThingsApi::new(&client(&server.url)).events().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    assert!(lines.next().await.unwrap().is_err(), "a line beyond the limit that came at once");
    assert!(lines.next().await.is_none());
    let cut = ScriptedResponse::Bytes(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1\n2".to_vec());
    let server = ScriptedServer::start(vec![cut]).await;
    let mut lines = api(&server.url).events().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    assert!(lines.next().await.unwrap().is_err());
    assert!(lines.next().await.is_none());
}
