//! The exchanges with studies and their jobs that were seen at the real server, as shapes.
//!
//! In: `tests/data/studies.json`, in the order in which they were seen. Out: the simulator's statuses, headers and
//! shapes beside them. Invariant: a shape has the members of a body in no order, and instead of each value its kind.

use osparc_simulator::{Fault, Simulator};
use serde_json::{Map, Value, json};

use crate::client::{BufferedResponse, http, send};

const STUDIES: &str = include_str!("../data/studies.json");

/// Sends the request of an exchange.
async fn replay(simulator: &Simulator, exchange: &Value, path: &str) -> BufferedResponse {
    if let Some(status) = exchange["backend"].as_u64() {
        simulator.inject(Fault::on("*").backend(u16::try_from(status).unwrap()));
    }
    let method = exchange["request"][0].as_str().unwrap().parse().unwrap();
    let mut request = http().request(method, format!("{}{path}", simulator.base_url()));
    let headers = exchange["headers"].as_object();
    for (name, value) in headers.into_iter().flatten() {
        request = request.header(name, value.as_str().unwrap());
    }
    if headers.is_none_or(|headers| !headers.contains_key("authorization")) {
        request = request.basic_auth(simulator.key(), Some(simulator.secret()));
    }
    if let Some(body) = exchange["body"].as_str() {
        if headers.is_none() {
            request = request.header("content-type", "application/json");
        }
        request = request.body(body.to_owned());
    }
    send(request).await.unwrap()
}

/// The headers of each kind of response.
fn headers_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "json" => &["content-length", "content-type", "date", "server"],
        "redirect" => &["content-length", "date", "location", "server"],
        "none" => &["content-type", "date", "server"],
        other => panic!("{other}"),
    }
}

/// The shape of the member `name` of a body.
fn shape(name: &str, value: &Value) -> Value {
    let kinds = |value: &Value| match value {
        Value::Object(_) => json!("object"),
        Value::Array(_) => json!("list"),
        other => json!(kind(other)),
    };
    match (name, value) {
        ("content_schema" | "input", value) => kinds(value),
        ("loc", value) => value.clone(),
        ("started_at" | "stopped_at" | "next" | "prev", _) => json!("any"),
        ("type", Value::String(text)) => json!(format!("={text}")),
        ("OutputFile", Value::Array(pairs)) => {
            pairs.iter().map(|pair| json!([pair[0], kind(&pair[1])])).collect()
        }
        ("results", Value::Object(results)) => {
            json!({ "OutputFile": shape("OutputFile", &results["OutputFile"]) })
        }
        (_, Value::Object(members)) => {
            let shapes = members.iter().map(|(name, value)| (name.clone(), shape(name, value)));
            Value::Object(shapes.collect::<Map<_, _>>())
        }
        (_, Value::Array(items)) => {
            let mut shapes: Vec<Value> = Vec::new();
            for item in items {
                let shape = shape("", item);
                if !shapes.contains(&shape) {
                    shapes.push(shape);
                }
            }
            Value::Array(shapes)
        }
        (_, value) => json!(kind(value)),
    }
}

/// What a value is.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(text) => kind_of_text(text),
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

fn kind_of_text(text: &str) -> &'static str {
    let is_like = |pattern: &str| {
        let same = |(letter, like): (char, char)| match like {
            'x' => letter.is_ascii_digit() || ('a'..='f').contains(&letter),
            '0' => letter.is_ascii_digit(),
            like => letter == like,
        };
        text.len() == pattern.len() && text.chars().zip(pattern.chars()).all(same)
    };
    match text {
        _ if is_like("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") => "uuid",
        _ if is_like(&"x".repeat(64)) => "digest",
        _ if is_like("0000-00-00T00:00:00.000000Z") => "time",
        _ if is_like("0000-00-00T00:00:00.000000") => "local time",
        _ if text.starts_with("http://") => "url",
        _ if text.starts_with("/v0/") => "path",
        _ => "text",
    }
}

#[tokio::test]
async fn studies_and_jobs_agree_with_what_was_seen() {
    let builder = Simulator::builder().studies(65).waiting_states(&[]).started_steps(1);
    let simulator = builder.start().await.unwrap();
    let data: Value = serde_json::from_str(STUDIES).unwrap();
    let mut jobs: Vec<String> = Vec::new();
    let mut complaints = Vec::new();
    for exchange in data["exchanges"].as_array().unwrap() {
        let path = exchange["request"][1].as_str().unwrap().to_owned();
        let named = jobs.iter().enumerate();
        let path =
            named.fold(path, |path, (number, id)| path.replace(&format!("{{job {}}}", number + 1), id));
        let response = replay(&simulator, exchange, &path).await;
        if exchange["shape"] == "job" {
            jobs.push(response.json()["id"].as_str().unwrap_or_default().to_owned());
        }
        let mut headers: Vec<&str> =
            response.headers.keys().map(reqwest::header::HeaderName::as_str).collect();
        headers.sort_unstable();
        let expected = match &exchange["shape"] {
            Value::String(name) => &data["shapes"][name],
            other => other,
        };
        let seen = if response.text.is_empty() { Value::Null } else { shape("", &response.json()) };
        let agrees = u64::from(response.status) == exchange["status"]
            && headers == headers_of(exchange["kind"].as_str().unwrap())
            && seen == *expected;
        if !agrees {
            complaints
                .push(format!("{exchange}\n  {} {headers:?} {seen}\n  {}", response.status, response.text));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
    assert_eq!((data["exchanges"].as_array().unwrap().len(), jobs.len()), (154, 13));
}
