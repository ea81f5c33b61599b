//! Webhooks and callbacks.
//!
//! In: resolved webhooks, and the callbacks of operations. Out: groups of events, those of webhooks first.
//! Invariant: of a payload in several media types the JSON is read; what is not read has a diagnostic.

use heck::ToUpperCamelCase;

use super::{context::Lowering, docs, media, operation};
use crate::{
    diagnostics,
    ir::{Event, EventGroup, EventSource, Name, Payload},
    openapi::media_type::MediaClass,
    resolve::{self, Body, Media, Resolved},
};

pub(super) fn lower_all(lowering: &mut Lowering<'_>, resolved: &Resolved) -> Vec<EventGroup> {
    let mut groups = Vec::new();
    if !resolved.webhooks.is_empty() {
        let events = lower(lowering, None, &resolved.webhooks, "");
        let name = Name { wire: "webhooks".to_owned(), rust: "WebhookEvent".to_owned() };
        groups.push(group(name, EventSource::Webhooks, events));
    }
    for operation in &resolved.operations {
        for callback in operation.callbacks.iter().filter(|callback| !callback.events.is_empty()) {
            let name = callback.name.to_upper_camel_case();
            let stem = if callback.is_shared {
                name
            } else {
                format!("{}{name}", operation::hint(operation).to_upper_camel_case())
            };
            let stem = stem.strip_suffix("Callback").filter(|stem| !stem.is_empty()).unwrap_or(&stem);
            let events = lower(lowering, Some(&callback.name), &callback.events, stem);
            let source = if callback.is_shared {
                EventSource::SharedCallback
            } else {
                EventSource::Callback(format!("{} {}", operation.method, operation.path))
            };
            let name = Name { wire: callback.name.clone(), rust: format!("{stem}Callback") };
            groups.push(group(name, source, events));
        }
    }
    groups
}

fn group(name: Name, source: EventSource, events: Vec<Event>) -> EventGroup {
    EventGroup { name, source, events, other: Name::of("Other") }
}

/// The events of the webhooks or of a callback; names of inline payloads begin with `stem`.
fn lower(
    lowering: &mut Lowering<'_>,
    callback: Option<&str>,
    events: &[resolve::Event],
    stem: &str,
) -> Vec<Event> {
    let is_only_source =
        events.iter().all(|event| events.first().is_some_and(|it| it.source == event.source));
    let lowered = events.iter().map(|event| {
        let source = callback.filter(|_| is_only_source).unwrap_or(&event.source);
        let has_other = events.iter().any(|it| it.source == event.source && it.method != event.method);
        let name = if has_other { format!("{} {source}", event.method) } else { source.to_owned() };
        // An expression is no name that anybody chose.
        let id = event.node.operation_id.clone().filter(|_| callback.is_some() && !is_only_source);
        let hint = id.unwrap_or_default();
        let said = if hint.is_empty() { &name } else { &hint }.to_upper_camel_case();
        let payload =
            format!("{stem}{}Payload", if events.len() > 1 || stem.is_empty() { &said } else { "" });
        let node = &event.node;
        Event {
            name: Name { wire: name, rust: hint },
            constant: String::new(),
            pointer: event.pointer.clone(),
            method: event.method.to_string(),
            source: event.source.clone(),
            docs: docs::texts(node.summary.clone(), node.description.clone(), Vec::new(), node.deprecated),
            payload: event.body.as_ref().map(|body| lower_payload(lowering, body, &payload)),
            required: event.body.as_ref().is_some_and(|body| body.required),
        }
    });
    lowered.collect()
}

fn lower_payload(lowering: &mut Lowering<'_>, body: &Body, name: &str) -> Payload {
    let is_json =
        |lowering: &Lowering<'_>, media: &Media| media::class(&lowering.views, media) == MediaClass::Json;
    let json = body.content.iter().find(|media| is_json(lowering, media));
    for media in &body.content {
        let is_read = match json {
            Some(json) => is_json(lowering, media) && media.schema == json.schema,
            None => media.schema.is_none() || media::class(&lowering.views, media) == MediaClass::Binary,
        };
        if !is_read {
            let essence = media::essence(&media.media_type);
            lowering.diagnostics.push(match json {
                Some(_) => diagnostics::unread_event(&media.pointer, &essence),
                None => diagnostics::event_as_bytes(&media.pointer, &essence),
            });
        }
    }
    let Some(json) = json else { return Payload::Bytes };
    if let Some(schema) = &json.schema {
        lowering.roots.add(schema, name);
    }
    Payload::Json(media::json_type(lowering, json))
}
