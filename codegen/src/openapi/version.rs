//! The version of a document.
//!
//! In: the text of `openapi`. Out: the version whose rules hold.
//! Invariant: nothing is guessed; an unknown version has none.

/// A version whose rules are known. Patch versions have the same rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// OpenAPI 3.0.
    V30,
    /// OpenAPI 3.1.
    V31,
    /// OpenAPI 3.2, which is read by the rules of 3.1.
    V32,
}

impl Version {
    /// The version that a text such as `3.1.0` names.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        match (parts.next()?, parts.next()?) {
            ("3", "0") => Some(Self::V30),
            ("3", "1") => Some(Self::V31),
            ("3", "2") => Some(Self::V32),
            _ => None,
        }
    }
}
