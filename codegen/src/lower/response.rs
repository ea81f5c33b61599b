//! Responses: successes and errors.
//!
//! In: the responses of an operation. Out: cases by status, with what their bodies hold.
//! Invariant: the order is the document's; statuses below 200 are left out; a body that HTTP never sends is no body,
//! whatever the document says.

mod error;
mod success;

use heck::ToUpperCamelCase;

use self::{
    error::errors,
    success::{readable, represent, says_something, success},
};
use super::{context::Lowering, media};
use crate::{
    diagnostics,
    ir::{ErrorCase, Name, Representation, StatusMatch, SuccessCase},
    openapi::{Method, Status},
    resolve::{Media, Operation, Response},
};

/// The cases of an operation, and the media types of its responses.
#[derive(Debug, Default)]
pub(super) struct Responses {
    pub(super) successes: Vec<SuccessCase>,
    pub(super) representations: Vec<Representation>,
    pub(super) errors: Vec<ErrorCase>,
    pub(super) accept: Vec<String>,
}

pub(super) fn lower(lowering: &mut Lowering<'_>, operation: &Operation, request: &str) -> Responses {
    let mut lowered = Responses::default();
    let mut failures = Vec::new();
    let no_success = !operation.responses.iter().any(|response| is_success(status(response)));
    for described in &operation.responses {
        let bodiless = without_body(lowering, operation.method, described);
        let response = bodiless.as_ref().unwrap_or(described);
        let status = status(response);
        if matches!(status, StatusMatch::Code(..200) | StatusMatch::Range(..2)) {
            lowering.diagnostics.push(diagnostics::informational_response(&response.pointer));
        }
        let name = name(status);
        let suffix = if is_success(status) { "Response" } else { &name };
        add_roots(lowering, response, &format!("{request}{suffix}"));
        if is_success(status) || (no_success && status == StatusMatch::Default) {
            add_success(lowering, &mut lowered, response, (status, &name));
        }
        if is_error(status) {
            failures.push(described);
            lowered.errors.extend(errors(lowering, response, status, &name));
        }
        if operation.method == Method::Head {
            note(&mut lowered.accept, described, |_| true);
        }
    }
    for response in failures.into_iter().filter(|response| !response.status.is_without_body()) {
        note(&mut lowered.accept, response, |_| true);
    }
    lowered
}

/// The response without its content, where it never has a body: a response to HEAD, which describes what GET would get
/// (RFC 9110, section 9.3.2), and some statuses, whose content is a mistake.
fn without_body(lowering: &mut Lowering<'_>, method: Method, response: &Response) -> Option<Response> {
    let Response { status, pointer, description, headers: _, content } = response;
    if method != Method::Head && !status.is_without_body() {
        return None;
    }
    if status.is_without_body() && content.iter().any(|media| says_something(&lowering.views, media)) {
        lowering.diagnostics.push(diagnostics::ignored_content(pointer, &status.to_string()));
    }
    let (pointer, description) = (pointer.clone(), description.clone());
    Some(Response { status: *status, pointer, description, headers: Vec::new(), content: Vec::new() })
}

fn add_success(
    lowering: &mut Lowering<'_>,
    lowered: &mut Responses,
    response: &Response,
    (status, name): (StatusMatch, &str),
) {
    let body = success(lowering, response);
    let read = readable(&body);
    note(&mut lowered.accept, response, |media| {
        read.is_none_or(|read| media::class(&lowering.views, media) == read)
    });
    if read.is_some() {
        represent(lowering, &mut lowered.representations, response, &body);
    }
    let description = response.description.clone();
    lowered.successes.push(SuccessCase { status, name: Name::of(name), body, description });
}

/// The locations that inline schemas of a response are named after.
fn add_roots(lowering: &mut Lowering<'_>, response: &Response, name: &str) {
    for media in &response.content {
        if let Some(schema) = &media.schema {
            lowering.roots.add(schema, name);
        }
        if let Some(item) = &media.item {
            lowering.roots.add(item, &format!("{name}Item"));
        }
    }
}

fn status(response: &Response) -> StatusMatch {
    match response.status {
        Status::Default => StatusMatch::Default,
        Status::Code(code) => StatusMatch::Code(code),
        Status::Range(hundreds) => StatusMatch::Range(hundreds),
    }
}

fn is_success(status: StatusMatch) -> bool {
    matches!(status, StatusMatch::Code(200..=299) | StatusMatch::Range(2))
}

fn is_error(status: StatusMatch) -> bool {
    matches!(status, StatusMatch::Code(300..) | StatusMatch::Range(3..) | StatusMatch::Default)
}

/// The case's name, after the reason phrase of RFC 9110.
fn name(status: StatusMatch) -> String {
    match status {
        StatusMatch::Default => "Default".to_owned(),
        StatusMatch::Range(2) => "Success".to_owned(),
        StatusMatch::Range(3) => "Redirection".to_owned(),
        StatusMatch::Range(4) => "ClientError".to_owned(),
        StatusMatch::Range(5) => "ServerError".to_owned(),
        StatusMatch::Range(hundreds) => format!("Status{hundreds}xx"),
        StatusMatch::Code(code) => http::StatusCode::from_u16(code)
            .ok()
            .and_then(|status| status.canonical_reason())
            .map_or_else(|| format!("Status{code}"), |reason| reason.replace('\'', "").to_upper_camel_case()),
    }
}

/// Adds media types to ask for. A server may choose any of them, so each must be one that can be read.
fn note(accept: &mut Vec<String>, response: &Response, wanted: impl Fn(&Media) -> bool) {
    for media in response.content.iter().filter(|media| wanted(media)) {
        let essence = media::essence(&media.media_type);
        if !essence.is_empty() && !accept.contains(&essence) {
            accept.push(essence);
        }
    }
}
