//! Objects: structs where properties are listed, else maps.
//!
//! In: the members of an object schema, or of all that an `allOf` merges. Out: a struct or a map.
//! Invariant: no member that the document describes is lost; what has no field goes to the rest.

use indexmap::{IndexMap, IndexSet};

use super::{
    context::{Lowered, Lowering},
    docs,
    keywords::{Additional, Keywords, Shape},
    literal, scalar,
    views::Views,
};
use crate::{
    diagnostics::degraded,
    ir::{Docs, Field, Literal, Name, Object, Presence, Type, TypeKind},
    pointer::Pointer,
};

/// What object schemas say of members, put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    pub(super) properties: IndexMap<String, Pointer>,
    pub(super) required: IndexSet<String>,
    pub(super) additional: Additional,
    pub(super) patterns: Vec<Pointer>,
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
    let rest = rest(lowering, pointer, members);
    if members.properties.is_empty() {
        return match (rest, &members.additional) {
            (Some(rest), _) => Lowered::Type(Type::Map(Box::new(rest))),
            (None, Additional::Closed) => Lowered::Kind(TypeKind::Object(Object::default())),
            (None, _) => Lowered::Type(Type::Map(Box::new(Type::Any))),
        };
    }
    let multipart = lowering.multipart.get(pointer).cloned();
    let mut fields = Vec::with_capacity(members.properties.len());
    for (name, property) in &members.properties {
        let required = members.required.contains(name);
        let mut field = field(lowering, name, property, required);
        if let Some(raw) = &multipart
            && let Some(part) = part(&lowering.views, property, raw.contains(name))
        {
            field.ty = part;
        }
        fields.push(field);
    }
    for name in members.required.iter().filter(|name| !members.properties.contains_key(*name)) {
        lowering.diagnostics.push(degraded::required_without_property(pointer, name));
        fields.push(undescribed(name));
    }
    let rest = rest.map(|ty| (Name::of("additional_properties"), ty));
    Lowered::Kind(TypeKind::Object(Object { fields, rest }))
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
            lowering.diagnostics.push(degraded::pattern_properties(pointer));
        }
        return Some(Type::Any);
    }
    types.pop()
}

fn field(lowering: &mut Lowering<'_>, name: &str, property: &Pointer, required: bool) -> Field {
    let inline = property.component().is_none();
    // Who sets a property is said of the property, wherever its schema stands; all else is the component's own.
    let (read_only, write_only) = setters(&lowering.views, property);
    let keywords = lowering.views.keywords(property).filter(|_| inline);
    let nullable = lowering.views.is_nullable(property);
    let constant = keywords
        .as_ref()
        .and_then(|keywords| keywords.constant())
        .filter(|value| *value != Literal::Null && !nullable);
    let ty = match &constant {
        Some(literal) => constant_type(literal),
        None => lowering.bare(property),
    };
    let nullable = nullable && !matches!(ty, Type::Null | Type::Any);
    Field {
        name: Name::of(name),
        ty,
        presence: match (required, nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        },
        constant,
        default: keywords.as_ref().and_then(|keywords| default(&lowering.views, property, keywords)),
        read_only,
        write_only,
        docs: keywords.as_ref().map_or_else(Docs::default, |keywords| docs::of_schema(keywords, name)),
    }
}

/// Whether only the server, and whether only the caller sets a property: by its schema or by one that it stands for.
fn setters(views: &Views<'_>, property: &Pointer) -> (bool, bool) {
    let schemas = views.wrapped(property);
    let says = |said: fn(&Keywords) -> bool| {
        schemas.iter().any(|schema| views.keywords(schema).is_some_and(|keywords| said(&keywords)))
    };
    (says(|keywords| keywords.data.read_only), says(|keywords| keywords.data.write_only))
}

fn constant_type(literal: &Literal) -> Type {
    match literal {
        Literal::Boolean(_) => Type::Boolean,
        Literal::Integer(_) => Type::Int64,
        Literal::Number(_) => Type::Float64,
        Literal::String(_) | Literal::Null => Type::String,
    }
}

/// The scalar that the server takes where the member is absent, where the member's type has it as a literal.
pub(super) fn default(views: &Views<'_>, pointer: &Pointer, keywords: &Keywords) -> Option<Literal> {
    let literal = literal::of(keywords.data.default.as_ref()?).filter(|literal| *literal != Literal::Null)?;
    let target = views.peeled(pointer)?;
    let shape = target.shape();
    let fits = match (&literal, shape) {
        (_, Shape::Enumeration) => {
            target.plain.enumeration.iter().filter_map(literal::of).any(|value| value == literal)
        }
        (Literal::Boolean(_), Shape::Boolean)
        | (Literal::Integer(_), Shape::Integer | Shape::Number)
        | (Literal::Number(_), Shape::Number) => true,
        (Literal::String(_), Shape::String) => scalar::lower(&target, shape) == Type::String,
        _ => false,
    };
    fits.then_some(literal)
}

fn undescribed(name: &str) -> Field {
    Field {
        name: Name::of(name),
        ty: Type::Any,
        presence: Presence::Required,
        constant: None,
        default: None,
        read_only: false,
        write_only: false,
        docs: Docs::default(),
    }
}

/// The type of a property that is a file part, or several.
fn part(views: &Views<'_>, property: &Pointer, raw: bool) -> Option<Type> {
    let is_file = |keywords: &Keywords| scalar::is_binary(keywords) || (raw && keywords.only_annotates());
    let keywords = views.peeled(property)?;
    if is_file(&keywords) {
        return Some(Type::Binary);
    }
    let item = keywords.items.as_ref().filter(|_| keywords.shape() == Shape::Array)?;
    let item = views.peeled(item)?;
    is_file(&item).then(|| Type::List(Box::new(Type::Binary)))
}
