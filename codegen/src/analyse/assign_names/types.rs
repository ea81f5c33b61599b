//! Identifiers of types, fields and variants.
//!
//! In: wire names, and hints in `rust` where `lower` has better ones. Out: identifiers in `rust`.
//! Invariant: unique among all types, among the fields of a struct, among the variants of an enum.

use crate::analyse::{
    identifier::{Noun, mangle},
    scope::{Scope, assign_all},
};
use crate::ir::{Api, Enumeration, Name, Object, TypeDef, TypeKind, Union};

/// Associated functions of every struct, which no setter may hide.
const OF_STRUCTS: [&str; 2] = ["new", "into_form"];

pub(super) fn assign_type_names(api: &mut Api) {
    types(&mut api.types);
    for def in &mut api.types {
        match &mut def.kind {
            TypeKind::Object(object) => fields(object),
            TypeKind::Enumeration(enumeration) => values(enumeration),
            TypeKind::Union(union) | TypeKind::Events(union) => variants(union),
            TypeKind::Alias(_) | TypeKind::Newtype(_) | TypeKind::External(_) => {}
        }
    }
}

/// Components come first: the names of inline types are our own.
fn types(types: &mut [TypeDef]) {
    let mut scope = Scope::default();
    for component in [true, false] {
        let is_wanted = |def: &TypeDef| def.pointer.component().as_ref() == Some(&def.name.wire);
        let defs = types.iter_mut().filter(|def| is_wanted(def) == component);
        let mut names: Vec<&mut Name> = defs.map(|def| &mut def.name).collect();
        assign_all(&mut names, Noun::Type, &mut scope, |_| None);
    }
}

fn fields(object: &mut Object) {
    let mut scope = Scope::default();
    for field in object.fields.iter().filter(|field| field.default.is_some()) {
        scope.take(&format!("{}_or_default", mangle(&field.name.wire, Noun::Field)));
    }
    let mut names = object.fields.iter_mut().map(|field| &mut field.name).collect::<Vec<_>>();
    names.extend(object.rest.iter_mut().map(|(name, _)| name));
    assign_all(&mut names, Noun::Field, &mut scope, |name| {
        OF_STRUCTS.contains(&name).then(|| format!("{name}_"))
    });
}

fn values(enumeration: &mut Enumeration) {
    let names = enumeration.values.iter_mut().map(|value| &mut value.name).collect();
    with_other(names, &mut enumeration.other);
}

fn variants(union: &mut Union) {
    let names = union.variants.iter_mut().map(|variant| &mut variant.name).collect();
    with_other(names, &mut union.other);
}

/// Names the variants, then the one that keeps other values.
pub(super) fn with_other(mut names: Vec<&mut Name>, other: &mut Name) {
    let mut scope = Scope::default();
    assign_all(&mut names, Noun::Variant, &mut scope, |_| None);
    let wanted = if scope.is_free("Other") { "Other" } else { "OtherValue" };
    other.rust = scope.take(wanted);
}
