//! The place where a rule works.
//!
//! In: what a rule did to the schema there. Out: the record of the run.
//! Invariant: warnings carry the place that the schema has in the document as written.

use serde_json::{Map, Value};

use super::{Moves, version::Version};
use crate::{Diagnostic, Diagnostics, pointer::Pointer};

/// A schema's members.
pub(super) type Node = Map<String, Value>;

/// Something that was said in other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rewrite {
    /// The rule's name.
    pub(crate) rule: &'static str,
    /// The schema, where it stands in the document as written.
    pub(crate) pointer: Pointer,
}

/// A schema's place, with the record of the run.
pub(super) struct Site<'a> {
    pub(super) pointer: &'a Pointer,
    pub(super) version: Version,
    pub(super) rewrites: &'a mut Vec<Rewrite>,
    pub(super) moves: &'a mut Moves,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Site<'_> {
    pub(super) fn rewritten(&mut self, rule: &'static str) {
        let pointer = self.moves.origin(self.pointer);
        self.rewrites.push(Rewrite { rule, pointer });
    }

    /// Warns about a member of the schema.
    pub(super) fn warn(&mut self, keyword: &str, diagnostic: impl FnOnce(&Pointer) -> Diagnostic) {
        let at = self.moves.origin(&self.pointer.child(keyword));
        self.diagnostics.push(diagnostic(&at));
    }

    /// Notes moves within the schema: (where a node is now, where it was), both as keys joined by `/`.
    pub(super) fn moved(&mut self, moves: &[(String, String)]) {
        let moves: Vec<_> = moves.iter().map(|(new, old)| (self.at(new), self.at(old))).collect();
        self.moves.add(&moves);
    }

    /// Notes that a new node below the schema stands for the schema itself.
    pub(super) fn stands_for_self(&mut self, part: &str) {
        let part = self.at(part);
        self.moves.stand_for(&part, self.pointer);
    }

    /// Notes that a node below the schema is one with the schema now.
    pub(super) fn merged(&mut self, part: &str) {
        let part = self.at(part);
        self.moves.merge(&part, self.pointer);
    }

    /// The place of keys below the schema, joined by `/`.
    fn at(&self, keys: &str) -> Pointer {
        keys.split('/').fold(self.pointer.clone(), |at, key| at.child(key))
    }
}
