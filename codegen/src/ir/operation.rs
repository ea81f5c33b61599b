//! Operations: what path items become.

use super::{
    Server,
    docs::Docs,
    name::Name,
    parameter::{Encoding, Parameter},
    schema::{Type, TypeId},
};
use crate::config::OperationConfig;
use crate::pointer::Pointer;

/// The operations of one tag.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ApiGroup {
    /// `wire` is the tag, `rust` the struct's name (`StudiesApi`).
    pub name: Name,
    /// The method of the client that returns it (`studies`).
    pub accessor: String,
    /// What the document says of the tag.
    pub docs: Docs,
    /// Its operations, in the document's order.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Operation {
    /// `wire` is the operationId as the document has it (or made from method and path), `rust` the method's name.
    pub name: Name,
    /// The request's type (`StartStudyJob`).
    pub request: String,
    /// The name of the error enum (`StartStudyJobError`).
    pub error: String,
    /// Its location in the document.
    pub pointer: Pointer,
    /// Upper-case HTTP method.
    pub method: String,
    /// The path template: the document's, each placeholder a name in braces, without query string and fragment.
    pub path: String,
    /// The query string in the document's path, which every request has (`action=list`).
    pub query: String,
    /// The servers of the operation or its path, of which the first is used; empty where it is on the document's first server.
    pub servers: Vec<Server>,
    /// What the document says of it.
    pub docs: Docs,
    /// The parameters in the document's order, path-level ones first.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The body in other media types, where those take another value; each has a method or setter of its own.
    pub other_bodies: Vec<Body>,
    /// Its documented successes, in the document's order; may be empty.
    pub successes: Vec<SuccessCase>,
    /// The documented error responses, in the document's order.
    pub errors: Vec<ErrorCase>,
    /// The type of several different successes (`GetThingResponse`), empty where all have one body type.
    pub response: String,
    /// What a success holds if the caller chooses another media type than the preferred one.
    pub representations: Vec<Representation>,
    /// The headers of all its responses, without duplicates.
    pub headers: Vec<Header>,
    /// The type that decodes them (`ListThingsHeaders`); empty if there are none.
    pub headers_view: String,
    /// Alternatives, each a list of scheme names that are used together; if empty, no credentials are sent.
    pub security: Vec<Vec<String>>,
    /// The media types in `Accept`: those that can be decoded without choosing a representation.
    pub accept: Vec<String>,
    /// How it returns a list in pages, if it does; filled by `analyse`.
    pub pagination: Option<Pagination>,
    /// What the document cannot say; filled from the configuration.
    pub config: OperationConfig,
}

impl Operation {
    /// The path as people read them, with the query string that the path has.
    #[must_use]
    pub fn shown_path(&self) -> String {
        let mark = if self.query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.path, self.query)
    }

    /// The body in every media type.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.body.iter().chain(&self.other_bodies)
    }

    /// The same, to be changed.
    pub fn bodies_mut(&mut self) -> impl Iterator<Item = &mut Body> {
        self.body.iter_mut().chain(&mut self.other_bodies)
    }
}

/// How an operation returns a list in pages: it takes `limit` and `offset`, and returns an object with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// The object.
    pub page: TypeId,
    /// The index of the field that has the page's items.
    pub items: usize,
    /// The index of the field that has the total number of items.
    pub total: Option<usize>,
    /// The index of the field that says how many items come before the page.
    pub offset: Option<usize>,
}

/// A request body.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Body {
    /// The argument's or setter's name: after the type, as the reference has it (`job_inputs`), else `body`.
    pub name: Name,
    /// A required body is the last argument, an optional one a setter.
    pub required: bool,
    /// What sends it in this media type: `wire` is a suffix after the media type (`form`), `rust` a method
    /// (`add_thing_as_form`) or, where the body is optional, a setter (`body_as_form`). Empty for the preferred one.
    pub method_name: Name,
    /// The location of its media type in the document.
    pub pointer: Pointer,
    /// The media type that is sent.
    pub media_type: String,
    /// Media types that take the same value.
    pub other_media_types: Vec<String>,
    /// What it holds.
    pub kind: BodyKind,
    /// How properties of `application/x-www-form-urlencoded` are encoded, by their wire names, where the document says.
    pub encoding: Vec<(String, Encoding)>,
    /// How its other properties are encoded.
    pub default_encoding: Encoding,
    /// The media types of parts of `multipart/form-data`, by their properties' wire names, where the document says.
    pub part_media_types: Vec<(String, String)>,
    /// What the document says of it.
    pub docs: Docs,
}

/// What a request body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyKind {
    /// JSON, also `+json`.
    Json(Type),
    /// `application/x-www-form-urlencoded` from an object.
    Form(Type),
    /// `multipart/form-data` from an object; binary fields are file parts.
    Multipart(TypeId),
    /// Text: a scalar of this type as its text; [`Type::String`] is any text.
    Text(Type),
    /// Any bytes.
    Bytes,
    /// JSON values of this type one after another: one a line (`application/x-ndjson`, `application/jsonl`), or one a
    /// record (`application/json-seq`).
    JsonLines(Type),
}

impl BodyKind {
    /// The type of its value, or of each of its values; `None` for a form with files, and for bytes.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::Form(ty) | Self::Text(ty) | Self::JsonLines(ty) => Some(ty),
            Self::Multipart(_) | Self::Bytes => None,
        }
    }
}

/// A header of an operation's responses.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Header {
    /// `wire` is the name in lower case, `rust` the method's name.
    pub name: Name,
    /// What it holds, never [`Type::Nullable`].
    pub ty: Type,
    /// Whether it is required in every response that lists it.
    pub required: bool,
    /// How its value is encoded: in style `simple`, or as JSON text.
    pub encoding: Encoding,
    /// What the document says of it.
    pub docs: Docs,
}

/// A success in a media type that the caller chooses.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Representation {
    /// `wire` is a hint (`csv`), `rust` the method of the request that chooses it (`accept_csv`).
    pub name: Name,
    /// The type of the request in that media type (`GetReportAcceptCsv`).
    pub request: String,
    /// The media types in `Accept`.
    pub media_types: Vec<String>,
    /// What the body holds.
    pub body: SuccessBody,
}

/// The statuses of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusMatch {
    /// One status.
    Code(u16),
    /// `4XX`: the hundreds digit.
    Range(u16),
    /// `default`.
    Default,
}

/// A documented success.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SuccessCase {
    /// The status.
    pub status: StatusMatch,
    /// Variant name in the response enum, where there is one (`Ok`, `Created`).
    pub name: Name,
    /// What the body holds.
    pub body: SuccessBody,
    /// What the document says of it.
    pub description: String,
}

/// What a success body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SuccessBody {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Type),
    /// Text: a scalar of this type as its text; [`Type::String`] is text as it is.
    Text(Type),
    /// Bytes as a stream.
    Bytes,
    /// JSON values of this type one after another, as a stream: one a line (`application/x-ndjson`,
    /// `application/jsonl`), or one a record (`application/json-seq`).
    JsonLines(Type),
    /// Server-sent events as a stream (`text/event-stream`), with data of this type; [`Type::String`] is text as it is.
    Events(Type),
}

/// A documented error response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ErrorCase {
    /// The status.
    pub status: StatusMatch,
    /// Variant name (`NotFound`); `ClientError`, `ServerError` for ranges, `Default` for `default`.
    pub name: Name,
    /// The media types that it is decoded from; if empty, all that no other case of the status has.
    pub media_types: Vec<String>,
    /// What the body holds.
    pub body: ErrorBody,
    /// What the document says of it.
    pub description: String,
}

/// What an error body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// Nothing is documented.
    Empty,
    /// JSON.
    Json(Type),
    /// Text: a scalar of this type as its text; [`Type::String`] is text as it is.
    Text(Type),
    /// Any other bytes.
    Bytes,
}
