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
use zeroize::Zeroizing;

use super::text::plain;
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

    /// What the server says to people, as a part of a line.
    fn words(&self, secrets: &[Zeroizing<String>]) -> String {
        if media::encoding(&self.headers).is_some() {
            return String::new();
        }
        let words = messages::with_places(&self.body, self.content_type()).join("; ");
        let own = plain(&words, secrets);
        match self.content_type().map(media::essence) {
            // A page of a proxy, which is not shown.
            Some(essence) if own.is_empty() && essence == "text/html" => {
                "a page of HTML, not of the API".to_owned()
            }
            _ => own,
        }
    }

    /// The line of an error: operation and host, the status, what is said about it, and what is known of the call.
    fn line(&self, f: &mut fmt::Formatter<'_>, said: &str) -> fmt::Result {
        write!(f, "{}{}: {}", self.operation.name, self.call.place(), self.status.as_u16())?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        f.write_str(said)?;
        let secrets = self.call.secrets();
        let id = |id: Option<&str>| id.map(|id| plain(id, &secrets));
        let ids = [
            ("support id", id(self.support_id().as_deref())),
            ("request id", id(self.request_id())),
            ("trace id", id(self.trace_id())),
        ];
        f.write_str(&self.call.end(&ids))
    }

    /// The line of an error status.
    fn error_line(&self, f: &mut fmt::Formatter<'_>, source: Option<&ReadError>) -> fmt::Result {
        let secrets = self.call.secrets();
        let is_error = self.status.is_client_error() || self.status.is_server_error();
        let words = if is_error { self.words(&secrets) } else { String::new() };
        let said = match source {
            _ if !words.is_empty() => words,
            // The status says enough.
            Some(_) if is_error => String::new(),
            Some(source) => plain(&source.to_string(), &secrets),
            None if self.status.is_redirection() => {
                "redirects are not followed; check scheme, host and path of the base URL".to_owned()
            }
            None => String::new(),
        };
        let mut said = if said.is_empty() { said } else { format!(": {said}") };
        if self.status == StatusCode::UNAUTHORIZED && self.call.sent_nothing_secret() {
            said.push_str("; the request had no credentials");
        }
        self.line(f, &said)
    }
}

impl fmt::Debug for BufferedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers and bodies stay out: they carry cookies and signed links, and repeat what was sent. What an error's
        // body says to people is shown, since it is all that explains the error.
        let is_error = self.status.is_client_error() || self.status.is_server_error();
        let secrets = self.call.secrets();
        let messages = if is_error { self.messages() } else { Vec::new() };
        let messages: Vec<_> = messages.iter().map(|message| plain(message, &secrets)).collect();
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
        self.response.error_line(f, None)
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
        self.response.error_line(f, self.source.as_ref())
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
        let fault = self.source.describe(&self.response.body);
        let fault = plain(&fault, &self.response.call.secrets());
        self.response.line(f, &format!(", but the body is not as documented: {fault}"))
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}
