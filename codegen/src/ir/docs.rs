//! What the document says about a thing.
//!
//! In: the texts of the document. Out: the same, sorted by purpose.
//! Invariant: the texts are as written; back ends make them safe for doc comments or Markdown.

/// What the document says about a thing, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The short text (`summary`, or a schema's `title` where it says more than its name).
    pub summary: Option<String>,
    /// The long text (`description`).
    pub description: Option<String>,
    /// Generated remarks, one sentence each: default, bounds, pattern, length, example.
    pub notes: Vec<String>,
    /// Why the thing is deprecated; `Some("")` where the document gives no reason.
    pub deprecated: Option<String>,
}
