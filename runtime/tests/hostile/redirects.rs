//! Redirects: none is followed, wherever it leads.

use http::{Method, StatusCode};
use osparc_runtime::{Client, Credentials, Error};

use crate::scripted_server::{ScriptedResponse, ScriptedServer, json, response};

const STATUSES: &[&str] = &[
    "300 Multiple Choices",
    "301 Moved Permanently",
    "302 Found",
    "303 See Other",
    "305 Use Proxy",
    "307 Temporary Redirect",
    "308 Permanent Redirect",
];

/// Where to: the server itself, and another one, in every way to say so.
fn locations(own: &str, other: &str) -> Vec<Option<String>> {
    let bare = other.trim_start_matches("http://");
    let port = bare.rsplit(':').next().unwrap_or_default();
    [
        "/elsewhere".to_owned(),
        "elsewhere".to_owned(),
        "?again=1".to_owned(),
        format!("{own}/elsewhere"),
        format!("{other}/other-port"),
        format!("http://localhost:{port}/other-host"),
        format!("http://[::1]:{port}/other-host"),
        format!("https://{bare}/other-scheme"),
        format!("//{bare}/network-path"),
        format!("\\\\{bare}\\network-path"),
        format!("/\\{bare}/network-path"),
        format!("http://key:secret@{bare}/user-information"),
        format!("http://{}@{bare}/own-name-as-user", own.trim_start_matches("http://")),
        "ftp://127.0.0.1/x".to_owned(),
        "file:///etc/passwd".to_owned(),
        "javascript:alert(1)".to_owned(),
        "http://".to_owned(),
        String::new(),
    ]
    .into_iter()
    .map(Some)
    .chain([None])
    .collect()
}

fn redirect(status: &str, location: Option<&str>) -> ScriptedResponse {
    let location = location.map(|location| format!("Location: {location}"));
    response(status, &location.iter().map(String::as_str).collect::<Vec<_>>(), "moved")
}

fn client(url: &str) -> Client {
    let builder = Client::builder().base_url(url).credentials(Credentials::basic("key", "secret"));
    builder.default_header("X-Secret", "hush").no_proxy().build().unwrap()
}

/// A response for each status and each target.
fn redirects(own: &str, other: &str) -> Vec<(&'static str, ScriptedResponse)> {
    let locations = locations(own, other);
    let cases = STATUSES.iter().flat_map(|status| locations.iter().map(move |location| (*status, location)));
    cases.map(|(status, location)| (status, redirect(status, location.as_deref()))).collect()
}

#[tokio::test]
async fn calls_are_not_redirected() {
    let other = ScriptedServer::start(vec![json("200 OK", "[6]"); 200]).await;
    let (mut calls, mut statuses) = (0, Vec::new());
    let server = ScriptedServer::start_with(|own| {
        let redirects: Vec<_> = redirects(own, &other.url).into_iter().cycle().take(5 * 133).collect();
        statuses = redirects.iter().map(|(status, _)| *status).collect();
        redirects.into_iter().map(|(_, response)| response).collect()
    })
    .await;
    let client = client(&server.url);
    let methods = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE].into_iter();
    for (status, method) in statuses.iter().zip(methods.flat_map(|method| vec![method; 133])) {
        let error = client.raw(method.clone(), "/x").read::<Vec<u64>>().await.unwrap_err();
        assert!(matches!(error, Error::Unexpected(_)), "{method} {status}: {error:?}");
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        calls += 1;
        assert_eq!(server.requests().len(), calls, "{method} {status}: {:?}", server.requests().pop());
    }
    assert!(other.requests().is_empty(), "{:?}", other.requests());
    println!("{calls} redirected calls, none followed");
}

#[tokio::test]
async fn links_are_not_redirected_and_get_no_credentials() {
    let other = ScriptedServer::start(vec![json("200 OK", "[6]"); 200]).await;
    // Back to the API too, which would take the credentials.
    let api = ScriptedServer::start(vec![json("200 OK", "[6]"); 200]).await;
    let client = client(&api.url);
    let redirects = redirects(&api.url, &other.url);
    let responses = redirects.iter().map(|(_, response)| response.clone()).collect();
    let store = ScriptedServer::start(responses).await;
    for (status, _) in &redirects {
        let response = client.get_unauthenticated(&format!("{}/log?signature=s", store.url)).await.unwrap();
        assert_eq!(response.status().as_str(), &status[..3]);
    }
    let requests = store.requests();
    assert_eq!(requests.len(), redirects.len());
    assert!(other.requests().is_empty() && api.requests().is_empty());
    println!("{} redirected links, none followed", requests.len());
    // A link to the API's own origin gets no credentials either.
    client.get_unauthenticated(&format!("{}/log", api.url)).await.unwrap();
    for request in requests.iter().chain(&api.requests()) {
        for name in ["authorization", "x-secret", "cookie", "referer", "proxy-authorization"] {
            assert_eq!(request.header(name), None, "{name}");
        }
    }
}

#[tokio::test]
async fn an_answer_in_the_middle_of_a_redirect_is_the_callers_to_look_at() {
    let server = ScriptedServer::start(vec![redirect("307 Temporary Redirect", Some("/elsewhere"))]).await;
    let raw = client(&server.url).raw(Method::GET, "/x").send().await.unwrap();
    assert_eq!(raw.status(), StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(raw.headers()["location"], "/elsewhere");
    assert_eq!(raw.text().await.unwrap(), "moved");
}
