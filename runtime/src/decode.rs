//! Decodes a response by status, then by content type.
//!
//! In: a [`ReceivedResponse`], or why there is none. Out: the operation's value, or an [`Error`]. Invariant: the generic
//! part is short; whatever does not depend on the operation's types is decided outside of it.

use std::convert::Infallible;

use http::HeaderValue;

mod error_response;
mod marker;
mod success;

pub use error_response::{ErrorResponse, ErrorResponseBody};
pub use marker::{Empty, Text, TextValue};
pub use success::{Success, SuccessBody};

use super::error::{ApiError, BufferedResponse, DecodeError, Error, UnexpectedError};
use super::json::{Json, Read, ReadError, is_json, read, write};
use super::media;
use super::response::Response;
use super::send::{BodyMode, Fault, ReceivedResponse, is_success};

/// How much of a response is read before it is decoded.
pub(crate) const fn body_mode<T: Success>() -> BodyMode {
    match (T::STREAM, T::MIXED) {
        (false, _) => BodyMode::Whole,
        (true, false) => BodyMode::Stream,
        (true, true) => BodyMode::Mixed,
    }
}

/// The value of a response, or the error that it is.
pub(crate) fn value<T: Success, E: ErrorResponse>(
    outcome: Result<Box<ReceivedResponse>, Fault>,
) -> Result<T::Value, Error<E>> {
    decode::<T, E>(outcome).map(|(value, _)| value)
}

/// The same with status and headers.
pub(crate) fn response<T: Success, E: ErrorResponse>(
    outcome: Result<Box<ReceivedResponse>, Fault>,
) -> Result<Response<T::Value>, Error<E>> {
    decode::<T, E>(outcome).map(|(value, received)| {
        let BufferedResponse { status, headers, .. } = received.response;
        Response::new(status, headers, value)
    })
}

/// Not inlined: where a call is awaited, callers' code would hold it more than once.
#[inline(never)]
fn decode<T: Success, E: ErrorResponse>(
    outcome: Result<Box<ReceivedResponse>, Fault>,
) -> Result<(T::Value, Box<ReceivedResponse>), Error<E>> {
    let mut received = match outcome {
        Ok(received) => received,
        Err(fault) => return Err(Error::from(fault).widened()),
    };
    if is_success(received.response.operation, received.response.status) {
        return match T::read(SuccessBody::new(&mut received)) {
            Ok(value) => Ok((value, received)),
            Err(source) => Err(unreadable(received, source).widened()),
        };
    }
    // What was to be deleted is gone: a success, if the operation's value can be made of nothing.
    match received.already_deleted.then(T::without_body).flatten() {
        Some(value) => Ok((value, received)),
        None => Err(error_response(received)),
    }
}

fn error_response<E: ErrorResponse>(mut received: Box<ReceivedResponse>) -> Error<E> {
    // The document says nothing of what a store responds.
    if received.response.call.redirected || received.redirect_fault.is_some() {
        let fault = received.redirect_fault.take();
        return unexpected(received, fault).widened();
    }
    match E::read(&ErrorResponseBody::new(&received.response)) {
        Ok(Some(error_response)) => {
            Error::Api(Box::new(ApiError { response: received.response, error_response }))
        }
        Ok(None) => unexpected(received, None).widened(),
        Err(source) => unexpected(received, Some(source)).widened(),
    }
}

/// Not inlined into what is compiled for each operation.
#[cold]
#[inline(never)]
fn unexpected(received: Box<ReceivedResponse>, source: Option<ReadError>) -> Error<Infallible> {
    Error::Unexpected(Box::new(UnexpectedError { response: received.response, source }))
}

/// The error of a success that cannot be read; where the document does not list its status, no schema was broken.
#[cold]
#[inline(never)]
fn unreadable(received: Box<ReceivedResponse>, source: ReadError) -> Error<Infallible> {
    let BufferedResponse { operation, status, .. } = &received.response;
    if operation.ok.is_empty() || operation.documents_success(status.as_u16()) {
        Error::Decode(Box::new(DecodeError::new(received.response, source)))
    } else {
        unexpected(received, Some(source))
    }
}

impl From<Fault> for Error<Infallible> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Build(error) => Self::Build(error),
            Fault::Transport(error) => Self::Transport(error),
        }
    }
}

/// Checks that a body is not compressed, or encoded in another way: the client accepts none of it (RFC 9110, 8.4).
fn check_encoding(response: &BufferedResponse) -> Result<(), ReadError> {
    match media::encoding(&response.headers) {
        Some(encoding) => {
            Err(ReadError::other(format!("the content encoding is `{encoding}`, which was not asked for")))
        }
        None => Ok(()),
    }
}

/// The body, if there is one that is JSON by its content type. A body without a content type may be; one of a content type
/// that says nothing is, if its bytes are.
fn json(response: &BufferedResponse) -> Result<&[u8], ReadError> {
    check_encoding(response)?;
    let content_type = response.content_type_value();
    let text = content_type.and_then(|value| value.to_str().ok());
    if response.body.is_empty() {
        return Err(ReadError::other("the body is empty, and should be JSON"));
    }
    if text.is_some_and(media::is_json) {
        return Ok(&response.body);
    }
    match essence(content_type) {
        Some(essence) if media::is_unspecific(&essence) && !response.strict && is_json(&response.body) => {
            Ok(&response.body)
        }
        Some(essence) if !media::is_json(&essence) => {
            Err(ReadError::other(format!("the content type is `{essence}`, and should be JSON")))
        }
        _ => Ok(&response.body),
    }
}

/// The value of a text: what it is as JSON, where no text is null, else the string that it is.
fn read_text<T: Read>(text: &[u8]) -> Result<T, ReadError> {
    let text = text.trim_ascii();
    read(if text.is_empty() { b"null" } else { text }).or_else(|_| {
        let string = Json::from(String::from_utf8_lossy(text).into_owned());
        let json = write(&string).map_err(|error| ReadError::other(error.to_string()))?;
        read(&json)
    })
}

/// The media type; one that cannot be read is not taken for none, which might be JSON.
fn essence(content_type: Option<&HeaderValue>) -> Option<String> {
    content_type
        .map(|value| media::essence(&String::from_utf8_lossy(value.as_bytes())))
        .filter(|essence| !essence.is_empty())
}
