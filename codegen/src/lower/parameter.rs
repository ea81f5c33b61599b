//! Parameters.
//!
//! In: a parameter with its schema. Out: where it goes and what it holds.
//! Invariant: a parameter is never nullable: an absent one is not sent.

use openapiv3::{Parameter as Node, PathStyle, QueryStyle as Style};

use super::{
    docs,
    keywords::{Keywords, Shape},
    media, object, scalar,
    types::Lowering,
};
use crate::{
    diagnostics::degraded,
    ir::{Docs, Location, Name, Parameter, QueryStyle, Type},
    pointer::Pointer,
    resolve::{self, Operation},
};

/// Headers that OpenAPI says elsewhere ("Parameter Object", `name`).
const SAID_ELSEWHERE: [&str; 3] = ["accept", "content-type", "authorization"];

pub(super) fn lower_all(lowering: &mut Lowering<'_>, operation: &Operation, request: &str) -> Vec<Parameter> {
    let mut parameters = Vec::with_capacity(operation.parameters.len());
    let placeholders = placeholders(&operation.path);
    for parameter in &operation.parameters {
        let name = &parameter.node.parameter_data_ref().name;
        let in_path = matches!(parameter.node, Node::Path { .. });
        let in_header = matches!(parameter.node, Node::Header { .. });
        if in_header && SAID_ELSEWHERE.contains(&name.to_lowercase().as_str()) {
            lowering.diagnostics.push(degraded::ignored_header(&parameter.pointer, name));
        } else if in_path && !placeholders.contains(name) {
            lowering.diagnostics.push(degraded::unused_path_parameter(&parameter.pointer, name));
        } else {
            parameters.push(lower(lowering, parameter, request));
        }
    }
    for name in placeholders {
        let known = |parameter: &Parameter| parameter.location.is_path() && parameter.name.wire == name;
        if !parameters.iter().any(known) {
            lowering.diagnostics.push(degraded::undeclared_path_parameter(&operation.pointer, &name));
            parameters.push(undeclared(name));
        }
    }
    parameters
}

/// The names between braces in a path template.
fn placeholders(path: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in path.split('{').skip(1) {
        if let Some((name, _)) = piece.split_once('}')
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

fn undeclared(name: String) -> Parameter {
    Parameter {
        name: Name::of(name),
        location: Location::Path,
        ty: Type::String,
        required: true,
        default: None,
        docs: Docs::default(),
    }
}

fn lower(lowering: &mut Lowering<'_>, parameter: &resolve::Parameter, request: &str) -> Parameter {
    let data = parameter.node.parameter_data_ref();
    let location = location(lowering, parameter);
    if let Some(schema) = &parameter.schema {
        lowering.roots.add(schema, &format!("{request}_{}", data.name));
    }
    let keywords = parameter.schema.as_ref().and_then(|schema| Some((schema, lowering.keywords(schema)?)));
    let ty = match (&parameter.schema, &parameter.media_type) {
        (Some(schema), None) => ty(lowering, schema),
        (Some(schema), Some(_)) if is_json(parameter) => ty(lowering, schema),
        (None, Some(_)) if is_json(parameter) => Type::Any,
        _ => Type::String,
    };
    Parameter {
        name: Name::of(&data.name),
        required: data.required || location.is_path(),
        location,
        ty,
        default: keywords.as_ref().and_then(|(schema, keywords)| object::default(lowering, schema, keywords)),
        docs: documented(data, keywords.as_ref().map(|(_, keywords)| keywords.as_ref())),
    }
}

/// What it holds: the schema's type, unsigned where that is what the bounds mean.
fn ty(lowering: &mut Lowering<'_>, schema: &Pointer) -> Type {
    let peeled = lowering.peel(schema);
    if lowering.keywords(&peeled).is_some_and(|keywords| scalar::is_unsigned(&keywords)) {
        return Type::Uint64;
    }
    lowering.bare(schema)
}

fn documented(data: &openapiv3::ParameterData, schema: Option<&Keywords>) -> Docs {
    let of_schema = schema.map(|schema| docs::of_schema(schema, &data.name)).unwrap_or_default();
    let inline = schema.is_some_and(|schema| schema.shape() != Shape::Object);
    let deprecated = data.deprecated == Some(true) || of_schema.deprecated.is_some();
    let description = data.description.clone().or(of_schema.description.filter(|_| inline));
    docs::texts(of_schema.summary.filter(|_| description.is_none()), description, of_schema.notes, deprecated)
}

fn is_json(parameter: &resolve::Parameter) -> bool {
    parameter.media_type.as_deref().map(media::essence).is_some_and(|essence| media::is_json(&essence))
}

fn location(lowering: &mut Lowering<'_>, parameter: &resolve::Parameter) -> Location {
    if is_json(parameter) {
        return match &parameter.node {
            Node::Query { .. } => Location::QueryJson,
            Node::Header { .. } => Location::HeaderJson,
            Node::Cookie { .. } => Location::CookieJson,
            Node::Path { .. } => Location::PathJson,
        };
    }
    if let Some(media_type) = &parameter.media_type
        && parameter.schema.as_ref().is_some_and(|schema| media::says_more_than_text(lowering, schema))
    {
        let warning = degraded::parameter_content(&parameter.pointer, &media::essence(media_type));
        lowering.diagnostics.push(warning);
    }
    let explode = parameter.node.parameter_data_ref().explode;
    match &parameter.node {
        Node::Query { style, allow_reserved: true, .. } => {
            Location::QueryReserved(query_style(style, explode))
        }
        Node::Query { style, .. } => Location::Query(query_style(style, explode)),
        Node::Header { .. } => Location::Header { explode: explode.unwrap_or_default() },
        Node::Cookie { .. } => Location::Cookie { explode: explode.unwrap_or(true) },
        Node::Path { style: PathStyle::Simple, .. } if explode == Some(true) => Location::PathExploded,
        Node::Path { style: PathStyle::Simple, .. } => Location::Path,
        Node::Path { style: PathStyle::Label, .. } => {
            Location::PathLabel { explode: explode.unwrap_or_default() }
        }
        Node::Path { style: PathStyle::Matrix, .. } => {
            Location::PathMatrix { explode: explode.unwrap_or_default() }
        }
    }
}

/// The style with `explode`, whose default is true for `form` and false for the others.
fn query_style(style: &Style, explode: Option<bool>) -> QueryStyle {
    match (style, explode) {
        (Style::DeepObject, _) => QueryStyle::DeepObject,
        (Style::Form, Some(false)) => QueryStyle::FormJoined,
        (Style::SpaceDelimited, None | Some(false)) => QueryStyle::SpaceDelimited,
        (Style::PipeDelimited, None | Some(false)) => QueryStyle::PipeDelimited,
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, _) => QueryStyle::Form,
    }
}

/// The style of a form's property, by its name; one that the standard does not have is `form`.
pub(super) fn style_of(style: Option<&str>, explode: Option<bool>) -> QueryStyle {
    let style = match style {
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        _ => Style::Form,
    };
    query_style(&style, explode)
}
