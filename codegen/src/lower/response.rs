//! Responses: successes and refusals.
//!
//! In: the responses of an operation. Out: cases by status, with what their bodies hold.
//! Invariant: the order is the document's; statuses below 200 are left out.

use heck::ToUpperCamelCase;
use openapiv3::StatusCode;

use super::{
    media::{self, Class},
    types::Lowering,
};
use crate::{
    catalogue::degraded,
    ir::{ErrorBody, ErrorCase, Name, StatusMatch, SuccessBody, SuccessCase, Type},
    resolve::{Media, Response},
};

/// The cases of an operation, and the media types that it may answer with.
#[derive(Debug, Default)]
pub(super) struct Responses {
    pub(super) successes: Vec<SuccessCase>,
    pub(super) errors: Vec<ErrorCase>,
    pub(super) accept: Vec<String>,
}

pub(super) fn lower(lowering: &mut Lowering<'_>, responses: &[Response], request: &str) -> Responses {
    let mut lowered = Responses::default();
    let mut refused = Vec::new();
    let no_success = !responses.iter().any(|response| is_success(status(response)));
    for response in responses {
        let status = status(response);
        if matches!(status, StatusMatch::Code(..200) | StatusMatch::Range(..2)) {
            lowering.diagnostics.push(degraded::informational_response(&response.pointer));
        }
        let name = name(status);
        for media in &response.content {
            if let Some(schema) = &media.schema {
                let place = if is_success(status) { "Response".to_owned() } else { name.clone() };
                lowering.roots.add(schema, &format!("{request}{place}"));
            }
        }
        if is_success(status) || (no_success && status == StatusMatch::Default) {
            let body = success(lowering, response);
            let read = readable(&body);
            note(&mut lowered.accept, response, |media| {
                read.is_none_or(|read| media::class(lowering, media) == read)
            });
            let description = response.description.clone();
            lowered.successes.push(SuccessCase { status, name: Name::of(&name), body, description });
        }
        if is_error(status) {
            let body = error(lowering, response);
            refused.push(response);
            let description = response.description.clone();
            lowered.errors.push(ErrorCase { status, name: Name::of(name), body, description });
        }
    }
    for response in refused {
        note(&mut lowered.accept, response, |_| true);
    }
    lowered
}

fn status(response: &Response) -> StatusMatch {
    match response.status {
        _ if response.is_default => StatusMatch::Default,
        StatusCode::Code(code) => StatusMatch::Code(code),
        StatusCode::Range(hundreds) => StatusMatch::Range(hundreds),
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

/// The class of what a success is read from; `None` if it takes all that the document lists.
fn readable(body: &SuccessBody) -> Option<Class> {
    match body {
        SuccessBody::Json(_) => Some(Class::Json),
        SuccessBody::JsonLines(_) => Some(Class::JsonLines),
        SuccessBody::Text | SuccessBody::Bytes | SuccessBody::Empty => None,
    }
}

/// Adds what may be asked for: a server may choose any of it, so it must be what can be read.
fn note(accept: &mut Vec<String>, response: &Response, wanted: impl Fn(&Media) -> bool) {
    for media in response.content.iter().filter(|media| wanted(media)) {
        let essence = media::essence(&media.media_type);
        if !essence.is_empty() && !accept.contains(&essence) {
            accept.push(essence);
        }
    }
}

fn success(lowering: &mut Lowering<'_>, response: &Response) -> SuccessBody {
    let classed: Vec<(Class, &Media)> =
        response.content.iter().map(|media| (media::class(lowering, media), media)).collect();
    let find = |wanted: Class| classed.iter().find(|(class, _)| *class == wanted).map(|(_, media)| *media);
    let json = find(Class::Json).filter(|media| classed.len() == 1 || says_something(lowering, media));
    if let Some(media) = json {
        warn_of_others(lowering, media, &classed);
        return SuccessBody::Json(schema(lowering, media));
    }
    if let Some(media) = find(Class::JsonLines) {
        warn_of_others(lowering, media, &classed);
        return SuccessBody::JsonLines(schema(lowering, media));
    }
    if let Some(media) = find(Class::Events) {
        lowering.diagnostics.push(degraded::event_stream(&media.pointer));
        return SuccessBody::Bytes;
    }
    let all_text = classed.iter().all(|(class, _)| *class == Class::Text);
    for (_, media) in &classed {
        media::warn_of_lost_schema(lowering, media, if all_text { "text" } else { "bytes" });
    }
    match classed.as_slice() {
        [] => SuccessBody::Empty,
        _ if all_text => SuccessBody::Text,
        _ => SuccessBody::Bytes,
    }
}

/// Warns of the media types whose bodies are not read as this one's are.
fn warn_of_others(lowering: &mut Lowering<'_>, chosen: &Media, classed: &[(Class, &Media)]) {
    let class = media::class(lowering, chosen);
    let is_other = |(other, media): &&(Class, &Media)| {
        let unsaid = media
            .schema
            .as_ref()
            .is_none_or(|schema| lowering.keywords(schema).is_none_or(|schema| schema.only_annotates()));
        *other != class || (!unsaid && media.schema != chosen.schema)
    };
    let others: Vec<String> = classed
        .iter()
        .filter(is_other)
        .map(|(_, media)| format!("`{}`", media::essence(&media.media_type)))
        .collect();
    if !others.is_empty() {
        let essence = media::essence(&chosen.media_type);
        let warning = degraded::other_responses(&chosen.pointer, &essence, &others.join(", "));
        lowering.diagnostics.push(warning);
    }
}

/// Whether JSON has a schema: frameworks put an empty one beside the media type that is really sent.
fn says_something(lowering: &Lowering<'_>, media: &Media) -> bool {
    let schema = media.schema.as_ref().and_then(|schema| lowering.keywords(schema));
    schema.is_some_and(|schema| !schema.only_annotates())
}

fn error(lowering: &mut Lowering<'_>, response: &Response) -> ErrorBody {
    let mut classed: Vec<(Class, &Media)> =
        response.content.iter().map(|media| (media::class(lowering, media), media)).collect();
    classed.sort_by_key(|(class, _)| match class {
        Class::Json => 0,
        Class::JsonLines => 1,
        Class::Text => 2,
        _ => 3,
    });
    if let Some((Class::Json | Class::JsonLines | Class::Text, media)) = classed.first() {
        warn_of_others(lowering, media, &classed);
    }
    match classed.first() {
        Some((Class::Text, media)) => media::warn_of_lost_schema(lowering, media, "text"),
        Some((Class::Json | Class::JsonLines, _)) | None => {}
        Some((_, media)) => media::warn_of_lost_schema(lowering, media, "bytes"),
    }
    match classed.first() {
        None => ErrorBody::Empty,
        Some((Class::Json | Class::JsonLines, media)) => ErrorBody::Json(schema(lowering, media)),
        Some((Class::Text, _)) => ErrorBody::Text,
        Some(_) => ErrorBody::Bytes,
    }
}

fn schema(lowering: &mut Lowering<'_>, media: &Media) -> Type {
    media.schema.as_ref().map_or(Type::Any, |schema| lowering.ty(schema))
}
