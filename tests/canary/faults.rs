//! What a server does wrong.
//!
//! In: the secrets, which a careless server repeats. Out: responses by name. Invariant: what the server says to people
//! (`messages`) repeats nothing; all the rest of a response repeats everything.

use std::time::Duration;

use osparc_client::{RetryPolicy, Timeouts};

use crate::scripted_server::{ScriptedResponse, response};
use crate::secrets::Secrets;

/// The time limit of an attempt, for servers that say nothing.
pub(crate) const LIMIT: Duration = Duration::from_millis(200);

/// Limits and retries that do not take long.
pub(crate) fn quick() -> (Timeouts, RetryPolicy) {
    let wait = Duration::from_millis(1);
    let retry = RetryPolicy::new().max_attempts(2).initial_backoff(wait).throttled_backoff(wait);
    (Timeouts::new().attempt(LIMIT).connect(LIMIT).total(Duration::from_secs(30)), retry)
}

/// The faults of a server; `foreign` is where it sends the client.
pub(crate) fn of_servers(secrets: &Secrets, foreign: &str) -> Vec<(&'static str, ScriptedResponse)> {
    let echo = secrets.echo();
    let headers = [
        format!("X-Echo: {echo}"),
        format!("Set-Cookie: session={}", secrets.cookie),
        format!("Location: {foreign}/login?next={}&X-Amz-Signature={}", secrets.query, secrets.signature),
    ];
    let with = |status: &str, media_type: &str, body: &str| {
        let media_type = format!("Content-Type: {media_type}");
        let headers: Vec<&str> = headers.iter().map(String::as_str).chain([media_type.as_str()]).collect();
        response(status, &headers, body)
    };
    let json = |status: &str, body: &str| with(status, "application/json", body);
    let page = format!("<html>{echo}</html>");
    let plain = |text: &str| ScriptedResponse::Bytes(text.as_bytes().to_vec());
    let invalid = format!(r#"{{"errors":[{{"loc":["body"],"msg":"no","type":"bad","input":"{echo}"}}]}}"#);
    let misshaped = format!(
        r#"{{"uid":5,"log_links":[{{"node_name":7,"download_link":"{foreign}/log?X-Amz-Signature={}"}}],"title":"{echo}"}}"#,
        secrets.signature
    );
    vec![
        ("silence", ScriptedResponse::Silence),
        ("a closed connection", ScriptedResponse::Close),
        ("half a head", plain(&format!("HTTP/1.1 200 OK\r\nX-Echo: {echo}"))),
        ("half a body", plain(&format!("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{misshaped}"))),
        ("broken chunks", plain(&format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{echo}\r\n"))),
        ("another protocol", plain(&format!("220 {echo}\r\n"))),
        ("a faulty header", plain(&format!("HTTP/1.1 200 OK\r\nX Echo {echo}: {echo}\r\n\r\n"))),
        ("401", json("401 Unauthorized", r#"{"errors":["Invalid API credentials"]}"#)),
        ("402", json("402 Payment Required", &format!(r#"{{"errors":["no credits"],"ctx":"{echo}"}}"#))),
        ("404", json("404 Not Found", &format!(r#"{{"errors":["no such study"],"input":"{echo}"}}"#))),
        ("422", json("422 Unprocessable Entity", &invalid)),
        ("429", with("429 Too Many Requests", "text/plain", "Too Many Requests")),
        ("500", json("500 Internal Server Error", &format!(r#"{{"errors":["bad"],"trace":"{echo}"}}"#))),
        ("502", with("502 Bad Gateway", "text/html", &page)),
        ("503", with("503 Service Unavailable", "text/plain", "no available server")),
        ("a page", with("200 OK", "text/html", &page)),
        ("no JSON", json("200 OK", &page)),
        ("half a JSON text", json("200 OK", &misshaped[..misshaped.len() - 5])),
        ("another shape", json("200 OK", &misshaped)),
        ("a redirect", json("302 Found", &misshaped)),
        ("a redirect with the method", json("307 Temporary Redirect", "")),
    ]
}
