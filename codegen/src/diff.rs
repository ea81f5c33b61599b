//! What a change of a document means for those who use the generated API.
//!
//! In: the generated files of two documents. Out: a [`Difference`]: each item of the public
//! Rust API that is gone, changed or new, with its consequence under semantic versioning.
//! Invariant: the generated code is compared, because that is what users see; a change of the document that does not change
//! the code is not reported.

mod compare;
mod print;
mod spell;
mod surface;

use crate::File;

/// What a change means for the next version (semver.org, items 6 to 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consequence {
    /// Code that uses the API compiles and means the same: a patch release.
    Neutral,
    /// The API has more than before: a minor release.
    Additive,
    /// Code that uses the API may not compile any more: a major release, below 1.0 a minor one.
    Breaking,
}

impl Consequence {
    /// The consequence in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

/// One item that is gone, changed or new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it means for the next version.
    pub consequence: Consequence,
    /// The item's path in the generated code: `models::Study::title`, `studies_api::StudiesApi::get_study()`.
    pub item: String,
    /// What changed, in a few words.
    pub what: String,
    /// Whether only the item's documentation changed.
    pub prose: bool,
}

/// All changes between two APIs.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// The changes: those of an item together, items in the order of the new code, then those that are gone.
    pub changes: Vec<Change>,
}

impl Difference {
    /// The most severe consequence; `None` if nothing changed.
    #[must_use]
    pub fn consequence(&self) -> Option<Consequence> {
        self.changes.iter().map(|change| change.consequence).max()
    }

    /// How many changes have this consequence.
    #[must_use]
    pub fn count(&self, consequence: Consequence) -> usize {
        self.changes.iter().filter(|change| change.consequence == consequence).count()
    }
}

/// Compares two generated APIs, by the files that [`generate`](crate::generate) makes.
#[must_use]
pub fn diff(old: &[File], new: &[File]) -> Difference {
    let [old, new] = [old, new].map(surface::Surface::read);
    Difference { changes: compare::compare(&old, &new) }
}

#[cfg(test)]
mod tests;
