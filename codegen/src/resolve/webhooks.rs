//! Webhooks and callbacks, in the document's order.
//!
//! In: `webhooks`, and `callbacks` of operations. Out: each event with its payload.
//! Invariant: a callback is read once, however many operations refer to it, and callbacks of callbacks are not followed.

use serde_json::{Map, Value};

use super::{Body, NodeKind, Resolver};
use crate::{Diagnostic, diagnostics, openapi::Method, pointer::Pointer};

/// The events of a document, which also bound how often a document repeats a callback's payload.
const EVENTS: usize = 50_000;

/// What the API sends to the application.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) pointer: Pointer,
    /// The name of the webhook, or the callback's expression.
    pub(crate) source: String,
    pub(crate) method: Method,
    /// Its texts.
    pub(crate) node: openapiv3::Operation,
    pub(crate) body: Option<Body>,
}

/// What the API sends to a URL that an operation gave it.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) name: String,
    /// Whether it is described apart from the operation, which gives it no part of its name then.
    pub(crate) is_shared: bool,
    pub(crate) events: Vec<Event>,
}

/// The diagnostic of members that are not represented.
type Ignored = fn(&Pointer, &str) -> Diagnostic;

impl<'a> Resolver<'a> {
    pub(super) fn webhooks(&mut self) -> Vec<Event> {
        let at = Pointer::root().child("webhooks");
        let root = self.root;
        let webhooks = root.get("webhooks").filter(|webhooks| !webhooks.is_null() && self.scope.reads(&at));
        let Some(webhooks) = webhooks else { return Vec::new() };
        let Some(webhooks) = webhooks.as_object() else {
            self.not_an_object(&at, "map of webhooks");
            return Vec::new();
        };
        let mut events = Vec::new();
        for (name, item) in webhooks.iter().filter(|(name, _)| !name.starts_with("x-")) {
            let at = at.child(name);
            if self.scope.reads(&at) {
                events.extend(self.events(name, item, at, diagnostics::webhook_members));
            }
        }
        events
    }

    /// The callbacks of an operation that no operation before it has; `unit` is the operation where the document lists it.
    pub(super) fn callbacks(
        &mut self,
        operation: &'a Map<String, Value>,
        at: &Pointer,
        unit: &Pointer,
    ) -> Vec<Callback> {
        let (at, unit) = (at.child("callbacks"), unit.child("callbacks"));
        let Some(callbacks) = operation.get("callbacks") else { return Vec::new() };
        let Some(callbacks) = callbacks.as_object() else {
            self.not_an_object(&at, "map of callbacks");
            return Vec::new();
        };
        let mut found = Vec::new();
        for (name, callback) in callbacks.iter().filter(|(name, _)| !name.starts_with("x-")) {
            if !self.scope.reads(&unit.child(name)) {
                continue;
            }
            let place = self.follow(callback, at.child(name), NodeKind::Callback, "callback");
            let Some((pointer, callback)) = place else { continue };
            if !self.callbacks.insert(pointer.clone()) {
                continue;
            }
            let is_shared = pointer != at.child(name);
            let name = pointer.keys().last().unwrap_or_default();
            let events = self.callback(callback, &pointer);
            found.push(Callback { name, is_shared, events });
        }
        found
    }

    fn callback(&mut self, callback: &'a Value, at: &Pointer) -> Vec<Event> {
        let mut events = Vec::new();
        let items = callback.as_object().into_iter().flatten();
        for (expression, item) in items.filter(|(expression, _)| !expression.starts_with("x-")) {
            let at = at.child(expression);
            events.extend(self.events(expression, item, at, diagnostics::callback_members));
        }
        events
    }

    fn events(&mut self, source: &str, item: &'a Value, at: Pointer, ignored: Ignored) -> Vec<Event> {
        let written = at.clone();
        let place = self.follow(item, at, NodeKind::PathItem, "path item");
        let Some((at, item)) = place else { return Vec::new() };
        let mut events = Vec::new();
        for (key, operation) in item.as_object().into_iter().flatten() {
            let Some(method) = Method::from_key(key).filter(|_| self.scope.reads(&written.child(key))) else {
                continue;
            };
            self.events += 1;
            if self.events > EVENTS {
                self.diagnostics.push(diagnostics::too_many(&at, EVENTS, "events"));
                break;
            }
            let pointer = at.child(key);
            let Some(members) = operation.as_object() else {
                self.not_an_object(&pointer, "operation");
                continue;
            };
            let lost = lost_members(item, members);
            if !lost.is_empty() {
                self.diagnostics.push(ignored(&pointer, &lost.join(", ")));
            }
            let body = self.body(members, &pointer);
            let Some(node) = self.texts(members, &pointer) else { continue };
            events.push(Event { pointer, source: source.to_owned(), method, node, body });
        }
        events
    }
}

/// The members that say more of a request, or of what is responded, than that there is one.
fn lost_members(item: &Value, operation: &Map<String, Value>) -> Vec<&'static str> {
    let is_filled = |value: Option<&Value>| match value {
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
        _ => false,
    };
    let has = |key| is_filled(operation.get(key));
    let responses = operation.get("responses").and_then(Value::as_object);
    let says_more =
        |response: &Value| ["$ref", "content", "headers"].iter().any(|key| response.get(key).is_some());
    let responds = responses.is_some_and(|responses| responses.values().any(says_more));
    let found = [
        ("`parameters`", has("parameters") || is_filled(item.get("parameters"))),
        ("`responses`", responds),
        ("`callbacks`", has("callbacks")),
        ("`security`", has("security")),
        ("`servers`", has("servers") || is_filled(item.get("servers"))),
    ];
    found.into_iter().filter(|(_, is_there)| *is_there).map(|(key, _)| key).collect()
}
