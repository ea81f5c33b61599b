//! The texts in an error's body.
//!
//! In: the bytes and their content type. Out: texts for people. Invariant: every body leads to a list, which may be empty.

use serde_json::Value;

use crate::media;

/// How much of a plain text is kept.
const LONGEST: usize = 2000;

/// The server's error messages, each with its place in the request where it has one: `body.metadata.a: Input should be a valid
/// string`. None is repeated.
pub(super) fn with_places(body: &[u8], content_type: Option<&str>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for message in read(body, content_type, &|place, message| match place {
        "" => message.to_owned(),
        place => format!("{place}: {message}"),
    }) {
        if !distinct.contains(&message) {
            distinct.push(message);
        }
    }
    distinct
}

/// The server's error messages.
pub(super) fn messages(body: &[u8], content_type: Option<&str>) -> Vec<String> {
    read(body, content_type, &|_, message| message.to_owned())
}

/// Makes a text of a place, which may be empty, and a message.
type Compose<'a> = &'a dyn Fn(&str, &str) -> String;

fn read(body: &[u8], content_type: Option<&str>, compose: Compose<'_>) -> Vec<String> {
    if let Ok(value) = serde_json::from_slice::<Value>(body) {
        return of_json(&value, compose);
    }
    let text = String::from_utf8_lossy(body);
    let text = text.trim();
    let is_text = content_type.is_none_or(|content_type| media::essence(content_type) == "text/plain");
    // A proxy's page is no message, also when nobody says that it is HTML.
    if text.is_empty() || text.starts_with('<') || !is_text {
        return Vec::new();
    }
    vec![text.chars().take(LONGEST).collect()]
}

fn of_json(value: &Value, compose: Compose<'_>) -> Vec<String> {
    match value {
        Value::Object(object) => ["errors", "detail", "message", "error", "title"]
            .iter()
            .filter_map(|key| object.get(*key))
            .map(|value| texts(value, compose))
            .find(|texts| !texts.is_empty())
            .unwrap_or_default(),
        other => texts(other, compose),
    }
}

fn texts(value: &Value, compose: Compose<'_>) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(|item| texts(item, compose)).collect(),
        Value::Object(object) => {
            let text = ["msg", "message", "detail"].iter().find_map(|key| object.get(*key)?.as_str());
            text.map(|text| compose(&place(object.get("loc")), text)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The place of a validation error: names and positions, with dots between.
fn place(loc: Option<&Value>) -> String {
    let parts = loc.and_then(Value::as_array).into_iter().flatten();
    let parts = parts.map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned));
    parts.collect::<Vec<_>>().join(".")
}
