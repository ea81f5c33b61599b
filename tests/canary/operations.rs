//! Every operation under every fault.

use std::time::Duration;

use osparc_client::{Client, ClientBuilder, Credentials, StudiesApi};

use crate::evidence::Evidence;
use crate::faults::{of_servers, quick};
use crate::operations::{OPERATIONS, Options, call};
use crate::scripted_server::{ScriptedResponse, ScriptedServer, response};
use crate::secrets::Secrets;
use crate::sink;

fn options(secrets: &Secrets) -> Options {
    let (timeouts, retry) = quick();
    Options {
        study: secrets.study,
        job: secrets.job,
        text: secrets.body.clone(),
        header: Some(("X-Token".to_owned(), secrets.header.clone())),
        query: Some(("token".to_owned(), secrets.query.clone())),
        auth: None,
        timeouts,
        retry,
    }
}

fn builder(secrets: &Secrets, url: &str) -> ClientBuilder {
    let credentials = Credentials::basic(&secrets.key, &secrets.secret);
    let builder = Client::builder().base_url(url).credentials(credentials).no_proxy();
    builder.default_header("X-Default", &secrets.default_header)
}

fn studies(secrets: &Secrets, url: &str) -> StudiesApi {
    builder(secrets, url).build().unwrap().studies()
}

/// Makes all calls, and looks at what is said of them; gives how many failed.
async fn all_calls(
    evidence: &mut Evidence,
    location: &str,
    studies: &StudiesApi,
    options: &Options,
) -> usize {
    let mut failed = 0;
    evidence.debug(location, studies);
    for operation in OPERATIONS {
        let location = format!("{operation}, {location}");
        match call(studies, operation, options).await {
            Ok(success) => evidence.text(&format!("{location}, value"), &success.shown),
            Err(error) => {
                failed += 1;
                evidence.error(&location, error);
            }
        }
    }
    failed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_stay_secret_whatever_the_server_does() {
    let secrets = Secrets::new(1);
    let mut evidence = Evidence::new(secrets.search());
    let foreign = ScriptedServer::start(Vec::new()).await;
    for (name, fault) in of_servers(&secrets, &foreign.url) {
        let server = ScriptedServer::start(vec![fault; 3 * OPERATIONS.len()]).await;
        let studies = studies(&secrets, &server.url);
        let failed = all_calls(&mut evidence, name, &studies, &options(&secrets)).await;
        // Deleting has no body that could be wrong.
        assert!(failed >= OPERATIONS.len() - 1, "{name}");
        let sent = server.requests();
        assert!(sent.len() >= OPERATIONS.len(), "{name}");
        assert!(sent.iter().all(|request| request.header("x-token") == Some(&secrets.header)), "{name}");
        let (timeouts, retry) = quick();
        match studies.get_study(secrets.study).with_timeout(timeouts).with_retry(retry).raw().await {
            Ok(raw) => evidence.debug(name, &raw),
            Err(error) => evidence.error(name, error),
        }
    }
    evidence.foreign("a redirect", &foreign, &secrets.search());
    assert!(foreign.requests().is_empty(), "a redirect is not followed");
    evidence.judge();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_stay_secret_without_a_server() {
    let secrets = Secrets::new(2);
    let mut evidence = Evidence::new(secrets.search());
    let speechless = ScriptedServer::start(vec![ScriptedResponse::Bytes(b"no TLS\r\n".to_vec()); 100]).await;
    for (name, url) in [
        ("nobody listens", "http://127.0.0.1:1".to_owned()),
        ("no such host", "https://osparc.invalid".to_owned()),
        ("no TLS", speechless.url.replace("http:", "https:")),
        ("plain text to another machine", "http://osparc.invalid".to_owned()),
    ] {
        let studies = studies(&secrets, &url);
        let failed = all_calls(&mut evidence, name, &studies, &options(&secrets)).await;
        assert_eq!(failed, OPERATIONS.len(), "{name}");
    }
    let lines = sink::lines();
    for target in ["osparc_runtime::", "reqwest::", "hyper_util::", "rustls::"] {
        assert!(lines.iter().any(|line| line.starts_with(target)), "{target} says nothing at all");
    }
    evidence.judge();
}

/// A response that nothing is wrong with: what `Debug` shows of values and headers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_stay_secret_in_successful_calls() {
    let secrets = Secrets::new(3);
    let mut evidence = Evidence::new(secrets.search());
    let link = format!("https://store.example/log.zip?X-Amz-Signature={}", secrets.signature);
    let body = format!(r#"{{"log_links":[{{"node_name":"n","download_link":"{link}"}}]}}"#);
    let header = format!("X-Echo: {}", secrets.echo());
    let responses = vec![response("200 OK", &["Content-Type: application/json", &header], body); 20];
    let server = ScriptedServer::start(responses).await;
    let studies = studies(&secrets, &server.url);
    let links = call(&studies, "get_study_job_output_logfile", &options(&secrets)).await.unwrap();
    assert!(links.json.contains(&secrets.signature));
    all_calls(&mut evidence, "a good response", &studies, &options(&secrets)).await;
    evidence.judge();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_stay_secret_where_nothing_is_sent() {
    let secrets = Secrets::new(4);
    let mut evidence = Evidence::new(secrets.search());
    let server = ScriptedServer::start(Vec::new()).await;
    let studies = studies(&secrets, &server.url);
    let good = options(&secrets);
    let with_header =
        |name: &str, value: String| Options { header: Some((name.to_owned(), value)), ..good.clone() };
    let with_auth = |credentials| Options { auth: Some(credentials), ..good.clone() };
    let Secrets { key, secret, header, query, token, api_key, .. } = &secrets;
    for (name, options) in [
        ("a line break in a header", with_header("X-Token", format!("{header}\r\nX-Other: 1"))),
        ("credentials as a header", with_header("Authorization", format!("Bearer {token}"))),
        ("a header of the connection", with_header("Host", header.clone())),
        ("a URL too long", Options { query: Some(("q".to_owned(), query.repeat(10_000))), ..good.clone() }),
        ("a key with a colon", with_auth(Credentials::basic(format!("{key}:x"), secret))),
        ("a secret beyond ASCII", with_auth(Credentials::basic(key, format!("{secret}é")))),
        ("a token", with_auth(Credentials::bearer(token))),
        ("an API key", with_auth(Credentials::api_key("HTTPBasic", api_key))),
    ] {
        assert_eq!(all_calls(&mut evidence, name, &studies, &options).await, OPERATIONS.len(), "{name}");
    }
    assert!(server.requests().is_empty());
    evidence.judge();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_stay_secret_where_no_client_is_built() {
    let secrets = Secrets::new(5);
    let mut evidence = Evidence::new(secrets.search());
    let Secrets { secret, header, query, .. } = &secrets;
    for (name, builder) in [
        ("user information", builder(&secrets, &format!("https://me:{secret}@osparc.example"))),
        ("a query string", builder(&secrets, &format!("https://osparc.example?token={query}"))),
        ("no URL", builder(&secrets, &format!("osparc.example/{query}"))),
        ("a bad port", builder(&secrets, &format!("https://osparc.example:{query}"))),
        ("another scheme", builder(&secrets, &format!("ftp://osparc.example/{query}"))),
        (
            "a bad default",
            builder(&secrets, "https://osparc.example").default_header("X", &format!("{header}\n")),
        ),
        (
            "credentials as a default",
            builder(&secrets, "https://osparc.example").default_header("Authorization", header),
        ),
        ("a bad user agent", builder(&secrets, "https://osparc.example").user_agent(format!("{header}\n"))),
    ] {
        evidence.debug(name, &builder);
        evidence.error(name, builder.build().unwrap_err());
    }
    evidence.judge();
}

/// The user's own proxy, with a password of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_password_of_a_proxy_stays_secret() {
    let secrets = Secrets::new(6);
    let mut evidence = Evidence::new(secrets.search());
    let foreign = ScriptedServer::start(vec![ScriptedResponse::Close; 100]).await;
    for url in [foreign.url.clone(), foreign.url.replace("http://", &format!("http://me:{}@", secrets.token))]
    {
        let proxy = reqwest::Proxy::all(url).unwrap().basic_auth("me", &secrets.token);
        let credentials = Credentials::basic(&secrets.key, &secrets.secret);
        let builder = Client::builder().base_url("https://osparc.invalid").credentials(credentials);
        let studies = builder.proxy(proxy).timeouts(Duration::from_secs(5)).build().unwrap().studies();
        let failed = all_calls(&mut evidence, "a proxy", &studies, &options(&secrets)).await;
        assert_eq!(failed, OPERATIONS.len());
    }
    evidence.foreign("a proxy", &foreign, &secrets.search_but(&["token"]));
    assert!(foreign.requests().len() >= OPERATIONS.len());
    evidence.judge();
}
