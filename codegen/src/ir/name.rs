//! Names: one on the wire, one in Rust.
//!
//! In: what the document calls a thing. Out: both names together.
//! Invariant: the wire name never changes; after `analyse`, the identifier is valid and unique in its scope.

/// A thing's two names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The name on the wire, exactly as the document has it.
    pub wire: String,
    /// The Rust identifier (`r#type` where raw); empty until `analyse` assigns names.
    pub rust: String,
}

impl Name {
    /// A name whose identifier is still to be made.
    #[must_use]
    pub fn of(wire: impl Into<String>) -> Self {
        Self { wire: wire.into(), rust: String::new() }
    }
}
