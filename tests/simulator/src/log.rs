//! What arrived.
//!
//! In: requests as they are received. Out: the list for a test to look at. Invariant: a request is recorded before
//! anything is done about it, also when a fault prevents the response.

use bytes::Bytes;
use http::HeaderMap;

/// One request that reached the server.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method, in upper case.
    pub method: String,
    /// The path as sent, percent-encoded.
    pub path: String,
    /// The query string as sent, without `?`; empty without one.
    pub query: String,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body; empty for the parts of uploads, which may be large.
    pub body: Bytes,
    /// The operation that the path and method name; empty when there is none.
    pub operation: String,
}

impl RecordedRequest {
    /// The first value of a header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}
