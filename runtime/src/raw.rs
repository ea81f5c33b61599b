//! Requests that no document describes.
//!
//! In: a method and a path. Out: responses and errors, as for documented operations. Invariant: credentials,
//! limits, retries, and the rules of path values are the same.

use std::future::IntoFuture;

use bytes::Bytes;
use http::Method;

use super::auth::Credentials;
#[cfg(feature = "multipart")]
use super::body::multipart::Form;
use super::call::{Call, RawCall, ResponseCall};
use super::client::Client;
use super::decode::{ErrorResponse, ErrorResponseBody, Success};
use super::json::{ReadError, Write};
use super::limits::Timeouts;
use super::operation::Operation;
use super::request::Request;
use super::retry::RetryPolicy;

/// Stands for all operations without a document; no method means that none is documented.
static RAW: Operation = Operation::new("", "raw", "").accept("application/json");

/// A request without a document; made by [`Client::raw`].
#[must_use = "a request does nothing until it is awaited or sent"]
#[derive(Debug)]
pub struct RawRequest(Request);

impl Client {
    /// A request to a path that the document does not have, with the client's credentials, limits, and retries.
    ///
    /// The path begins with a slash, follows the base URL's path, and has neither query string nor dot segments.
    pub fn raw(&self, method: Method, path: &str) -> RawRequest {
        RawRequest(Request::raw(self.clone(), &RAW, method, path))
    }
}

impl RawRequest {
    /// Appends a value to the path, as one segment whatever it holds.
    pub fn path_segment(self, value: &str) -> Self {
        Self(self.0.path_segment(value))
    }

    /// Sets a query parameter; lists repeat it.
    pub fn query(self, name: &str, value: &dyn Write) -> Self {
        Self(self.0.query(name, value))
    }

    /// Sets the body, as JSON.
    pub fn json(self, value: &dyn Write) -> Self {
        Self(self.0.json(value))
    }

    /// Sets the body, as JSON of another media type.
    pub fn json_as(self, media_type: &str, value: &dyn Write) -> Self {
        Self(self.0.json_as(media_type, value))
    }

    /// Sets the body, as a form from an object.
    pub fn form(self, value: &dyn Write) -> Self {
        Self(self.0.form(value))
    }

    /// Sets the body, as text.
    pub fn text(self, media_type: &str, text: &str) -> Self {
        Self(self.0.text(media_type, text))
    }

    /// Sets the body, as bytes.
    pub fn bytes(self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        Self(self.0.bytes(media_type, bytes))
    }

    /// Sets the body, as a form with files.
    #[cfg(feature = "multipart")]
    pub fn multipart(self, form: Form) -> Self {
        Self(self.0.multipart(form))
    }

    /// Sends the request and returns status, headers and the unread body; an error status is not an error.
    pub fn send(self) -> RawCall {
        RawCall::new(self.0)
    }

    /// Sends the request and reads the body of a success: as a stream if the type is [`ByteStream`](super::ByteStream) or
    /// [`JsonLines`](super::JsonLines), otherwise as JSON. Every error status is an
    /// [`Error::Unexpected`](super::Error::Unexpected). [`Self::read_as`] reads text.
    pub fn read<T: Success<Value = T>>(self) -> Call<T, Undocumented> {
        Call::new::<T>(self.0)
    }

    /// The same as [`Self::read`] for bodies that are not JSON: [`Text`](super::Text) reads text into a `String`, and
    /// [`Empty`](super::Empty) reads nothing.
    pub fn read_as<S: Success>(self) -> Call<S::Value, Undocumented> {
        Call::new::<S>(self.0)
    }

    /// The same as [`Self::read`], with status and headers.
    pub fn response<T: Success<Value = T>>(self) -> ResponseCall<T, Undocumented> {
        ResponseCall::new::<T>(self.0)
    }

    /// Sets time limits.
    pub fn with_timeout(self, timeouts: impl Into<Timeouts>) -> Self {
        Self(self.0.with_timeout(timeouts.into()))
    }

    /// Sets the largest body that is read whole, in bytes after decoding: 64 MiB by default.
    pub fn with_body_limit(self, bytes: u64) -> Self {
        Self(self.0.with_body_limit(bytes))
    }

    /// Sets a header for this call, in place of any other value. `Authorization` is an error where credentials set it too.
    pub fn with_header(self, name: &str, value: &str) -> Self {
        Self(self.0.with_header(name, value))
    }

    /// Sets the credentials for this call, in place of the client's. They are sent also where the document describes no
    /// security, then in `Authorization`; credentials that have no place in the request are an error.
    pub fn with_auth(self, credentials: Credentials) -> Self {
        Self(self.0.with_auth(credentials))
    }

    /// Sets how this call is retried, instead of the client's policy.
    pub fn with_retry(self, policy: RetryPolicy) -> Self {
        Self(self.0.with_retry(policy))
    }
}

impl IntoFuture for RawRequest {
    type Output = <RawCall as Future>::Output;
    type IntoFuture = RawCall;

    fn into_future(self) -> RawCall {
        self.send()
    }
}

/// The documented error responses of a request without a document: there are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undocumented {}

impl ErrorResponse for Undocumented {
    fn read(_: &ErrorResponseBody<'_>) -> Result<Option<Self>, ReadError> {
        Ok(None)
    }
}
