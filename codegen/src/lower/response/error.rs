//! Error responses.
//!
//! In: a response of an error status. Out: a case for each kind of body that it may have.
//! Invariant: the first case is read from any media type that no other case of the status has.

use heck::ToUpperCamelCase;

use crate::{
    ir::{ErrorBody, ErrorCase, Name, StatusMatch},
    lower::{context::Lowering, media},
    openapi::media_type::MediaClass,
    resolve::{Media, Response},
};

/// The cases of a status, that of the preferred media type first.
pub(super) fn errors(
    lowering: &mut Lowering<'_>,
    response: &Response,
    status: StatusMatch,
    name: &str,
) -> Vec<ErrorCase> {
    let mut classed: Vec<(MediaClass, &Media)> =
        response.content.iter().map(|media| (media::class(&lowering.views, media), media)).collect();
    classed.sort_by_key(|(class, _)| match class {
        MediaClass::Json => 0,
        MediaClass::JsonLines => 1,
        MediaClass::Text => 2,
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

fn error(lowering: &mut Lowering<'_>, class: MediaClass, media: &Media) -> ErrorBody {
    match class {
        MediaClass::Json | MediaClass::JsonLines => ErrorBody::Json(media::json_type(lowering, media)),
        MediaClass::Text => ErrorBody::Text(media::text_type(lowering, media)),
        MediaClass::Multipart | MediaClass::Form | MediaClass::Binary | MediaClass::EventStream => {
            media::warn_of_lost_schema(lowering, media, "bytes");
            ErrorBody::Bytes
        }
    }
}
