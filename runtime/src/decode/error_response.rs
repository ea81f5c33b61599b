//! The documented error responses of an operation.
//!
//! In: a response that is not a success. Out: the operation's own enum, which generated code reads by status. Invariant: the
//! response stays whole, whatever is read of it.

use bytes::Bytes;
use http::HeaderMap;

use super::{check_encoding, essence, json, read_text};
use crate::error::BufferedResponse;
use crate::json::{Read, ReadError, read};
use crate::media;

/// The documented error responses of an operation.
pub trait ErrorResponse: Sized + Send + 'static {
    /// Reads the error response; `None` if its status is not documented.
    ///
    /// # Errors
    /// If the body is not as documented.
    fn read(body: &ErrorResponseBody<'_>) -> Result<Option<Self>, ReadError>;
}

/// The status, headers and body of an error response.
pub struct ErrorResponseBody<'a> {
    response: &'a BufferedResponse,
}

impl<'a> ErrorResponseBody<'a> {
    pub(super) fn new(response: &'a BufferedResponse) -> Self {
        Self { response }
    }

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
        let essence = essence(self.response.content_type_value());
        essence.is_some_and(|essence| media_types.iter().any(|range| media::is_within(&essence, range)))
    }

    /// Makes an error response of the body, decoded as JSON.
    ///
    /// # Errors
    /// If the body is not JSON by its content type, or not as documented.
    pub fn json<T: Read, E>(&self, error_response: impl FnOnce(T) -> E) -> Result<Option<E>, ReadError> {
        read(json(self.response)?).map(|value| Some(error_response(value)))
    }

    /// Makes an error response of the body, as text; bytes that are not UTF-8 become U+FFFD.
    ///
    /// # Errors
    /// If the body is in a content encoding.
    pub fn text<E>(&self, error_response: impl FnOnce(String) -> E) -> Result<Option<E>, ReadError> {
        check_encoding(self.response)?;
        Ok(Some(error_response(String::from_utf8_lossy(&self.response.body).into_owned())))
    }

    /// Makes an error response of the body, as the text of a scalar.
    ///
    /// # Errors
    /// If the body is in a content encoding, or not as documented.
    pub fn text_value<T: Read, E>(
        &self,
        error_response: impl FnOnce(T) -> E,
    ) -> Result<Option<E>, ReadError> {
        check_encoding(self.response)?;
        read_text(&self.response.body).map(|value| Some(error_response(value)))
    }

    /// The body as it is.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        self.response.body.clone()
    }
}
