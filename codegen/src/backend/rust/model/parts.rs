//! Fields that are unions which the object itself is a value of.
//!
//! In: the type of such a field. Out: the names of the members that it may have. Invariant: each type is looked at once.

use std::collections::BTreeSet;

use crate::backend::syntax::types::Types;
use crate::ir::{Type, TypeId, TypeKind};

/// The members that a union may have, in the order of its variants.
pub(super) fn members<'a>(types: &'a Types<'_>, ty: &'a Type) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut known = BTreeSet::new();
    let mut seen: BTreeSet<TypeId> = BTreeSet::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        let id = match types.resolve(ty) {
            Type::Boxed(inner) | Type::Nullable(inner) => {
                open.push(inner);
                continue;
            }
            Type::Named(id) if seen.insert(*id) => *id,
            _ => continue,
        };
        match types.api.get(id).map(|def| &def.kind) {
            Some(TypeKind::Object(object)) => {
                let (parts, fields): (Vec<_>, Vec<_>) =
                    object.fields.iter().partition(|field| field.flattened);
                open.extend(parts.iter().map(|field| &field.ty));
                let fields = fields.iter().map(|field| field.name.wire.as_str());
                names.extend(fields.filter(|name| known.insert(*name)));
            }
            Some(TypeKind::Union(union)) => {
                let tag = union.discriminator.iter().map(|discriminator| discriminator.property.as_str());
                names.extend(tag.filter(|name| known.insert(*name)));
                open.extend(union.variants.iter().rev().map(|variant| &variant.ty));
            }
            _ => {}
        }
    }
    names
}
