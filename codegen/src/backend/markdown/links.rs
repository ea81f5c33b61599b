//! The links from a model to what uses it, and the addresses of operations.
//!
//! In: the anchors of the pages of groups. Out: the address of each operation, and the users of each model.
//! Invariant: operations are listed before models, each in the order of the API.

use std::collections::{BTreeMap, BTreeSet};

use super::{Book, type_links};
use crate::backend::syntax::name;
use crate::backend::text;
use crate::ir::{ApiGroup, BodyKind, Event, Operation, Type, TypeId, visit};

/// Where operations are described.
#[derive(Default)]
pub(super) struct Links {
    /// The address of each operation of each group.
    pub(super) operations: Vec<Vec<String>>,
    /// Links to the operations that take or give a model, then to the models that hold it.
    pub(super) users: BTreeMap<TypeId, Vec<String>>,
}

impl Links {
    /// Adds the operations of a group, whose page is `file`.
    pub(super) fn add(&mut self, group: &ApiGroup, file: &str, anchors: &[String]) {
        let addresses: Vec<_> = anchors.iter().map(|anchor| format!("{file}#{anchor}")).collect();
        for (operation, address) in group.operations.iter().zip(&addresses) {
            let link = format!("[{}]({address})", text::code(name::bare(&operation.name.rust)));
            for id in models(operation) {
                self.users.entry(id).or_default().push(link.clone());
            }
        }
        self.operations.push(addresses);
    }

    /// Adds the events that hold a model, which are listed at `address`.
    pub(super) fn add_events(&mut self, book: &Book<'_>, address: &str) {
        for group in &book.api.events {
            let link = format!("[{}]({address})", text::code(name::bare(&group.name.rust)));
            let mut found = BTreeSet::new();
            for ty in group.events.iter().filter_map(Event::ty) {
                visit::within(ty, &mut |ty| found.extend(named(ty)));
            }
            for id in found {
                self.users.entry(id).or_default().push(link.clone());
            }
        }
    }

    /// Adds the models of which others are part.
    pub(super) fn add_models(&mut self, book: &Book<'_>) {
        for (outer, def) in book.examples.types.all() {
            let mut found = BTreeSet::new();
            visit::parts(def, &mut |ty| {
                visit::within(ty, &mut |ty| found.extend(named(ty).filter(|id| *id != outer)));
            });
            for id in found {
                self.users.entry(id).or_default().push(type_links::link(book, outer));
            }
        }
    }
}

/// The named type that a use names by itself.
fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// The models that an operation names, in order.
fn models(operation: &Operation) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut add = |ty: &Type| {
        visit::within(ty, &mut |ty| {
            if let Type::Named(id) = ty
                && !found.contains(id)
            {
                found.push(*id);
            }
        });
    };
    visit::requests(operation, &mut add);
    for body in operation.bodies() {
        if let BodyKind::Multipart(id) = body.kind {
            add(&Type::Named(id));
        }
    }
    visit::responses(operation, &mut add);
    found
}
