//! HTTP methods that a path item has operations for (OpenAPI 3.2, "Path Item Object").
//!
//! In: a key of a path item. Out: the method. Invariant: a method that is not in [`Method::ALL`] has no operation, and
//! its key is in [`UNSUPPORTED`] if the standard has it.

use std::fmt;

/// A method whose operations are generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

/// Keys of operations that are not generated: `query` and any other method, both new in OpenAPI 3.2.
pub(crate) const UNSUPPORTED: &[&str] = &["query", "additionalOperations"];

impl Method {
    /// All methods, in the standard's order.
    pub(crate) const ALL: [Self; 8] =
        [Self::Get, Self::Put, Self::Post, Self::Delete, Self::Options, Self::Head, Self::Patch, Self::Trace];

    /// The method of a path item's key; `None` for its other members.
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.key() == key)
    }

    /// The key in a path item, in lower case.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Options => "options",
            Self::Head => "head",
            Self::Patch => "patch",
            Self::Trace => "trace",
        }
    }
}

/// The method as a request has it, in upper case.
impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key().to_ascii_uppercase())
    }
}
