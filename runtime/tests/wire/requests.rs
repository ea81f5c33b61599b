//! Requests, byte for byte.

use http::Method;
use osparc_runtime::{Error, support::Encoding};

use crate::sample::{Client, GetThing, ThingsApi, api, client};
use crate::scripted_server::{ScriptedServer, json, response};

async fn server() -> ScriptedServer {
    ScriptedServer::start(vec![json("200 OK", "[1]")]).await
}

#[tokio::test]
async fn a_request_has_no_header_that_nobody_asked_for() {
    let server = server().await;
    api(&server.url).get_thing("a").await.unwrap();
    let request = server.request();
    let agent = "sample-api/1.2.3";
    assert_eq!(request.line, "GET /v0/things/a HTTP/1.1");
    let mut headers = request.headers.clone();
    headers.sort();
    let host = server.url.strip_prefix("http://").unwrap();
    let expected = [
        ("accept", "application/json"),
        ("accept-encoding", "identity"),
        ("authorization", "Basic a2V5OnNlY3JldA=="),
        ("host", host),
        ("user-agent", agent),
    ];
    assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

#[tokio::test]
async fn an_encoding_is_asked_for_only_by_the_caller() {
    let server = ScriptedServer::start(vec![json("200 OK", "[1]"); 2]).await;
    let client = Client::builder().base_url(&server.url).default_header("Accept-Encoding", "br").no_proxy();
    let api = ThingsApi::new(&client.build().unwrap());
    api.get_thing("a").await.unwrap();
    api.get_thing("a").with_header("accept-encoding", "gzip").await.unwrap();
    let sent = server.requests();
    let sent = sent.iter().map(|request| request.header("accept-encoding").unwrap());
    assert!(sent.eq(["br", "gzip"]));
}

#[tokio::test]
async fn hostile_path_values_stay_one_segment() {
    for (value, target) in [
        ("simcore/services/comp/itis/sleeper", "/v0/things/simcore%2Fservices%2Fcomp%2Fitis%2Fsleeper"),
        ("a b", "/v0/things/a%20b"),
        ("a+b?c#d&e=f", "/v0/things/a%2Bb%3Fc%23d%26e%3Df"),
        ("100%", "/v0/things/100%25"),
        ("{thing_id}", "/v0/things/%7Bthing_id%7D"),
        ("é☃", "/v0/things/%C3%A9%E2%98%83"),
        ("a:start", "/v0/things/a%3Astart"),
        ("...", "/v0/things/..."),
    ] {
        let server = server().await;
        api(&server.url).get_thing(value).await.unwrap();
        assert_eq!(server.request().target(), target);
    }
}

#[tokio::test]
async fn path_values_that_would_leave_their_segment_are_not_sent() {
    for value in
        ["", ".", "..", "%2e%2E", "%252e", "a/../b", "a\\..\\b", "a%5c..%5Cb", "..%2Fx", "a\r\nb", "\0", "\t"]
    {
        let server = server().await;
        let error = api(&server.url).get_thing(value).await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{value:?}: {error:?}");
        assert!(
            error.to_string().starts_with("get_thing: not sent: the path parameter `thing_id` "),
            "{error}"
        );
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn the_colon_of_a_template_is_literal_and_a_post_without_body_has_length_0() {
    let server = ScriptedServer::start(vec![json("202 Accepted", "\"started\"")]).await;
    api(&server.url).start_thing("x:y", 7).await.unwrap();
    let request = server.request();
    assert_eq!(request.line, "POST /v0/things/x%3Ay/7:start HTTP/1.1");
    assert_eq!(request.header("content-length"), Some("0"));
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn a_base_path_and_a_trailing_slash_work() {
    for (suffix, target) in [
        ("", "/v0/things/a"),
        ("/", "/v0/things/a"),
        ("/base/path", "/base/path/v0/things/a"),
        ("/base/path/", "/base/path/v0/things/a"),
    ] {
        let server = server().await;
        api(&format!("{}{suffix}", server.url)).get_thing("a").await.unwrap();
        assert_eq!(server.request().target(), target);
    }
}

#[test]
fn bases_that_hide_something_are_refused() {
    for base in
        ["http://user:pass@localhost", "http://localhost/?a=b", "http://localhost/#a", "ftp://x", "nothing"]
    {
        let error = Client::builder().base_url(base).build().unwrap_err();
        assert!(!error.to_string().contains("pass"), "{error}");
    }
    assert_eq!(Client::builder().build().unwrap().base_url().as_str(), "http://localhost/");
}

type Change = fn(GetThing, Vec<String>) -> GetThing;

#[tokio::test]
async fn queries_are_encoded_and_absent_ones_not_sent() {
    let texts = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect::<Vec<_>>();
    let table: &[(Change, &str)] = &[
        (|request, _| request, ""),
        (|request, _| request.limit(10).hidden(false), "?limit=10&hidden=false"),
        (|request, _| request.filter("a b+c&d=e%f#g?é"), "?filter=a%20b%2Bc%26d%3De%25f%23g%3F%C3%A9"),
        (|request, _| request.filter(""), "?filter="),
        (|request, tags| request.tags(&tags), "?tags=1&tags=2%2C3"),
        (|request, _| request.tags(&[]), ""),
        (|request, tags| request.labels(Encoding::FORM.explode(false), &tags), "?labels=1,2%2C3"),
        (|request, tags| request.labels(Encoding::PIPE_DELIMITED, &tags), "?labels=1%7C2%2C3"),
        (|request, tags| request.labels(Encoding::SPACE_DELIMITED, &tags), "?labels=1%202%2C3"),
        (|request, _| request.shape(&[1, 2]), "?shape=%5B1%2C2%5D"),
        (|request, _| request.limit(1).with_query("x y", "&"), "?limit=1&x%20y=%26"),
    ];
    for (change, query) in table {
        let server = server().await;
        change(api(&server.url).get_thing("a"), texts(&["1", "2,3"])).await.unwrap();
        assert_eq!(server.request().target(), format!("/v0/things/a{query}"));
    }
}

#[tokio::test]
async fn headers_and_cookies_are_sent_once() {
    let server = server().await;
    let builder = Client::builder().base_url(&server.url).user_agent("my-tool/1.2").no_proxy();
    let builder = builder.default_header("X-Team", "a");
    let client = builder.parameter_default("X-Parent-Id", "from-environment").build().unwrap();
    let request = ThingsApi::new(&client).get_thing("a").session("a b;c");
    request.with_header("X-Team", "b").with_header("X-More", "c").await.unwrap();
    let request = server.request();
    assert_eq!(request.header("x-team"), Some("b"));
    assert_eq!(request.header("x-more"), Some("c"));
    assert_eq!(request.header("cookie"), Some("session=a%20b%3Bc"));
    assert_eq!(request.header("x-parent-id"), Some("from-environment"));
    assert_eq!(request.header("content-type"), None);
    let agent = "my-tool/1.2 sample-api/1.2.3";
    assert_eq!(request.header("user-agent"), Some(agent));
}

#[tokio::test]
async fn a_content_type_is_of_the_body_or_of_the_call() {
    let error = Client::builder().default_header("Content-Type", "text/plain").build().unwrap_err();
    assert!(error.to_string().contains("`with_header`"), "{error}");
    let server = server().await;
    api(&server.url).get_thing("a").with_header("Content-Type", "text/plain").await.unwrap();
    assert_eq!(server.request().header("content-type"), Some("text/plain"), "what is asked for is sent");
}

#[tokio::test]
async fn defaults_of_parameters_go_only_where_they_are_documented_and_not_set() {
    let server = ScriptedServer::start(vec![json("200 OK", "[1]"), json("200 OK", "[1]")]).await;
    let builder = Client::builder().base_url(&server.url).no_proxy();
    let client = builder.parameter_default("x-parent-id", "from-environment").build().unwrap();
    let api = ThingsApi::new(&client);
    api.get_thing("a").x_parent_id("mine").await.unwrap();
    api.inspect_thing().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests[0].header("x-parent-id"), Some("mine"));
    assert_eq!(requests[1].header("x-parent-id"), None);
}

#[tokio::test]
async fn header_values_that_would_end_their_line_are_not_sent() {
    for value in ["a\r\nX-Evil: 1", "a\nb", "a\0b", "é"] {
        let server = server().await;
        let error = api(&server.url).get_thing("a").x_parent_id(value).await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{value:?}");
        assert!(server.requests().is_empty());
        assert!(Client::builder().default_header("x-a", value).build().is_err());
        assert!(Client::builder().user_agent(value).build().is_err());
    }
}

#[tokio::test]
async fn bodies_have_their_media_type() {
    let server = ScriptedServer::start(vec![
        json("201 Created", "[1,2]"),
        response("200 OK", &[], ""),
        response("200 OK", &[], ""),
    ])
    .await;
    let api = api(&server.url);
    api.create_thing(&[1, 2]).await.unwrap();
    api.upload_text("é").await.unwrap();
    api.upload_bytes(vec![0, 255].into()).await.unwrap();
    let bodies = server.requests();
    let sent: Vec<_> =
        bodies.iter().map(|request| (request.header("content-type").unwrap(), &request.body[..])).collect();
    assert_eq!(
        sent,
        [
            ("application/json", &b"[1,2]"[..]),
            ("text/plain; charset=utf-8", "é".as_bytes()),
            ("application/octet-stream", &[0, 255]),
        ]
    );
}

#[tokio::test]
async fn a_raw_request_is_held_to_the_same_rules() {
    let server =
        ScriptedServer::start(vec![json("503 Service Unavailable", "{}"), json("200 OK", "[1]")]).await;
    let client = client(&server.url);
    let request = client.raw(Method::GET, "/v0/files").path_segment("a/b c").query("limit", &1_u64);
    let value: Vec<u64> = request.read().await.unwrap();
    assert_eq!(value, [1]);
    for request in server.requests() {
        assert_eq!(request.line, "GET /v0/files/a%2Fb%20c?limit=1 HTTP/1.1");
        assert_eq!(request.header("authorization"), Some("Basic a2V5OnNlY3JldA=="));
    }
    assert_eq!(server.requests().len(), 2);
    for path in ["", "v0/x", "/v0/../x", "/v0/%2e%2e/x", "/v0\\..\\x", "/v0/x?y=1", "/v0/x#y", "/v0/\nx"] {
        let error = client.raw(Method::GET, path).await.unwrap_err();
        assert!(matches!(*error, Error::Build(_)), "{path:?}: {error}");
    }
    assert!(client.raw(Method::GET, "/v0").path_segment("..").await.is_err());
}

#[test]
fn requests_and_clients_print_no_values() {
    let client = client("http://localhost");
    let request = ThingsApi::new(&client).get_thing("s3cr3t").filter("s3cr3t").x_parent_id("s3cr3t");
    let shown = format!("{request:?} {client:?} {:?}", client.raw(Method::GET, "/s3cr3t"));
    assert!(shown.contains("get_thing") && shown.contains("/v0/things/{thing_id}"), "{shown}");
    assert!(!shown.contains("s3cr3t") && !shown.contains("secret") && !shown.contains("a2V5"), "{shown}");
}

#[test]
fn everything_can_go_to_another_thread() {
    fn send<T: Send + 'static>(_: T) {}
    fn shared<T: Send + Sync>() {}
    let api = api("http://localhost");
    send(api.get_thing("a"));
    send(api.get_thing("a").send());
    send(api.get_thing("a").response());
    send(api.get_thing("a").raw());
    send(api.content().send());
    shared::<Client>();
    shared::<osparc_runtime::AnyError>();
    shared::<Error<crate::sample::ThingError>>();
}
