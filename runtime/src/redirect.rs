//! Redirects to content that is stored elsewhere.
//!
//! In: a response of an operation whose redirect leads to its content, such as that of a file in an object store. Out: the
//! request for that content. Invariant: it has nothing of the client but its name: neither credentials, nor default headers,
//! nor cookies, nor the caller's headers, wherever it goes.

use http::header::LOCATION;
use http::{Method, StatusCode};

use super::error::BufferedResponse;
use super::json::ReadError;
use super::link::{check, headers};
use super::request::Prepared;

/// How many redirects are followed for one call: one leads to the store, and stores redirect between their regions.
pub(crate) const MAX_REDIRECTS: usize = 3;

/// The request for the content that a response leads to; nothing where it leads to none.
pub(crate) fn next(request: &Prepared, response: &BufferedResponse) -> Option<Result<Prepared, ReadError>> {
    let is_redirect = matches!(
        response.status,
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    if !is_redirect || !request.operation.follow_redirect {
        return None;
    }
    Some(follow(request, response).map_err(|problem| ReadError::other(format!("the redirect {problem}"))))
}

/// The error where redirects lead to redirects without end.
pub(crate) fn endless() -> ReadError {
    ReadError::other(format!("the content is not there after {MAX_REDIRECTS} redirects"))
}

fn follow(request: &Prepared, response: &BufferedResponse) -> Result<Prepared, String> {
    let location = response.headers.get(LOCATION).map(|value| value.to_str());
    let location = match location {
        Some(Ok(location)) if !location.trim().is_empty() => location.trim(),
        Some(Err(_)) => return Err("has a `Location` that is not ASCII".to_owned()),
        _ => return Err("has no `Location`".to_owned()),
    };
    let url = request.url.join(location).map_err(|_| "has a `Location` that is not a URL")?;
    check(&url).map_err(|problem| format!("leads to a URL that {problem}"))?;
    Ok(Prepared {
        client: request.client.clone(),
        operation: request.operation,
        method: if request.method == Method::HEAD { Method::HEAD } else { Method::GET },
        url,
        headers: headers(&request.client),
        limits: request.limits,
        policy: request.policy.clone(),
        idempotent: true,
        body_limit: request.body_limit,
        credentials: request.credentials.clone(),
        redirected: true,
    })
}
