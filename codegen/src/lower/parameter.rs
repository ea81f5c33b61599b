//! Parameters.
//!
//! In: parameters with their schemas. Out: their positions, encodings and types.
//! Invariant: a parameter is never nullable; an absent one is not sent.

use super::{
    constraints,
    context::Lowering,
    docs, field,
    keywords::{Keywords, Shape},
    media, scalar,
    standard_header::{Schemes, is_left_out},
};
use crate::{
    diagnostics,
    ir::{Docs, Encoding, Name, Parameter, Position, Type},
    openapi::style,
    pointer::Pointer,
    resolve::{self, Operation},
};

/// What is said of a path parameter whose slashes are sent as they are.
const SEGMENTS: &str = "May have several segments with slashes between; none may be empty, `.` or `..`.";

pub(super) fn lower_all(
    lowering: &mut Lowering<'_>,
    schemes: &Schemes,
    operation: &Operation,
    request: &str,
) -> Vec<Parameter> {
    let mut lowered = Vec::new();
    for parameter in &operation.parameters {
        if !is_left_out(lowering, schemes, operation, parameter) {
            lowered.push(lower(lowering, parameter, request));
        }
    }
    lowered
}

fn lower(lowering: &mut Lowering<'_>, parameter: &resolve::Parameter, request: &str) -> Parameter {
    let data = parameter.node.parameter_data_ref();
    let encoding = encoding(lowering, parameter);
    if let Some(schema) = &parameter.schema {
        lowering.roots.add(schema, &format!("{request}_{}", data.name));
    }
    let keywords =
        parameter.schema.as_ref().and_then(|schema| Some((schema, lowering.views.keywords(schema)?)));
    let ty = match (&parameter.schema, &parameter.media_type) {
        (Some(schema), None) => ty(lowering, schema),
        (Some(schema), Some(_)) if is_json(parameter) => ty(lowering, schema),
        (None, Some(_)) if is_json(parameter) => Type::Any,
        _ => Type::String,
    };
    let mut docs = documented(parameter, keywords.as_ref().map(|(_, keywords)| keywords.as_ref()));
    docs.constraints =
        parameter.schema.as_ref().and_then(|schema| constraints::of_use(&lowering.views, schema));
    Parameter {
        name: Name::of(&data.name),
        pointer: parameter.pointer.clone(),
        position: parameter.position,
        encoding,
        required: data.required || parameter.position == Position::Path,
        ty,
        default: keywords
            .as_ref()
            .and_then(|(schema, keywords)| field::default(&lowering.views, schema, keywords)),
        docs,
    }
}

/// The type of a schema; integers are unsigned where the bounds say so.
fn ty(lowering: &mut Lowering<'_>, schema: &Pointer) -> Type {
    let peeled = lowering.views.peel(schema);
    if lowering.views.keywords(&peeled).is_some_and(|keywords| scalar::is_unsigned(&keywords)) {
        return Type::Uint64;
    }
    lowering.bare(schema)
}

fn documented(parameter: &resolve::Parameter, schema: Option<&Keywords>) -> Docs {
    let data = parameter.node.parameter_data_ref();
    let of_schema = schema.map(|schema| docs::of_schema(schema, &data.name)).unwrap_or_default();
    let inline = schema.is_some_and(|schema| schema.shape() != Shape::Object);
    let deprecated = data.deprecated == Some(true) || of_schema.deprecated.is_some();
    let description = data.description.clone().or(of_schema.description.filter(|_| inline));
    let is_open = parameter.allow_reserved && parameter.position == Position::Path;
    let notes = of_schema.notes.into_iter().chain(is_open.then(|| SEGMENTS.to_owned())).collect();
    docs::texts(of_schema.summary.filter(|_| description.is_none()), description, notes, deprecated)
}

fn is_json(parameter: &resolve::Parameter) -> bool {
    parameter.media_type.as_deref().map(media::essence).is_some_and(|essence| media::is_json(&essence))
}

fn encoding(lowering: &mut Lowering<'_>, parameter: &resolve::Parameter) -> Encoding {
    if is_json(parameter) {
        return Encoding::Json;
    }
    if let Some(media_type) = &parameter.media_type
        && parameter.schema.as_ref().is_some_and(|schema| media::says_more_than_text(&lowering.views, schema))
    {
        let warning = diagnostics::parameter_content(&parameter.pointer, &media::essence(media_type));
        lowering.diagnostics.push(warning);
    }
    let allow_reserved =
        parameter.allow_reserved && matches!(parameter.position, Position::Query | Position::Path);
    style::encoding(parameter.style, parameter.node.parameter_data_ref().explode, allow_reserved)
}
