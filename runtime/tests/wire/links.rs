//! Links to other hosts: what is stored there.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use osparc_runtime::{AnyError, Client, Credentials, Error, RetryPolicy, Timeouts, TransportPhase};

use crate::sample::ThingsApi;
use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

/// Chunks that come after a wait each, or a fault.
struct Pieces(Vec<Result<Bytes, std::io::Error>>, Duration, Option<Pin<Box<tokio::time::Sleep>>>);

impl Pieces {
    fn of<const N: usize>(pieces: [Result<&'static str, std::io::Error>; N]) -> Self {
        Self::slow(pieces, Duration::ZERO)
    }

    fn slow<const N: usize>(pieces: [Result<&'static str, std::io::Error>; N], wait: Duration) -> Self {
        Self(pieces.into_iter().map(|piece| piece.map(Bytes::from)).collect(), wait, None)
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0.is_empty() {
            return Poll::Ready(None);
        }
        let wait = self.1;
        let sleep = self.2.get_or_insert_with(|| Box::pin(tokio::time::sleep(wait)));
        if sleep.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        self.2 = None;
        Poll::Ready(Some(self.0.remove(0)))
    }
}

/// A client that has more than a link may see.
fn client(url: &str) -> Client {
    let builder = Client::builder().base_url(url).credentials(Credentials::basic("key", "secret"));
    let builder = builder.default_header("X-Secret", "hush").default_header("Cookie", "a=b");
    builder.retry(RetryPolicy::new().max_attempts(5)).no_proxy().build().unwrap()
}

fn transport(error: &AnyError) -> TransportPhase {
    match &**error {
        Error::Transport(error) => error.phase(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_stored_has_its_length_and_nothing_of_the_client() {
    let store = ScriptedServer::start(vec![response("200 OK", &["ETag: \"e1\""], ""); 5]).await;
    let link = format!("{}/part?partNumber=1&signature=s", store.url);
    let client = client(&store.url);
    let large = "x".repeat(200_000);
    for body in ["a part", "", &large] {
        let response = client.put_unauthenticated(&link, body.to_owned()).await.unwrap();
        assert_eq!(response.headers()["etag"], "\"e1\"");
    }
    client
        .put_unauthenticated_stream(&link, Pieces::of([Ok("a "), Ok(""), Ok("part"), Ok("")]), 6)
        .await
        .unwrap();
    client.put_unauthenticated_stream(&link, Pieces::of([]), 0).await.unwrap();
    let requests = store.requests();
    for (request, body) in requests.iter().zip(["a part", "", &large, "a part", ""]) {
        assert_eq!(request.line, "PUT /part?partNumber=1&signature=s HTTP/1.1");
        assert_eq!(request.body, body.as_bytes());
        assert_eq!(request.header("content-length"), Some(body.len().to_string().as_str()));
        let names: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["transfer-encoding", "authorization", "x-secret", "cookie", "content-type", "referer"] {
            assert!(!names.contains(&name), "{names:?}");
        }
    }
    assert_eq!(requests.len(), 5);
}

#[tokio::test]
async fn what_is_stored_is_sent_once() {
    let store = ScriptedServer::start(vec![
        response("503 Slow Down", &["Retry-After: 0"], "<Code>SlowDown</Code>"),
        response("307 Temporary Redirect", &["Location: /elsewhere"], ""),
        ScriptedResponse::Close,
    ])
    .await;
    let client = client(&store.url);
    for expected in [503, 307] {
        let response = client.put_unauthenticated(&store.url, "part").await.unwrap();
        assert_eq!(response.status().as_u16(), expected);
    }
    let error = client.put_unauthenticated(&store.url, "part").await.unwrap_err();
    assert_eq!(transport(&error), TransportPhase::Send);
    assert_eq!(error.operation(), "put_unauthenticated");
    assert_eq!(store.requests().len(), 3);
}

#[tokio::test]
async fn a_stream_of_another_length_or_with_a_fault_stores_nothing() {
    let store = ScriptedServer::start(vec![response("200 OK", &[], ""); 8]).await;
    let client = client(&store.url);
    for (pieces, length) in [
        (Pieces::of([Ok("ab"), Ok("cd")]), 5),
        (Pieces::of([Ok("ab"), Ok("cd")]), 3),
        (Pieces::of([Ok("ab"), Ok("cd")]), 2),
        (Pieces::of([]), 1),
        (Pieces::of([Ok("ab"), Err(std::io::Error::other("disk"))]), 4),
        (Pieces::of([Ok("abcd"), Err(std::io::Error::other("disk"))]), 4),
    ] {
        let error = client.put_unauthenticated_stream(&store.url, pieces, length).await.unwrap_err();
        assert_eq!(transport(&error), TransportPhase::Send);
        assert!(
            std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source())
                .any(|error| error.to_string().contains("length") || error.to_string() == "disk")
        );
    }
    assert!(store.requests().is_empty(), "no request was complete: {:?}", store.requests());
}

#[tokio::test]
async fn a_link_that_is_none_is_an_error_that_does_not_quote_it() {
    let client = client("http://localhost");
    for link in ["", "/part?signature=hush", "ftp://a.example/hush", "http://u:hush@a.example/"] {
        let error = client.put_unauthenticated(link, "part").await.unwrap_err();
        assert!(matches!(&*error, Error::Build(_)) && !format!("{error} {error:?}").contains("hush"));
    }
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_an_attempt_begins_again_with_each_piece() {
    let limits = Timeouts::new().attempt(Duration::from_secs(10)).total(Duration::from_secs(15));
    let client = Client::builder().timeouts(limits).no_proxy().build().unwrap();
    let store = ScriptedServer::start(vec![response("200 OK", &[], ""), ScriptedResponse::Silence]).await;
    let pieces = || Pieces::slow([Ok("a"), Ok("b"), Ok("c"), Ok("d"), Ok("e")], Duration::from_secs(8));
    client.put_unauthenticated_stream(&store.url, pieces(), 5).await.unwrap();
    // No response comes, and a piece that does not come is no progress either.
    let stuck = Pieces::slow([Ok("a")], Duration::from_secs(11));
    for error in [
        client.put_unauthenticated(&store.url, "part").await.unwrap_err(),
        client.put_unauthenticated_stream(&store.url, stuck, 1).await.unwrap_err(),
    ] {
        assert_eq!(transport(&error), TransportPhase::Timeout);
    }
}

/// A redirect to this location.
fn redirect(location: &str) -> ScriptedResponse {
    response("307 Temporary Redirect", &[&format!("Location: {location}")], "moved")
}

#[tokio::test]
async fn a_redirect_to_the_content_is_followed_with_nothing_of_the_client() {
    let store = ScriptedServer::start(vec![
        response("200 OK", &["Content-Type: application/json"], "[1]"),
        redirect("/region/file?signature=t"),
        response("503 Slow Down", &["Retry-After: 0"], ""),
        response("200 OK", &[], "content"),
        response("200 OK", &[], "beside"),
    ])
    .await;
    let api = ScriptedServer::start_with(|url| {
        let link = format!("{}/file?signature=s", store.url);
        vec![
            redirect(&link),
            redirect(&link),
            redirect(&store.url.replace("http:", "")),
            redirect(&format!("{url}/x")),
            json("200 OK", "[1]"),
            redirect("beside?x=1"),
            json("401 Unauthorized", "{}"),
            redirect(&link),
        ]
    })
    .await;
    let things = ThingsApi::new(&client(&api.url));
    let content = async || {
        things
            .stored_content()
            .with_header("X-Parent-Id", "p")
            .with_header("Cookie", "session=s")
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
    };
    assert_eq!(content().await, "[1]");
    let response = things.stored_content().response().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), response.into_inner().bytes().await.unwrap()),
        (200, "content".into())
    );
    assert_eq!(content().await, "beside", "a scheme of its own is not needed");
    assert_eq!(content().await, "[1]", "the API's own origin");
    assert!(
        things.stored_content().await.unwrap_err().is_unauthorized(),
        "is no other, and gets nothing either"
    );
    let raw = things.stored_content().raw().await.unwrap();
    assert_eq!(raw.status().as_u16(), 307, "what is asked for as it is stays as it is");

    let of_store = store.requests();
    let lines: Vec<_> = of_store.iter().map(|request| request.line.as_str()).collect();
    let get = |target: &str| format!("GET {target} HTTP/1.1");
    let twice = get("/region/file?signature=t");
    assert_eq!(lines, [&get("/file?signature=s"), &get("/file?signature=s"), &twice, &twice, &get("/")]);
    let of_api = api.requests();
    assert_eq!(of_api[6].target(), "/v0/beside?x=1");
    for request in of_store.iter().chain([&of_api[4], &of_api[6]]) {
        let names: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["authorization", "x-secret", "cookie", "referer", "x-parent-id"] {
            assert!(!names.contains(&name), "{names:?}");
        }
        assert_eq!(request.header("accept-encoding"), Some("identity"));
    }
}

#[tokio::test]
async fn a_redirect_that_cannot_be_followed_says_why() {
    for (location, expected) in [
        (None, "the redirect has no `Location`"),
        (Some("Location:".to_owned()), "the redirect has no `Location`"),
        (Some("Location: \u{e9}".to_owned()), "the redirect has a `Location` that is not ASCII"),
        (Some("Location: http://".to_owned()), "the redirect has a `Location` that is not a URL"),
        (
            Some("Location: ftp://hush.example/x".to_owned()),
            "leads to a URL that is neither `http` nor `https`",
        ),
        (Some("Location: http://u:hush@a.example/x".to_owned()), "leads to a URL that has credentials in it"),
    ] {
        let headers: Vec<_> = location.iter().map(String::as_str).collect();
        let api = ScriptedServer::start(vec![response("307 Temporary Redirect", &headers, "")]).await;
        let error = ThingsApi::new(&client(&api.url)).stored_content().await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)) && error.status().unwrap().as_u16() == 307);
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(expected) && !source.contains("hush"), "{source}");
    }
    let api = ScriptedServer::start(vec![redirect("/again"); 9]).await;
    let error = ThingsApi::new(&client(&api.url)).stored_content().await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(source, "the content is not there after 3 redirects");
    assert_eq!(api.requests().len(), 4);
}

/// A store's 404 is not one of the API, whatever its body is.
#[tokio::test]
async fn what_a_store_refuses_is_no_documented_error() {
    let store = ScriptedServer::start(vec![
        json("403 Forbidden", "[\"x\"]"),
        response("404 Not Found", &["Content-Type: text/plain"], "no such key"),
        ScriptedResponse::Close,
    ])
    .await;
    let link = format!("{}/file?signature=hush", store.url);
    let api = ScriptedServer::start(vec![redirect(&link); 3]).await;
    let things = ThingsApi::new(&client(&api.url));
    for status in [403, 404] {
        let error = things.stored_content().with_retry(RetryPolicy::none()).await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        assert_eq!((error.status().unwrap().as_u16(), error.operation()), (status, "stored_content"));
        assert!(!format!("{error} {error:?}").contains("hush"));
    }
    let error = things.stored_content().with_retry(RetryPolicy::none()).await.unwrap_err();
    assert_eq!(transport(&error.into()), TransportPhase::Send);
}
