//! Responses before they are sent.
//!
//! In: statuses and JSON. Out: status, headers and body bytes. Invariant: an error response carries `{"errors":
//! [..]}` and none of the headers that the real server drops (`WWW-Authenticate`, `Retry-After`, `Allow`).

use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::json::Json;
use crate::options::ApiVersion;
use crate::storage::Blob;
use crate::wire::Feed;

/// A response with its whole body, or what makes the body while it is sent.
#[derive(Debug)]
pub(crate) struct BufferedResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Blob,
    pub(crate) feed: Option<Feed>,
}

/// An error response: a status and what the `errors` member lists.
#[derive(Clone, Debug)]
pub(crate) struct ErrorResponse {
    pub(crate) status: StatusCode,
    pub(crate) errors: Vec<Json>,
    /// Where the release tells it: the code by which support finds the error.
    support_id: Option<&'static str>,
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
        Self { status, headers, body: body.into(), feed: None }
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
        Self { status: StatusCode::TEMPORARY_REDIRECT, headers, body: Blob::default(), feed: None }
    }
}

const SUPPORT_ID: &str = "OEC:5eed0000c0de-1795473888206";

impl ErrorResponse {
    /// An error response with one text.
    pub(crate) fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self::list(status, vec![Json::Text(text.into())])
    }

    /// An error response with several errors.
    pub(crate) fn list(status: StatusCode, errors: Vec<Json>) -> Self {
        Self { status, errors, support_id: None }
    }

    /// A fault of the server: the code is in the text, not in the member for it.
    pub(crate) fn bug() -> Self {
        let text = format!("Something went wrong on the server's side. [{SUPPORT_ID}]");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, text)
    }

    /// Something that costs more credits than there are.
    pub(crate) fn payment(version: ApiVersion) -> Self {
        let text = version.text("Payment required", "Payment is required to proceed.");
        Self::new(StatusCode::PAYMENT_REQUIRED, text)
    }

    /// A job that is not set up to be started.
    pub(crate) fn configuration(version: ApiVersion) -> Self {
        if version.has_unavailable_configuration() {
            let error = Self::new(StatusCode::SERVICE_UNAVAILABLE, "A configuration error occurred.");
            return Self { support_id: Some(SUPPORT_ID), ..error };
        }
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "Configuration error")
    }

    /// The response that carries it.
    pub(crate) fn into_response(self, version: ApiVersion) -> BufferedResponse {
        let mut body = vec![("errors".to_owned(), Json::List(self.errors))];
        if version.has_support_id() {
            body.push(("support_id".to_owned(), self.support_id.into()));
        }
        BufferedResponse::json(self.status, &Json::Object(body))
    }
}
