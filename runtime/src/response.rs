//! Responses, as callers get them.
//!
//! In: status, headers, and a value or an unread body. Out: the same, named. Invariant: nothing of the head is lost.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::error::TransportError;
use super::stream::ByteStream;

mod headers;

pub use headers::{HeaderError, HeaderResult, HeaderShape, Headers};

/// A value with the status and headers that it came with.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, value: T) -> Self {
        Self { status, headers, value }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value.
    #[must_use]
    pub fn get_ref(&self) -> &T {
        &self.value
    }

    /// The value, owned.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The same with another value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { status: self.status, headers: self.headers, value: change(self.value) }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &Names(&self.headers))
            .field("value", &self.value)
            .finish()
    }
}

/// The names of headers: their values may be cookies or signed links.
struct Names<'a>(&'a HeaderMap);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Status, headers, and the unread body of any response; an error status is no error.
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: ByteStream,
}

impl RawResponse {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: ByteStream) -> Self {
        Self { status, headers, body }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, unread.
    #[must_use]
    pub fn into_body(self) -> ByteStream {
        self.body
    }

    /// All of the body.
    ///
    /// # Errors
    /// As for [`ByteStream::bytes`].
    pub async fn bytes(self) -> Result<Bytes, TransportError> {
        self.body.bytes().await
    }

    /// All of the body as text.
    ///
    /// # Errors
    /// As for [`ByteStream::text`].
    pub async fn text(self) -> Result<String, TransportError> {
        self.body.text().await
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &Names(&self.headers))
            .field("body", &self.body)
            .finish()
    }
}
