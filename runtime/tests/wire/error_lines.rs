//! The line of each error: what happened, where, and what can be done.

use std::time::Duration;

use osparc_runtime::{Credentials, RetryPolicy, Timeouts};
use tokio::net::TcpListener;

use crate::sample::{Client, ThingsApi, api, quick};
use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

const SECRET: &str = "s3cr3t-of-mine";

/// The line of the first call's error, with the server's address as `HOST`.
async fn line(responses: Vec<ScriptedResponse>) -> String {
    let server = ScriptedServer::start(responses).await;
    let credentials = Credentials::basic("my-api-key", SECRET);
    let client = Client::builder().base_url(&server.url).credentials(credentials).retry(quick()).no_proxy();
    let error = ThingsApi::new(&client.build().unwrap()).get_thing("a").await.unwrap_err();
    let line = error.to_string().replace(server.url.trim_start_matches("http://"), "HOST");
    assert_eq!(
        osparc_runtime::AnyError::from(error)
            .to_string()
            .replace(server.url.trim_start_matches("http://"), "HOST"),
        line
    );
    line
}

#[tokio::test]
async fn a_response_is_told_in_the_servers_words() {
    let validation = r#"{"errors":[
        {"type":"string_type","loc":["body","metadata","a"],"msg":"Input should be a valid string","input":{}},
        {"type":"x","loc":["query","limit",0],"msg":"too large"},{"type":"x","loc":["query","limit",0],"msg":"too large"}]}"#;
    let places = "body.metadata.a: Input should be a valid string; query.limit.0: too large";
    let ids = ["content-type: application/json", "x-trace-id: 0af7", "x-request-id: r-1"];
    let ticket = r#"{"errors":["Something went wrong [ticket 12-34]"]}"#;
    // `my-api-key:s3cr3t-of-mine`, as it is sent.
    let echo = format!(
        r#"{{"errors":["key my-api-key with {SECRET} or Basic bXktYXBpLWtleTpzM2NyM3Qtb2YtbWluZQ==\n\u001b[2J"]}}"#
    );
    let long = format!(r#"["{}"]"#, "x".repeat(5_000));
    for (answer, expected) in [
        (json("422 Unprocessable Entity", validation), format!("422 Unprocessable Entity: {places}")),
        (
            response("500 Internal Server Error", &ids, ticket),
            "500 Internal Server Error: Something went wrong [ticket 12-34] \
             (support id 12-34, request id r-1, trace id 0af7)".to_owned(),
        ),
        (json("404 Not Found", "\"no such thing\""), "404 Not Found: no such thing".to_owned()),
        (
            json("400 Bad Request", &echo),
            "400 Bad Request: key [redacted] with [redacted] or [redacted] \\u{1b}[2J".to_owned(),
        ),
        (json("400 Bad Request", &long), format!("400 Bad Request: {}… (600 of 5000 characters)", "x".repeat(600))),
        (
            response("400 Bad Request", &["Content-Type: text/html"], "<html>"),
            "400 Bad Request: a page of HTML, not of the API".to_owned(),
        ),
        (json("402 Payment Required", "{\"s3cr3t\":\"body\"}"), "402 Payment Required".to_owned()),
        (response("409 Conflict", &[], ""), "409 Conflict".to_owned()),
        (
            response("307 Temporary Redirect", &["Location: https://a.example/?signature=hush"], ""),
            "307 Temporary Redirect: redirects are not followed; check scheme, host and path of the base URL".to_owned(),
        ),
        (
            response("429 Too Many Requests", &["Retry-After: 300", "Content-Type: text/plain"], "Too Many Requests"),
            "429 Too Many Requests: Too Many Requests (not retried: Retry-After of 300 s is longer than 120 s)".to_owned(),
        ),
        (json("200 OK", "[1,\"x\"]"), "200 OK, but the body is not as documented: [1]: ".to_owned()),
    ] {
        let line = line(vec![answer]).await;
        assert!(line.starts_with(&format!("get_thing at HOST: {expected}")), "{line}");
        assert!(!line.contains('\n') && line.len() < 1_000 && !line.contains("hush"));
    }
    let busy = json("503 Service Unavailable", r#"{"errors":["The service was unavailable."]}"#);
    let expected = "503 Service Unavailable: The service was unavailable. (3 attempts)";
    assert_eq!(line(vec![busy; 3]).await, format!("get_thing at HOST: {expected}"));
}

#[tokio::test]
async fn missing_credentials_are_told() {
    let server =
        ScriptedServer::start(vec![json("401 Unauthorized", r#"{"errors":["Not authenticated"]}"#); 2]).await;
    let client = Client::builder().base_url(&server.url).no_proxy().build().unwrap();
    let line = ThingsApi::new(&client).get_thing("a").await.unwrap_err().to_string();
    assert!(line.ends_with("401 Unauthorized: Not authenticated; the request had no credentials"), "{line}");
    let line = api(&server.url).get_thing("a").await.unwrap_err().to_string();
    assert!(line.ends_with("401 Unauthorized: Not authenticated"), "{line}");
}

#[tokio::test]
async fn the_credentials_of_a_call_and_its_secret_headers_are_not_shown() {
    let echo = format!(r#"["the token {SECRET} and another-secret"]"#);
    let server = ScriptedServer::start(vec![json("400 Bad Request", &echo); 2]).await;
    let client = Client::builder().base_url(&server.url).no_proxy().build().unwrap();
    let raw = || client.raw(http::Method::GET, "/x");
    for raw in [
        raw().with_auth(Credentials::bearer(SECRET)).with_header("Cookie", "a=another-secret"),
        raw()
            .with_header("Authorization", &format!("Bearer {SECRET}"))
            .with_header("Cookie", "b=1; a=another-secret"),
    ] {
        let error = raw.read::<String>().await.unwrap_err();
        assert!(
            error.to_string().ends_with("400 Bad Request: the token [redacted] and [redacted]"),
            "{error}"
        );
        assert!(!format!("{error:?}").contains(SECRET), "{error:?}");
    }
}

/// What a call to a base URL fails with.
async fn unreachable(base: &str, timeouts: Timeouts) -> String {
    let client = Client::builder().base_url(base).retry(RetryPolicy::none()).timeouts(timeouts).no_proxy();
    ThingsApi::new(&client.build().unwrap()).get_thing("a").await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_connection_that_cannot_be_made_is_told_with_its_cause() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let refusing = closed.local_addr().unwrap();
    drop(closed);
    let expected = format!(
        "get_thing at {refusing}: {refusing} refuses connections: check host and port of the base URL"
    );
    let line = unreachable(&format!("http://{refusing}"), Timeouts::new()).await;
    assert!(line.starts_with(&expected), "{line}");
    let line = unreachable("https://api.exmple.invalid", Timeouts::new()).await;
    let expected =
        "get_thing at api.exmple.invalid: cannot find the host api.exmple.invalid: check the base URL";
    assert!(line.starts_with(expected), "{line}");
    #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
    {
        let plain = ScriptedServer::start(vec![json("200 OK", "[1]")]).await;
        let tls = plain.url.replace("http:", "https:");
        // It waits for the end of a request, which never comes as TLS has it, unless it is told by the other side.
        let line = unreachable(&tls, Timeouts::new().attempt(Duration::from_secs(2))).await;
        assert!(line.contains("TLS") || line.contains("time limit"), "{line}");
    }
}

#[tokio::test]
async fn what_breaks_off_is_told_with_its_limit_or_cause() {
    let broken = || vec![ScriptedResponse::Close; 3];
    let expected = "get_thing at HOST: the connection broke before a response came: ";
    let line = line(broken()).await;
    assert!(line.starts_with(expected) && line.ends_with(" (3 attempts)"), "{line}");
    for (timeouts, limit) in [
        (Timeouts::new().attempt(Duration::from_millis(90)), "90ms for an attempt"),
        (Timeouts::new().total(Duration::from_millis(95)), "95ms for all attempts"),
    ] {
        let server = ScriptedServer::start(vec![ScriptedResponse::Silence; 2]).await;
        let line = unreachable(&server.url, timeouts).await;
        assert!(line.ends_with(&format!("no complete response within the time limit ({limit})")), "{line}");
    }
    let garbage = ScriptedServer::start(vec![ScriptedResponse::Bytes(
        b"\x15\x03\x03\0\x02\x02\x16 garbage\r\n\r\n".to_vec(),
    )])
    .await;
    let line = unreachable(&garbage.url, Timeouts::new()).await;
    assert!(line.contains("the response is not HTTP: check scheme and port"), "{line}");
    let server = ScriptedServer::start(vec![json("200 OK", "[1,2,3]")]).await;
    let client = Client::builder().base_url(&server.url).body_limit(3).no_proxy().build().unwrap();
    let line = ThingsApi::new(&client).get_thing("a").await.unwrap_err().to_string();
    assert!(line.ends_with("the response body exceeds the limit (3 bytes; see `body_limit`)"), "{line}");
}

#[tokio::test]
async fn what_a_store_says_is_told_as_the_stores() {
    let store = ScriptedServer::start(vec![response(
        "403 Forbidden",
        &["Content-Type: text/plain"],
        "Request has expired",
    )])
    .await;
    let api_server = ScriptedServer::start(vec![response(
        "307 Temporary Redirect",
        &[&format!("Location: {}/x?s=hush", store.url)],
        "",
    )])
    .await;
    let error = api(&api_server.url).stored_content().await.unwrap_err();
    let host = store.url.trim_start_matches("http://");
    let place = format!("stored_content at {host}, a store that the API redirected to");
    assert_eq!(error.to_string(), format!("{place}: 403 Forbidden: Request has expired"));
}
