//! Bytes of answers, whole or spoilt.
//!
//! In go answers and the faults of their bytes, out come HTTP messages on a socket. The invariant: a fault of
//! one answer never spoils an earlier one on the same connection.

mod content;
mod stream;

pub(crate) use content::Content;
pub(crate) use stream::{Control, FaultyStream};

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use crate::answer::Answer;
use crate::fault::{Reply, Wire};

/// What a fault puts in place of an answer.
pub(crate) fn replacement(reply: &Reply) -> Answer {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = reply.headers.iter();
    let headers = headers.filter_map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_bytes(value.as_bytes()).ok()?))
    });
    Answer { status, headers: headers.collect(), body: reply.body.clone() }
}

/// The HTTP message of an answer.
pub(crate) fn message(answer: Answer, wire: Wire) -> Response<Content> {
    let whole = answer.body.len();
    let content = match wire {
        Wire::Truncate(bytes) => Content::cut_short(answer.body.slice(..bytes.min(whole))),
        Wire::Slow { chunk, pause } => Content::slow(&answer.body, chunk, pause),
        Wire::Endless => return endless(),
        Wire::Whole | Wire::Drop | Wire::Reset | Wire::CutAfter(_) => Content::whole(answer.body),
    };
    let mut message = Response::new(content);
    *message.status_mut() = answer.status;
    *message.headers_mut() = answer.headers;
    if matches!(wire, Wire::Truncate(_) | Wire::Slow { .. }) {
        message.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(whole));
    }
    message
}

/// A page of studies whose first string does not end.
fn endless() -> Response<Content> {
    let mut start = BytesMut::from(&br#"{"items":[{"uid":""#[..]);
    start.resize(64 * 1024, b'a');
    let mut message = Response::new(Content::endless(start.freeze(), Bytes::from(vec![b'a'; 64 * 1024])));
    message.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    message
}

/// How long the bytes before a planned end get to leave the machine.
const GRACE: Duration = Duration::from_millis(20);
