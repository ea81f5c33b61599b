//! A request that came to the transport.
//!
//! In: what the client sends. Out: the same, to be looked at. Invariant: `Debug` shows no headers, for tests, too, have
//! real credentials at times.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use url::Url;

use crate::error::TransportError;
use crate::json::{Read, ReadError, read};
use crate::path::{Piece, fixed, pieces};
use crate::stream::ByteStream;
use crate::transport::{TransportBody, TransportRequest};

/// A request that came.
#[derive(Clone)]
#[non_exhaustive]
pub struct MockRequest {
    /// The operation's name in the document; `raw` and `fetch` for requests without one.
    pub operation: &'static str,
    /// The operation's path, with `{placeholders}`; empty for requests without one.
    pub template: &'static str,
    /// The method.
    pub method: Method,
    /// The URL, with the query string.
    pub url: Url,
    /// The headers, with credentials.
    pub headers: HeaderMap,
    /// The body, whole.
    pub body: Bytes,
}

impl MockRequest {
    pub(super) async fn receive(request: TransportRequest) -> Result<Self, TransportError> {
        let TransportRequest { operation, template, method, url, headers, body, .. } = request;
        let body = match body {
            TransportBody::Empty => Bytes::new(),
            TransportBody::Bytes(bytes) => bytes,
            TransportBody::Stream(chunks, _) => {
                ByteStream::new(chunks, operation, None, u64::MAX).bytes().await?
            }
        };
        Ok(Self { operation, template, method, url, headers, body })
    }

    /// The value of a path parameter, by its name in the document, decoded.
    #[must_use]
    pub fn path_parameter(&self, name: &str) -> Option<String> {
        let path = self.url.path();
        // The operation's path follows the base URL's, which may have any number of segments.
        let mut starts = path.match_indices('/').filter_map(|(start, _)| path.get(start..));
        let value = starts.find_map(|path| value(self.template, path, name))?;
        Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
    }

    /// The first value of a header, as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The first value of a query parameter, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// The body, read as a model.
    ///
    /// # Errors
    /// If it is not JSON, or not of this type.
    pub fn json<T: Read>(&self) -> Result<T, ReadError> {
        read(&self.body)
    }
}

/// What stands for a placeholder in a path that is made of a template; nothing where it is of another.
fn value<'a>(template: &str, path: &'a str, name: &str) -> Option<&'a str> {
    let (mut rest, mut open, mut found) = (path, None, None);
    for piece in pieces(template) {
        match piece {
            Piece::Placeholder(name) => open = Some(name),
            Piece::Fixed(text) => {
                let (value, after) = rest.split_once(fixed(text).as_str())?;
                match open.take() {
                    Some(open) if !value.is_empty() && !value.contains('/') => {
                        found = found.or((open == name).then_some(value));
                    }
                    None if value.is_empty() => {}
                    _ => return None,
                }
                rest = after;
            }
        }
    }
    match open {
        Some(open) if !rest.is_empty() && !rest.contains('/') => found.or((open == name).then_some(rest)),
        None if rest.is_empty() => found,
        _ => None,
    }
}

impl fmt::Debug for MockRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.url.path())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn values_are_found_by_the_template() {
        let job = "/v0/studies/{study_id}/jobs/{job_id}:start";
        for (template, path, name, expected) in [
            (job, "/v0/studies/a/jobs/b:start", "study_id", Some("a")),
            (job, "/v0/studies/a/jobs/b:start", "job_id", Some("b")),
            (job, "/v0/studies/a/jobs/b:stop", "job_id", None),
            (job, "/v0/studies/a/b/jobs/c:start", "job_id", None),
            (job, "/v0/studies/a/jobs/b:start", "other", None),
            ("/v0/{x}", "/v0/a%2Fb", "x", Some("a%2Fb")),
            ("/v0/{x}", "/v0/", "x", None),
            ("/v0/{x}", "/v0/a/b", "x", None),
            ("/{a}.{b}", "/1.2", "b", Some("2")),
            ("", "/v0/x", "x", None),
        ] {
            assert_eq!(value(template, path, name), expected, "{template} {path} {name}");
        }
    }
}
