//! Headers of responses.
//!
//! In: the headers of all responses of an operation. Out: each header once, with its type and encoding.
//! Invariant: a header that two responses describe differently is text, and a warning reports it.

use super::{context::Lowering, docs, keywords::Shape, media};
use crate::{
    diagnostics,
    ir::{Encoding, Header, Name, Position, Style, Type},
    openapi::style,
    resolve::{self, Response},
};

pub(super) fn lower_all(lowering: &mut Lowering<'_>, responses: &[Response], request: &str) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    for node in responses.iter().flat_map(|response| &response.headers) {
        let header = lower(lowering, node, request);
        let Some(known) = headers.iter_mut().find(|known| known.name == header.name) else {
            headers.push(header);
            continue;
        };
        known.required &= header.required;
        if (&known.ty, &known.encoding) != (&header.ty, &header.encoding) {
            lowering.diagnostics.push(diagnostics::header(
                &node.pointer,
                "other responses describe this header differently; it is passed as text",
            ));
            (known.ty, known.encoding) = (Type::String, style::default_encoding(Position::Header));
        }
    }
    headers
}

fn lower(lowering: &mut Lowering<'_>, node: &resolve::Header, request: &str) -> Header {
    let resolve::Header { name, pointer, description, deprecated, required, explode, schema, media_type } =
        node;
    if let Some(schema) = schema {
        lowering.roots.add(schema, &format!("{request}_{name}"));
    }
    let json = media_type.as_deref().map(media::essence).is_some_and(|essence| media::is_json(&essence));
    let ty = match (schema, media_type) {
        (Some(schema), None) => lowering.bare(schema),
        (Some(schema), Some(_)) if json => lowering.bare(schema),
        (None, Some(_)) if json => Type::Any,
        (Some(schema), Some(media_type)) => {
            if media::says_more_than_text(&lowering.views, schema) {
                let what =
                    format!("a header with `{}` content is passed as text", media::essence(media_type));
                lowering.diagnostics.push(diagnostics::header(pointer, &what));
            }
            Type::String
        }
        (None, _) => Type::String,
    };
    let keywords = schema.as_ref().and_then(|schema| lowering.views.keywords(schema));
    let of_schema = keywords.as_ref().filter(|keywords| keywords.shape() != Shape::Object);
    let of_schema = of_schema.map(|keywords| docs::of_schema(keywords, name)).unwrap_or_default();
    let description = description.clone().or(of_schema.description);
    let deprecated = *deprecated || of_schema.deprecated.is_some();
    Header {
        name: Name::of(name),
        ty,
        required: *required,
        encoding: if json { Encoding::Json } else { style::encoding(Style::Simple, Some(*explode), false) },
        docs: docs::texts(None, description, of_schema.notes, deprecated),
    }
}
