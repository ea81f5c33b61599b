//! Objects that are values of several unions at once, or of a union beside properties.
//!
//! In: the members of an object, and the unions that apply to it, too. Out: a struct with a field for each member and one
//! for each union.
//! Invariant: a union's field is read from all members of the object, and written among them.

use heck::ToUpperCamelCase;
use indexmap::IndexSet;

use super::parts::{Alternatives, Parts};
use crate::{
    ir::{Docs, Field, Object, Type, TypeKind},
    lower::{
        context::{Lowered, Lowering},
        docs, field,
        keywords::{ANY_OF, Keywords, ONE_OF, Shape},
        object, union,
        views::Views,
    },
    pointer::Pointer,
};

/// How many schemas are looked at for one union.
const MAX_WALK: usize = 1000;

/// A union is named after so many members at most.
const MOST_NAMED: usize = 3;

/// Whether only objects satisfy the unions together, and each has some.
pub(super) fn fits(views: &Views<'_>, parts: &Parts) -> bool {
    let kinds = || parts.unions.iter().map(|union| Walk::of(views, union));
    kinds().all(|walk| walk.objects) && (parts.is_object || kinds().any(|walk| !walk.others))
}

/// Whether some of the values of a union are objects.
pub(super) fn has_objects(views: &Views<'_>, pointer: &Pointer, keywords: &Keywords) -> bool {
    let keyword = if keywords.one_of.is_empty() { ANY_OF } else { ONE_OF };
    Walk::of(views, &Alternatives { schema: pointer.clone(), keyword }).objects
}

/// The struct.
pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, parts: Parts) -> Lowered {
    let Parts { mut members, unions, .. } = parts;
    let known: IndexSet<String> =
        unions.iter().flat_map(|union| Walk::of(&lowering.views, union).properties).collect();
    let own = members.properties.keys().cloned().collect::<IndexSet<_>>();
    members.required.retain(|name| own.contains(name) || !known.contains(name));
    let (mut fields, rest) = object::fields(lowering, pointer, &members);
    let itself = lowering.views.peel(pointer);
    fields.extend(unions.iter().filter_map(|union| part(lowering, &itself, union)));
    Lowered::Kind(TypeKind::Object(Object { fields, rest, closed: false }))
}

/// The field of a union. The object itself is no member of it: where no other member fits, the members are kept as they are.
fn part(lowering: &mut Lowering<'_>, pointer: &Pointer, union: &Alternatives) -> Option<Field> {
    let schema = &union.schema;
    let all = lowering.views.keywords(schema)?;
    let mut keywords = all.with_only(union.keyword);
    for members in [&mut keywords.one_of, &mut keywords.any_of] {
        members.retain(|member| lowering.views.peel(member) != *pointer);
    }
    let component = schema.component().filter(|_| schema != pointer && all.shape() == Shape::Union);
    if let Some(name) = component {
        let ty = lowering.bare(schema);
        return Some(field::flattened(&name, ty, Docs::default()));
    }
    let name = name(&lowering.views, &keywords);
    // A location of its own, as the schema is more than the union.
    let at = schema.child(union.keyword).child("union");
    let ty = lowering.memo.known(&at, &lowering.roots);
    let ty = ty.unwrap_or_else(|| define(lowering, schema, &at, &keywords, &name));
    let docs = if schema == pointer { Docs::default() } else { docs::of_schema(&keywords, &name) };
    Some(field::flattened(&name, ty, docs))
}

fn define(
    lowering: &mut Lowering<'_>,
    schema: &Pointer,
    at: &Pointer,
    keywords: &Keywords,
    name: &str,
) -> Type {
    let owner = lowering.roots.name(schema).name;
    let full = format!("{owner}{}", name.to_upper_camel_case());
    lowering.roots.add_within(at, &full);
    if schema.component().is_none() {
        lowering.roots.add_within(schema, &full);
    }
    lowering.make(at, |lowering| match lowering.views.members_of_union(keywords).as_slice() {
        [only] => {
            let member = (lowering.bare(only), vec![only.clone()]);
            union::of_types(lowering, schema, None, vec![member], false)
        }
        _ => union::lower(lowering, schema, keywords),
    })
}

/// A name for a union, made of those of its members.
fn name(views: &Views<'_>, keywords: &Keywords) -> String {
    let members = views.members_of_union(keywords);
    let names = members.iter().filter_map(|member| {
        let keywords = views.keywords(member)?;
        let required = keywords.plain.required.iter().find(|name| keywords.properties.contains_key(*name));
        let first = required.or_else(|| keywords.properties.keys().next());
        member.component().or_else(|| keywords.data.title.clone()).or_else(|| first.cloned())
    });
    let names: Vec<String> = names.map(|name: String| name.to_upper_camel_case()).collect();
    if (1..=MOST_NAMED).contains(&names.len()) { names.join("Or") } else { "Variant".to_owned() }
}

/// What the members of a union are and have.
#[derive(Default)]
struct Walk {
    objects: bool,
    others: bool,
    properties: IndexSet<String>,
}

impl Walk {
    fn of(views: &Views<'_>, union: &Alternatives) -> Self {
        let mut walk = Self::default();
        let keywords = views.keywords(&union.schema).map(|keywords| keywords.with_only(union.keyword));
        let mut seen: IndexSet<Pointer> =
            keywords.iter().flat_map(|keywords| keywords.alternatives().cloned()).collect();
        let mut index = 0;
        while let Some(next) = seen.get_index(index).filter(|_| index < MAX_WALK).cloned() {
            index += 1;
            let Some(keywords) = views.keywords(&next) else { continue };
            walk.properties.extend(keywords.properties.keys().cloned());
            match keywords.own_shape() {
                Shape::Object => walk.objects = true,
                Shape::Null => {}
                Shape::Any | Shape::Not => walk.any(&keywords),
                _ => walk.others = true,
            }
            seen.extend(keywords.all_of.iter().chain(keywords.alternatives()).cloned());
        }
        walk
    }

    /// A schema without a type of its own: that of what it is composed of, else any.
    fn any(&mut self, keywords: &Keywords) {
        if keywords.all_of.is_empty() && keywords.alternatives().next().is_none() {
            self.objects = true;
            self.others = true;
        }
    }
}
