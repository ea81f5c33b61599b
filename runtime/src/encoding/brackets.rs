//! What is nested, in brackets: `filter[age][gte]=1&filter[tags][0]=x`.
//!
//! In: a name, and JSON. Out: a pair for each scalar in it. OpenAPI leaves open how values deeper than a style goes are
//! written; this is what servers read whose language has it built in (PHP, Rack) or by a library (`qs`).
//! Invariant: a server that reads brackets finds the keys that were written; a key that would be read as another is an error.

use std::fmt::Write as _;

use crate::json::{Json, parameter_text};

/// How the items of nested lists are told apart, in the terms of `qs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrays {
    /// `name[0]=a&name[1]=b`.
    Indices,
    /// `name[]=a&name[]=b`.
    Brackets,
    /// `name=a&name=b`.
    Repeat,
}

/// A writer of pairs whose names have brackets.
pub(super) struct Brackets<'a> {
    arrays: Arrays,
    pair: &'a mut dyn FnMut(&str, &str),
    /// How many pairs there are so far.
    pairs: usize,
}

impl<'a> Brackets<'a> {
    /// `pair` takes each name and text, unescaped.
    pub(super) fn new(arrays: Arrays, pair: &'a mut dyn FnMut(&str, &str)) -> Self {
        Self { arrays, pair, pairs: 0 }
    }

    /// The pairs of a value under a name: nothing for null and for what has no parts.
    pub(super) fn value(&mut self, name: &str, value: &Json) -> Result<(), &'static str> {
        match value {
            Json::Null => Ok(()),
            Json::Array(items) => self.items(name, items),
            Json::Object(members) => {
                members.iter().try_for_each(|(key, value)| self.member(name, key, value))
            }
            scalar => {
                self.pair(name, &parameter_text(scalar));
                Ok(())
            }
        }
    }

    /// The pairs of a list's items. One that is null or has no parts is an empty text, so that the others keep their
    /// numbers and none is missing.
    pub(super) fn items(&mut self, name: &str, items: &[Json]) -> Result<(), &'static str> {
        for (index, item) in items.iter().enumerate() {
            let mut name = name.to_owned();
            match self.arrays {
                Arrays::Indices => _ = write!(name, "[{index}]"),
                Arrays::Brackets => name.push_str("[]"),
                Arrays::Repeat => {}
            }
            let before = self.pairs;
            self.value(&name, item)?;
            if self.pairs == before {
                self.pair(&name, "");
            }
        }
        Ok(())
    }

    /// The pairs of an object's member.
    pub(super) fn member(&mut self, name: &str, key: &str, value: &Json) -> Result<(), &'static str> {
        if key.is_empty() || key.contains(['[', ']']) {
            return Err("has a key that is empty or has a bracket, which servers would take for another key");
        }
        self.value(&format!("{name}[{key}]"), value)
    }

    fn pair(&mut self, name: &str, text: &str) {
        self.pairs += 1;
        (self.pair)(name, text);
    }
}
