//! Requests against the document.
//!
//! In: the parameters and the body of a request. Out: nothing or a 422 in the real server's form. Invariant: the JSON
//! Schema library decides whether a request fits; the code here only writes the error.

mod body;
mod detail;
mod parameter;

use http::{HeaderMap, StatusCode};

use crate::document::{Document, Operation};
use crate::json::Json;
use crate::response::ErrorResponse;
use crate::route::Matched;

pub(crate) use body::parse as parse_body;

/// Rejects a request whose parameters or body are not as the document says.
pub(crate) fn check(
    document: &Document,
    operation: &Operation,
    matched: &Matched,
    query: &[(String, String)],
    headers: &HeaderMap,
    body: Option<&Json>,
) -> Result<(), ErrorResponse> {
    let mut details = Vec::new();
    for parameter in &operation.parameters {
        let value = match parameter.location.as_str() {
            "path" => matched.values.get(parameter.name.as_str()).cloned(),
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
        // The real server reads the page parameters in two locations and lists each fault twice.
        details.extend_from_within(..);
    }
    if let Some(schema) = &operation.body {
        body::check(document, schema, body, &mut details);
    }
    reject(details)
}

/// The error response for something that is not there.
pub(crate) fn missing(location: &[Json]) -> ErrorResponse {
    rejection(vec![detail::Detail::missing(location, &Json::Null)])
}

fn reject(details: Vec<detail::Detail>) -> Result<(), ErrorResponse> {
    if details.is_empty() {
        return Ok(());
    }
    Err(rejection(details))
}

fn rejection(details: Vec<detail::Detail>) -> ErrorResponse {
    let errors = details.into_iter().map(detail::Detail::into_json).collect();
    ErrorResponse { status: StatusCode::UNPROCESSABLE_ENTITY, errors }
}
