//! Where the nodes of a changed document come from.
//!
//! In: the changes of a document, as they are made. Out: the text and the location there of each node that does not come
//! from its own location in the document.
//! Invariant: a node that is not listed comes from where its parent comes from.

use std::collections::{BTreeMap, BTreeSet};

use crate::{load::Sources, pointer::Pointer};

/// Where a node and what is in it come from.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace {
    /// The number of the text; that of the document is 0.
    pub(super) text: usize,
    pub(super) at: Pointer,
    /// Of the members and items, those that something is said of.
    children: BTreeMap<String, Trace>,
}

impl Trace {
    /// A node as it stands in a text, with all that is in it.
    pub(super) fn whole(text: usize, at: Pointer) -> Self {
        Self { text, at, children: BTreeMap::new() }
    }

    /// Where a member or an item comes from.
    pub(super) fn child(&self, key: &str) -> Self {
        self.children.get(key).cloned().unwrap_or_else(|| Self::whole(self.text, self.at.child(key)))
    }

    pub(super) fn child_mut(&mut self, key: &str) -> &mut Self {
        let (text, at) = (self.text, &self.at);
        self.children.entry(key.to_owned()).or_insert_with(|| Self::whole(text, at.child(key)))
    }

    /// The node at a location below this one.
    pub(super) fn below_mut(&mut self, pointer: &Pointer) -> &mut Self {
        pointer.keys().fold(self, |node, key| node.child_mut(&key))
    }

    pub(super) fn set(&mut self, key: &str, child: Self) {
        self.children.insert(key.to_owned(), child);
    }

    pub(super) fn remove_members(&mut self, keys: &BTreeSet<String>) {
        self.children.retain(|key, _| !keys.contains(key));
    }

    /// The items behind a removed one get other numbers.
    pub(super) fn remove_items(&mut self, removed: &BTreeSet<usize>, length: usize) {
        let kept: Vec<_> = (0..length).filter(|item| !removed.contains(item)).collect();
        let kept = kept.into_iter().map(|item| self.child(&item.to_string()));
        self.children = kept.enumerate().map(|(item, child)| (item.to_string(), child)).collect();
    }

    /// Records the nodes that come from somewhere else than their parent.
    pub(super) fn record(&self, part: &Pointer, sources: &mut Sources) {
        for (key, child) in &self.children {
            let part = part.child(key);
            if child.text != self.text || child.at != self.at.child(key) {
                sources.add_change(&part, child.text, child.at.clone());
            }
            child.record(&part, sources);
        }
    }
}
