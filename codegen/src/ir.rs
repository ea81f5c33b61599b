//! The API as generated code shows it, with no OpenAPI left: what a [`Backend`](crate::backend::Backend) gets.
//!
//! In: what `lower` reads out of a document. Out: what back ends print. Invariant: nothing here depends on openapiv3 or on
//! tokens; after `analyse`, every [`Name::rust`] is a valid identifier, unique in its scope, and every index is in range.
//!
//! # Stability
//!
//! Fields and variants are only added in a minor version; most types are `#[non_exhaustive]`, so that a back end of your
//! own compiles with them. The names and the meaning of what is there change in a major version only, and the changelog
//! lists each change.

mod docs;
mod event;
mod name;
mod operation;
mod parameter;
mod schema;
pub(crate) mod visit;

pub use docs::{Constraints, Docs};
pub use event::{Event, EventGroup, EventSource, Payload};
pub use name::Name;
pub use operation::{
    ApiGroup, Body, BodyKind, ErrorBody, ErrorCase, Header, Operation, Pagination, Representation,
    StatusMatch, SuccessBody, SuccessCase,
};
pub use parameter::{Encoding, Parameter, Position, Style};
pub use schema::{
    Candidate, Discriminator, Dispatch, Enumeration, Field, JsonKind, Literal, Object, Presence, TextFormat,
    Type, TypeDef, TypeId, TypeKind, Union, Usage, Value, Variant,
};

pub use crate::config::{ArrayFormat, DateLibrary, OperationConfig, SecurityKind};

/// A whole API.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Api {
    /// The document's title.
    pub title: String,
    /// The document's version of the API.
    pub version: String,
    /// The document's description.
    pub docs: Docs,
    /// The servers that the document lists, in order.
    pub servers: Vec<Server>,
    /// The security schemes that operations name, in the document's order.
    pub security_schemes: Vec<SecurityScheme>,
    /// One group for each tag that has operations, in the order of their first operation.
    pub groups: Vec<ApiGroup>,
    /// What the API sends to the application: the group of all webhooks, then one for each callback.
    pub events: Vec<EventGroup>,
    /// All named types, in the document's order; inline ones follow the type that uses them.
    pub types: Vec<TypeDef>,
    /// The date library that the configuration chooses.
    pub dates: DateLibrary,
}

impl Api {
    /// The type with this id; only `lower` makes ids, for types that exist.
    #[must_use]
    pub fn get(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }
}

/// A server of the document, or of operations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Server {
    /// The URL, with `{variables}`.
    pub url: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// Name, default value and allowed values (empty: any) of each variable.
    pub variables: Vec<(String, String, Vec<String>)>,
}

impl Server {
    /// The URL with the default value of each variable; a variable without one stays in its braces.
    #[must_use]
    pub fn default_url(&self) -> String {
        let mut url = String::new();
        let mut rest = self.url.as_str();
        while let Some((text, name, behind)) = rest
            .split_once('{')
            .and_then(|(text, after)| after.split_once('}').map(|(name, rest)| (text, name, rest)))
        {
            url.push_str(text);
            match self.variables.iter().find(|(known, ..)| known == name) {
                Some((_, default, _)) => url.push_str(default),
                None => url.extend(["{", name, "}"]),
            }
            rest = behind;
        }
        url + rest
    }
}

/// A security scheme of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SecurityScheme {
    /// The scheme's name in the document, and that of the function that makes credentials for it.
    pub name: Name,
    /// How credentials are sent.
    pub kind: SecurityKind,
    /// What the document says of it.
    pub description: Option<String>,
}
