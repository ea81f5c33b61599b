//! The schemas that the members of a union stand for.
//!
//! In: the members. Out: candidates: the members themselves, the members of unions among them, and what extends them.
//! Invariant: a schema that is a member itself is never covered by another one.

use indexmap::{IndexMap, IndexSet};

use super::{declared::Declared, member::Member, values};
use crate::{
    ir::Literal,
    lower::{
        keywords::{Keywords, Shape},
        views::Views,
    },
    pointer::Pointer,
};

/// A schema that a value of the property may select.
pub(super) struct Candidate {
    /// The schema as it is referred to, what it is another name of, and so on.
    chain: IndexSet<Pointer>,
    pub(super) member: usize,
    /// The union that it is a member of, if that is a candidate, too.
    pub(super) union: Option<usize>,
    /// Whether its name is a value of the property.
    pub(super) named: bool,
}

impl Candidate {
    /// The schema itself.
    fn schema(&self) -> Option<&Pointer> {
        self.chain.last()
    }

    /// The name of the component that it is.
    pub(super) fn name(&self) -> Option<String> {
        self.chain.iter().find_map(Pointer::component)
    }

    /// Whether it is a union, whose members are candidates of their own.
    pub(super) fn is_union(&self, views: &Views<'_>) -> bool {
        let keywords = self.schema().and_then(|schema| views.keywords(schema));
        keywords.is_some_and(|keywords| !alternatives(views, &keywords).is_empty())
    }

    /// Whether a value of it may be an object.
    pub(super) fn may_be_object(&self, views: &Views<'_>) -> bool {
        let keywords = self.schema().and_then(|schema| views.keywords(schema));
        let of_objects = [Shape::Object, Shape::AllOf, Shape::Union, Shape::Not, Shape::Any];
        keywords.is_none_or(|keywords| of_objects.contains(&keywords.shape()))
    }

    /// What a message calls it.
    pub(super) fn called(&self) -> String {
        self.name().or_else(|| self.schema().map(Pointer::to_string)).unwrap_or_default()
    }
}

/// All candidates of a union.
pub(super) struct Covered {
    pub(super) candidates: Vec<Candidate>,
    /// The number of the candidate that a schema is.
    by_schema: IndexMap<Pointer, usize>,
}

impl Covered {
    /// The candidates of the members that take part.
    pub(super) fn of(views: &Views<'_>, property: &str, members: &[Member], part: &[bool]) -> Self {
        let mut covered = Self { candidates: Vec::new(), by_schema: IndexMap::new() };
        for (member, (_, schemas)) in
            members.iter().enumerate().filter(|(index, _)| part.get(*index) == Some(&true))
        {
            for schema in schemas {
                covered.push(views.wrapped(schema), member, None, true);
            }
        }
        let mut index = 0;
        while let Some(candidate) = covered.candidates.get(index) {
            let (member, named) = (candidate.member, candidate.named);
            let (schema, number) = (candidate.schema().cloned(), index);
            index += 1;
            let Some(schema) = schema else { continue };
            let Some(keywords) = views.keywords(&schema) else { continue };
            let named = named && views.property_of(&schema).is_none_or(|own| own == property);
            for alternative in alternatives(views, &keywords) {
                covered.push(views.wrapped(&alternative), member, Some(number), named);
            }
            for descendant in views.hierarchy.extending(&schema) {
                let told = views.hierarchy.declaring(descendant);
                if told.iter().any(|base| views.property_of(base).as_deref() == Some(property)) {
                    covered.push(IndexSet::from([descendant.clone()]), member, None, named);
                }
            }
        }
        covered.extensions(views, property);
        covered
    }

    /// Lets an inline schema that extends a component stand for it, unless a member does already.
    fn extensions(&mut self, views: &Views<'_>, property: &str) {
        for (index, candidate) in
            self.candidates.iter_mut().enumerate().filter(|(_, known)| known.name().is_none())
        {
            let bases =
                candidate.chain.last().map(|schema| views.hierarchy.bases(schema)).unwrap_or_default();
            let base =
                bases.into_iter().next().filter(|base| views.property_of(base).as_deref() != Some(property));
            if let Some(base) = base.filter(|base| !self.by_schema.contains_key(base)) {
                candidate.chain.shift_insert(0, base.clone());
                self.by_schema.insert(base, index);
            }
        }
    }

    fn push(&mut self, chain: IndexSet<Pointer>, member: usize, union: Option<usize>, named: bool) {
        if chain.first().is_none_or(|schema| self.by_schema.contains_key(schema)) {
            return;
        }
        for schema in &chain {
            self.by_schema.entry(schema.clone()).or_insert(self.candidates.len());
        }
        self.candidates.push(Candidate { chain, member, union, named });
    }

    /// The candidate that a schema is.
    pub(super) fn find(&self, schema: &Pointer) -> Option<usize> {
        self.by_schema.get(schema).copied()
    }

    /// The member that a candidate belongs to.
    pub(super) fn member(&self, candidate: usize) -> usize {
        self.candidates.get(candidate).map_or(usize::MAX, |candidate| candidate.member)
    }

    /// The member that is the base which tells the others apart: values that select no other member are of it.
    pub(super) fn base(&self, views: &Views<'_>, property: &str) -> Option<usize> {
        let tells = |schema: &Pointer| {
            views.hierarchy.is_polymorphic(schema) && views.property_of(schema).as_deref() == Some(property)
        };
        let base = self
            .candidates
            .iter()
            .find(|candidate| candidate.union.is_none() && candidate.chain.iter().any(tells));
        base.map(|candidate| candidate.member)
    }

    /// Whether a candidate is an object that has no such property and keeps no member that it does not list.
    pub(super) fn lacks(&self, views: &Views<'_>, candidate: usize, property: &str) -> bool {
        let schema = self.candidates.get(candidate).and_then(Candidate::schema);
        schema.is_some_and(|schema| values::lacks(views, schema, property))
    }

    /// The other discriminators with the same property, of what candidates extend and of unions among them.
    pub(super) fn declared(&self, views: &Views<'_>, first: &Declared) -> Vec<Declared> {
        let mut places = IndexSet::new();
        for schema in self.candidates.iter().filter_map(Candidate::schema) {
            places.extend(views.property_of(schema).map(|_| schema.clone()));
            places.extend(views.hierarchy.declaring(schema));
        }
        let others = places.iter().filter(|place| **place != first.at);
        let declared = others.filter_map(|place| Declared::at(views, place));
        declared.filter(|declared| declared.property == first.property).collect()
    }

    /// The values that each candidate's own schema allows, short of the bases that tell it apart.
    pub(super) fn own_values(&self, views: &Views<'_>, property: &str) -> OwnValues {
        let values = self.candidates.iter().map(|candidate| {
            let Some(schema) = candidate.schema() else { return Vec::new() };
            let bases = views.hierarchy.declaring(schema).into_iter();
            let bases = bases.filter(|base| views.property_of(base).as_deref() == Some(property));
            values::of(views, schema, property, &bases.collect())
        });
        OwnValues::of(values.collect(), &self.candidates)
    }
}

/// The members of a union, if it is one of types.
fn alternatives(views: &Views<'_>, keywords: &Keywords) -> Vec<Pointer> {
    if views.only_constrains(keywords) { Vec::new() } else { views.members_of_union(keywords) }
}

/// The values that candidates' own schemas allow.
pub(super) struct OwnValues {
    values: Vec<Vec<Literal>>,
    /// By value, the only member that allows it, if there is only one.
    only: IndexMap<String, Option<usize>>,
    members: Vec<usize>,
}

impl OwnValues {
    fn of(values: Vec<Vec<Literal>>, candidates: &[Candidate]) -> Self {
        let mut only: IndexMap<String, Option<usize>> = IndexMap::new();
        for (values, candidate) in values.iter().zip(candidates) {
            for value in values {
                let known = only.entry(format!("{value:?}")).or_insert(Some(candidate.member));
                if *known != Some(candidate.member) {
                    *known = None;
                }
            }
        }
        Self { values, only, members: candidates.iter().map(|candidate| candidate.member).collect() }
    }

    /// The values of a candidate that no other member allows.
    pub(super) fn telling(&self, candidate: usize) -> Vec<Literal> {
        let member = self.members.get(candidate).copied();
        let values = self.values.get(candidate).into_iter().flatten();
        let tells =
            |value: &&Literal| self.only.get(&format!("{value:?}")).is_some_and(|only| *only == member);
        values.filter(tells).cloned().collect()
    }
}
