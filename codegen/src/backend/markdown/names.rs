//! The file names of pages.
//!
//! In: an API. Out: a name for each group and each model. Invariant: a name is an identifier with `.md` behind, is no
//! other page's also where the file system ignores case, and is no device's.

use std::collections::BTreeSet;

use crate::backend::syntax::name;
use crate::ir::{Api, TypeId};

/// Names that are taken before the first page: the index, and what Windows keeps for devices.
const RESERVED: [&str; 5] = ["readme", "con", "prn", "aux", "nul"];

/// File systems take 255 bytes at most.
const MAX_BYTES: usize = 120;

/// The names of an API's pages.
pub(super) struct Names {
    groups: Vec<String>,
    models: Vec<String>,
}

impl Names {
    pub(super) fn of(api: &Api) -> Self {
        let mut taken: BTreeSet<String> = RESERVED.map(str::to_owned).into();
        let devices = (0..10).flat_map(|number| [format!("com{number}"), format!("lpt{number}")]);
        taken.extend(devices);
        let groups = api.groups.iter().map(|group| take(&group.name.rust, &mut taken)).collect();
        let models = api.types.iter().map(|def| take(&def.name.rust, &mut taken)).collect();
        Self { groups, models }
    }

    /// The page of the group at an index.
    pub(super) fn group(&self, index: usize) -> String {
        file(self.groups.get(index))
    }

    /// The page of a model.
    pub(super) fn model(&self, id: TypeId) -> String {
        file(self.models.get(id.0))
    }
}

fn file(stem: Option<&String>) -> String {
    format!("{}.md", stem.map_or("README", String::as_str))
}

fn take(identifier: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = name::bare(identifier);
    let end = (0..=stem.len().min(MAX_BYTES)).rev().find(|end| stem.is_char_boundary(*end));
    let stem = stem.get(..end.unwrap_or_default()).unwrap_or_default();
    let mut found = stem.to_owned();
    let mut number = 1_usize;
    while !taken.insert(found.to_lowercase()) {
        number += 1;
        found = format!("{stem}_{number}");
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::take;

    #[test]
    fn names_differ_by_more_than_case() {
        let mut taken = BTreeSet::from(["readme".to_owned()]);
        let long = "ä".repeat(300);
        let names: Vec<_> =
            ["Job", "JOB", "Readme", "r#type", "Job_2", &long].map(|name| take(name, &mut taken)).into();
        assert_eq!(names, ["Job", "JOB_2", "Readme_2", "type", "Job_2_2", &"ä".repeat(60)]);
    }
}
