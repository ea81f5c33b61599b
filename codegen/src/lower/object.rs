//! Objects: structs where properties are listed, else maps.
//!
//! In: the members of an object schema, or of all that an `allOf` merges. Out: a struct or a map.
//! Invariant: no member that the document describes is lost; those without a field are kept in the rest.

use indexmap::{IndexMap, IndexSet};

use super::{
    context::{Lowered, Lowering},
    field,
    keywords::{Additional, Keywords},
};
use crate::{
    diagnostics,
    ir::{Field, Name, Object, Type, TypeKind},
    pointer::Pointer,
};

/// The members of one or several object schemas.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    pub(super) properties: IndexMap<String, Pointer>,
    pub(super) required: IndexSet<String>,
    pub(super) additional: Additional,
    pub(super) patterns: Vec<Pointer>,
}

impl Members {
    /// Whether it types members that it does not list.
    pub(super) fn is_map(&self) -> bool {
        !self.patterns.is_empty() || matches!(self.additional, Additional::Any | Additional::Schema(_))
    }

    /// Whether these are the same members, short of a property that is written by other means.
    pub(super) fn is_like(&self, other: &Self, short_of: Option<&str>) -> bool {
        let counts = |name: &&String| short_of != Some(name.as_str());
        let properties = |members: &Self| -> IndexMap<String, Pointer> {
            let own = members.properties.iter().filter(|(name, _)| counts(name));
            own.map(|(name, schema)| (name.clone(), schema.clone())).collect()
        };
        let required = |members: &Self| -> IndexSet<String> {
            members.required.iter().filter(counts).cloned().collect()
        };
        let open = |members: &Self| match &members.additional {
            Additional::Unsaid | Additional::Closed => Additional::Unsaid,
            additional => additional.clone(),
        };
        properties(self) == properties(other)
            && required(self) == required(other)
            && open(self) == open(other)
            && self.patterns == other.patterns
    }
}

pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    build(
        lowering,
        pointer,
        &Members {
            properties: keywords.properties.clone(),
            required: keywords.plain.required.iter().cloned().collect(),
            additional: keywords.additional.clone(),
            patterns: keywords.patterns.clone(),
        },
    )
}

pub(super) fn build(lowering: &mut Lowering<'_>, pointer: &Pointer, members: &Members) -> Lowered {
    if members.properties.is_empty() {
        return match (rest(lowering, pointer, members), &members.additional) {
            (Some(rest), _) => Lowered::Type(Type::Map(Box::new(rest))),
            (None, Additional::Closed) => {
                Lowered::Kind(TypeKind::Object(Object { closed: true, ..Object::default() }))
            }
            (None, _) => Lowered::Type(Type::Map(Box::new(Type::Any))),
        };
    }
    let (fields, rest) = fields(lowering, pointer, members);
    let closed = rest.is_none() && members.additional == Additional::Closed;
    Lowered::Kind(TypeKind::Object(Object { fields, rest, closed }))
}

/// The fields of a struct, and where members are kept that are not listed.
pub(super) fn fields(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    members: &Members,
) -> (Vec<Field>, Option<(Name, Type)>) {
    let rest = rest(lowering, pointer, members);
    let multipart = lowering.multipart.get(pointer).cloned();
    let mut fields = Vec::with_capacity(members.properties.len());
    for (name, property) in &members.properties {
        let required = members.required.contains(name);
        let mut field = field::lower(lowering, name, property, required);
        if let Some(raw) = &multipart
            && let Some(part) = field::part(&lowering.views, property, raw.contains(name))
        {
            field.ty = part;
        }
        fields.push(field);
    }
    for name in members.required.iter().filter(|name| !members.properties.contains_key(*name)) {
        lowering.diagnostics.push(diagnostics::required_without_property(pointer, name));
        fields.push(field::undescribed(name));
    }
    (fields, rest.map(|ty| (Name::of("additional_properties"), ty)))
}

/// The type of members that are not listed; `None` where the document does not ask for them.
fn rest(lowering: &mut Lowering<'_>, pointer: &Pointer, members: &Members) -> Option<Type> {
    let mut types: Vec<Type> = Vec::new();
    match &members.additional {
        Additional::Unsaid | Additional::Closed => {}
        Additional::Any => types.push(Type::Any),
        Additional::Schema(schema) => types.push(lowering.ty(schema)),
    }
    for pattern in &members.patterns {
        let ty = lowering.ty(pattern);
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    if types.len() > 1 {
        if !types.contains(&Type::Any) {
            lowering.diagnostics.push(diagnostics::pattern_properties(pointer));
        }
        return Some(Type::Any);
    }
    types.pop()
}
