//! Files: uploads, searches and links to the contents.
//!
//! In: descriptions of files and the tags of uploaded parts. Out: files, and links to the object store. Invariant:
//! contents pass here only in a form; otherwise they go to the object store and come from there.

mod form;

use http::header::CONTENT_LENGTH;
use http::{HeaderValue, StatusCode};

use super::{Call, Outcome, list};
use crate::json::Json;
use crate::response::{BufferedResponse, ErrorResponse};
use crate::route::hyphenated;
use crate::storage::{self, File};

/// The most parts of an upload, a limit of S3; of larger files the parts are larger.
const MOST_PARTS: usize = 10_000;

/// All files that were uploaded, without pages.
pub(super) fn list(call: &Call<'_>) -> BufferedResponse {
    BufferedResponse::json(StatusCode::OK, &Json::list(call.shared.objects().files.iter().map(describe)))
}

/// The files with a digest or an identifier.
pub(super) fn search(call: &Call<'_>) -> Outcome {
    let checksum = call.query("sha256_checksum").map(str::to_ascii_lowercase);
    let id = call.query("file_id").and_then(|id| hyphenated(id).ok());
    let objects = call.shared.objects();
    let found = objects.files.iter().filter(|file| {
        let own = file.checksum.as_ref().map(|own| own.to_ascii_lowercase());
        (checksum.is_none() || own == checksum) && id.as_ref().is_none_or(|id| *id == file.id)
    });
    list::part(call, &found.map(describe).collect::<Vec<_>>())
}

/// Begins an upload: a link for each part, and where it is completed or aborted.
pub(super) fn upload_links(call: &Call<'_>) -> BufferedResponse {
    let text = |name| call.body.as_ref().and_then(|body| body.get(name)).and_then(Json::as_str);
    let name = text("filename").unwrap_or_default();
    let size = call.body.as_ref().and_then(|body| body.get("filesize")).map(Json::to_string);
    let size: usize = size.and_then(|digits| digits.parse().ok()).unwrap_or_default();
    let id = call.shared.objects().begin(name, text("sha256_checksum").unwrap_or_default());
    let mut chunk = call.shared.options.chunk_size;
    while size.div_ceil(chunk) > MOST_PARTS {
        chunk *= 2;
    }
    // An empty file has one part too, for S3 makes no file of none.
    let parts = 1..=size.div_ceil(chunk).max(1);
    let urls = parts.map(|number| storage::sign_part(call.shared, &id, name, number));
    let verb = |verb: &str| Json::from(format!("/v0/files/{id}:{verb}"));
    let links = Json::object([("abort_upload", verb("abort")), ("complete_upload", verb("complete"))]);
    let schema = Json::object([("chunk_size", chunk.into()), ("urls", Json::list(urls)), ("links", links)]);
    let body = Json::object([("file_id", id.as_str().into()), ("upload_schema", schema)]);
    BufferedResponse::json(StatusCode::OK, &body)
}

/// Makes a file of the parts that the body names; what the object store refuses is a 502 here.
pub(super) fn complete(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("file_id");
    let mut objects = call.shared.objects();
    if objects.upload(id).is_none() {
        return Err(absent(id));
    }
    let parts = call.body.as_ref().and_then(|body| body.get("uploaded_parts"));
    let parts = parts.and_then(|body| body.get("parts")).map(Json::items).unwrap_or_default();
    let named = parts.iter().map(|part| {
        let number = part.get("number").and_then(|number| number.to_string().parse().ok());
        (number.unwrap_or_default(), part.get("e_tag").and_then(Json::as_str).unwrap_or_default().to_owned())
    });
    let file = objects.complete(id, &named.collect::<Vec<_>>()).ok_or_else(|| {
        ErrorResponse::new(StatusCode::BAD_GATEWAY, "Received unexpected response from Storage")
    })?;
    Ok(BufferedResponse::json(StatusCode::OK, &describe(&file)))
}

/// Ends an upload without a file; also where there is none to end.
pub(super) fn abort(call: &Call<'_>) -> BufferedResponse {
    call.shared.objects().abort(call.matched.value("file_id"));
    BufferedResponse::json(StatusCode::OK, &Json::Null)
}

/// Makes a file of the field `file` of a form.
pub(super) fn upload(call: &Call<'_>) -> Outcome {
    let field = form::read(call.headers, call.raw_body, call.shared.options.version)?;
    let (contents, e_tag) = (field.contents.to_vec().into(), storage::md5(field.contents));
    let media_type = field.media_type.as_deref();
    let file = call.shared.objects().add(&field.name, media_type, contents, None, e_tag);
    Ok(BufferedResponse::json(StatusCode::OK, &describe(&file)))
}

pub(super) fn get(call: &Call<'_>) -> Outcome {
    Ok(BufferedResponse::json(StatusCode::OK, &describe(&find(call)?)))
}

pub(super) fn delete(call: &Call<'_>) -> Outcome {
    let id = call.matched.value("file_id");
    if call.shared.objects().delete(id) {
        return Ok(BufferedResponse::json(StatusCode::OK, &Json::Null));
    }
    Err(absent(id))
}

/// Sends the caller to the object store.
pub(super) fn content(call: &Call<'_>) -> Outcome {
    let file = find(call)?;
    let mut response = BufferedResponse::redirect(&storage::sign_file(call.shared, &file.id, &file.name));
    response.headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    Ok(response)
}

/// A file as the document has it.
pub(super) fn describe(file: &File) -> Json {
    Json::object([
        ("id", file.id.as_str().into()),
        ("filename", file.name.as_str().into()),
        ("content_type", file.media_type.as_str().into()),
        ("checksum", file.checksum.clone().into()),
        ("e_tag", file.e_tag.as_str().into()),
    ])
}

fn find(call: &Call<'_>) -> Result<File, ErrorResponse> {
    let id = call.matched.value("file_id");
    storage::find_file(call.shared, id).ok_or_else(|| absent(id))
}

fn absent(id: &str) -> ErrorResponse {
    ErrorResponse::new(StatusCode::NOT_FOUND, format!("File with identifier {id} not found"))
}
