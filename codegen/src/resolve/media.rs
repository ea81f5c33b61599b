//! Bodies of requests and responses.
//!
//! In: a request body or a response. Out: its media types with their schemas, in the document's order.
//! Invariant: only content and headers are read; faults of links and examples are ignored.

use serde_json::{Map, Value};

use super::{Body, Encoding, Media, NodeKind, Resolver, Response, node};
use crate::{
    diagnostics,
    openapi::{
        Status,
        media_type::{self, MediaClass},
    },
    pointer::Pointer,
};

impl<'a> Resolver<'a> {
    pub(super) fn body(&mut self, operation: &'a Map<String, Value>, at: &Pointer) -> Option<Body> {
        let body = operation.get("requestBody")?;
        let at = at.child("requestBody");
        let (pointer, body) = self.follow(body, at, NodeKind::RequestBody, "request body")?;
        let own = node::keep(body, &["description", "required"]);
        let own: openapiv3::RequestBody =
            self.read_leniently(own, &pointer, "request body", &["required"])?;
        let content = self.content(body, &pointer);
        Some(Body { description: own.description, required: own.required, content })
    }

    pub(super) fn responses(&mut self, operation: &'a Map<String, Value>, at: &Pointer) -> Vec<Response> {
        let at = at.child("responses");
        let Some(responses) = operation.get("responses") else { return Vec::new() };
        let Some(responses) = responses.as_object() else {
            self.not_an_object(&at, "map of responses");
            return Vec::new();
        };
        let responses = responses.iter().filter(|(key, _)| !key.starts_with("x-"));
        responses.filter_map(|(key, response)| self.response(key, response, &at.child(key))).collect()
    }

    fn response(&mut self, key: &str, response: &'a Value, at: &Pointer) -> Option<Response> {
        let status = Status::parse(key).or_else(|| {
            self.diagnostics.push(diagnostics::invalid_status(at, key));
            None
        });
        let (pointer, response) = self.follow(response, at.clone(), NodeKind::Response, "response")?;
        let description = response.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
        let content = self.content(response, &pointer);
        let headers = self.headers(response, &pointer);
        Some(Response { status: status?, pointer, description, headers, content })
    }

    fn content(&mut self, holder: &'a Value, at: &Pointer) -> Vec<Media> {
        let at = at.child("content");
        let Some(content) = holder.get("content") else { return Vec::new() };
        let Some(content) = content.as_object() else {
            self.not_an_object(&at, "map of media types");
            return Vec::new();
        };
        if self.is_crowded(&at, content.len()) {
            return Vec::new();
        }
        let named = content.iter();
        let mut content: Vec<Media> = named
            .filter_map(|(media_type, media)| self.media(media_type, media, at.child(media_type)))
            .collect();
        let typed: Vec<bool> = content.iter().map(|media| self.is_typed(media)).collect();
        for (number, media) in content.iter_mut().enumerate() {
            media.is_typed_elsewhere =
                typed.iter().enumerate().any(|(other, typed)| *typed && other != number);
        }
        content
    }

    /// Whether values of a media type have a type of their own, by its schema.
    fn is_typed(&self, media: &Media) -> bool {
        let class = media_type::class(&media_type::essence(&media.media_type));
        let schema = media.item.as_ref().or(media.schema.as_ref());
        let schema = schema.and_then(|schema| self.root.pointer(schema.as_str()));
        !matches!(class, None | Some(MediaClass::Binary | MediaClass::Text))
            && schema.and_then(Value::as_object).is_some_and(|schema| !schema.is_empty())
    }

    fn media(&mut self, media_type: &str, media: &'a Value, at: Pointer) -> Option<Media> {
        let (pointer, media) = self.follow(media, at, NodeKind::MediaType, "media type")?;
        let schema = match media.get("schema") {
            Some(schema) => Some(self.schema(schema, &pointer.child("schema"))?),
            None => None,
        };
        let item = media.get("itemSchema");
        let item = item.and_then(|item| self.schema(item, &pointer.child("itemSchema")));
        let encoding = encodings(media, &pointer.child("encoding"));
        let has_parts = ["prefixEncoding", "itemEncoding"].iter().any(|key| media.get(key).is_some());
        let media_type = media_type.to_owned();
        Some(Media { media_type, pointer, schema, item, has_parts, encoding, is_typed_elsewhere: false })
    }
}

/// How properties are sent; members of a wrong type are ignored.
fn encodings(media: &Value, at: &Pointer) -> Vec<Encoding> {
    let encodings = media.get("encoding").and_then(Value::as_object);
    let encodings = encodings.into_iter().flatten();
    encodings
        .map(|(property, encoding)| {
            let text = |key: &str| encoding.get(key).and_then(Value::as_str).map(str::to_owned);
            let flag = |key: &str| encoding.get(key).and_then(Value::as_bool);
            let headers = encoding.get("headers").and_then(Value::as_object);
            Encoding {
                property: property.clone(),
                pointer: at.child(property),
                content_type: text("contentType"),
                style: text("style"),
                explode: flag("explode"),
                allow_reserved: flag("allowReserved").unwrap_or_default(),
                has_headers: headers.is_some_and(|headers| !headers.is_empty()),
            }
        })
        .collect()
}
