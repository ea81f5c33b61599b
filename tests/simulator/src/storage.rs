//! The object store: the second origin, to which signed links lead.
//!
//! In: a request for a log or a file, or a part of a file. Out: its bytes or the store's error in XML. Invariant: a
//! request with credentials beside the signature is rejected, and counted.

mod archive;
mod blob;
mod deliver;
mod links;
mod objects;

pub(crate) use blob::{Blob, Writer};
pub(crate) use links::Validity;
pub(crate) use objects::{File, Objects};

use std::io;

use http::header::{AUTHORIZATION, CONTENT_LENGTH, ETAG, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use md5::{Digest, Md5};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::Sha256;

use self::deliver::{Object, deliver};
use self::links::Refusal;
use crate::api::pairs;
use crate::log::RecordedRequest;
use crate::options::Options;
use crate::response::BufferedResponse;
use crate::shared::{Shared, hex};

const FILES: &str = "/simulator-files/";
const LOGS: &str = "/simulator-logs/";
const JOB_MARK: &str = "5eed0000";
const FILE_MARK: &str = "f11e0000";
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// A signed link to the log of a node.
pub(crate) fn sign(shared: &Shared, job: &str, node: &str) -> String {
    let node = utf8_percent_encode(node, KEPT);
    signed(shared, "GET", &format!("{LOGS}{job}/{node}/logs.zip"), "")
}

/// A signed link to the contents of a file.
pub(crate) fn sign_file(shared: &Shared, file: &str, name: &str) -> String {
    signed(shared, "GET", &path_of(file, name), "")
}

/// A signed link to a part of a file that is uploaded.
pub(crate) fn sign_part(shared: &Shared, file: &str, name: &str, number: usize) -> String {
    signed(shared, "PUT", &path_of(file, name), &format!("&partNumber={number}&uploadId={file}"))
}

fn path_of(file: &str, name: &str) -> String {
    format!("{FILES}{file}/{}", utf8_percent_encode(name, KEPT))
}

fn signed(shared: &Shared, method: &str, path: &str, more: &str) -> String {
    shared.objects().links.sign(&shared.storage_url, method, path, more, shared.options.links)
}

/// A file that a user uploaded, or the file output of a job that exists.
pub(crate) fn find_file(shared: &Shared, id: &str) -> Option<File> {
    if !id.starts_with(FILE_MARK) {
        return shared.objects().file(id).cloned();
    }
    let job = id.replacen(FILE_MARK, JOB_MARK, 1);
    shared.state().job(&job).is_some().then(|| output_of_job(&job, &shared.options))
}

/// The file output of a job, with an identifier derived from the job's.
pub(crate) fn output_of_job(job: &str, options: &Options) -> File {
    let id = job.replacen(JOB_MARK, FILE_MARK, 1);
    let (start, end) = (format!("{{\"file\":\"{id}\",\"text\":\""), "\"}");
    let filling = options.file_size.saturating_sub(start.len() + end.len());
    let mut contents = Blob::from(start);
    contents.append(Blob::letters(filling));
    contents.append(end.into());
    File {
        e_tag: tag(&format!("{id} {filling}")),
        checksum: options.file_checksums.then(|| contents.sha256().unwrap_or_default()),
        name: options.file_name.clone(),
        media_type: "application/json".to_owned(),
        id,
        contents,
    }
}

/// What the log says of a request.
pub(crate) fn operation(method: &Method, path: &str) -> &'static str {
    match (method, path.starts_with(FILES)) {
        (&Method::PUT, _) => "upload_part",
        (_, true) => "download_file_content",
        (_, false) => "download_log",
    }
}

/// Whether a request carries credentials that do not belong here.
pub(crate) fn has_credentials(request: &RecordedRequest) -> bool {
    request.headers.contains_key(AUTHORIZATION)
}

/// Takes the body of a request for this path.
pub(crate) fn writer(shared: &Shared, path: &str) -> Writer {
    let spool = shared.objects().upload(key(path)).map(|upload| upload.spool.clone());
    Writer::new(&spool.unwrap_or_default())
}

/// Responds to one request.
pub(crate) fn respond(shared: &Shared, request: &RecordedRequest, body: Blob) -> BufferedResponse {
    serve(shared, request, body).unwrap_or_else(error)
}

fn serve(shared: &Shared, request: &RecordedRequest, body: Blob) -> Result<BufferedResponse, Refusal> {
    if has_credentials(request) {
        let text = "Only one auth mechanism allowed; the query or the Authorization header, not both";
        return Err((StatusCode::BAD_REQUEST, "InvalidArgument", text));
    }
    let (method, path, validity) = (&request.method, &request.path, shared.options.links);
    shared.objects().links.check(method, path, &request.query, validity)?;
    if request.method == "PUT" {
        return put_part(shared, request, body);
    }
    let object =
        object(shared, path).ok_or((StatusCode::NOT_FOUND, "NoSuchKey", "There is no such object"))?;
    Ok(deliver(&object, request, shared.options.ranges))
}

fn put_part(shared: &Shared, request: &RecordedRequest, body: Blob) -> Result<BufferedResponse, Refusal> {
    check_length(&request.headers)?;
    let unreadable = (StatusCode::INTERNAL_SERVER_ERROR, "InternalError", "The part cannot be read");
    let digest = md5_of(&body).map_err(|_| unreadable)?;
    let query = pairs(&request.query);
    let number = query.iter().find(|(name, _)| name == "partNumber").and_then(|(_, text)| text.parse().ok());
    let mut objects = shared.objects();
    let upload = objects.upload(key(&request.path)).zip(number);
    let (upload, number) =
        upload.ok_or((StatusCode::NOT_FOUND, "NoSuchUpload", "The upload was completed or aborted"))?;
    upload.put(number, body, digest.clone());
    let tag = HeaderValue::from_str(&format!("\"{digest}\"")).ok();
    let headers = tag.into_iter().map(|tag| (ETAG, tag)).collect();
    Ok(BufferedResponse { status: StatusCode::OK, headers, body: Blob::default(), feed: None })
}

/// S3 takes no body whose length is not announced.
fn check_length(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.contains_key(TRANSFER_ENCODING) {
        let text = "A header means something that is not implemented: Transfer-Encoding";
        return Err((StatusCode::NOT_IMPLEMENTED, "NotImplemented", text));
    }
    if !headers.contains_key(CONTENT_LENGTH) {
        return Err((StatusCode::LENGTH_REQUIRED, "MissingContentLength", "Content-Length is missing"));
    }
    Ok(())
}

/// The MD5 digest of bytes, in hexadecimal digits: their tag.
pub(crate) fn md5(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

fn md5_of(blob: &Blob) -> io::Result<String> {
    let (mut rest, mut digest) = (blob.clone(), Md5::new());
    while let Some(bytes) = rest.take(usize::MAX)? {
        digest.update(&bytes);
    }
    Ok(hex(&digest.finalize()))
}

/// What a path leads to, as long as its file or job exists. The store knows no media type of a file, as in the
/// recordings.
fn object(shared: &Shared, path: &str) -> Option<Object> {
    let key = key(path);
    if path.starts_with(FILES) {
        let file = find_file(shared, key)?;
        return Some(Object {
            media_type: "binary/octet-stream",
            e_tag: file.e_tag,
            contents: file.contents,
        });
    }
    shared.state().job(key)?;
    let contents = archive::of_log(key, shared.options.log_size);
    Some(Object { media_type: "application/zip", e_tag: tag(path), contents: contents.into() })
}

/// The identifier of the file or job in a path.
fn key(path: &str) -> &str {
    path.split('/').nth(2).unwrap_or_default()
}

/// A tag that is made of a text.
pub(crate) fn tag(text: &str) -> String {
    hex(&Sha256::digest(text)).split_at(32).0.to_owned()
}

fn error((status, code, message): Refusal) -> BufferedResponse {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    );
    BufferedResponse::with_body(status, "application/xml", xml)
}
