//! One object of a 422.
//!
//! In: the kind of a fault, its location and the faulty input. Out: `{type, loc, msg, input, ctx?}`, or what API 0.7
//! made of it. Invariant: `loc`
//! begins with `path`, `query`, `header` or `body`.

use crate::json::Json;
use crate::options::ApiVersion;

/// A fault of a request, as the real server describes it.
#[derive(Clone, Debug)]
pub(super) struct Detail {
    pub(super) kind: &'static str,
    pub(super) location: Vec<Json>,
    pub(super) message: String,
    pub(super) input: Json,
    pub(super) context: Option<Json>,
    /// Where in the location the variant of a union stands.
    pub(super) variant: Option<usize>,
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
            variant: None,
        }
    }

    /// A text that is no UUID.
    pub(super) fn uuid(location: &[Json], reason: &str, input: &Json) -> Self {
        let message = format!("Input should be a valid UUID, {reason}");
        let context = Json::object([("error", reason.into())]);
        Self { context: Some(context), ..Self::new("uuid_parsing", location, message, input) }
    }

    /// A text that does not match a pattern.
    pub(super) fn pattern(location: &[Json], pattern: &str, input: &Json) -> Self {
        let message = format!("String should match pattern '{pattern}'");
        let context = Json::object([("pattern", pattern.into())]);
        Self { context: Some(context), ..Self::new("string_pattern_mismatch", location, message, input) }
    }

    /// A member, parameter or body that is not there.
    pub(super) fn missing(location: &[Json], input: &Json) -> Self {
        Self::new("missing", location, "Field required", input)
    }

    /// The object of the response.
    pub(super) fn into_json(self, version: ApiVersion) -> Json {
        if version.has_old_details() {
            return self.into_old_json();
        }
        let mut members = vec![
            ("type".to_owned(), self.kind.into()),
            ("loc".to_owned(), Json::List(self.location)),
            ("msg".to_owned(), self.message.into()),
            ("input".to_owned(), self.input),
        ];
        members.extend(self.context.map(|context| ("ctx".to_owned(), context)));
        Json::Object(members)
    }

    /// The object as pydantic 1 wrote it: other names, no input, and no variant of a union in the location.
    fn into_old_json(self) -> Json {
        let mut location = self.location;
        if let Some(position) = self.variant {
            location.remove(position);
        }
        let known = OLD.iter().find(|(kind, _, _)| *kind == self.kind);
        let (kind, message) = match known {
            Some((_, kind, message)) => (*kind, (*message).to_owned()),
            None => ("value_error", self.message),
        };
        let limit = self.context.as_ref().and_then(|context| match context.members() {
            [(name, limit)] if name == "ge" || name == "le" => Some(limit.clone()),
            _ => None,
        });
        let message =
            limit.as_ref().map_or(message.clone(), |limit| message.replace("{}", &limit.to_string()));
        let mut members = vec![
            ("loc".to_owned(), Json::List(location)),
            ("msg".to_owned(), message.into()),
            ("type".to_owned(), kind.into()),
        ];
        members.extend(limit.map(|limit| ("ctx".to_owned(), Json::object([("limit_value", limit)]))));
        Json::Object(members)
    }
}

/// Kinds of faults, then kind and message of the same fault in pydantic 1.
const OLD: &[(&str, &str, &str)] = &[
    ("missing", "value_error.missing", "field required"),
    ("uuid_parsing", "type_error.uuid", "value is not a valid uuid"),
    ("int_parsing", "type_error.integer", "value is not a valid integer"),
    ("int_type", "type_error.integer", "value is not a valid integer"),
    ("float_type", "type_error.float", "value is not a valid float"),
    ("bool_parsing", "type_error.bool", "value could not be parsed to a boolean"),
    ("bool_type", "value_error.strictbool", "value is not a valid boolean"),
    ("string_type", "type_error.str", "str type expected"),
    ("list_type", "type_error.list", "value is not a valid list"),
    ("dict_type", "type_error.dict", "value is not a valid dict"),
    ("model_attributes_type", "type_error.dict", "value is not a valid dict"),
    ("json_invalid", "value_error.jsondecode", "Expecting value"),
    ("greater_than_equal", "value_error.number.not_ge", "ensure this value is greater than or equal to {}"),
    ("less_than_equal", "value_error.number.not_le", "ensure this value is less than or equal to {}"),
    ("string_pattern_mismatch", "value_error.str.regex", "string does not match regex"),
];
