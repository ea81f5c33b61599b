//! How bytes reach a server and come back.
//!
//! In: a whole request. Out: status, headers, and a body that is yet to be read. Invariant: a transport neither
//! retries, nor redirects, nor decides about limits of the whole operation; those are the client's.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::error::TransportError;

mod chunks;
pub(crate) mod reqwest;
mod suspicion;

pub use chunks::Chunks;
pub(crate) use chunks::Once;

/// What a transport gives.
pub type TransportFuture = Pin<Box<dyn Future<Output = Result<TransportResponse, TransportError>> + Send>>;

/// Sends requests; implement it to test without a network.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request, once. Dropping the future cancels it.
    fn send(&self, request: TransportRequest) -> TransportFuture;
}

/// A whole request.
#[non_exhaustive]
pub struct TransportRequest {
    /// The operation's name in the document; `raw`, `get_unauthenticated` and `put_unauthenticated` for requests without one.
    pub operation: &'static str,
    /// The operation's path, with `{placeholders}`; empty for requests without one.
    pub template: &'static str,
    /// The method.
    pub method: Method,
    /// The URL.
    pub url: Url,
    /// The headers, with credentials.
    pub headers: HeaderMap,
    /// The body.
    pub body: TransportBody,
    /// The time limit for connecting, where it is not the client's.
    pub connect_timeout: Option<Duration>,
    /// Whether it may be sent twice without harm; if not, it should not be lost on a connection that is about to be closed.
    pub idempotent: bool,
}

impl fmt::Debug for TransportRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Path, query string, and headers carry callers' values.
        f.debug_struct("TransportRequest").field("method", &self.method).finish_non_exhaustive()
    }
}

/// A request's body.
#[non_exhaustive]
pub enum TransportBody {
    /// None.
    Empty,
    /// All of it.
    Bytes(Bytes),
    /// Pieces, with their length where it is known.
    Stream(Chunks, Option<u64>),
}

/// What came back.
#[non_exhaustive]
pub struct TransportResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Chunks,
}

impl TransportResponse {
    /// A response whose body is yet to come.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Chunks) -> Self {
        Self { status, headers, body }
    }

    /// A response that is complete.
    #[must_use]
    pub fn whole(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self::new(status, headers, Box::pin(Once::new(body.into())))
    }
}
