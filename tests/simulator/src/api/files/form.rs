//! A file in a form.
//!
//! In: a `multipart/form-data` body (RFC 7578). Out: the field `file`. Invariant: a field ends only at the boundary,
//! whatever its contents are.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::options::ApiVersion;
use crate::response::ErrorResponse;
use crate::validation;

/// The field `file`.
pub(super) struct Field<'a> {
    pub(super) name: String,
    pub(super) media_type: Option<String>,
    pub(super) contents: &'a [u8],
}

/// Reads the field `file`.
///
/// # Errors
/// There is none, or it has no file name: the real server's 422.
pub(super) fn read<'a>(
    headers: &HeaderMap,
    body: &'a [u8],
    version: ApiVersion,
) -> Result<Field<'a>, ErrorResponse> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let field = media_type
        .starts_with("multipart/form-data")
        .then(|| parameter(media_type, "boundary"))
        .flatten()
        .and_then(|boundary| fields(&boundary, body).into_iter().find_map(file));
    field.ok_or_else(|| validation::missing(&["body".into(), "file".into()], version))
}

/// What stands between the boundaries.
fn fields<'a>(boundary: &str, body: &'a [u8]) -> Vec<&'a [u8]> {
    let delimiter = format!("\r\n--{boundary}");
    let Some(mut rest) = body.strip_prefix(format!("--{boundary}").as_bytes()) else { return Vec::new() };
    let mut fields = Vec::new();
    while let Some(begun) = rest.strip_prefix(b"\r\n") {
        let Some((field, after)) = split(begun, delimiter.as_bytes()) else { break };
        fields.push(field);
        rest = after;
    }
    fields
}

fn file(field: &[u8]) -> Option<Field<'_>> {
    let (head, contents) = split(field, b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(head);
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition")?;
    let name = parameter(disposition, "name")
        .filter(|name| name == "file")
        .and(parameter(disposition, "filename"))?;
    Some(Field { name, media_type: header("content-type").map(str::to_owned), contents })
}

/// The value of a header's parameter; in file names, browsers write `"`, CR and LF percent-encoded.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once(';') {
        let (key, value) = after.split_once('=')?;
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim().replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        rest = after;
    }
    None
}

fn split<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let position = bytes.windows(at.len()).position(|window| window == at)?;
    Some((bytes.get(..position)?, bytes.get(position + at.len()..)?))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

    use super::{ApiVersion, read};

    #[test]
    fn the_field_is_found_whatever_surrounds_it() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=\"a b\""));
        let body = b"--a b\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nx\r\n\
                     --a b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;%22.txt\"\r\n\
                     Content-Type: text/x\r\n\r\n\r\n--a \r\n\r\n--a b--\r\n";
        let field = read(&headers, body, ApiVersion::V0_8).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!((&*field.name, field.media_type.as_deref()), ("a;\".txt", Some("text/x")));
        assert_eq!(field.contents, b"\r\n--a \r\n");
        for broken in [
            "",
            "--a b\r\n\r\n",
            "--a b--",
            "--a b\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\nx",
        ] {
            assert!(read(&headers, broken.as_bytes(), ApiVersion::V0_8).is_err(), "{broken}");
        }
    }
}
