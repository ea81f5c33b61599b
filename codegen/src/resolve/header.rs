//! Headers of responses.
//!
//! In: the map of headers of a response. Out: each with its schema, in the document's order.
//! Invariant: a header that is not described as the standard says is text, not an error.

use serde_json::Value;

use super::{Header, NodeKind, Resolver};
use crate::pointer::Pointer;

impl<'a> Resolver<'a> {
    pub(super) fn headers(&mut self, response: &'a Value, at: &Pointer) -> Vec<Header> {
        let at = at.child("headers");
        let headers = response.get("headers").and_then(Value::as_object);
        let headers = headers.into_iter().flatten().filter(|(name, _)| !is_ignored(name));
        headers.filter_map(|(name, header)| self.header(name, header, at.child(name))).collect()
    }

    fn header(&mut self, name: &str, header: &'a Value, at: Pointer) -> Option<Header> {
        let (pointer, header) = self.follow(header, at, NodeKind::Header, "header")?;
        let content = header.get("content").and_then(Value::as_object);
        let (schema, media_type) =
            match (header.get("schema"), content.and_then(|content| content.iter().next())) {
                (Some(schema), _) => (Some((schema, pointer.child("schema"))), None),
                (None, Some((name, media))) => {
                    let at = pointer.child("content").child(name);
                    let (at, media) = self.follow(media, at, NodeKind::MediaType, "media type")?;
                    (media.get("schema").map(|schema| (schema, at.child("schema"))), Some(name.clone()))
                }
                (None, None) => (None, None),
            };
        let schema = match schema {
            Some((schema, at)) => Some(self.schema(schema, &at)?),
            None => None,
        };
        let flag = |key: &str| header.get(key).and_then(Value::as_bool).unwrap_or_default();
        Some(Header {
            name: name.to_ascii_lowercase(),
            description: header.get("description").and_then(Value::as_str).map(str::to_owned),
            deprecated: flag("deprecated"),
            required: flag("required"),
            explode: flag("explode"),
            pointer,
            schema,
            media_type,
        })
    }
}

/// Whether a header is ignored: `content` describes the media type (OpenAPI 3.1, "Response Object", `headers`), and no
/// response can have a header whose name HTTP does not allow (RFC 9110, section 5.6.2).
fn is_ignored(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    name.eq_ignore_ascii_case("content-type") || name.is_empty() || !name.bytes().all(token)
}
