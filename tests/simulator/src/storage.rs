//! The object store: the second origin, to which signed links lead.
//!
//! In: a request for a log or a file. Out: its bytes or the store's error in XML. Invariant: a request with
//! credentials beside the signature is rejected, and counted.

mod archive;

use http::header::{ACCEPT_RANGES, AUTHORIZATION, CONTENT_RANGE, ETAG, IF_RANGE, RANGE};
use http::{HeaderValue, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};

use crate::api::pairs;
use crate::log::RecordedRequest;
use crate::response::BufferedResponse;
use crate::shared::{Shared, hex};

const FILES: &str = "/simulator-files/";
const JOB_MARK: &str = "5eed0000";
const FILE_MARK: &str = "f11e0000";
const SIGNING_SECRET: &str = "known to the store alone";

/// A signed link to the log of a node.
pub(crate) fn sign(origin: &str, job: &str, node: &str) -> String {
    let node = utf8_percent_encode(node, NON_ALPHANUMERIC).to_string().replace("%2D", "-");
    signed(origin, &format!("/simulator-logs/{job}/{node}/logs.zip"))
}

/// A signed link to the contents of a file.
pub(crate) fn sign_file(origin: &str, file: &str) -> String {
    signed(origin, &format!("{FILES}{file}/contents"))
}

fn signed(origin: &str, path: &str) -> String {
    let query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=simulator%2F20210401%2Fus-east-1%2Fs3%2Faws4_request\
                 &X-Amz-Date=20210401T071554Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host";
    format!("{origin}{path}?{query}&X-Amz-Signature={}", signature(path))
}

fn signature(path: &str) -> String {
    hex(&Sha256::digest(format!("{SIGNING_SECRET}{path}")))
}

/// A file has an identifier of its own, derived from its job's.
pub(crate) fn file_of_job(job: &str) -> String {
    job.replacen(JOB_MARK, FILE_MARK, 1)
}

/// The job that a file is of.
pub(crate) fn job_of_file(file: &str) -> Option<String> {
    file.starts_with(FILE_MARK).then(|| file.replacen(FILE_MARK, JOB_MARK, 1))
}

/// The SHA-256 digest of a file's contents.
pub(crate) fn checksum_of_file(file: &str, size: usize) -> String {
    hex(&Sha256::digest(contents(file, size)))
}

/// Whether a path of the store is that of a file.
pub(crate) fn is_file(path: &str) -> bool {
    path.starts_with(FILES)
}

/// JSON of a size, other for each file.
fn contents(file: &str, size: usize) -> Vec<u8> {
    let (start, end) = (format!("{{\"file\":\"{file}\",\"text\":\""), "\"}");
    let filling = (0..).map(|number: usize| b'a' + u8::try_from(number % 23).unwrap_or_default());
    let filling = filling.take(size.saturating_sub(start.len() + end.len()));
    start.bytes().chain(filling).chain(end.bytes()).collect()
}

/// Whether a request carries credentials that do not belong here.
pub(crate) fn has_credentials(request: &RecordedRequest) -> bool {
    request.headers.contains_key(AUTHORIZATION)
}

/// Responds to one request.
pub(crate) fn respond(shared: &Shared, request: &RecordedRequest) -> BufferedResponse {
    if has_credentials(request) {
        let text = "Only one auth mechanism allowed; the query or the Authorization header, not both";
        return error(StatusCode::BAD_REQUEST, "InvalidArgument", text);
    }
    let given = pairs(&request.query).into_iter().find(|(name, _)| name == "X-Amz-Signature");
    match given {
        None => return error(StatusCode::FORBIDDEN, "AccessDenied", "The request is not signed"),
        Some((_, given)) if given != signature(&request.path) => {
            return error(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", "The signature is another one");
        }
        Some(_) => {}
    }
    if request.method != "GET" && request.method != "HEAD" {
        return error(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", "Only reading is allowed");
    }
    match object(shared, &request.path) {
        Some((media_type, object)) => deliver(&object, media_type, request, shared.options.ranges),
        None => error(StatusCode::NOT_FOUND, "NoSuchKey", "There is no such object"),
    }
}

/// Media type and bytes of what a path leads to, as long as its job exists.
fn object(shared: &Shared, path: &str) -> Option<(&'static str, Vec<u8>)> {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let key = decoded.split('/').nth(2)?;
    let job = if is_file(path) { job_of_file(key)? } else { key.to_owned() };
    shared.state().job(&job)?;
    Some(if is_file(path) {
        // The store knows no media type of its own, as in the recordings.
        ("binary/octet-stream", contents(key, shared.options.file_size))
    } else {
        ("application/zip", archive::of_log(key, shared.options.log_size))
    })
}

/// The object, or the part of it that a `Range` header names (RFC 9110, section 14).
fn deliver(
    object: &[u8],
    media_type: &'static str,
    request: &RecordedRequest,
    ranges: bool,
) -> BufferedResponse {
    let header = |name| request.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let tag = format!("\"{}\"", hex(&Sha256::digest(object)).split_at(32).0);
    // A range of another object than the client has seen is not wanted (section 13.1.5).
    let unchanged = header(IF_RANGE).is_none_or(|seen| seen == tag);
    let range = header(RANGE).filter(|_| ranges && unchanged).and_then(|text| part(text, object.len()));
    let whole = || BufferedResponse::with_body(StatusCode::OK, media_type, object.to_vec());
    let delivered =
        range.map_or_else(|| Some(whole()), |(first, last)| slice(object, media_type, first, last));
    let Some(mut response) = delivered else {
        let text = "The range lies outside of the object";
        return error(StatusCode::RANGE_NOT_SATISFIABLE, "InvalidRange", text);
    };
    response.headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
    if ranges {
        response.headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    response
}

fn slice(object: &[u8], media_type: &'static str, first: usize, last: usize) -> Option<BufferedResponse> {
    let bytes = object.get(first..=last)?.to_vec();
    let mut response = BufferedResponse::with_body(StatusCode::PARTIAL_CONTENT, media_type, bytes);
    let range = HeaderValue::from_str(&format!("bytes {first}-{last}/{}", object.len())).ok()?;
    response.headers.insert(CONTENT_RANGE, range);
    Some(response)
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

fn error(status: StatusCode, code: &str, message: &str) -> BufferedResponse {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    BufferedResponse::with_body(status, "application/xml", xml)
}
