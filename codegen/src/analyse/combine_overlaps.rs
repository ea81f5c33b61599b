//! Adds to unions a variant for objects that have members of several variants, and one for lists of such objects.
//!
//! In: unions of which a value may be several members at once. Out: the same, each with a type of the members of all
//! variants that overlap, where no single variant keeps all members of such a value.
//! Relies on: runs before `assign_names`, which names what is added, and before `insert_boxes`.
//! Invariant: a union whose members exclude each other stays as it is, and is no longer marked as inclusive.

mod join;
mod leaves;
mod overlap;

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use indexmap::IndexMap;

use self::{
    join::Unions,
    leaves::{Leaf, Leaves},
    overlap::{Overlap, both_lose, overlap},
};
use super::scope::source;
use crate::{
    Diagnostics, diagnostics,
    ir::{
        Api, Docs, Field, Name, Object, Presence, Type, TypeDef, TypeId, TypeKind, Union, Usage, Variant,
        visit,
    },
    pointer::Pointer,
};

/// How many fields may be compared. Members beyond are taken to overlap.
const COMPARISONS: usize = 5_000_000;

/// How many fields the structs that are added may have together: unions in unions multiply.
const COPIES: usize = 200_000;

/// The longest name that is made of the variants' names, in characters.
const LONGEST_NAME: usize = 32;

/// What is said of a member by the types that have it.
#[derive(Debug)]
struct Said {
    fields: Vec<Field>,
    /// Whether each type has it.
    everywhere: bool,
}

/// What the members of a union become together.
#[derive(Debug, Default)]
struct Combinations {
    objects: Option<Combined>,
    /// The lists that overlap, and the types of their items.
    lists: (BTreeSet<usize>, Vec<Type>),
}

/// The members of several types.
#[derive(Debug)]
struct Combined {
    /// The variants that overlap.
    variants: Vec<usize>,
    members: IndexMap<String, Said>,
    rests: Vec<Type>,
}

pub(super) fn combine_overlaps(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut unions = Unions::default();
    let (mut comparisons, mut copies) = (COMPARISONS, COPIES);
    let mut added: Vec<(usize, usize)> = Vec::new();
    let mut index = 0;
    // Types that are added are unions, too.
    while let Some(def) = api.types.get(index) {
        if let TypeKind::Union(union) = &def.kind
            && union.inclusive
        {
            let (inclusive, Combinations { objects, lists }) = combine(api, union, &mut comparisons);
            unions.add(TypeId(index), union);
            let listed = objects.as_ref().map_or(0, |combined| combined.members.len() + combined.rests.len());
            let Some(left) = copies.checked_sub(listed + lists.1.len()) else {
                diagnostics.push(diagnostics::too_large(&def.pointer));
                return;
            };
            copies = left;
            let before = api.types.len();
            let object = objects.map(|combined| define(api, &mut unions, index, combined));
            let list =
                (!lists.0.is_empty()).then(|| define_list(api, &mut unions, index, &lists.0, &lists.1));
            added.extend((before..api.types.len()).map(|new| (index, new)));
            add(api, index, inclusive, object.into_iter().chain(list));
        }
        index += 1;
    }
    visit::move_types(api, &added);
}

/// Whether values may be several members of a union at once, and the members of those that lose something then.
fn combine(api: &Api, union: &Union, comparisons: &mut usize) -> (bool, Combinations) {
    if union.discriminator.is_some() {
        return (false, Combinations::default());
    }
    let Leaves { objects: leaves, lists } = Leaves::of_union(api, union);
    let mut inclusive = false;
    let mut lossy = BTreeSet::new();
    for (index, one) in leaves.iter().enumerate() {
        for other in leaves.iter().skip(index + 1) {
            if one.variant == other.variant {
                continue;
            }
            let found = overlap(api, one, other, comparisons);
            inclusive |= found != Overlap::None;
            if found == Overlap::Lossy {
                lossy.extend([one.variant, other.variant]);
            }
        }
    }
    let leaves: Vec<&Leaf<'_>> = leaves.iter().filter(|leaf| lossy.contains(&leaf.variant)).collect();
    let objects = (!leaves.is_empty()).then(|| collect(&leaves));
    let lists = combine_lists(api, &lists, comparisons);
    (inclusive || !lists.0.is_empty(), Combinations { objects, lists })
}

/// The lists of a union of which each loses members of some items, and the types of the items.
fn combine_lists(
    api: &Api,
    lists: &[(usize, &Type)],
    comparisons: &mut usize,
) -> (BTreeSet<usize>, Vec<Type>) {
    let mut lossy = BTreeSet::new();
    for (index, (one, item)) in lists.iter().enumerate() {
        for (other, known) in lists.iter().skip(index + 1).filter(|(other, _)| other != one) {
            let known_already = lossy.contains(one) && lossy.contains(other);
            if !known_already && both_lose(api, item, known, comparisons) {
                lossy.extend([*one, *other]);
            }
        }
    }
    let items = lists.iter().filter(|(variant, _)| lossy.contains(variant)).map(|(_, item)| (*item).clone());
    let items = items.collect();
    (lossy, items)
}

/// The members of all of these.
fn collect(leaves: &[&Leaf<'_>]) -> Combined {
    let variants: BTreeSet<usize> = leaves.iter().map(|leaf| leaf.variant).collect();
    let mut members: IndexMap<String, Said> = IndexMap::new();
    for field in leaves.iter().flat_map(|leaf| leaf.fields.iter().copied()) {
        let said = members.entry(field.name.wire.clone());
        said.or_insert_with(|| Said { fields: Vec::new(), everywhere: false }).fields.push(field.clone());
    }
    for said in members.values_mut() {
        said.everywhere = said.fields.len() == leaves.len();
    }
    let rests = leaves.iter().filter_map(|leaf| leaf.rest.cloned()).collect();
    Combined { variants: variants.into_iter().collect(), members, rests }
}

/// Adds a struct for the members. Gives the variant that holds it.
fn define(api: &mut Api, unions: &mut Unions, union: usize, combined: Combined) -> Variant {
    let Combined { variants, members, rests } = combined;
    let (wire, said, at) = named(api, union, &variants);
    let name = format!("{}{wire}", owner(api, union));
    if members.is_empty() {
        let value = unions.join(api, &rests, &format!("{name}Value"), &at.child("additionalProperties"));
        return variant(wire, Type::Map(Box::new(value)), said);
    }
    let id = TypeId(api.types.len());
    api.types.push(TypeDef {
        name: Name::of(name.clone()),
        pointer: at.clone(),
        docs: Docs { summary: Some(said.clone()), ..Docs::default() },
        kind: TypeKind::Object(Object::default()),
        usage: Usage::default(),
        derives: Vec::new(),
    });
    let fields = members.into_iter().map(|(member, said)| {
        let types: Vec<Type> = said.fields.iter().map(|field| field.ty.clone()).collect();
        let union_name = format!("{name}{}", member.to_upper_camel_case());
        let ty = unions.join(api, &types, &union_name, &at.child("properties").child(&member));
        field(said, ty)
    });
    let fields = fields.collect();
    let rest = (!rests.is_empty()).then(|| {
        let ty = unions.join(api, &rests, &format!("{name}Value"), &at.child("additionalProperties"));
        (Name::of("additional_properties"), ty)
    });
    if let Some(def) = api.types.get_mut(id.0) {
        def.kind = TypeKind::Object(Object { fields, rest, closed: false });
    }
    variant(wire, Type::Named(id), said)
}

/// Gives the variant of lists whose items have members of several variants.
fn define_list(
    api: &mut Api,
    unions: &mut Unions,
    union: usize,
    variants: &BTreeSet<usize>,
    items: &[Type],
) -> Variant {
    let variants: Vec<usize> = variants.iter().copied().collect();
    let (wire, said, at) = named(api, union, &variants);
    let name = format!("{}{wire}Item", owner(api, union));
    let item = unions.join(api, items, &name, &at.child("items"));
    variant(wire, Type::List(Box::new(item)), said)
}

fn variant(wire: String, ty: Type, said: String) -> Variant {
    Variant { name: Name::of(wire), ty, docs: Docs { summary: Some(said), ..Docs::default() } }
}

/// The name of the variant, what is said of it, and its location, at which the document has nothing.
fn named(api: &Api, union: usize, variants: &[usize]) -> (String, String, Pointer) {
    let Some(TypeDef { kind: TypeKind::Union(known), pointer, .. }) = api.types.get(union) else {
        return (String::new(), String::new(), Pointer::root());
    };
    let names = variants.iter().filter_map(|index| known.variants.get(*index));
    let names: Vec<String> = names.map(|variant| source(&variant.name).to_upper_camel_case()).collect();
    let joined = names.join("And");
    let wire = if joined.chars().count() <= LONGEST_NAME { joined } else { "Several".to_owned() };
    let said = "Has members of several variants, of which no single one keeps them all.".to_owned();
    (wire, said, pointer.child("anyOf").child("combination"))
}

fn owner(api: &Api, union: usize) -> String {
    api.types.get(union).map(|def| source(&def.name).to_upper_camel_case()).unwrap_or_default()
}

/// A field for what several types say of a member.
fn field(said: Said, ty: Type) -> Field {
    let Said { fields, everywhere } = said;
    let has = |presences: &[Presence]| fields.iter().any(|field| presences.contains(&field.presence));
    let nullable = has(&[Presence::RequiredNullable, Presence::OptionalNullable]) && ty != Type::Any;
    let optional = !everywhere || has(&[Presence::Optional, Presence::OptionalNullable]);
    let all = |is: fn(&Field) -> bool| fields.iter().all(is);
    let (read_only, write_only) = (all(|field| field.read_only), all(|field| field.write_only));
    let mut distinct = fields.into_iter();
    let first = distinct.next();
    let constant = first.as_ref().and_then(|field| field.constant.clone());
    let default = first.as_ref().and_then(|field| field.default.clone());
    let mut same = (constant, default);
    for field in distinct {
        same.0 = same.0.filter(|known| field.constant.as_ref() == Some(known));
        same.1 = same.1.filter(|known| field.default.as_ref() == Some(known));
    }
    let (name, docs) = first.map(|field| (field.name, field.docs)).unwrap_or_default();
    Field {
        name,
        ty,
        presence: match (optional, nullable) {
            (false, false) => Presence::Required,
            (false, true) => Presence::RequiredNullable,
            (true, false) => Presence::Optional,
            (true, true) => Presence::OptionalNullable,
        },
        constant: same.0,
        preset: None,
        default: same.1,
        read_only,
        write_only,
        flattened: false,
        docs,
    }
}

fn add(api: &mut Api, index: usize, inclusive: bool, variants: impl Iterator<Item = Variant>) {
    if let Some(TypeKind::Union(union)) = api.types.get_mut(index).map(|def| &mut def.kind) {
        union.inclusive = inclusive;
        let listed = union.variants.len();
        union.variants.extend(variants);
        union.combinations = (listed..union.variants.len()).collect();
    }
}
