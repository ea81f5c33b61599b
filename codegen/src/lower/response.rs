//! Responses: successes and refusals.
//!
//! In: the responses of an operation. Out: cases by status, with what their bodies hold.
//! Invariant: the order is the document's; statuses below 200 are left out.

use heck::ToUpperCamelCase;
use openapiv3::StatusCode;

use super::{
    context::Lowering,
    events,
    media::{self, Class},
};
use crate::{
    diagnostics::degraded,
    ir::{ErrorBody, ErrorCase, Name, Representation, StatusMatch, SuccessBody, SuccessCase, Type},
    resolve::{Media, Response},
};

/// The cases of an operation, and the media types that it may answer with.
#[derive(Debug, Default)]
pub(super) struct Responses {
    pub(super) successes: Vec<SuccessCase>,
    pub(super) representations: Vec<Representation>,
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
        let place = if is_success(status) { "Response" } else { &name };
        add_roots(lowering, response, &format!("{request}{place}"));
        if is_success(status) || (no_success && status == StatusMatch::Default) {
            let body = success(lowering, response);
            let read = readable(&body);
            note(&mut lowered.accept, response, |media| {
                read.is_none_or(|read| media::class(lowering, media) == read)
            });
            if read.is_some() {
                represent(lowering, &mut lowered.representations, response, &body);
            }
            let description = response.description.clone();
            lowered.successes.push(SuccessCase { status, name: Name::of(&name), body, description });
        }
        if is_error(status) {
            refused.push(response);
            lowered.errors.extend(errors(lowering, response, status, &name));
        }
    }
    for response in refused {
        note(&mut lowered.accept, response, |_| true);
    }
    lowered
}

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
        SuccessBody::Events(_) => Some(Class::Events),
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
    if let Some(media) = json.or(find(Class::JsonLines)).or(find(Class::Events)) {
        return body(lowering, media);
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

/// What a body of one media type holds.
fn body(lowering: &mut Lowering<'_>, media: &Media) -> SuccessBody {
    match media::class(lowering, media) {
        Class::Json => SuccessBody::Json(schema(lowering, media)),
        Class::JsonLines => SuccessBody::JsonLines(match &media.item {
            Some(item) => lowering.ty(item),
            None => schema(lowering, media),
        }),
        Class::Events => SuccessBody::Events(events::data(lowering, media)),
        Class::Text => {
            media::warn_of_lost_schema(lowering, media, "text");
            SuccessBody::Text
        }
        Class::Multipart | Class::Form | Class::Bytes => {
            media::warn_of_lost_schema(lowering, media, "bytes");
            SuccessBody::Bytes
        }
    }
}

/// Adds the ways to read a success that the preferred one does not serve.
fn represent(
    lowering: &mut Lowering<'_>,
    representations: &mut Vec<Representation>,
    response: &Response,
    preferred: &SuccessBody,
) {
    for media in &response.content {
        let class = media::class(lowering, media);
        // Frameworks list JSON without a schema beside the media type that is really sent.
        if class == Class::Json && !says_something(lowering, media) {
            continue;
        }
        let body = body(lowering, media);
        let essence = media::essence(&media.media_type);
        if body == *preferred || essence.is_empty() {
            continue;
        }
        match representations.iter_mut().find(|known| known.body == body) {
            Some(known) if known.media_types.contains(&essence) => {}
            Some(known) => known.media_types.push(essence),
            None => representations.push(Representation {
                name: Name::of(media::hint(&media.media_type, class)),
                request: String::new(),
                media_types: vec![essence],
                body,
            }),
        }
    }
}

/// Whether JSON has a schema: frameworks put an empty one beside the media type that is really sent.
fn says_something(lowering: &Lowering<'_>, media: &Media) -> bool {
    let schema = media.schema.as_ref().and_then(|schema| lowering.views.keywords(schema));
    schema.is_some_and(|schema| !schema.only_annotates())
}

/// The cases of a status: the preferred media type, which is also taken for any other, comes first.
fn errors(
    lowering: &mut Lowering<'_>,
    response: &Response,
    status: StatusMatch,
    name: &str,
) -> Vec<ErrorCase> {
    let mut classed: Vec<(Class, &Media)> =
        response.content.iter().map(|media| (media::class(lowering, media), media)).collect();
    classed.sort_by_key(|(class, _)| match class {
        Class::Json => 0,
        Class::JsonLines => 1,
        Class::Text => 2,
        _ => 3,
    });
    let mut cases: Vec<ErrorCase> = Vec::new();
    for (class, media) in classed {
        let body = error(lowering, class, media);
        let essence = media::essence(&media.media_type);
        if let Some(known) = cases.iter_mut().find(|known| known.body == body) {
            if !known.media_types.is_empty() {
                known.media_types.push(essence);
            }
        } else if cases.is_empty() {
            cases.push(case(response, status, name, body));
        } else {
            let hint = media::hint(&media.media_type, class).to_upper_camel_case();
            let other = case(response, status, &format!("{name}{hint}"), body);
            cases.push(ErrorCase { media_types: vec![essence], ..other });
        }
    }
    if cases.is_empty() {
        cases.push(case(response, status, name, ErrorBody::Empty));
    }
    cases
}

fn case(response: &Response, status: StatusMatch, name: &str, body: ErrorBody) -> ErrorCase {
    let description = response.description.clone();
    ErrorCase { status, name: Name::of(name), media_types: Vec::new(), body, description }
}

fn error(lowering: &mut Lowering<'_>, class: Class, media: &Media) -> ErrorBody {
    match class {
        Class::Json | Class::JsonLines => ErrorBody::Json(schema(lowering, media)),
        Class::Text => {
            media::warn_of_lost_schema(lowering, media, "text");
            ErrorBody::Text
        }
        Class::Multipart | Class::Form | Class::Bytes | Class::Events => {
            media::warn_of_lost_schema(lowering, media, "bytes");
            ErrorBody::Bytes
        }
    }
}

fn schema(lowering: &mut Lowering<'_>, media: &Media) -> Type {
    media.schema.as_ref().map_or(Type::Any, |schema| lowering.ty(schema))
}
