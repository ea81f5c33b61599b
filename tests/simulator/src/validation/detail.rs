//! One object of a 422.
//!
//! In: the kind of a fault, its location and the faulty input. Out: `{type, loc, msg, input, ctx?}`. Invariant: `loc`
//! begins with `path`, `query`, `header` or `body`.

use crate::json::Json;

/// A fault of a request, as the real server describes it.
#[derive(Clone, Debug)]
pub(super) struct Detail {
    pub(super) kind: &'static str,
    pub(super) location: Vec<Json>,
    pub(super) message: String,
    pub(super) input: Json,
    pub(super) context: Option<Json>,
}

impl Detail {
    /// A fault without context.
    pub(super) fn new(
        kind: &'static str,
        location: &[Json],
        message: impl Into<String>,
        input: &Json,
    ) -> Self {
        Self {
            kind,
            location: location.to_vec(),
            message: message.into(),
            input: input.clone(),
            context: None,
        }
    }

    /// A text that is no UUID.
    pub(super) fn uuid(location: &[Json], reason: &str, input: &Json) -> Self {
        let message = format!("Input should be a valid UUID, {reason}");
        let context = Json::object([("error", reason.into())]);
        Self { context: Some(context), ..Self::new("uuid_parsing", location, message, input) }
    }

    /// A member, parameter or body that is not there.
    pub(super) fn missing(location: &[Json], input: &Json) -> Self {
        Self::new("missing", location, "Field required", input)
    }

    /// The object of the response.
    pub(super) fn into_json(self) -> Json {
        let mut members = vec![
            ("type".to_owned(), self.kind.into()),
            ("loc".to_owned(), Json::List(self.location)),
            ("msg".to_owned(), self.message.into()),
            ("input".to_owned(), self.input),
        ];
        members.extend(self.context.map(|context| ("ctx".to_owned(), context)));
        Json::Object(members)
    }
}
