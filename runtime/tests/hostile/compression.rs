//! Compressed responses, which this client does not ask for.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::Method;
use osparc_runtime::reqwest;
use osparc_runtime::{ByteStream, Client, Empty, Error, RetryPolicy, Text, TransportPhase};

use crate::scripted_server::{ScriptedResponse, ScriptedServer, response};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// 50 MiB of JSON in some kilobytes.
fn bomb() -> Vec<u8> {
    let mut json = vec![b' '; 50 * 1024 * 1024];
    json.extend_from_slice(b"[1]");
    gzip(&json)
}

fn encoded(status: &str, encoding: &str, content_type: &str, body: &[u8]) -> ScriptedResponse {
    response(
        status,
        &[&format!("Content-Encoding: {encoding}"), &format!("Content-Type: {content_type}")],
        body,
    )
}

fn client(url: &str) -> Client {
    Client::builder().base_url(url).retry(RetryPolicy::none()).no_proxy().build().unwrap()
}

#[tokio::test]
async fn nothing_is_asked_for_and_nothing_decoded_or_believed() {
    let body = gzip(b"[1]");
    for encoding in ["gzip", "x-gzip", "br", "deflate", "zstd", "identity, gzip", "made-up"] {
        let response = encoded("200 OK", encoding, "application/json", &body);
        let server = ScriptedServer::start(vec![response]).await;
        let error = client(&server.url).raw(Method::GET, "/x").read::<Vec<u64>>().await.unwrap_err();
        let Error::Decode(error) = error else { panic!("{encoding}: {error:?}") };
        let text = format!("{error} {error:?}");
        assert!(text.contains("content encoding is"), "{text}");
        assert_eq!(
            server.request().header("accept-encoding"),
            Some("identity"),
            "this test has reqwest's decoders on"
        );
    }
}

#[tokio::test]
async fn a_text_and_a_stream_are_not_believed_either() {
    let responses = vec![encoded("200 OK", "gzip", "text/plain", &gzip(b"hello")); 2];
    let server = ScriptedServer::start(responses).await;
    let client = client(&server.url);
    let error = client.raw(Method::GET, "/x").read_as::<Text>().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    let error = client.raw(Method::GET, "/x").read::<ByteStream>().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn a_compressed_error_keeps_its_status_and_its_bytes() {
    let body = gzip(br#"{"errors":["no such study"]}"#);
    let server =
        ScriptedServer::start(vec![encoded("404 Not Found", "gzip", "application/json", &body)]).await;
    let error = client(&server.url).raw(Method::GET, "/x").read::<Vec<u64>>().await.unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)) && error.is_not_found(), "{error:?}");
    assert_eq!((error.body(), error.messages().len()), (Some(&body[..]), 0));
}

#[tokio::test]
async fn what_is_not_decoded_is_there_for_who_asks() {
    let body = gzip(b"[1]");
    let server = ScriptedServer::start(vec![encoded("200 OK", "gzip", "application/json", &body); 3]).await;
    let client = client(&server.url);
    let raw = client.raw(Method::GET, "/x").with_header("Accept-Encoding", "gzip").send().await.unwrap();
    assert_eq!(raw.headers()["content-encoding"], "gzip");
    assert_eq!(raw.bytes().await.unwrap(), body);
    assert_eq!(server.request().header("accept-encoding"), Some("gzip"));
    assert_eq!(client.get_unauthenticated(&server.url).await.unwrap().bytes().await.unwrap(), body);
    client.raw(Method::GET, "/x").read_as::<Empty>().await.unwrap();
}

#[tokio::test]
async fn a_bomb_is_not_decoded() {
    let body = bomb();
    assert!(body.len() < 100_000);
    let server = ScriptedServer::start(vec![encoded("200 OK", "gzip", "application/json", &body)]).await;
    let error = client(&server.url).raw(Method::GET, "/x").read::<Vec<u64>>().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(error.body().unwrap().len(), body.len());
}

/// A caller's own reqwest client may decode; the limit then counts decoded bytes.
#[tokio::test]
async fn a_bomb_in_a_client_that_decodes_is_cut_by_the_limit() {
    let responses = [("200 OK", bomb()), ("200 OK", gzip(b"[1]")), ("500 Oh", bomb())];
    let responses = responses.map(|(status, body)| encoded(status, "gzip", "application/json", &body));
    let server = ScriptedServer::start(responses.to_vec()).await;
    let own =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
    let builder = Client::builder().base_url(&server.url).reqwest_client(own).retry(RetryPolicy::none());
    let client = builder.body_limit(1_000_000).build().unwrap();
    let error = client.raw(Method::GET, "/x").read::<Vec<u64>>().await.unwrap_err();
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert_eq!(error.phase(), TransportPhase::TooLarge);
    assert_eq!(client.raw(Method::GET, "/x").read::<Vec<u64>>().await.unwrap(), [1], "it does decode");
    let error = client.raw(Method::GET, "/x").read::<Vec<u64>>().await.unwrap_err();
    assert_eq!(error.body().unwrap().len(), 1_000_000);
}
