//! One object of a 422.
//!
//! In go the kind of a fault, its place and the faulty input, out comes `{type, loc, msg, input, ctx?}`.
//! The invariant: `loc` begins with `path`, `query`, `header` or `body`.

use crate::json::Json;

/// A fault of a request, as the real server words it.
#[derive(Clone, Debug)]
pub(super) struct Detail {
    pub(super) kind: &'static str,
    pub(super) place: Vec<Json>,
    pub(super) message: String,
    pub(super) input: Json,
    pub(super) context: Option<Json>,
}

impl Detail {
    /// A fault without context.
    pub(super) fn new(kind: &'static str, place: &[Json], message: impl Into<String>, input: &Json) -> Self {
        Self { kind, place: place.to_vec(), message: message.into(), input: input.clone(), context: None }
    }

    /// A text that is no UUID.
    pub(super) fn uuid(place: &[Json], reason: &str, input: &Json) -> Self {
        let message = format!("Input should be a valid UUID, {reason}");
        let context = Json::object([("error", reason.into())]);
        Self { context: Some(context), ..Self::new("uuid_parsing", place, message, input) }
    }

    /// A member, parameter or body that is not there.
    pub(super) fn missing(place: &[Json], input: &Json) -> Self {
        Self::new("missing", place, "Field required", input)
    }

    /// The object of the answer.
    pub(super) fn into_json(self) -> Json {
        let mut members = vec![
            ("type".to_owned(), self.kind.into()),
            ("loc".to_owned(), Json::List(self.place)),
            ("msg".to_owned(), self.message.into()),
            ("input".to_owned(), self.input),
        ];
        members.extend(self.context.map(|context| ("ctx".to_owned(), context)));
        Json::Object(members)
    }
}
