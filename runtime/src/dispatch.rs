//! What an answer means: status first, content type second.
//!
//! In: a [`Reply`]. Out: a value, or an [`Error`]. Invariant: the generic part is short; whatever does not depend on
//! the operation's types is decided outside of it.

use std::any::{Any, TypeId};
use std::convert::Infallible;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::client::ClientProfile;
use super::error::{
    ApiError, BufferedResponse, DecodeError, Error, TransportError, TransportPhase, UnexpectedError,
};
use super::json::{Read, ReadError, read};
use super::media;
use super::operation::Operation;
use super::response::Response;
use super::send::{BodyMode, Fault, ReceivedBody, ReceivedResponse, is_success};
#[cfg(feature = "events")]
use super::stream::ServerEvents;
use super::stream::{ByteStream, JsonLines};

/// What an operation gives when it succeeds.
pub trait Success: Sized + Send + 'static {
    /// Whether the body is read as it comes.
    const STREAM: bool;
    /// Whether only some of the successes are streams; JSON is then read whole.
    const MIXED: bool = true;

    /// Reads the value from an answer.
    ///
    /// # Errors
    /// If the body is not as documented.
    fn read(body: SuccessBody) -> Result<Self, ReadError>;
}

/// The documented refusals of an operation.
pub trait ErrorResponse: Sized + Send + 'static {
    /// Reads the refusal from an answer; `None` if its status is not documented.
    ///
    /// # Errors
    /// If the body is not as documented.
    fn read(body: &ErrorResponseBody<'_>) -> Result<Option<Self>, ReadError>;
}

/// The answer of a success, to be read.
pub struct SuccessBody {
    profile: &'static ClientProfile,
    operation: &'static Operation,
    status: http::StatusCode,
    content_type: Option<HeaderValue>,
    encoding: Option<String>,
    body: ReceivedBody,
    limit: u64,
}

impl SuccessBody {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Reads it as this type.
    ///
    /// # Errors
    /// If the body is not as documented.
    pub fn read<T: Success>(self) -> Result<T, ReadError> {
        T::read(self)
    }

    /// The fault of a status that none of several documented successes has.
    #[must_use]
    pub fn undocumented(&self) -> ReadError {
        ReadError::other(format!("the document has no success {}", self.status.as_u16()))
    }

    /// The body, if it is JSON.
    fn json(self) -> Result<Bytes, ReadError> {
        let ReceivedBody::Whole(bytes) = self.body else {
            return Err(ReadError::other("the body is another than JSON"));
        };
        readable(self.encoding)?;
        json(&bytes, self.content_type.as_ref())?;
        Ok(bytes)
    }

    /// The text, if it is to be taken as it is and not as a JSON string.
    fn plain(&self) -> Option<String> {
        let (ReceivedBody::Whole(bytes), None) = (&self.body, &self.encoding) else { return None };
        let accept = self.operation.accept;
        let documents_json = accept.split(',').any(media::is_json);
        let is_json = match essence(self.content_type.as_ref()) {
            Some(essence) => media::is_json(&essence) && (documents_json || accept.is_empty()),
            None => documents_json,
        };
        (!is_json).then(|| String::from_utf8_lossy(bytes).into_owned())
    }

    /// What an error in the middle of a stream is told with.
    fn response(&self) -> BufferedResponse {
        BufferedResponse {
            profile: self.profile,
            operation: self.operation,
            idempotent: false,
            retry_reason: None,
            status: self.status,
            headers: self.content_type.clone().map(|value| (CONTENT_TYPE, value)).into_iter().collect(),
            body: Bytes::new(),
        }
    }

    fn stream(self) -> Result<ByteStream, ReadError> {
        readable(self.encoding)?;
        Ok(match self.body {
            ReceivedBody::Stream(stream) => stream,
            ReceivedBody::Whole(bytes) => ByteStream::whole(bytes, self.operation.name, self.limit),
        })
    }
}

impl<T: Read + Send + 'static> Success for T {
    const STREAM: bool = false;

    fn read(body: SuccessBody) -> Result<Self, ReadError> {
        match unread(&body)? {
            Some(value) => Ok(value),
            None => read(&body.json()?),
        }
    }
}

/// `()` and plain text, which are not read as JSON; nothing for all other types.
fn unread<T: 'static>(body: &SuccessBody) -> Result<Option<T>, ReadError> {
    let wanted = TypeId::of::<T>();
    let value: Box<dyn Any> = if wanted == TypeId::of::<()>() {
        Box::new(())
    } else if wanted == TypeId::of::<String>() {
        readable(body.encoding.clone())?;
        let Some(text) = body.plain() else { return Ok(None) };
        Box::new(text)
    } else {
        return Ok(None);
    };
    Ok(value.downcast().ok().map(|value| *value))
}

impl Success for ByteStream {
    const STREAM: bool = true;
    const MIXED: bool = false;

    fn read(body: SuccessBody) -> Result<Self, ReadError> {
        body.stream()
    }
}

impl<T: Read + Send + 'static> Success for JsonLines<T> {
    const STREAM: bool = true;
    const MIXED: bool = false;

    fn read(body: SuccessBody) -> Result<Self, ReadError> {
        let response = body.response();
        Ok(Self::new(body.stream()?, response))
    }
}

#[cfg(feature = "events")]
impl<T: Read + Send + 'static> Success for ServerEvents<T> {
    const STREAM: bool = true;
    const MIXED: bool = false;

    fn read(body: SuccessBody) -> Result<Self, ReadError> {
        // Of anything else, no event would ever come (WHATWG HTML, "Server-sent events", demands the same).
        if let Some(other) =
            essence(body.content_type.as_ref()).filter(|essence| essence != "text/event-stream")
        {
            return Err(ReadError::other(format!(
                "the content type is `{other}`, and should be `text/event-stream`"
            )));
        }
        let response = body.response();
        Ok(Self::new(body.stream()?, response))
    }
}

/// The answer of a refusal, to be read.
pub struct ErrorResponseBody<'a> {
    response: &'a BufferedResponse,
}

impl ErrorResponseBody<'_> {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.response.status.as_u16()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// Whether the body has one of these media types, among them ranges such as `text/*`, by its content type.
    #[must_use]
    pub fn is(&self, media_types: &[&str]) -> bool {
        let essence = essence(self.response.headers.get(CONTENT_TYPE));
        essence.is_some_and(|essence| media_types.iter().any(|range| media::is_within(&essence, range)))
    }

    /// The refusal that is made of the body as JSON.
    ///
    /// # Errors
    /// If the body is not JSON by its content type, or not as documented.
    pub fn json<T: Read, E>(&self, error_response: impl FnOnce(T) -> E) -> Result<Option<E>, ReadError> {
        read(self.checked_json()?).map(|value| Some(error_response(value)))
    }

    /// The bytes of the body, if they are JSON by the content type.
    fn checked_json(&self) -> Result<&[u8], ReadError> {
        readable(media::encoding(&self.response.headers))?;
        json(&self.response.body, self.response.headers.get(CONTENT_TYPE))?;
        Ok(&self.response.body)
    }

    /// The refusal that is made of the body as text; bytes that are not UTF-8 become U+FFFD.
    ///
    /// # Errors
    /// If the body is in a content encoding.
    pub fn text<E>(&self, error_response: impl FnOnce(String) -> E) -> Result<Option<E>, ReadError> {
        readable(media::encoding(&self.response.headers))?;
        Ok(Some(error_response(String::from_utf8_lossy(&self.response.body).into_owned())))
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.response.body.clone()
    }
}

/// Checks that a body is not compressed, or encoded in another way: the client asks for none of it (RFC 9110, 8.4).
fn readable(encoding: Option<String>) -> Result<(), ReadError> {
    match encoding {
        Some(encoding) => {
            Err(ReadError::other(format!("the content encoding is `{encoding}`, which was not asked for")))
        }
        None => Ok(()),
    }
}

/// Checks that a body is there, and is JSON by its content type; a body without a content type may be.
fn json(bytes: &[u8], content_type: Option<&HeaderValue>) -> Result<(), ReadError> {
    let text = content_type.and_then(|value| value.to_str().ok());
    if !bytes.is_empty() && text.is_some_and(media::is_json) {
        return Ok(());
    }
    match essence(content_type) {
        _ if bytes.is_empty() => Err(ReadError::other("the body is empty, and should be JSON")),
        Some(essence) if !media::is_json(&essence) => {
            Err(ReadError::other(format!("the content type is `{essence}`, and should be JSON")))
        }
        _ => Ok(()),
    }
}

/// The media type; one that cannot be read is not taken for none, which might be JSON.
fn essence(content_type: Option<&HeaderValue>) -> Option<String> {
    content_type
        .map(|value| media::essence(&String::from_utf8_lossy(value.as_bytes())))
        .filter(|essence| !essence.is_empty())
}

/// What is to be read of an answer before it is given out.
pub(crate) const fn body_mode<T: Success>() -> BodyMode {
    match (T::STREAM, T::MIXED) {
        (false, _) => BodyMode::Whole,
        (true, false) => BodyMode::Stream,
        (true, true) => BodyMode::Mixed,
    }
}

/// The value of an answer, or the error that it is. It is not inlined: where a call is awaited, callers' code would hold
/// it more than once.
#[inline(never)]
pub(crate) fn value<T: Success, E: ErrorResponse>(
    outcome: Result<Box<ReceivedResponse>, Fault>,
) -> Result<T, Error<E>> {
    let mut read = None;
    settle(outcome, &mut PlaceRef(&mut read));
    read.unwrap_or_else(|| Err(nothing().widened()))
}

/// The same with status and headers.
#[inline(never)]
pub(crate) fn response<T: Success, E: ErrorResponse>(
    outcome: Result<Box<ReceivedResponse>, Fault>,
) -> Result<Response<T>, Error<E>> {
    let mut read = None;
    let (status, headers) = settle_with_head(outcome, &mut PlaceRef(&mut read));
    let value = read.unwrap_or_else(|| Err(nothing().widened()));
    value.map(|value| Response::new(status, headers, value))
}

/// Where the outcome of an operation goes: what is generic of reading an answer.
trait Place {
    fn succeed(&mut self, body: SuccessBody) -> Result<(), ReadError>;
    fn refuse(&mut self, response: BufferedResponse);
    fn fail(&mut self, error: Error<Infallible>);
}

/// A place behind a reference: a trait object of the place itself would need code that drops it.
struct PlaceRef<'a, T, E>(&'a mut Option<Result<T, Error<E>>>);

impl<T: Success, E: ErrorResponse> Place for PlaceRef<'_, T, E> {
    fn succeed(&mut self, body: SuccessBody) -> Result<(), ReadError> {
        self.fill(Ok(T::read(body)?));
        Ok(())
    }

    fn refuse(&mut self, response: BufferedResponse) {
        self.fill(Err(match E::read(&ErrorResponseBody { response: &response }) {
            Ok(Some(error_response)) => Error::Api(Box::new(ApiError { response, error_response })),
            Ok(None) => unexpected(response, None).widened(),
            Err(source) => unexpected(response, Some(source)).widened(),
        }));
    }

    fn fail(&mut self, error: Error<Infallible>) {
        self.fill(Err(error.widened()));
    }
}

impl<T, E> PlaceRef<'_, T, E> {
    /// A place is filled once, so there is nothing in it; code that drops that would be half a kilobyte each time.
    fn fill(&mut self, outcome: Result<T, Error<E>>) {
        std::mem::forget(self.0.replace(outcome));
    }
}

/// A place is filled whatever comes, so this is never given.
#[cold]
#[inline(never)]
fn nothing() -> Error<Infallible> {
    Error::Transport(Box::new(TransportError::new(TransportPhase::Body)))
}

/// Not inlined into what is compiled for each operation.
#[cold]
#[inline(never)]
fn unexpected(response: BufferedResponse, source: Option<ReadError>) -> Error<Infallible> {
    Error::Unexpected(Box::new(UnexpectedError { response, source }))
}

/// The same without the head, which is dropped here and not in what is compiled for each operation.
fn settle(outcome: Result<Box<ReceivedResponse>, Fault>, place: &mut dyn Place) {
    settle_with_head(outcome, place);
}

/// Reads an answer into a place, and gives the head of a success.
fn settle_with_head(
    outcome: Result<Box<ReceivedResponse>, Fault>,
    place: &mut dyn Place,
) -> (StatusCode, HeaderMap) {
    match outcome {
        Ok(response) => return read_response(*response, place),
        Err(Fault::Build(error)) => place.fail(Error::Build(error)),
        Err(Fault::Transport(error)) => place.fail(Error::Transport(error)),
    }
    Default::default()
}

fn read_response(response: ReceivedResponse, place: &mut dyn Place) -> (StatusCode, HeaderMap) {
    // The answer, with its body to be read apart if it is a success.
    let (body, response) = parted(response);
    match body.map(|body| place.succeed(body)) {
        Some(Ok(())) => return (response.status, response.headers),
        Some(Err(source)) if is_success(response.operation, response.status) => {
            place.fail(unreadable(response, source));
        }
        // A refusal; or what was to be deleted is gone, but the operation's value is not made of nothing.
        Some(Err(_)) | None => place.refuse(response),
    }
    Default::default()
}

fn parted(response: ReceivedResponse) -> (Option<SuccessBody>, BufferedResponse) {
    let ReceivedResponse { profile, operation, idempotent, status, headers, body, limit, retry_reason, gone } =
        response;
    let bytes = match &body {
        ReceivedBody::Whole(bytes) => bytes.clone(),
        ReceivedBody::Stream(_) => Bytes::new(),
    };
    let success = if gone {
        // Read as the answer that was lost, of which nothing is known but that it was a success.
        let (status, body) = (StatusCode::NO_CONTENT, ReceivedBody::Whole(Bytes::new()));
        Some(SuccessBody { profile, operation, status, content_type: None, encoding: None, body, limit })
    } else {
        let content_type = headers.get(CONTENT_TYPE).cloned();
        let encoding = media::encoding(&headers);
        is_success(operation, status).then_some(SuccessBody {
            profile,
            operation,
            status,
            content_type,
            encoding,
            body,
            limit,
        })
    };
    (success, BufferedResponse { profile, operation, idempotent, retry_reason, status, headers, body: bytes })
}

/// A success that cannot be read; where the document does not list it, no schema was broken.
fn unreadable(response: BufferedResponse, source: ReadError) -> Error<Infallible> {
    let ok = response.operation.ok;
    if ok.is_empty() || response.operation.documents_success(response.status.as_u16()) {
        Error::Decode(Box::new(DecodeError::new(response, source)))
    } else {
        unexpected(response, Some(source))
    }
}
