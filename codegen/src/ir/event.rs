//! Events: what webhooks and callbacks become.

use super::{docs::Docs, name::Name, schema::Type};
use crate::pointer::Pointer;

/// Requests that the API sends to the application: those of the document's webhooks, or of one callback.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EventGroup {
    /// `wire` is the callback's name, or `webhooks`; `rust` the enum's name.
    pub name: Name,
    /// Where the document has them.
    pub source: EventSource,
    /// Its events, in the document's order.
    pub events: Vec<Event>,
    /// The variant that keeps other events.
    pub other: Name,
}

/// Where a document has events.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventSource {
    /// In the document's webhooks.
    Webhooks,
    /// In a callback of the operation `METHOD /path`.
    Callback(String),
    /// In a callback that several operations may have.
    SharedCallback,
}

/// A request that the API sends.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Event {
    /// `wire` is what tells it from the others of its group: the name of the webhook or callback, the expression where a
    /// callback has several, the method first where one has several. `rust` is the variant's name.
    pub name: Name,
    /// The name of the constant that holds the wire name.
    pub constant: String,
    /// Its location in the document.
    pub pointer: Pointer,
    /// Upper-case HTTP method.
    pub method: String,
    /// The name of the webhook, or the expression of the callback's URL.
    pub source: String,
    /// What the document says of it.
    pub docs: Docs,
    /// What its body holds; `None` if it has none.
    pub payload: Option<Payload>,
    /// Whether it always has a body.
    pub required: bool,
}

/// What the body of an event holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload {
    /// JSON.
    Json(Type),
    /// Anything else, kept as bytes.
    Bytes,
}

impl Event {
    /// The type of its payload, if that is JSON.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match &self.payload {
            Some(Payload::Json(ty)) => Some(ty),
            Some(Payload::Bytes) | None => None,
        }
    }
}
