//! Responses that are errors: documented ones, undocumented ones, and successes that cannot be decoded.
//!
//! In: a complete response, and what was decoded of it. Out: the payloads of [`super::Error`].
//! Invariant: status, headers, and bytes are kept, whatever the variant.

use std::error::Error;
use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::{CallFacts, messages};
use crate::client::ClientProfile;
use crate::json::ReadError;
use crate::media;
use crate::operation::Operation;
use crate::retry::{Head, RetryReason};

/// How many bytes of a body an excerpt has.
const EXCERPT: usize = 256;

/// A response that is an error: its head and its bytes.
#[derive(Clone)]
pub struct BufferedResponse {
    pub(crate) profile: &'static ClientProfile,
    pub(crate) operation: &'static Operation,
    pub(crate) call: CallFacts,
    /// Whether only what has the content type of JSON is JSON.
    pub(crate) strict: bool,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl BufferedResponse {
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

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// See [`Error::messages`](super::Error::messages).
    #[must_use]
    pub fn messages(&self) -> Vec<String> {
        // What is encoded is no text, whatever its type says.
        match media::encoding(&self.headers) {
            Some(_) => Vec::new(),
            None => messages::messages(&self.body, self.content_type()),
        }
    }

    /// See [`Error::retry_reason`](super::Error::retry_reason).
    #[must_use]
    pub fn retry_reason(&self) -> Option<&RetryReason> {
        self.call.retry_reason.as_ref()
    }

    /// See [`Error::request_id`](super::Error::request_id).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        ["x-request-id", "request-id", "x-amzn-requestid", "x-correlation-id"]
            .iter()
            .find_map(|name| self.header(name))
    }

    /// See [`Error::trace_id`](super::Error::trace_id).
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        self.header(self.profile.trace_id_header?)
    }

    /// See [`Error::support_id`](super::Error::support_id).
    #[must_use]
    pub fn support_id(&self) -> Option<String> {
        (self.profile.support_id?)(&self.body)
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.content_type_value()?.to_str().ok()
    }

    pub(crate) fn content_type_value(&self) -> Option<&HeaderValue> {
        self.headers.get(CONTENT_TYPE)
    }

    /// What the response says about retries.
    pub(super) fn head(&self) -> Head {
        Head::of(self.status, &self.headers)
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn excerpt(&self) -> &[u8] {
        self.body.get(..EXCERPT).unwrap_or(&self.body)
    }

    /// The line of an error: the operation, the status, the details, and why the request was not retried.
    fn line(&self, f: &mut fmt::Formatter<'_>, detail: fmt::Arguments<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation.name, self.status.as_u16())?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        f.write_fmt(detail)?;
        match &self.call.retry_reason {
            Some(reason) if reason.is_noteworthy() => write!(f, ", {reason}"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for BufferedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers and bodies stay out: they carry cookies and signed links, and repeat what was sent. What an error's
        // body says to people is shown, since it is all that explains the error.
        let is_error = self.status.is_client_error() || self.status.is_server_error();
        let messages = if is_error { self.messages() } else { Vec::new() };
        f.debug_struct("BufferedResponse")
            .field("operation", &self.operation.name)
            .field("status", &self.status)
            .field("content_type", &self.content_type())
            .field("messages", &messages)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Each payload has what its response has.
macro_rules! of_response {
    ($payload:ident $(<$E:ident>)?) => {
        impl $(<$E>)? Deref for $payload $(<$E>)? {
            type Target = BufferedResponse;

            fn deref(&self) -> &BufferedResponse {
                &self.response
            }
        }
    };
}

of_response!(ApiError<E>);
of_response!(UnexpectedError);
of_response!(DecodeError);

/// A documented error response; it has all methods of [`BufferedResponse`].
pub struct ApiError<E> {
    pub(crate) response: BufferedResponse,
    pub(crate) error_response: E,
}

impl<E> ApiError<E> {
    /// The error response, as documented.
    #[must_use]
    pub fn error_response(&self) -> &E {
        &self.error_response
    }

    /// The same, owned.
    #[must_use]
    pub fn into_error_response(self) -> E {
        self.error_response
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.line(f, format_args!(""))
    }
}

impl<E> fmt::Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The error response is the body once more, with what it echoes of the request.
        f.debug_struct("ApiError").field("response", &self.response).finish_non_exhaustive()
    }
}

impl<E> Error for ApiError<E> {}

/// A response that the document does not list, or whose body is not as documented; it has all methods of [`BufferedResponse`].
#[derive(Debug)]
pub struct UnexpectedError {
    pub(crate) response: BufferedResponse,
    pub(crate) source: Option<ReadError>,
}

impl fmt::Display for UnexpectedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = if self.source.is_some() { " (not as documented)" } else { " (undocumented)" };
        self.response.line(f, format_args!("{detail}"))
    }
}

impl Error for UnexpectedError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// A success whose body is not as its schema says; it has all methods of [`BufferedResponse`].
#[derive(Debug)]
pub struct DecodeError {
    response: BufferedResponse,
    path: String,
    source: ReadError,
}

impl DecodeError {
    pub(crate) fn new(response: BufferedResponse, source: ReadError) -> Self {
        let path = source.locate(&response.body);
        Self { response, path, source }
    }

    /// The JSON path of the fault, such as `items[3].uid`; empty if it is the whole body.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The first bytes of the body.
    #[must_use]
    pub fn excerpt(&self) -> &[u8] {
        self.response.excerpt()
    }

    /// What is wrong.
    #[must_use]
    pub fn read_error(&self) -> &ReadError {
        &self.source
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.path.is_empty() { "" } else { " at " };
        self.response.line(f, format_args!(", but the body is not as documented{at}{}", self.path))
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
