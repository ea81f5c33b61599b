//! What the failure of a request says about a job.
//!
//! In: the error of a request. Out: whether it may pass, and whether the server may have processed the request.
//! Invariant: by status and phase only, because texts differ between versions and languages.

use http::{StatusCode, header::CONTENT_TYPE};

use crate::runtime::{AnyError, Error};

/// Whether a request about a job that exists may succeed when it is sent again.
///
/// There are several replicas behind the platform's proxy, and one may not know the job yet (404) or its state (409). The
/// platform also responds 409, or 502, while it still closes the job's project, and 500 for what it does not expect.
pub(crate) fn may_pass(error: &AnyError) -> bool {
    let passing = [
        StatusCode::NOT_FOUND,
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::CONFLICT,
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::INTERNAL_SERVER_ERROR,
        StatusCode::BAD_GATEWAY,
        StatusCode::SERVICE_UNAVAILABLE,
        StatusCode::GATEWAY_TIMEOUT,
    ];
    match &**error {
        Error::Build(_) => false,
        Error::Transport(_) => true,
        _ => error.status().is_some_and(|status| passing.contains(&status)),
    }
}

/// Whether the platform's proxy has rejected a request, which the server has not seen then: 429 in plain text, or with
/// `Retry-After`, which the server never sends itself.
pub(crate) fn is_rejected_by_proxy(error: &AnyError) -> bool {
    let is_text = |value: &http::HeaderValue| value.as_bytes().starts_with(b"text/plain");
    let text = error.headers().and_then(|headers| headers.get(CONTENT_TYPE)).is_some_and(is_text);
    error.is_rate_limited() && (text || error.retry_after().is_some())
}

/// Whether the server may have processed a request that failed.
pub(crate) fn may_have_been_processed(error: &AnyError) -> bool {
    match &**error {
        Error::Build(_) => false,
        Error::Transport(error) => error.may_have_been_processed(),
        Error::Decode(_) => true,
        Error::Api(_) | Error::Unexpected(_) => error.status().is_some_and(|status| {
            let unclear = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS];
            let failed = status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED;
            (failed || status.is_success() || unclear.contains(&status)) && !is_rejected_by_proxy(error)
        }),
    }
}
