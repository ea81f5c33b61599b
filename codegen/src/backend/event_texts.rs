//! What events and their groups are called in documentation.
//!
//! In: an event, or a group. Out: harmless text. Invariant: names of the document stand in code spans.

use super::text;
use crate::ir::{Event, EventGroup, EventSource};

/// A sentence that says what a group is.
pub(in crate::backend) fn title(group: &EventGroup) -> String {
    let callback = text::code(&group.name.wire);
    match &group.source {
        EventSource::Webhooks => "What the API sends to webhooks.".to_owned(),
        EventSource::SharedCallback => format!("What the API sends to the callback {callback}."),
        EventSource::Callback(operation) => {
            format!("What the API sends to the callback {callback} of {}.", text::code(operation))
        }
    }
}

/// The method with the webhook, or with the expression of the callback's URL.
pub(in crate::backend) fn mention(event: &Event) -> String {
    text::code(&format!("{} {}", event.method, event.source))
}
