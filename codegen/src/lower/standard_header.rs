//! Parameters that are no arguments, because the client sends their values by itself, or cannot send them.
//!
//! In: a parameter, with the security schemes, the body and the responses of its operation. Out: whether it is left out.
//! Invariant: a parameter is left out only where what it could say is sent in another way, or with a diagnostic that it is
//! lost; `Authorization`, `Accept` and `Content-Type` are arguments where nothing else says them.

use std::collections::BTreeSet;

use openapiv3::{APIKeyLocation, SecurityScheme};

use super::{context::Lowering, media};
use crate::{
    diagnostics,
    ir::{Literal, Position},
    pointer::Pointer,
    resolve::{Media, Operation, Parameter},
};

/// The security schemes of a document.
pub(super) type Schemes = [(String, Pointer, SecurityScheme)];

/// Whether a parameter is left out, which a diagnostic tells.
pub(super) fn is_left_out(
    lowering: &mut Lowering<'_>,
    schemes: &Schemes,
    operation: &Operation,
    parameter: &Parameter,
) -> bool {
    let name = &parameter.node.parameter_data_ref().name;
    let lower = name.to_ascii_lowercase();
    let source = if is_credential(schemes, operation, parameter.position, name) {
        "credentials"
    } else if parameter.position != Position::Header {
        return false;
    } else {
        match lower.as_str() {
            "accept" if is_asked_for(lowering, operation, parameter) => "the media types of the responses",
            "content-type" if is_of_body(lowering, operation, parameter) => "the media type of the body",
            "content-length" => "the body",
            "connection" | "host" | "transfer-encoding" => {
                lowering.diagnostics.push(diagnostics::connection_header(&parameter.pointer, &lower));
                return true;
            }
            _ => return false,
        }
    };
    lowering.diagnostics.push(diagnostics::ignored_header(&parameter.pointer, &lower, source));
    true
}

/// Whether a security scheme of the operation sends it.
fn is_credential(schemes: &Schemes, operation: &Operation, position: Position, name: &str) -> bool {
    let mut names = operation.security.iter().flatten();
    names.any(|scheme| {
        let found = schemes.iter().find(|(known, ..)| known == scheme);
        found.is_some_and(|(_, _, scheme)| sends(scheme, position, name))
    })
}

fn sends(scheme: &SecurityScheme, position: Position, name: &str) -> bool {
    let (place, key) = match scheme {
        SecurityScheme::APIKey { location, name, .. } => (
            match location {
                APIKeyLocation::Header => Position::Header,
                APIKeyLocation::Query => Position::Query,
                APIKeyLocation::Cookie => Position::Cookie,
            },
            name.as_str(),
        ),
        SecurityScheme::HTTP { scheme, .. }
            if !["basic", "bearer"].contains(&scheme.to_ascii_lowercase().as_str()) =>
        {
            return false;
        }
        _ => (Position::Header, "authorization"),
    };
    place == position
        && if position == Position::Header { key.eq_ignore_ascii_case(name) } else { key == name }
}

/// Whether the media types of the responses say what an `Accept` parameter could.
fn is_asked_for(lowering: &Lowering<'_>, operation: &Operation, parameter: &Parameter) -> bool {
    let content = operation.responses.iter().flat_map(|response| &response.content);
    let known: BTreeSet<String> = content.map(|media| media::essence(&media.media_type)).collect();
    !known.is_empty() && values(lowering, parameter).iter().all(|value| known.contains(value))
}

/// Whether the media type of the body says what a `Content-Type` parameter could: it is the only one, or each has a method
/// of its own.
fn is_of_body(lowering: &Lowering<'_>, operation: &Operation, parameter: &Parameter) -> bool {
    let content: &[Media] = operation.body.as_ref().map_or(&[], |body| &body.content);
    let known: BTreeSet<String> = content.iter().map(|media| media::essence(&media.media_type)).collect();
    let classes: Vec<_> = content.iter().map(|media| media::class(&lowering.views, media)).collect();
    let is_clear =
        classes.iter().enumerate().all(|(at, class)| !classes.iter().take(at).any(|it| it == class));
    let values = values(lowering, parameter);
    !known.is_empty()
        && is_clear
        && !known.iter().any(|media_type| media_type.contains('*'))
        && (values.is_empty() || values.iter().any(|value| known.contains(value)))
}

/// The media types that a parameter lists, or has as default.
fn values(lowering: &Lowering<'_>, parameter: &Parameter) -> Vec<String> {
    let keywords = parameter.schema.as_ref().and_then(|schema| lowering.views.peeled(schema));
    let Some(keywords) = keywords else { return Vec::new() };
    let listed = keywords.plain.enumeration.iter().chain(&keywords.data.default);
    let listed = listed.filter_map(|value| value.as_str().map(media::essence));
    let constant = keywords.constant().into_iter().filter_map(|literal| match literal {
        Literal::String(text) => Some(media::essence(&text)),
        _ => None,
    });
    listed.chain(constant).collect()
}
