//! Where a discriminator is declared.
//!
//! In: a schema's `discriminator`, or the members of a union without one. Out: the property and the mapping.
//! Invariant: of what several members extend, the base that most of them share counts, and of such the nearest.

use indexmap::IndexMap;

use super::{member::Member, values};
use crate::{
    lower::{keywords::Keywords, views::Views},
    openapi::{extension, mapping},
    pointer::Pointer,
};

/// A discriminator, with the schema that has it.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Declared {
    pub(in crate::lower) at: Pointer,
    pub(in crate::lower) property: String,
    pub(in crate::lower) mapping: Vec<(String, String)>,
    pub(in crate::lower) default: Option<String>,
}

impl Declared {
    /// The discriminator of a schema.
    pub(in crate::lower) fn of(pointer: &Pointer, keywords: &Keywords) -> Option<Self> {
        let said = keywords.data.discriminator.as_ref()?;
        Some(Self {
            at: pointer.clone(),
            property: said.property_name.clone(),
            mapping: said.mapping.iter().map(|(text, target)| (text.clone(), target.clone())).collect(),
            default: said
                .extensions
                .get(extension::DEFAULT_MAPPING)
                .and_then(|target| target.as_str().map(str::to_owned)),
        })
    }

    /// How many values of the mapping lead to a schema.
    pub(in crate::lower) fn selects(&self, views: &Views<'_>, schema: &Pointer) -> usize {
        let names = views.wrapped(schema);
        let targets = self.mapping.iter().filter_map(|(_, target)| mapped(views, target));
        targets.filter(|target| names.contains(target)).count()
    }

    /// Whether the values that select a schema need not be kept in it.
    pub(in crate::lower) fn selects_once(&self, views: &Views<'_>, schema: &Pointer) -> bool {
        self.selects(views, schema) < 2 || !values::lacks(views, schema, &self.property)
    }

    /// The discriminator at a location.
    pub(in crate::lower) fn at(views: &Views<'_>, pointer: &Pointer) -> Option<Self> {
        Self::of(pointer, views.keywords(pointer)?.as_ref())
    }
}

/// The schema that a mapping's text leads to.
pub(in crate::lower) fn mapped(views: &Views<'_>, text: &str) -> Option<Pointer> {
    mapping::target(text, |pointer| views.has(pointer))
}

/// The discriminator of the base that most members extend, at least two, with whether each does.
pub(super) fn inherited(views: &Views<'_>, members: &[Member]) -> Option<(Declared, Vec<bool>)> {
    let bases: Vec<Vec<Pointer>> = members.iter().map(|(_, schemas)| of_member(views, schemas)).collect();
    let mut counts: IndexMap<&Pointer, usize> = IndexMap::new();
    for base in bases.iter().flatten() {
        *counts.entry(base).or_default() += 1;
    }
    let most = counts.values().copied().max().filter(|most| *most > 1)?;
    let (base, _) = counts.iter().find(|(_, count)| **count == most)?;
    let part = bases.iter().map(|bases| bases.contains(base)).collect();
    Some((Declared::at(views, base)?, part))
}

/// The declaring bases of all schemas of a member.
fn of_member(views: &Views<'_>, schemas: &[Pointer]) -> Vec<Pointer> {
    let mut common: Option<Vec<Pointer>> = None;
    for schema in schemas {
        let mut shared = of_schema(views, schema, 0);
        if let Some(known) = &common {
            shared.retain(|base| known.contains(base));
        }
        common = Some(shared);
    }
    common.unwrap_or_default()
}

/// The declaring bases of a schema; of a union, those that all of its members have.
fn of_schema(views: &Views<'_>, schema: &Pointer, depth: usize) -> Vec<Pointer> {
    let schema = views.peel(schema);
    let own = views.hierarchy.declaring(&schema);
    let Some(keywords) = views.keywords(&schema).filter(|_| own.is_empty() && depth < MAX_UNIONS) else {
        return own;
    };
    let mut members = views.members_of_union(&keywords).into_iter();
    let Some(first) = members.next() else { return own };
    let mut shared = of_schema(views, &first, depth + 1);
    for member in members {
        if shared.is_empty() {
            break;
        }
        let bases = of_schema(views, &member, depth + 1);
        shared.retain(|base| bases.contains(base));
    }
    shared
}

/// How deep unions in unions are looked into.
const MAX_UNIONS: usize = 8;
