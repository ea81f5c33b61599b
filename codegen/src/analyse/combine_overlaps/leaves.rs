//! The objects and lists that a union holds.
//!
//! In: a union, or any type. Out: its structs, maps and lists, also those of unions that are its variants.
//! Invariant: each variant is looked through once, however its unions refer to each other.

use std::collections::BTreeSet;

use crate::ir::{Api, Field, Type, TypeId, TypeKind, Union};

/// A struct or a map that a union holds.
#[derive(Clone, Debug)]
pub(super) struct Leaf<'a> {
    /// The variant that it is, or that holds it.
    pub(super) variant: usize,
    pub(super) fields: Vec<&'a Field>,
    /// The type of members that are not fields, where they are kept.
    pub(super) rest: Option<&'a Type>,
    /// Whether the document forbids such members.
    pub(super) closed: bool,
}

impl<'a> Leaf<'a> {
    /// The field of a member.
    pub(super) fn field(&self, wire: &str) -> Option<&'a Field> {
        self.fields.iter().copied().find(|field| field.name.wire == wire)
    }

    /// Whether it is a map.
    pub(super) fn is_map(&self) -> bool {
        self.fields.is_empty()
    }
}

/// What a type or a union holds.
#[derive(Debug, Default)]
pub(super) struct Leaves<'a> {
    pub(super) objects: Vec<Leaf<'a>>,
    /// The types of the items of its lists, each with the variant that is or holds the list.
    pub(super) lists: Vec<(usize, &'a Type)>,
}

impl<'a> Leaves<'a> {
    /// What the members of a union hold.
    pub(super) fn of_union(api: &'a Api, union: &'a Union) -> Self {
        let mut leaves = Self::default();
        for (variant, member) in union.members() {
            leaves.add(api, variant, &member.ty);
        }
        leaves
    }

    /// What a type holds.
    pub(super) fn of_type(api: &'a Api, ty: &'a Type) -> Self {
        let mut leaves = Self::default();
        leaves.add(api, 0, ty);
        leaves
    }

    /// How much it is.
    pub(super) fn size(&self) -> usize {
        self.objects.len().saturating_add(self.lists.len()).saturating_add(1)
    }

    fn add(&mut self, api: &'a Api, variant: usize, ty: &'a Type) {
        let mut seen = BTreeSet::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            match ty {
                Type::Boxed(inner) | Type::Nullable(inner) => open.push(inner),
                Type::List(item) => self.lists.push((variant, item)),
                Type::Map(rest) => {
                    let rest = Some(&**rest);
                    self.objects.push(Leaf { variant, fields: Vec::new(), rest, closed: false });
                }
                Type::Named(id) if seen.insert(*id) => {
                    named(api, *id, variant, &mut self.objects, &mut open);
                }
                _ => {}
            }
        }
    }
}

fn named<'a>(api: &'a Api, id: TypeId, variant: usize, found: &mut Vec<Leaf<'a>>, open: &mut Vec<&'a Type>) {
    match api.get(id).map(|def| &def.kind) {
        Some(TypeKind::Object(object)) => {
            let (parts, fields): (Vec<_>, Vec<_>) = object.fields.iter().partition(|field| field.flattened);
            let rest = object.rest.as_ref().map(|(_, ty)| ty);
            found.push(Leaf { variant, fields, rest, closed: object.closed });
            open.extend(parts.iter().rev().map(|field| &field.ty));
        }
        Some(TypeKind::Alias(ty) | TypeKind::Newtype(ty)) => open.push(ty),
        Some(TypeKind::Union(union)) => open.extend(union.members().rev().map(|(_, member)| &member.ty)),
        Some(TypeKind::Enumeration(_) | TypeKind::Events(_) | TypeKind::External(_)) | None => {}
    }
}
