//! What an operation gives when it succeeds.
//!
//! In: the response of a success. Out: the operation's value. Invariant: the type that generated code names says how the
//! body is read: as JSON, as text, as a stream, or not at all.

use super::{Empty, Text, TextValue, check_encoding, essence, json, read_text};
use crate::error::BufferedResponse;
use crate::json::{Read, ReadError, is_json, read};
use crate::media;
use crate::send::ReceivedResponse;
use crate::stream::{ByteStream, JsonLines};
#[cfg(feature = "events")]
use crate::stream::{EventData, ServerEvents};

/// How the success of an operation is read; types that implement [`Read`] are read as JSON.
pub trait Success: 'static {
    /// What is read.
    type Value: Send + 'static;
    /// Whether the body is read as it comes.
    const STREAM: bool;
    /// Whether only some of the successes are streams; JSON is then read whole.
    const MIXED: bool = true;

    /// Reads the value from a response.
    ///
    /// # Errors
    /// If the body is not as documented.
    fn read(body: SuccessBody<'_>) -> Result<Self::Value, ReadError>;

    /// The value of a success without a body, where the operation has one.
    #[must_use]
    fn without_body() -> Option<Self::Value> {
        None
    }
}

/// The response of a success, to be read.
pub struct SuccessBody<'a>(&'a mut ReceivedResponse);

impl<'a> SuccessBody<'a> {
    pub(super) fn new(received: &'a mut ReceivedResponse) -> Self {
        Self(received)
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.response.status.as_u16()
    }

    /// The value of a body that is JSON.
    ///
    /// # Errors
    /// If the body is not JSON by its content type, or not as documented.
    pub fn json<T: Read>(self) -> Result<T, ReadError> {
        read(self.checked_json()?)
    }

    /// The value of a body of any other kind: [`Text`] or a stream.
    ///
    /// # Errors
    /// If the body is not as documented.
    pub fn read<T: Success>(self) -> Result<T::Value, ReadError> {
        T::read(self)
    }

    /// The error of a status that none of several documented successes has.
    #[must_use]
    pub fn undocumented(&self) -> ReadError {
        ReadError::other(format!("the document has no success {}", self.status()))
    }

    /// The bytes of the body, if they are JSON by the content type.
    fn checked_json(&self) -> Result<&[u8], ReadError> {
        match &self.0.stream {
            Some(_) => Err(ReadError::other("the body is another than JSON")),
            None => json(&self.0.response),
        }
    }

    /// The text of the body; bytes that are not UTF-8 become U+FFFD.
    fn text(&self) -> Result<String, ReadError> {
        if self.is_json() {
            return read(self.checked_json()?);
        }
        check_encoding(&self.0.response)?;
        Ok(String::from_utf8_lossy(&self.0.response.body).into_owned())
    }

    /// Whether a body that is text or JSON is JSON, by its content type and by what the document lists.
    fn is_json(&self) -> bool {
        let response = &self.0.response;
        let accept = response.operation.accept;
        let documents = |fits: fn(&str) -> bool| accept.split(',').map(str::trim).any(fits);
        match essence(response.content_type_value()) {
            Some(essence) if media::is_json(&essence) => documents(media::is_json) || accept.is_empty(),
            Some(essence) if media::is_unspecific(&essence) => {
                let only_json = documents(media::is_json) && !documents(|other| !media::is_json(other));
                only_json && !response.strict && is_string(&response.body)
            }
            Some(_) => false,
            None => documents(media::is_json),
        }
    }

    /// The body as it comes, and what an error in the middle of it is reported with.
    fn stream(self) -> Result<(ByteStream, BufferedResponse), ReadError> {
        check_encoding(&self.0.response)?;
        Ok((self.0.take_stream(), self.0.response.clone()))
    }
}

/// Whether a text is a JSON string.
fn is_string(text: &[u8]) -> bool {
    text.trim_ascii_start().starts_with(b"\"") && is_json(text)
}

impl<T: Read + Send + 'static> Success for T {
    type Value = T;

    const STREAM: bool = false;

    fn read(body: SuccessBody<'_>) -> Result<T, ReadError> {
        body.json()
    }
}

impl Success for Empty {
    type Value = ();

    const STREAM: bool = false;

    fn read(_: SuccessBody<'_>) -> Result<(), ReadError> {
        Ok(())
    }

    fn without_body() -> Option<()> {
        Some(())
    }
}

impl Success for Text {
    type Value = String;

    const STREAM: bool = false;

    fn read(body: SuccessBody<'_>) -> Result<String, ReadError> {
        body.text()
    }
}

impl<T: Read + Send + 'static> Success for TextValue<T> {
    type Value = T;

    const STREAM: bool = false;

    fn read(body: SuccessBody<'_>) -> Result<T, ReadError> {
        if body.is_json() {
            return body.json();
        }
        check_encoding(&body.0.response)?;
        read_text(&body.0.response.body)
    }
}

impl Success for ByteStream {
    type Value = Self;

    const STREAM: bool = true;
    const MIXED: bool = false;

    fn read(body: SuccessBody<'_>) -> Result<Self, ReadError> {
        check_encoding(&body.0.response)?;
        Ok(body.0.take_stream())
    }
}

impl<T: Read + Send + 'static> Success for JsonLines<T> {
    type Value = Self;

    const STREAM: bool = true;
    const MIXED: bool = false;

    fn read(body: SuccessBody<'_>) -> Result<Self, ReadError> {
        body.stream().map(|(stream, response)| Self::new(stream, response))
    }
}

#[cfg(feature = "events")]
impl<T: EventData> Success for ServerEvents<T> {
    type Value = Self;

    const STREAM: bool = true;
    const MIXED: bool = false;

    fn read(body: SuccessBody<'_>) -> Result<Self, ReadError> {
        // No event would ever come of anything else (WHATWG HTML, "Server-sent events", demands the same).
        let other = essence(body.0.response.content_type_value());
        if let Some(other) = other.filter(|essence| essence != "text/event-stream") {
            let message = format!("the content type is `{other}`, and should be `text/event-stream`");
            return Err(ReadError::other(message));
        }
        body.stream().map(|(stream, response)| Self::new(stream, response))
    }
}
