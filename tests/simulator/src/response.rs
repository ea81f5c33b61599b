//! Responses before they are sent.
//!
//! In: statuses and JSON. Out: status, headers and body bytes. Invariant: an error response carries `{"errors":
//! [..]}` and none of the headers that the real server drops (`WWW-Authenticate`, `Retry-After`, `Allow`).

use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::json::Json;
use crate::options::ApiVersion;
use crate::storage::Blob;

/// A response with its whole body.
#[derive(Clone, Debug)]
pub(crate) struct BufferedResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Blob,
}

/// An error response: a status and what the `errors` member lists.
#[derive(Clone, Debug)]
pub(crate) struct ErrorResponse {
    pub(crate) status: StatusCode,
    pub(crate) errors: Vec<Json>,
}

impl BufferedResponse {
    /// A JSON body.
    pub(crate) fn json(status: StatusCode, body: &Json) -> Self {
        Self::with_body(status, "application/json", body.to_string())
    }

    /// A body of some media type.
    pub(crate) fn with_body(status: StatusCode, content_type: &'static str, body: impl Into<Blob>) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        Self { status, headers, body: body.into() }
    }

    /// No body, but the header of a JSON one: what the real server sends after a deletion.
    pub(crate) fn no_content() -> Self {
        Self::with_body(StatusCode::NO_CONTENT, "application/json", Blob::default())
    }

    /// A redirection without a body.
    pub(crate) fn redirect(location: &str) -> Self {
        let mut headers = HeaderMap::new();
        if let Ok(location) = HeaderValue::from_str(location) {
            headers.insert(LOCATION, location);
        }
        Self { status: StatusCode::TEMPORARY_REDIRECT, headers, body: Blob::default() }
    }
}

impl ErrorResponse {
    /// An error response with one text.
    pub(crate) fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self { status, errors: vec![Json::Text(text.into())] }
    }

    /// The response that carries it.
    pub(crate) fn into_response(self, version: ApiVersion) -> BufferedResponse {
        let errors = ("errors", Json::List(self.errors));
        let body = match version {
            ApiVersion::V0_8 => Json::object([errors]),
            ApiVersion::V0_16 => Json::object([errors, ("support_id", Json::Null)]),
        };
        BufferedResponse::json(self.status, &body)
    }
}
