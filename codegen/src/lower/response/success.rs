//! Success responses.
//!
//! In: a response of a success status. Out: what its body holds, and its other representations.
//! Invariant: JSON is preferred, then JSON Lines, then events; everything else is text or bytes.

use crate::{
    ir::{Name, Representation, SuccessBody, Type},
    lower::{context::Lowering, events, media, views::Views},
    openapi::media_type::MediaClass,
    resolve::{Media, Response},
};

/// The class of what a success is read from; `None` if it takes all that the document lists.
pub(super) fn readable(body: &SuccessBody) -> Option<MediaClass> {
    match body {
        SuccessBody::Json(_) => Some(MediaClass::Json),
        SuccessBody::JsonLines(_) => Some(MediaClass::JsonLines),
        SuccessBody::Events(_) => Some(MediaClass::EventStream),
        SuccessBody::Text(_) | SuccessBody::Bytes | SuccessBody::Empty => None,
    }
}

/// What the body of a success holds, in the preferred media type.
pub(super) fn success(lowering: &mut Lowering<'_>, response: &Response) -> SuccessBody {
    let classed: Vec<(MediaClass, &Media)> =
        response.content.iter().map(|media| (media::class(&lowering.views, media), media)).collect();
    let find =
        |wanted: MediaClass| classed.iter().find(|(class, _)| *class == wanted).map(|(_, media)| *media);
    let json =
        find(MediaClass::Json).filter(|media| classed.len() == 1 || says_something(&lowering.views, media));
    if let Some(media) = json.or(find(MediaClass::JsonLines)).or(find(MediaClass::EventStream)) {
        return body(lowering, media);
    }
    let all_text = classed.iter().all(|(class, _)| *class == MediaClass::Text);
    if let [(_, first), rest @ ..] = classed.as_slice()
        && all_text
    {
        let ty = media::text_type(lowering, first);
        if rest.iter().all(|(_, media)| media::text_type(lowering, media) == ty) {
            return SuccessBody::Text(ty);
        }
    }
    for (_, media) in &classed {
        media::warn_of_lost_schema(lowering, media, if all_text { "text" } else { "bytes" });
    }
    match classed.as_slice() {
        [] => SuccessBody::Empty,
        _ if all_text => SuccessBody::Text(Type::String),
        _ => SuccessBody::Bytes,
    }
}

/// What a body of one media type holds.
fn body(lowering: &mut Lowering<'_>, media: &Media) -> SuccessBody {
    match media::class(&lowering.views, media) {
        MediaClass::Json => SuccessBody::Json(media::json_type(lowering, media)),
        MediaClass::JsonLines => SuccessBody::JsonLines(media::item_type(lowering, media)),
        MediaClass::EventStream => SuccessBody::Events(events::data(lowering, media)),
        MediaClass::Text => SuccessBody::Text(media::text_type(lowering, media)),
        MediaClass::Multipart | MediaClass::Form | MediaClass::Binary => {
            media::warn_of_lost_schema(lowering, media, "bytes");
            SuccessBody::Bytes
        }
    }
}

/// Adds the representations of a success that differ from the preferred one.
pub(super) fn represent(
    lowering: &mut Lowering<'_>,
    representations: &mut Vec<Representation>,
    response: &Response,
    preferred: &SuccessBody,
) {
    for media in &response.content {
        let class = media::class(&lowering.views, media);
        if class == MediaClass::Json && !says_something(&lowering.views, media) {
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

/// Whether JSON has a schema: frameworks list JSON with an empty one beside the media type that is really sent.
pub(super) fn says_something(views: &Views<'_>, media: &Media) -> bool {
    let schema = media.schema.as_ref().and_then(|schema| views.keywords(schema));
    schema.is_some_and(|schema| !schema.only_annotates())
}
