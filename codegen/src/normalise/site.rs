//! The schema that a rule works on.
//!
//! In: what a rule did to the schema there. Out: the record of the run.
//! Invariant: warnings carry the schema's location in the document as written.

use serde_json::{Map, Value};

use crate::{
    Diagnostic, Diagnostics,
    document::{Moves, Rewrite},
    openapi::Version,
    pointer::Pointer,
};

/// A schema's members.
pub(super) type Node = Map<String, Value>;

/// A schema's location, with the record of the run.
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

    /// Records moves within the schema: (the location of a node now, its location before), both as keys joined by `/`.
    pub(super) fn moved(&mut self, moves: &[(String, String)]) {
        let moves: Vec<_> = moves.iter().map(|(new, old)| (self.at(new), self.at(old))).collect();
        self.moves.add(&moves);
    }

    /// Records that a new node below the schema represents the schema itself.
    pub(super) fn stands_for_self(&mut self, part: &str) {
        let part = self.at(part);
        self.moves.stand_for(&part, self.pointer);
    }

    /// Records that a node below the schema was merged into the schema.
    pub(super) fn merged(&mut self, part: &str) {
        let part = self.at(part);
        self.moves.merge(&part, self.pointer);
    }

    /// The location of keys below the schema, joined by `/`.
    fn at(&self, keys: &str) -> Pointer {
        keys.split('/').fold(self.pointer.clone(), |at, key| at.child(key))
    }
}
