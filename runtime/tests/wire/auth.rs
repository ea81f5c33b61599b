//! Who gets credentials.

use osparc_runtime::{Credentials, Error};

use crate::sample::client::ClientBuilder;
use crate::sample::{Client, ThingsApi, api, client};
use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

fn basic() -> ClientBuilder {
    Client::builder().credentials(Credentials::basic("key", "secret")).no_proxy()
}

#[tokio::test]
async fn only_operations_with_security_get_credentials() {
    let server = ScriptedServer::start(vec![json("200 OK", "[1]")]).await;
    api(&server.url).inspect_thing().await.unwrap();
    assert_eq!(server.request().header("authorization"), None);
}

#[tokio::test]
async fn credentials_can_be_replaced_for_a_call_and_for_all() {
    let server = ScriptedServer::start(vec![json("200 OK", "[1]"); 4]).await;
    let client = client(&server.url);
    let api = ThingsApi::new(&client);
    api.get_thing("a").with_auth(Credentials::basic("a", "b")).await.unwrap();
    api.get_thing("a").with_auth(Credentials::none()).await.unwrap();
    client.set_credentials(Credentials::basic("c", "d"));
    api.get_thing("a").await.unwrap();
    client.set_credentials(Credentials::none());
    api.get_thing("a").await.unwrap();
    let requests = server.requests();
    let sent: Vec<_> = requests.iter().map(|request| request.header("authorization")).collect();
    assert_eq!(sent, [Some("Basic YTpi"), None, Some("Basic Yzpk"), None]);
}

#[tokio::test]
async fn two_bearer_schemes_have_a_token_each() {
    let reader = || Credentials::bearer("r").for_scheme("reader");
    let auditor = || Credentials::bearer("a").for_scheme("auditor");
    let sent = async |credentials| {
        let server = ScriptedServer::start(vec![json("200 OK", "[1]"); 2]).await;
        let client = Client::builder().base_url(&server.url).no_proxy().credentials(credentials);
        let api = ThingsApi::new(&client.build().unwrap());
        let outcomes = [api.read_thing().await.is_ok(), api.audit_thing().await.is_ok()];
        let requests = server.requests();
        let header = |request: &crate::scripted_server::Recorded| {
            (request.target().to_owned(), request.header("authorization").map(str::to_owned))
        };
        (outcomes, requests.iter().map(header).collect::<Vec<_>>())
    };
    let line = |target: &str, token: &str| (target.to_owned(), Some(format!("Bearer {token}")));
    let both = vec![line("/v0/read", "r"), line("/v0/audit", "a")];
    assert_eq!(sent(reader().and(auditor())).await, ([true, true], both.clone()));
    assert_eq!(sent(auditor().and(reader())).await, ([true, true], both), "in any order");
    let fallback = vec![line("/v0/read", "x"), line("/v0/audit", "a")];
    assert_eq!(sent(Credentials::bearer("x").and(auditor())).await, ([true, true], fallback));
    let refused = vec![line("/v0/read", "r")];
    assert_eq!(sent(reader()).await, ([true, false], refused), "no token goes to another scheme");
}

#[tokio::test]
async fn credentials_that_servers_refuse_are_not_sent() {
    for (user, password) in [("a:b", "x"), ("é", "x"), ("x", "☃"), ("x", "a\nb"), ("\u{0}", "x")] {
        let server = ScriptedServer::start(vec![json("200 OK", "[1]")]).await;
        let request = api(&server.url).get_thing("a").with_auth(Credentials::basic(user, password));
        let error = request.await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{user:?} {password:?}");
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn credentials_go_in_plaintext_to_loopback_only() {
    // Nothing listens there: what matters is whether the request would have been sent.
    let remote = "http://192.0.2.1:9";
    let client = basic().base_url(remote).build().unwrap();
    let error = ThingsApi::new(&client).get_thing("a").await.unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error:?}");
    assert!(error.to_string().contains("`http`"), "{error}");
    let short = std::time::Duration::from_millis(50);
    let open = ThingsApi::new(&client).inspect_thing().with_timeout(short).await.unwrap_err();
    assert!(matches!(open, Error::Transport(_)), "without credentials it is sent: {open:?}");
    let client = basic().base_url(remote).danger_allow_plaintext_credentials(true).build().unwrap();
    let allowed = ThingsApi::new(&client).get_thing("a").with_timeout(short).await.unwrap_err();
    assert!(matches!(allowed, Error::Transport(_)), "{allowed:?}");
}

#[tokio::test]
async fn credentials_of_a_call_are_sent_with_any_operation() {
    let server = ScriptedServer::start(vec![json("200 OK", "[1]"); 3]).await;
    let api = api(&server.url);
    api.inspect_thing().with_auth(Credentials::basic("a", "b")).await.unwrap();
    api.inspect_thing().with_auth(Credentials::bearer("t").for_scheme("reader")).await.unwrap();
    api.inspect_thing().with_auth(Credentials::none()).await.unwrap();
    let requests = server.requests();
    let sent: Vec<_> = requests.iter().map(|request| request.header("authorization")).collect();
    assert_eq!(sent, [Some("Basic YTpi"), Some("Bearer t"), None]);
}

#[tokio::test]
async fn credentials_of_a_call_without_a_place_are_errors() {
    let key = || Credentials::api_key("key", "s3cret");
    let both = || Credentials::bearer("s3cret").and(Credentials::basic("a", "s3cret"));
    for (credentials, hint) in [(key(), "`with_header`"), (both(), "several"), (both().and(key()), "several")]
    {
        let error = api("http://localhost").inspect_thing().with_auth(credentials).await.unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error:?}");
        assert!(error.to_string().contains(hint), "{error}");
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    }
    let other = api("http://localhost").get_thing("a").with_auth(Credentials::bearer("t"));
    assert!(matches!(other.await.unwrap_err(), Error::Build(_)));
    let remote = Client::builder().base_url("http://192.0.2.1:9").no_proxy().build().unwrap();
    for request in [
        ThingsApi::new(&remote).inspect_thing().with_auth(Credentials::bearer("t")),
        ThingsApi::new(&remote).inspect_thing().with_header("authorization", "Token t"),
    ] {
        let error = request.await.unwrap_err();
        assert!(error.to_string().contains("`http`"), "{error}");
    }
}

#[tokio::test]
async fn authorization_is_a_header_where_no_credentials_set_it() {
    let error = Client::builder().default_header("Authorization", "Basic x").build().unwrap_err();
    assert!(error.to_string().contains("`credentials`"), "{error}");
    let server = ScriptedServer::start(vec![json("200 OK", "[1]"); 2]).await;
    let api = api(&server.url);
    let error = api.get_thing("a").with_header("authorization", "Token x").await.unwrap_err();
    assert!(error.to_string().contains("`with_auth`"), "{error}");
    api.inspect_thing().with_header("authorization", "Token x").await.unwrap();
    api.get_thing("a").with_auth(Credentials::none()).with_header("Authorization", "Token y").await.unwrap();
    let requests = server.requests();
    let sent: Vec<_> = requests.iter().map(|request| request.header("authorization")).collect();
    assert_eq!(sent, [Some("Token x"), Some("Token y")]);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let other = ScriptedServer::start(vec![json("200 OK", "[1]")]).await;
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let location = format!("Location: {}/v0/things/b", other.url);
        let server =
            ScriptedServer::start(vec![response(status, &[&location], ""), ScriptedResponse::Close]).await;
        let error = api(&server.url).get_thing("a").await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
        assert_eq!(error.location(), Some(format!("{}/v0/things/b", other.url).as_str()));
        assert_eq!(server.requests().len(), 1);
    }
    assert!(other.requests().is_empty());
}
