//! The object store: the second origin, to which signed links lead.
//!
//! In goes a request for a log, out come the bytes of an archive or the store's refusal in XML. The
//! invariant: whoever sends credentials beside the signature is refused, and the fact is remembered.

mod archive;

use http::header::{ACCEPT_RANGES, AUTHORIZATION, CONTENT_RANGE, ETAG, RANGE};
use http::{HeaderValue, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};

use crate::answer::Answer;
use crate::api::pairs;
use crate::log::RecordedRequest;
use crate::shared::{Shared, hex};

const SIGNING_SECRET: &str = "known to the store alone";

/// A signed link to the log of a node.
pub(crate) fn sign(origin: &str, job: &str, node: &str) -> String {
    let node = utf8_percent_encode(node, NON_ALPHANUMERIC).to_string().replace("%2D", "-");
    let path = format!("/simulator-logs/{job}/{node}/logs.zip");
    let query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=simulator%2F20210401%2Fus-east-1%2Fs3%2Faws4_request\
                 &X-Amz-Date=20210401T071554Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host";
    format!("{origin}{path}?{query}&X-Amz-Signature={}", signature(&path))
}

fn signature(path: &str) -> String {
    hex(&Sha256::digest(format!("{SIGNING_SECRET}{path}")))
}

/// Whether a request carries credentials that do not belong here.
pub(crate) fn has_credentials(request: &RecordedRequest) -> bool {
    request.headers.contains_key(AUTHORIZATION)
}

/// Answers one request.
pub(crate) fn answer(shared: &Shared, request: &RecordedRequest) -> Answer {
    if has_credentials(request) {
        let text = "Only one auth mechanism allowed; the query or the Authorization header, not both";
        return refuse(StatusCode::BAD_REQUEST, "InvalidArgument", text);
    }
    let given = pairs(&request.query).into_iter().find(|(name, _)| name == "X-Amz-Signature");
    match given {
        None => return refuse(StatusCode::FORBIDDEN, "AccessDenied", "The request is not signed"),
        Some((_, given)) if given != signature(&request.path) => {
            return refuse(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", "The signature is another one");
        }
        Some(_) => {}
    }
    if request.method != "GET" && request.method != "HEAD" {
        return refuse(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "Only reading is allowed");
    }
    let path = percent_decode_str(&request.path).decode_utf8_lossy();
    let Some(job) = path.split('/').nth(2).filter(|job| shared.state().job(job).is_some()) else {
        return refuse(StatusCode::NOT_FOUND, "NoSuchKey", "There is no such object");
    };
    let archive = archive::of_log(job, shared.options.log_size);
    deliver(&archive, request)
}

/// The object, or the part of it that a `Range` header names (RFC 9110, section 14).
fn deliver(object: &[u8], request: &RecordedRequest) -> Answer {
    let range = request.headers.get(RANGE).and_then(|value| value.to_str().ok());
    let whole = || Answer::with_body(StatusCode::OK, "application/zip", object.to_vec());
    let delivered = range.and_then(|text| part(text, object.len()));
    let Some(mut answer) =
        delivered.map_or_else(|| Some(whole()), |(first, last)| slice(object, first, last))
    else {
        let text = "The range lies outside of the object";
        return refuse(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange", text);
    };
    let tag = format!("\"{}\"", hex(&Sha256::digest(object)).split_at(32).0);
    answer.headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
    answer.headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    answer
}

fn slice(object: &[u8], first: usize, last: usize) -> Option<Answer> {
    let bytes = object.get(first..=last)?.to_vec();
    let mut answer = Answer::with_body(StatusCode::PARTIAL_CONTENT, "application/zip", bytes);
    let range = HeaderValue::from_str(&format!("bytes {first}-{last}/{}", object.len())).ok()?;
    answer.headers.insert(CONTENT_RANGE, range);
    Some(answer)
}

/// First and last position of `bytes=a-b`, `bytes=a-` and `bytes=-n`; anything else is ignored.
fn part(text: &str, length: usize) -> Option<(usize, usize)> {
    let end = length.checked_sub(1)?;
    match text.strip_prefix("bytes=")?.split_once('-')? {
        ("", count) => Some((length.saturating_sub(count.parse().ok()?), end)),
        (first, "") => Some((first.parse().ok()?, end)),
        (first, last) => Some((first.parse().ok()?, last.parse::<usize>().ok()?.min(end))),
    }
}

fn refuse(status: StatusCode, code: &str, message: &str) -> Answer {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    Answer::with_body(status, "application/xml", xml)
}
