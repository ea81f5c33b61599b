//! Requests against the document.
//!
//! In go the parameters and the body of a request, out comes nothing or a 422 in the real server's form.
//! The invariant: the JSON Schema library decides whether a request fits; the code here only words the refusal.

mod body;
mod detail;
mod parameter;

use http::{HeaderMap, StatusCode};

use crate::answer::Refusal;
use crate::document::{Document, Operation};
use crate::json::Json;
use crate::route::Matched;

pub(crate) use body::parse as parse_body;

/// Refuses a request whose parameters or body are not as the document says.
pub(crate) fn check(
    document: &Document,
    operation: &Operation,
    matched: &Matched,
    query: &[(String, String)],
    headers: &HeaderMap,
    body: Option<&Json>,
) -> Result<(), Refusal> {
    let mut details = Vec::new();
    for parameter in &operation.parameters {
        let value = match parameter.place.as_str() {
            "path" => matched.path_value(&parameter.name).map(str::to_owned),
            "query" => {
                query.iter().rev().find(|(name, _)| *name == parameter.name).map(|pair| pair.1.clone())
            }
            "header" => {
                headers.get(&parameter.name).map(|value| String::from_utf8_lossy(value.as_bytes()).into())
            }
            _ => None,
        };
        parameter::check(document, parameter, value, &mut details);
    }
    if matched.operation == "list_studies" {
        // The real server reads the page parameters in two places and lists each fault twice.
        details.extend_from_within(..);
    }
    if let Some(schema) = &operation.body {
        body::check(document, schema, body, &mut details);
    }
    refuse(details)
}

fn refuse(details: Vec<detail::Detail>) -> Result<(), Refusal> {
    if details.is_empty() {
        return Ok(());
    }
    let errors = details.into_iter().map(detail::Detail::into_json).collect();
    Err(Refusal { status: StatusCode::UNPROCESSABLE_ENTITY, errors })
}
