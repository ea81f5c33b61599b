//! The members of an `allOf`, collected.
//!
//! In: a schema with members. Out: the object that they make, and the unions and other types among them.
//! Invariant: each schema is read once; a member that contains itself is an error.

use indexmap::IndexSet;

use super::compare::{contradict, rank};
use crate::{
    diagnostics,
    lower::{
        context::Lowering,
        keywords::{ANY_OF, Additional, Keywords, ONE_OF, Shape},
        limits::MAX_DEPTH,
        object::Members,
        views::Views,
    },
    pointer::Pointer,
};

/// The members of a schema's `oneOf` or `anyOf`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Alternatives {
    pub(super) schema: Pointer,
    pub(super) keyword: &'static str,
}

/// Everything that the members say, by how it is merged.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) members: Members,
    pub(super) is_object: bool,
    pub(super) unions: IndexSet<Alternatives>,
    pub(super) others: IndexSet<Pointer>,
    /// Schemas with a discriminator that have no alternatives of their own.
    pub(super) declaring: Vec<Pointer>,
    /// The components that it extends directly.
    pub(super) bases: Vec<Pointer>,
    /// Schemas that are in already: one that several members refer to is read once.
    seen: IndexSet<Pointer>,
}

impl Parts {
    /// The parts of a schema.
    pub(super) fn of(lowering: &mut Lowering<'_>, pointer: &Pointer) -> Self {
        let mut parts = Self::default();
        parts.add(lowering, pointer);
        parts
    }

    /// Parts that begin with these members.
    pub(super) fn with(members: Members) -> Self {
        Self { members, ..Self::default() }
    }

    /// Adds the parts of one more schema.
    pub(super) fn add(&mut self, lowering: &mut Lowering<'_>, pointer: &Pointer) {
        let whole = lowering.views.peel(pointer);
        collect(lowering, pointer, &whole, self, &mut IndexSet::new());
    }
}

/// Adds the members of a schema, depth first, then its own keywords.
fn collect(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    whole: &Pointer,
    parts: &mut Parts,
    above: &mut IndexSet<Pointer>,
) {
    if lowering.limits.is_exceeded() {
        return;
    }
    if above.len() >= MAX_DEPTH {
        lowering.limits.exceed_depth(pointer, lowering.diagnostics);
        return;
    }
    if !above.insert(pointer.clone()) {
        lowering.diagnostics.push(diagnostics::cyclic_all_of(pointer));
        return;
    }
    if parts.seen.insert(pointer.clone())
        && let Some(keywords) = lowering.views.keywords(pointer)
        && lowering.limits.copy(pointer, keywords.properties.len() + 1, lowering.diagnostics)
    {
        for member in &keywords.all_of {
            parts.bases.extend((above.len() == 1).then(|| lowering.views.peel(member)));
            collect(lowering, member, whole, parts, above);
        }
        for (keyword, _) in [(ONE_OF, &keywords.one_of), (ANY_OF, &keywords.any_of)]
            .into_iter()
            .filter(|(_, members)| !members.is_empty())
        {
            alternatives(lowering, pointer, whole, &keywords.with_only(keyword), keyword, parts, above);
        }
        sort(lowering, pointer, &keywords, parts);
    }
    above.pop();
}

/// Adds the members of `oneOf` or `anyOf`. The only member that there is applies as those of `allOf` do. A union that the
/// whole is a member of says nothing more about it, unless it is the whole's own: then a value may be of its other members,
/// or of none.
fn alternatives(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    whole: &Pointer,
    keywords: &Keywords,
    keyword: &'static str,
    parts: &mut Parts,
    above: &mut IndexSet<Pointer>,
) {
    if lowering.views.only_constrains(keywords) {
        lowering.diagnostics.push(diagnostics::alternative_constraints(pointer));
        return;
    }
    if lowering.views.hierarchy.is_in_line(pointer, whole) {
        return;
    }
    let members = lowering.views.members_of_union(keywords);
    let others = members.iter().filter(|member| lowering.views.peel(member) != *whole).count();
    let is_own = pointer == whole || pointer.component().is_none();
    match members.as_slice() {
        members if others < members.len() && !(is_own && others > 0) => {}
        [only] if !includes(&lowering.views, only, pointer) => collect(lowering, only, whole, parts, above),
        _ => {
            parts.unions.insert(Alternatives { schema: pointer.clone(), keyword });
        }
    }
}

/// Whether a schema is another one, or merges it.
fn includes(views: &Views<'_>, pointer: &Pointer, other: &Pointer) -> bool {
    let mut seen = IndexSet::from([pointer.clone()]);
    let mut index = 0;
    while let Some(next) = seen.get_index(index).filter(|_| index < MAX_DEPTH).cloned() {
        index += 1;
        if next == *other {
            return true;
        }
        seen.extend(views.keywords(&next).into_iter().flat_map(|keywords| keywords.all_of.clone()));
    }
    false
}

/// Adds a schema's own keywords.
fn sort(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords, parts: &mut Parts) {
    if keywords.data.discriminator.is_some() && keywords.alternatives().next().is_none() {
        parts.declaring.push(pointer.clone());
    }
    if keywords.plain.not.is_some() {
        lowering.diagnostics.push(diagnostics::unchecked_constraint(pointer, "not"));
    }
    parts.members.required.extend(keywords.plain.required.iter().cloned());
    match keywords.own_shape() {
        Shape::Object => {
            parts.is_object = true;
            for (name, property) in &keywords.properties {
                add_property(lowering, pointer, name, property, &mut parts.members);
            }
            if keywords.additional != Additional::Unsaid && parts.members.additional != Additional::Any {
                parts.members.additional = keywords.additional.clone();
            }
            parts.members.patterns.extend(keywords.patterns.iter().cloned());
        }
        Shape::Any | Shape::Not => {}
        _ => {
            parts.others.insert(pointer.clone());
        }
    }
}

/// Adds a property. Of two with the same name the more specific one is kept, else the later one.
fn add_property(
    lowering: &mut Lowering<'_>,
    owner: &Pointer,
    name: &str,
    property: &Pointer,
    members: &mut Members,
) {
    if let Some(known) = members.properties.get(name) {
        let (old, new) = (rank(&lowering.views, known), rank(&lowering.views, property));
        if contradict(&lowering.views, known, property) {
            let what = format!("`{name}` has two types");
            lowering.diagnostics.push(diagnostics::contradiction(owner, &what));
        }
        if new < old {
            return;
        }
    }
    members.properties.insert(name.to_owned(), property.clone());
}
