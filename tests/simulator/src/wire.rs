//! Bytes of responses, whole or with faults.
//!
//! In: responses, and faults in their bytes. Out: HTTP messages on a socket. Invariant: a fault in one response does
//! not affect an earlier one on the same connection.

mod content;
mod feed;
mod stream;

pub(crate) use content::Content;
pub(crate) use feed::{Fed, Feed};
pub(crate) use stream::{Control, FaultyStream};

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use crate::fault::{FaultResponse, Wire};
use crate::response::BufferedResponse;

/// The response that a fault gives instead of the real one.
pub(crate) fn replacement(response: &FaultResponse) -> BufferedResponse {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers.iter();
    let headers = headers.filter_map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_bytes(value.as_bytes()).ok()?))
    });
    BufferedResponse { status, headers: headers.collect(), body: response.body.clone().into(), feed: None }
}

/// The HTTP message of a response.
pub(crate) fn message(response: BufferedResponse, wire: Wire) -> Response<Content> {
    let whole = response.body.len();
    let content = match wire {
        Wire::Truncate(bytes) => Content::cut_short(response.body.slice(0..bytes)),
        Wire::Slow { chunk, pause } => Content::slow(response.body, chunk, pause),
        Wire::Endless => return endless(),
        Wire::Whole | Wire::Drop | Wire::Reset | Wire::CutAfter(_) | Wire::CutRequest(_) => {
            match response.feed {
                Some(feed) => Content::fed(feed),
                None => Content::whole(response.body),
            }
        }
    };
    let mut message = Response::new(content);
    *message.status_mut() = response.status;
    *message.headers_mut() = response.headers;
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
