//! Circles of schemas that are nothing but each other.
//!
//! In: all nodes. Out: a diagnostic for each schema of a circle.
//! Invariant: recursion through a property, an item or one member of several is no circle.

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::Resolver;
use crate::{catalogue, pointer::Pointer};

impl Resolver<'_> {
    pub(super) fn check_aliases(&mut self) {
        for start in self.nodes.keys() {
            let mut at = start.clone();
            // A way that is longer than there are nodes is in a circle that the start only leads into.
            for _ in 0..self.nodes.len() {
                let Some(next) = self.nodes.get(&at).and_then(only_member) else { break };
                if next == *start {
                    self.diagnostics.push(catalogue::alias_cycle(start));
                    break;
                }
                at = next;
            }
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
