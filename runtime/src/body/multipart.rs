//! Forms with files (`multipart/form-data`, RFC 7578).
//!
//! In: fields and parts. Out: the body's pieces, with its length where it is known. Invariant: names and file names
//! cannot end their header, and content is never copied.

use std::collections::VecDeque;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::pieces;
use crate::error::TransportError;
use crate::json::{Json, Optional, Write};
use crate::transport::{Chunks, TransportBody};
use crate::{header, media};

/// One part of a form: a file.
pub struct Part {
    content: Content,
    file_name: Option<String>,
    /// `None`: what the form says for the part's name, else the default.
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

enum Content {
    Bytes(Bytes),
    /// A value, whose text depends on the media type.
    Value(Json),
    Stream(Option<Chunks>, Option<u64>),
}

impl Part {
    /// A file that is in memory.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::of(Content::Bytes(bytes.into()))
    }

    /// A file that is read as it is sent; its length in bytes, if known, is sent ahead. Such a request is never retried.
    #[must_use]
    pub fn stream<S, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self::of(Content::Stream(Some(pieces::of_stream(stream)), length))
    }

    fn of(content: Content) -> Self {
        Self { content, file_name: Some("file".to_owned()), content_type: None, headers: Vec::new() }
    }

    /// The file's name (`file` by default).
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The file's media type (by default what the document says, else `application/octet-stream`).
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// A header of the part. Name, file name and media type are not given this way.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl Part {
    fn value(value: Json) -> Self {
        Self { file_name: None, ..Self::of(Content::Value(value)) }
    }

    fn media_type(&self) -> Option<&str> {
        let default = match &self.content {
            Content::Bytes(_) | Content::Stream(..) => Some("application/octet-stream"),
            Content::Value(Json::Array(_) | Json::Object(_)) => Some("application/json"),
            Content::Value(_) => None,
        };
        self.content_type.as_deref().or(default).filter(|media_type| !media_type.is_empty())
    }

    fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What makes it impossible to send.
    fn fault(&self) -> Option<String> {
        let is_ascii = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !self.content_type.as_deref().is_none_or(is_ascii) {
            return Some("the content type is not printable ASCII".to_owned());
        }
        self.headers().find_map(|(name, value)| {
            let own = ["content-disposition", "content-type", "content-transfer-encoding"];
            if own.contains(&name.to_ascii_lowercase().as_str()) {
                return Some(format!("the header `{name}` is the form's own"));
            }
            header::pair(name, value).err().map(|error| error.message().to_owned())
        })
    }
}

impl<T: Into<Bytes>> From<T> for Part {
    fn from(bytes: T) -> Self {
        Self::bytes(bytes)
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

/// A form with files.
pub struct Form {
    boundary: String,
    parts: Vec<(String, Part)>,
    fault: Option<String>,
}

impl Default for Form {
    fn default() -> Self {
        Self::new()
    }
}

impl Form {
    /// A form without parts.
    #[must_use]
    pub fn new() -> Self {
        let random = || RandomState::new().hash_one(());
        let boundary = format!("form-{:016x}{:016x}{:016x}", random(), random(), random());
        Self { boundary, parts: Vec::new(), fault: None }
    }

    /// Adds a file.
    #[must_use]
    pub fn part(mut self, name: &str, part: Part) -> Self {
        self.parts.push((name.to_owned(), part));
        self
    }

    /// Adds files under one name.
    #[must_use]
    pub fn parts(mut self, name: &str, parts: impl IntoIterator<Item = Part>) -> Self {
        self.parts.extend(parts.into_iter().map(|part| (name.to_owned(), part)));
        self
    }

    /// Adds a file, if there is one.
    #[must_use]
    pub fn optional_part(self, name: &str, part: Option<Part>) -> Self {
        match part {
            Some(part) => self.part(name, part),
            None => self,
        }
    }

    /// Adds a value: a scalar as text, an object as JSON, null as an empty text, and each item of a list as a field of
    /// its own (OpenAPI 3.1, "Special Considerations for `multipart` Content").
    #[must_use]
    pub fn field(mut self, name: &str, value: &dyn Write) -> Self {
        match Json::of(value) {
            Ok(Json::Array(items)) => {
                self.parts.extend(items.into_iter().map(|item| (name.to_owned(), Part::value(item))));
            }
            Ok(value) => self.parts.push((name.to_owned(), Part::value(value))),
            Err(fault) => {
                self.fault =
                    self.fault.or(Some(format!("the form field `{name}` cannot be written: {fault}")));
            }
        }
        self
    }

    /// Adds the members of an object that the form has not, each as [`field`](Self::field) does.
    #[must_use]
    pub fn members(mut self, object: &dyn Write) -> Self {
        match Json::of(object) {
            Ok(Json::Object(members)) => members.into_iter().fold(self, |form, (name, value)| {
                let is_there = form.parts.iter().any(|(known, _)| *known == name);
                if is_there { form } else { form.field(&name, &value) }
            }),
            Ok(_) => {
                self.fault = self.fault.or(Some("a part of the form is not an object".to_owned()));
                self
            }
            Err(fault) => {
                self.fault = self.fault.or(Some(format!("a part of the form cannot be written: {fault}")));
                self
            }
        }
    }

    /// Adds a value, if there is one.
    #[must_use]
    pub fn optional(self, name: &str, value: &dyn Optional) -> Self {
        match value.present() {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// Sets the media types of the parts of these names, where the part itself has none.
    #[must_use]
    pub fn content_types(mut self, media_types: &[(&str, &str)]) -> Self {
        for (name, part) in self.parts.iter_mut().filter(|(_, part)| part.content_type.is_none()) {
            let known = media_types.iter().find(|(known, _)| known == name);
            part.content_type = known.map(|(_, media_type)| (*media_type).to_owned());
        }
        self
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// What makes it impossible to send.
    pub(crate) fn fault(&self) -> Option<String> {
        let fault =
            |(name, part): &(String, Part)| Some(format!("the form part `{name}`: {}", part.fault()?));
        self.parts.iter().find_map(fault).or_else(|| self.fault.clone())
    }

    pub(crate) fn is_repeatable(&self) -> bool {
        self.parts.iter().all(|(_, part)| !matches!(part.content, Content::Stream(..)))
    }

    /// The body for one attempt.
    pub(crate) fn attempt(&mut self) -> TransportBody {
        let mut pieces = Pieces { pieces: VecDeque::new(), length: Some(0) };
        for (name, part) in &mut self.parts {
            pieces.push(head(&self.boundary, name, part).into());
            match &mut part.content {
                Content::Bytes(bytes) => pieces.push(bytes.clone()),
                Content::Value(value) => pieces.push(text(value, part.content_type.as_deref())),
                Content::Stream(stream, length) => pieces.push_stream(stream.take(), *length),
            }
            pieces.push(Bytes::from_static(b"\r\n"));
        }
        pieces.push(format!("--{}--\r\n", self.boundary).into());
        let length = pieces.length;
        TransportBody::Stream(Box::pin(pieces), length)
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.parts.iter().map(|(name, part)| (name, part))).finish()
    }
}

/// The text of a value: JSON in a part of that media type, plain in all others.
fn text(value: &Json, media_type: Option<&str>) -> Bytes {
    match value {
        Json::Null => Bytes::new(),
        Json::String(text) if !media_type.is_some_and(media::is_json) => text.clone().into(),
        value => value.to_string().into(),
    }
}

/// The lines before a part's content.
fn head(boundary: &str, name: &str, part: &Part) -> String {
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(name));
    if let Some(file_name) = &part.file_name {
        head.push_str("; filename=\"");
        head.push_str(&quoted(file_name));
        head.push('"');
    }
    for (name, value) in
        part.media_type().map(|value| ("Content-Type", value)).into_iter().chain(part.headers())
    {
        head.push_str("\r\n");
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
    }
    head.push_str("\r\n\r\n");
    head
}

/// A name between quotes, as browsers write it (WHATWG HTML, "multipart/form-data encoding algorithm").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A").replace('\0', "%00")
}

/// The pieces of a body, in order.
struct Pieces {
    pieces: VecDeque<Piece>,
    length: Option<u64>,
}

enum Piece {
    Bytes(Bytes),
    Stream(Chunks),
}

impl Pieces {
    fn push(&mut self, bytes: Bytes) {
        let length = u64::try_from(bytes.len()).ok();
        self.length = self.length.zip(length).and_then(|(sum, length)| sum.checked_add(length));
        self.pieces.push_back(Piece::Bytes(bytes));
    }

    fn push_stream(&mut self, stream: Option<Chunks>, length: Option<u64>) {
        self.length = self.length.zip(length).and_then(|(sum, length)| sum.checked_add(length));
        self.pieces.extend(stream.map(Piece::Stream));
    }
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(piece) = self.pieces.pop_front() {
            match piece {
                Piece::Bytes(bytes) if bytes.is_empty() => {}
                Piece::Bytes(bytes) => return Poll::Ready(Some(Ok(bytes))),
                Piece::Stream(mut stream) => match stream.as_mut().poll_next(cx) {
                    Poll::Ready(None) => {}
                    other => {
                        self.pieces.push_front(Piece::Stream(stream));
                        return other;
                    }
                },
            }
        }
        Poll::Ready(None)
    }
}
