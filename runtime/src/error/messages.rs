//! The texts in an error's body.
//!
//! In: the bytes and their content type. Out: texts for people. Invariant: every body leads to a list, which may be empty.

use serde_json::Value;

use crate::media;

/// How much of a plain text is kept.
const LONGEST: usize = 2000;

/// The server's error messages.
pub(super) fn messages(body: &[u8], content_type: Option<&str>) -> Vec<String> {
    if let Ok(value) = serde_json::from_slice::<Value>(body) {
        return of_json(&value);
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

fn of_json(value: &Value) -> Vec<String> {
    match value {
        Value::Object(object) => ["errors", "detail", "message", "error", "title"]
            .iter()
            .filter_map(|key| object.get(*key))
            .map(texts)
            .find(|texts| !texts.is_empty())
            .unwrap_or_default(),
        other => texts(other),
    }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(object) => {
            let text = ["msg", "message", "detail"].iter().find_map(|key| object.get(*key)?.as_str());
            text.map(str::to_owned).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
