//! Studies and their ports.
//!
//! In: the identifier of a study. Out: what is known about it. Invariant: a description that is not there is `""`,
//! never `null`.

use http::StatusCode;

use super::list::describe;
use super::{Call, Outcome};
use crate::json::Json;
use crate::program::Port;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::studies::Study;
use crate::validation;

pub(super) fn get(call: &Call<'_>) -> Outcome {
    Ok(BufferedResponse::json(StatusCode::OK, &describe(&find(call)?)))
}

/// Copies a study; releases since 0.9 take a title and a description, older ones ignore any body.
pub(super) fn clone(call: &Call<'_>) -> Outcome {
    let source = find(call)?;
    let takes_wishes = call.shared.options.version.names_clones();
    let body = call.body.as_ref().filter(|_| takes_wishes);
    let (title, description) = (wish(call, body, "title", 600)?, wish(call, body, "description", 65_536)?);
    let hidden = takes_wishes && matches!(call.query("hidden"), Some("true" | "True" | "1" | "yes" | "on"));
    let mut state = call.shared.state();
    let study = state.clone_study(&source, title.as_deref(), description.as_deref(), hidden);
    Ok(BufferedResponse::json(StatusCode::CREATED, &describe(&study)))
}

/// A text of the body, cut off without a word at the real server's limit.
fn wish(
    call: &Call<'_>,
    body: Option<&Json>,
    name: &str,
    limit: usize,
) -> Result<Option<String>, ErrorResponse> {
    let version = call.shared.options.version;
    match body.and_then(|body| body.get(name)) {
        None | Some(Json::Null) => Ok(None),
        Some(value @ Json::Text(text)) if version.rejects_unsafe_text() && is_unsafe(text) => {
            Err(validation::unsafe_text(name, value, version))
        }
        Some(Json::Text(text)) => Ok(Some(text.chars().take(limit).collect())),
        Some(other) => Err(validation::no_string(name, other, version)),
    }
}

/// Whether a text looks like a script or a template, or has control characters.
fn is_unsafe(text: &str) -> bool {
    let lower = text.to_lowercase();
    let letters: String = lower.chars().filter(|letter| !letter.is_whitespace()).collect();
    let has_handler = lower.split_whitespace().any(|word| word.starts_with("on") && word.contains('='));
    let marks = ["<script", "{{", "${"];
    marks.iter().any(|mark| lower.contains(mark))
        || letters.contains("javascript")
        || has_handler
        || text.chars().any(char::is_control)
}

/// The ports of a study: nodes, each named by its label alone.
pub(super) fn ports(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("study_id");
    let absent = || call.not_found(id, &format!("The ports for the job/study {id} could not be found"));
    let ports = call.shared.state().study(id).ok_or_else(absent)?.program.ports;
    let listed = ports.iter().enumerate().filter(|(_, port)| port.is_listed());
    let key = |number| format!("5eed0000-0000-4000-8000-0000000b{number:04x}");
    Ok(one_page(listed.map(|(number, port)| describe_port(&key(number), port)).collect()))
}

/// All items of a list.
pub(super) fn one_page(items: Vec<Json>) -> BufferedResponse {
    let total = items.len().into();
    BufferedResponse::json(StatusCode::OK, &Json::object([("items", Json::List(items)), ("total", total)]))
}

/// A port as responses show it.
pub(super) fn describe_port(key: &str, port: &Port) -> Json {
    Json::object([
        ("key", key.into()),
        ("kind", if port.is_input() { "input" } else { "output" }.into()),
        ("content_schema", port.schema()),
    ])
}

/// The study of a request.
pub(super) fn find(call: &Call<'_>) -> Result<Study, ErrorResponse> {
    let id = call.matched.value("study_id");
    call.shared.state().study(id).cloned().ok_or_else(|| call.no_job(id))
}
