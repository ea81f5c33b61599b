//! The exchanges that were seen between a client and the real server.
//!
//! In: `tests/data`. Out: the simulator's responses beside them. Invariant: members and their values
//! agree; an empty text stands for any other.

use osparc_simulator::Simulator;
use serde_json::Value;

use crate::client::{BufferedResponse, http, send};

const FILES: &str = include_str!("../data/files.json");

/// The values of the placeholders.
#[derive(Default)]
struct Known(Vec<(&'static str, String)>);

impl Known {
    fn set(&mut self, name: &'static str, value: &str) {
        self.0.retain(|(known, _)| *known != name);
        self.0.push((name, value.to_owned()));
    }

    fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }

    /// Reads what the next requests need.
    fn learn(&mut self, response: &BufferedResponse) {
        let body = response.json();
        if let Some(id) = body["file_id"].as_str() {
            self.set("{file}", id);
            self.set("{part}", body["upload_schema"]["urls"][0].as_str().unwrap());
        }
        if let Some(location) = response.header("location") {
            self.set("{location}", location);
        }
        if let Some(tag) = response.header("etag") {
            self.set("{tag}", tag.trim_matches('"'));
        }
    }
}

async fn replay(simulator: &Simulator, exchange: &Value, known: &mut Known) {
    let (name, request) = (&exchange["name"], &exchange["request"]);
    let url = known.fill(request["url"].as_str().unwrap());
    let url = if url.starts_with('/') { simulator.base_url() + &url } else { url };
    let mut sent = http().request(request["method"].as_str().unwrap().parse().unwrap(), url);
    if request["auth"] == true {
        sent = sent.basic_auth(simulator.key(), Some(simulator.secret()));
    }
    if let Some(text) = request["text"].as_str() {
        sent = sent.body(text.to_owned());
    } else if !request["body"].is_null() {
        let body = known.fill(&request["body"].to_string());
        sent = sent.header("content-type", "application/json").body(body);
    }
    let response = send(sent).await.unwrap();
    known.learn(&response);
    assert_eq!(u64::from(response.status), exchange["status"], "{name}: {}", response.text);
    assert_eq!(response.header("content-type"), exchange["media_type"].as_str(), "{name}");
    for (header, value) in exchange["headers"].as_object().into_iter().flatten() {
        assert_eq!(response.header(header).unwrap(), known.fill(value.as_str().unwrap()), "{name}");
    }
    if let Some(code) = exchange["code"].as_str() {
        assert!(response.text.contains(&format!("<Code>{code}</Code>")), "{name}: {}", response.text);
    }
    if let Some(text) = exchange["text"].as_str() {
        assert_eq!(response.text, text, "{name}");
    }
    if let Some(body) = exchange.get("body") {
        let expected: Value = serde_json::from_str(&known.fill(&body.to_string())).unwrap();
        assert!(agrees(&response.json(), &expected), "{name}: {}\nnot {expected}", response.text);
    }
}

/// Whether a value is as expected, where an empty text stands for any.
fn agrees(value: &Value, expected: &Value) -> bool {
    match (value, expected) {
        (Value::String(_), Value::String(text)) if text.is_empty() => true,
        (Value::Object(members), Value::Object(others)) => {
            members.len() == others.len()
                && others
                    .iter()
                    .all(|(name, other)| members.get(name).is_some_and(|value| agrees(value, other)))
        }
        (Value::Array(items), Value::Array(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(value, other)| agrees(value, other))
        }
        _ => value == expected,
    }
}

#[tokio::test]
async fn files_agree_with_what_was_seen() {
    let simulator = Simulator::start().await;
    let exchanges: Vec<Value> = serde_json::from_str(FILES).unwrap();
    let mut known = Known::default();
    for exchange in &exchanges {
        replay(&simulator, exchange, &mut known).await;
    }
    assert_eq!((exchanges.len(), simulator.files().len(), simulator.unfinished_uploads()), (16, 0, 0));
}
