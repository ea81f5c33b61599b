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
use crate::options::ApiVersion;
use crate::response::ErrorResponse;
use crate::route::Matched;

pub(crate) use body::parse as parse_body;
use detail::Detail;

/// Rejects a request whose parameters or body are not as the document says.
pub(crate) fn check(
    document: &Document,
    operation: &Operation,
    matched: &Matched,
    query: &[(String, String)],
    headers: &HeaderMap,
    body: Option<&Json>,
    version: ApiVersion,
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
    reject(details, version)
}

/// The error response for something that is not there.
pub(crate) fn missing(location: &[Json], version: ApiVersion) -> ErrorResponse {
    response_of(vec![Detail::missing(location, &Json::Null)], version)
}

/// The 422 for a parameter that is no integer.
pub(crate) fn no_integer(location: &str, name: &str, text: &str, version: ApiVersion) -> ErrorResponse {
    response_of(vec![parameter::no_integer(&[location.into(), name.into()], text)], version)
}

/// The 422 for a member of the body that is no string.
pub(crate) fn no_string(member: &str, value: &Json, version: ApiVersion) -> ErrorResponse {
    let location = ["body".into(), member.into()];
    let detail = Detail::new("string_type", &location, "Input should be a valid string", value);
    response_of(vec![detail], version)
}

/// The 422 for a text that could be a script or a template.
pub(crate) fn unsafe_text(member: &str, value: &Json, version: ApiVersion) -> ErrorResponse {
    let location = ["body".into(), member.into()];
    let message = "This input contains potentially unsafe content.";
    response_of(vec![Detail::new("string_unsafe_content", &location, message, value)], version)
}

fn reject(details: Vec<Detail>, version: ApiVersion) -> Result<(), ErrorResponse> {
    if details.is_empty() { Ok(()) } else { Err(response_of(details, version)) }
}

fn response_of(details: Vec<Detail>, version: ApiVersion) -> ErrorResponse {
    let errors = details.into_iter().map(|detail| detail.into_json(version)).collect();
    ErrorResponse::list(StatusCode::UNPROCESSABLE_ENTITY, errors)
}
