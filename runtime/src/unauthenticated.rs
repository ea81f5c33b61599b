//! Links that a server gives: pre-signed downloads and uploads on other hosts.
//!
//! In: a link's text, and what is to be stored there. Out: the response with its body unread. Invariant: a link is requested
//! without credentials, default headers and cookies, whatever its host; the link already says what may be done with it.

use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{IF_RANGE, RANGE};
use http::{HeaderMap, HeaderValue, Method};
use url::Url;

use super::body::{Body, pieces};
use super::call::RawCall;
use super::client::Client;
use super::error::BuildError;
use super::limits::Limits;
use super::link::{self, GET};
use super::operation::Operation;
use super::request::Prepared;
use super::retry::RetryPolicy;
use super::send::{BodyMode, Fault, send_prepared};
use super::transport::Chunks;

/// Stands for all links to store something under; what errors call such a request.
static PUT_UNAUTHENTICATED: Operation = Operation::new("PUT", "put_unauthenticated", "");

impl Client {
    /// Requests a link that the server gave, without any credentials.
    ///
    /// Error statuses are not errors here, and redirects are not followed. The client's limits and retry policy hold
    /// until the headers are there; the body has the stall limit.
    ///
    /// # Errors
    /// The call gives `Build` where the link is no absolute `http` or `https` URL, `Transport` where no response came.
    /// Neither quotes the link, whose query string is a secret.
    pub fn get_unauthenticated(&self, link: &str) -> RawCall {
        self.get_unauthenticated_with(link, HeaderMap::new())
    }

    /// The same for the bytes from this position on, counted from 0: status 206.
    ///
    /// The response is 200, and whole, where the server does not know ranges, or where what the link leads to is no
    /// longer what the validator names: the `ETag` (a strong one) or the `Last-Modified` of the earlier response
    /// (RFC 9110, section 13.1.5).
    ///
    /// # Errors
    /// As for [`Self::get_unauthenticated`].
    pub fn get_unauthenticated_from(&self, link: &str, position: u64, validator: &HeaderValue) -> RawCall {
        let mut headers = HeaderMap::new();
        // A number makes a valid header.
        headers.extend(HeaderValue::from_str(&format!("bytes={position}-")).ok().map(|range| (RANGE, range)));
        headers.insert(IF_RANGE, validator.clone());
        self.get_unauthenticated_with(link, headers)
    }

    fn get_unauthenticated_with(&self, link: &str, headers: HeaderMap) -> RawCall {
        let policy = self.inner().retry.clone().unwrap_or_default();
        let limits = self.inner().limits;
        self.request_link(&GET, link, headers, Body::Empty, policy, limits)
    }

    /// Stores bytes under a link that the server gave, such as a part of a file in an object store, by `PUT` and without
    /// any credentials.
    ///
    /// Error statuses are not errors here, and redirects are not followed. The request is sent once, whatever the retry
    /// policy, since only the caller knows whether the link is still good. The client's limits hold, but the one for all
    /// attempts: an attempt may take as long as it likes while the connection takes pieces of the body
    /// ([`Timeouts::attempt`](crate::Timeouts::attempt)).
    ///
    /// # Errors
    /// As for [`Self::get_unauthenticated`].
    pub fn put_unauthenticated(&self, link: &str, body: impl Into<Bytes>) -> RawCall {
        let body = body.into();
        // Its length is that of the slice in memory.
        let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
        self.put_unauthenticated_body(link, pieces::of_bytes(body), length)
    }

    /// The same for a body that is read as it is sent, such as a file, and of which the length in bytes is known.
    ///
    /// # Errors
    /// As for [`Self::put_unauthenticated`], and `Transport` where the stream fails, or is shorter or longer than its length.
    pub fn put_unauthenticated_stream<S, E>(&self, link: &str, body: S, length: u64) -> RawCall
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        self.put_unauthenticated_body(link, pieces::of_stream(body), length)
    }

    fn put_unauthenticated_body(&self, link: &str, chunks: Chunks, length: u64) -> RawCall {
        let body = Body::Stream(Some(chunks), Some(length));
        let limits = Limits { total: Duration::MAX, ..self.inner().limits };
        self.request_link(&PUT_UNAUTHENTICATED, link, HeaderMap::new(), body, RetryPolicy::none(), limits)
    }

    fn request_link(
        &self,
        operation: &'static Operation,
        link: &str,
        mut headers: HeaderMap,
        body: Body,
        policy: RetryPolicy,
        limits: Limits,
    ) -> RawCall {
        let url = match parse(link) {
            Ok(url) => url,
            Err(error) => {
                let fault = Fault::Build(Box::new(error.of(operation.name)));
                return RawCall::of(Box::pin(std::future::ready(Err(fault))));
            }
        };
        headers.extend(link::headers(self));
        let prepared = Prepared {
            client: self.clone(),
            operation,
            method: if body.is_empty() { Method::GET } else { Method::PUT },
            url,
            headers,
            limits,
            policy,
            idempotent: true,
            body_limit: self.inner().body_limit,
            credentials: self.credentials(),
            redirected: false,
        };
        RawCall::of(send_prepared(prepared, body, BodyMode::Raw))
    }
}

fn parse(link: &str) -> Result<Url, BuildError> {
    let url = Url::parse(link)
        .map_err(|error| BuildError::new("the link is no absolute URL").with_source(error))?;
    match link::check(&url) {
        Ok(()) => Ok(url),
        Err(problem) => Err(BuildError::new(format!("the link {problem}"))),
    }
}
