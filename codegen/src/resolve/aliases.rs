//! Cycles of schemas that are only references to each other.
//!
//! In: all nodes. Out: a diagnostic for each schema of a cycle.
//! Invariant: recursion through a property, an item or one member of several is not a cycle.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::{Kept, Resolver};
use crate::{diagnostics, pointer::Pointer};

impl Resolver<'_> {
    pub(super) fn check_aliases(&mut self) {
        let mut done = BTreeSet::new();
        let mut circles = Vec::new();
        for start in self.nodes.keys() {
            let mut way = IndexSet::new();
            let mut next = Some(start.clone());
            while let Some(at) = next.filter(|at| !done.contains(at)) {
                next = self.nodes.get(&at).and_then(Kept::only_member).and_then(Pointer::from_reference);
                if let Some(entry) = way.get_index_of(&at) {
                    circles.extend(way.iter().skip(entry).map(diagnostics::alias_cycle));
                    break;
                }
                way.insert(at);
            }
            done.extend(way);
        }
        for circle in circles {
            self.diagnostics.push(circle);
        }
    }
}
