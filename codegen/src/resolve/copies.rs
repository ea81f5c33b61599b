//! How much references multiply a document.
//!
//! In: the nodes that references lead to, each time. Out: whether they are within the limit.
//! Invariant: what an operation shares with others is copied into it, so the copies are counted; else a small document
//! could fill any memory.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::pointer::Pointer;

/// The bytes that may be copied in all; a public document of 13 MB and 1,200 operations copies 1.5 MB.
const LIMIT: usize = 16_000_000;

/// The size of an object without its members.
const OBJECT: usize = 100;

/// The copies that were made so far.
#[derive(Debug, Default)]
pub(super) struct Copies {
    sizes: BTreeMap<Pointer, usize>,
    total: usize,
}

impl Copies {
    /// Counts a copy of a node; `false` for the one that goes beyond the limit, and all that follow.
    pub(super) fn count(&mut self, at: &Pointer, node: &Value) -> bool {
        let size = match self.sizes.get(at) {
            Some(size) => *size,
            None => *self.sizes.entry(at.clone()).or_insert(size(node)),
        };
        self.total = self.total.saturating_add(size);
        self.total <= LIMIT
    }
}

/// About the bytes of a node's text, objects for more, as they become more. Examples are not copied.
fn size(node: &Value) -> usize {
    match node {
        Value::String(text) => text.len() + 2,
        Value::Array(items) => items.iter().map(size).sum::<usize>() + 2,
        Value::Object(members) => {
            let copied =
                members.iter().filter(|(key, _)| !matches!(key.as_str(), "example" | "examples" | "schema"));
            copied.map(|(key, member)| key.len() + 4 + size(member)).sum::<usize>() + OBJECT
        }
        _ => 4,
    }
}
