//! Leaks that are planted, and found.

use std::fmt::Write;

use crate::evidence::Evidence;
use crate::scripted_server::{ScriptedResponse, ScriptedServer};
use crate::secrets::{Secrets, spelt};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

#[test]
fn each_form_of_each_secret_is_found() {
    let secrets = Secrets::new(11);
    let search = secrets.search();
    for (name, value) in secrets.all() {
        let bytes = value.as_bytes();
        let percent = spelt(bytes, |text, byte| write!(text, "%{byte:02X}").unwrap());
        let json = spelt(bytes, |text, byte| write!(text, "\\u{byte:04x}").unwrap());
        let hexadecimal = spelt(bytes, |text, byte| write!(text, "{byte:02x}").unwrap());
        let mut forms =
            vec![value.clone(), value.to_ascii_uppercase(), percent, json, hexadecimal, format!("{bytes:?}")];
        for before in ["", "a", "ab", "abc", "key:"] {
            let text = format!("{before}{value}~~");
            forms.extend([STANDARD.encode(&text), URL_SAFE_NO_PAD.encode(&text)]);
        }
        for form in forms {
            let text = format!("before{form}after");
            assert!(search.find(&text).is_some_and(|found| found.contains(name)), "{name}: {text}");
        }
    }
    assert_eq!(search.find("nothing of it, nor Basic dGVzdF9rZXk6dGVzdF9zZWNyZXQ="), None);
    assert_eq!(secrets.search_but(&["token"]).find(&secrets.token), None);
}

/// An error that shows a secret in its `Debug` alone.
#[derive(Debug)]
struct Leaky {
    #[expect(dead_code, reason = "only `Debug` reads it")]
    token: String,
}

impl std::fmt::Display for Leaky {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it failed")
    }
}

impl std::error::Error for Leaky {}

#[tokio::test]
async fn each_kind_of_evidence_is_searched() {
    let secrets = Secrets::new(12);
    let mut evidence = Evidence::new(secrets.search());
    evidence.error("an error", Leaky { token: secrets.token.clone() });
    evidence.debug("a value", &secrets.query);
    tracing::trace!(secret = %secrets.secret, "an event");
    let span = tracing::trace_span!("a span", header = %secrets.header, later = tracing::field::Empty);
    span.record("later", secrets.body.as_str());
    log::trace!("a record with {}", secrets.cookie);
    let foreign = ScriptedServer::start(vec![ScriptedResponse::Close; 2]).await;
    let url = format!("{}/{}", foreign.url, secrets.path);
    reqwest::Client::builder().no_proxy().build().unwrap().get(url).send().await.unwrap_err();
    evidence.foreign("a request", &foreign, &secrets.search());
    let leaks = evidence.leaks();
    for (name, location) in [
        ("token", "an error, Debug"),
        ("token", "an error, panic"),
        ("query", "a value"),
        ("secret", "the log"),
        ("header", "the log"),
        ("body", "the log"),
        ("cookie", "the log"),
        ("path", "another origin"),
    ] {
        let wanted = format!("the {name} (");
        assert!(
            leaks.iter().any(|leak| leak.starts_with(&wanted) && leak.contains(location)),
            "{name}, {location}: {leaks:#?}"
        );
    }
    assert_eq!(leaks.len(), 8, "{leaks:#?}");
}
