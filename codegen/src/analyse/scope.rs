//! Unique identifiers in a scope.
//!
//! In: names that are wanted. Out: the same, with a number behind those that are taken.
//! Invariant: a text that is its own identifier keeps it, whatever its position.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier::{Noun, escape, mangle};
use crate::ir::Name;

/// The names that are taken in one scope.
#[derive(Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    /// The last number put behind a name, so that thousands of equal names need no search each.
    last: BTreeMap<String, usize>,
}

impl Scope {
    pub(super) fn with(reserved: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { taken: reserved.into_iter().map(Into::into).collect(), last: BTreeMap::new() }
    }

    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name)
    }

    /// Takes the name, or the first free one of it with 2, 3... behind.
    pub(super) fn take(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        if self.taken.insert(free.clone()) {
            return free;
        }
        let number = self.last.entry(name.to_owned()).or_insert(1);
        while !self.taken.insert(free.clone()) {
            *number += 1;
            free = format!("{name}{number}");
        }
        free
    }
}

/// An identifier that is wanted in a scope.
#[derive(Debug)]
pub(super) struct Wanted {
    name: String,
    /// The text is its own identifier.
    exact: bool,
}

impl Wanted {
    pub(super) fn of(text: &str, noun: Noun) -> Self {
        let name = mangle(text, noun);
        Self { exact: name == text, name }
    }

    /// The same under another name, where this one cannot be had.
    pub(super) fn adapted(self, adapt: impl Fn(&str) -> Option<String>) -> Self {
        match adapt(&self.name) {
            Some(name) => Self { name, exact: false },
            None => self,
        }
    }
}

/// Unique identifiers, as they appear in code. A text that is its own identifier keeps it, whatever its position.
pub(super) fn assign(wanted: &[Wanted], scope: &mut Scope) -> Vec<String> {
    let mut names = vec![String::new(); wanted.len()];
    for exact in [true, false] {
        for (wanted, name) in wanted.iter().zip(&mut names) {
            if wanted.exact == exact {
                *name = escape(scope.take(&wanted.name));
            }
        }
    }
    names
}

/// Gives each name its identifier; `adapt` is for names that the scope cannot have.
pub(super) fn assign_all(
    names: &mut [&mut Name],
    noun: Noun,
    scope: &mut Scope,
    adapt: impl Fn(&str) -> Option<String>,
) {
    let wanted: Vec<Wanted> =
        names.iter().map(|name| Wanted::of(source(name), noun).adapted(&adapt)).collect();
    for (name, identifier) in names.iter_mut().zip(assign(&wanted, scope)) {
        name.rust = identifier;
    }
}

/// What a name is made from.
pub(super) fn source(name: &Name) -> &str {
    if name.rust.is_empty() { &name.wire } else { &name.rust }
}

#[cfg(test)]
mod tests {
    use super::{Noun, Scope, Wanted, assign};

    #[test]
    fn texts_that_share_a_name_are_numbered_and_exact_ones_keep_theirs() {
        let mut scope = Scope::with(["new"]);
        let wanted = ["Foo", "foo", "foo2", "new", "type"].map(|text| Wanted::of(text, Noun::Field));
        let names = assign(&wanted, &mut scope);
        assert_eq!(names, ["foo3", "foo", "foo2", "new2", "r#type"]);
    }
}
