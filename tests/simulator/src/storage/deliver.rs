//! Objects as responses.
//!
//! In: an object and the headers of a request. Out: all of it, or the part that a `Range` header names (RFC 9110,
//! section 14). Invariant: nothing is read before it is sent.

use std::ops::Range;

use http::header::{ACCEPT_RANGES, CONTENT_RANGE, ETAG, IF_RANGE, RANGE};
use http::{HeaderName, HeaderValue, StatusCode};

use super::blob::Blob;
use super::error;
use crate::log::RecordedRequest;
use crate::response::BufferedResponse;

/// An object with the media type and the tag under which it is delivered.
pub(super) struct Object {
    pub(super) media_type: &'static str,
    pub(super) e_tag: String,
    pub(super) contents: Blob,
}

/// The response to a request for an object.
pub(super) fn deliver(object: &Object, request: &RecordedRequest, ranges: bool) -> BufferedResponse {
    let header = |name: HeaderName| request.headers.get(name).and_then(|value| value.to_str().ok());
    let (tag, length) = (format!("\"{}\"", object.e_tag), object.contents.len());
    // A range of another object than the client has seen is not wanted (section 13.1.5).
    let unchanged = header(IF_RANGE).is_none_or(|seen| seen == tag);
    let range = header(RANGE).filter(|_| ranges && unchanged).and_then(|text| part(text, length));
    if range.as_ref().is_some_and(|range| range.start >= range.end) {
        let text = "The range lies outside of the object";
        let mut response = error((StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange", text));
        insert(&mut response, CONTENT_RANGE, &format!("bytes */{length}"));
        return response;
    }
    let status = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let wanted = object.contents.slice(range.clone().unwrap_or(0..length));
    let mut response = BufferedResponse::with_body(status, object.media_type, wanted);
    if let Some(range) = range {
        let text = format!("bytes {}-{}/{length}", range.start, range.end - 1);
        insert(&mut response, CONTENT_RANGE, &text);
    }
    insert(&mut response, ETAG, &tag);
    if ranges {
        insert(&mut response, ACCEPT_RANGES, "bytes");
    }
    response
}

fn insert(response: &mut BufferedResponse, name: HeaderName, value: &str) {
    response.headers.extend(HeaderValue::from_str(value).ok().map(|value| (name, value)));
}

/// The positions of `bytes=a-b`, `bytes=a-` and `bytes=-n`; anything else is ignored.
fn part(text: &str, length: usize) -> Option<Range<usize>> {
    match text.strip_prefix("bytes=")?.split_once('-')? {
        ("", count) => Some(length.saturating_sub(count.parse().ok()?)..length),
        (first, "") => Some(first.parse().ok()?..length),
        (first, last) => Some(first.parse().ok()?..last.parse::<usize>().ok()?.saturating_add(1).min(length)),
    }
}
