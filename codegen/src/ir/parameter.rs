//! Parameters: where each is sent, and how its value is encoded.
//!
//! In: what `lower` reads of parameters, headers and forms. Out: the nouns for it.
//! Invariant: position and encoding are independent fields; which encodings a position allows is checked before.

use super::{
    docs::Docs,
    name::Name,
    schema::{Literal, Type},
};
use crate::{config::ArrayFormat, pointer::Pointer};

/// A parameter.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// `wire` is the parameter's name, `rust` the argument's or setter's.
    pub name: Name,
    /// Its location in the document.
    pub pointer: Pointer,
    /// The part of the request that it is sent in.
    pub position: Position,
    /// How its value is encoded.
    pub encoding: Encoding,
    /// The type of its value, never [`Type::Nullable`].
    pub ty: Type,
    /// Required parameters are arguments, others setters.
    pub required: bool,
    /// The value that the server assumes where the parameter is absent.
    pub default: Option<Literal>,
    /// What the document says of it.
    pub docs: Docs,
}

impl Parameter {
    /// Whether every call must have it: it is required, or part of the path.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.required || self.position == Position::Path
    }
}

/// The part of a request that a parameter is sent in (`in`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Position {
    /// A segment of the path.
    Path,
    /// The query string.
    Query,
    /// A header.
    Header,
    /// The `Cookie` header.
    Cookie,
}

impl Position {
    /// The name in OpenAPI (`in`).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How a value becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// In a style.
    Style {
        /// The style.
        style: Style,
        /// Whether each item or member is a parameter of its own (`a=1&a=2` instead of `a=1,2`).
        explode: bool,
        /// Whether reserved characters of RFC 3986 are sent as they are.
        allow_reserved: bool,
        /// How lists in brackets are written; the default where no value has any.
        arrays: ArrayFormat,
    },
    /// As JSON text.
    Json,
}

/// How lists and objects are written (OpenAPI 3.1, "Style Values"; RFC 6570).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a;name=b`.
    Matrix,
    /// `name=a&name=b`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a|b`.
    PipeDelimited,
    /// `name[x]=a&name[y][z]=b`, and lists `name[0]=a`.
    DeepObject,
    /// `name=a&name=b`, and what is nested as in [`Self::DeepObject`]: a form's property that has no encoding of its own.
    Property,
}
