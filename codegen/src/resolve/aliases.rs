//! Circles of schemas that are nothing but each other.
//!
//! In: all nodes. Out: a diagnostic for each schema of a circle.
//! Invariant: recursion through a property, an item or one member of several is no circle.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::Resolver;
use crate::{catalogue, pointer::Pointer};

impl Resolver<'_> {
    pub(super) fn check_aliases(&mut self) {
        let mut done = BTreeSet::new();
        let mut circles = Vec::new();
        for start in self.nodes.keys() {
            let mut way = IndexSet::new();
            let mut next = Some(start.clone());
            while let Some(at) = next.filter(|at| !done.contains(at)) {
                next = self.nodes.get(&at).and_then(only_member);
                if let Some(entry) = way.get_index_of(&at) {
                    circles.extend(way.iter().skip(entry).map(catalogue::alias_cycle));
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

/// The schema that a schema is another name of.
fn only_member(schema: &Schema) -> Option<Pointer> {
    let members = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::AnyOf { any_of } => any_of,
        SchemaKind::OneOf { one_of } => one_of,
        _ => return None,
    };
    match members.as_slice() {
        [ReferenceOr::Reference { reference }] => Pointer::from_reference(reference),
        _ => None,
    }
}
