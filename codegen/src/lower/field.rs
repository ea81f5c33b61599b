//! Fields of structs.
//!
//! In: a property of an object schema. Out: a field with its type, presence, constant, default and docs.
//! Invariant: a nullable field is one by its presence, never by its type.

use super::{
    constraints,
    context::Lowering,
    docs,
    keywords::{Keywords, Shape},
    literal, scalar,
    views::Views,
};
use crate::{
    ir::{Docs, Field, Literal, Name, Presence, Type},
    pointer::Pointer,
};

pub(super) fn lower(lowering: &mut Lowering<'_>, name: &str, property: &Pointer, required: bool) -> Field {
    let inline = property.component().is_none();
    // `readOnly` and `writeOnly` of a component hold for the property; its other keywords belong to the component.
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
    let mut docs = keywords.as_ref().map_or_else(Docs::default, |keywords| docs::of_schema(keywords, name));
    docs.constraints = constraints::of_use(&lowering.views, property);
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
        preset: None,
        default: keywords.as_ref().and_then(|keywords| default(&lowering.views, property, keywords)),
        read_only,
        write_only,
        flattened: false,
        docs,
    }
}

/// `readOnly` and `writeOnly` of a property's schema, or of one that it stands for.
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
        Literal::Integer(value) if i64::try_from(*value).is_ok() => Type::Int64,
        Literal::Integer(value) if u64::try_from(*value).is_ok() => Type::Uint64,
        Literal::Integer(_) => Type::Int128,
        Literal::Number(_) => Type::Float64,
        Literal::String(_) | Literal::Null => Type::String,
    }
}

/// The value that the server assumes where the member is absent, if it is a scalar of the member's type.
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
        (Literal::String(_), Shape::String) => {
            matches!(scalar::lower(&target, shape), Type::String | Type::Formatted(_))
        }
        _ => false,
    };
    fits.then_some(literal)
}

/// A field that is required but not described.
pub(super) fn undescribed(name: &str) -> Field {
    Field {
        name: Name::of(name),
        ty: Type::Any,
        presence: Presence::Required,
        constant: None,
        preset: None,
        default: None,
        read_only: false,
        write_only: false,
        flattened: false,
        docs: Docs::default(),
    }
}

/// A field for a union that the object itself is a value of.
pub(super) fn flattened(name: &str, ty: Type, docs: Docs) -> Field {
    Field { ty, flattened: true, docs, ..undescribed(name) }
}

/// The type of a multipart form's property that is a file part, or several; `raw` ones are files without a type.
pub(super) fn part(views: &Views<'_>, property: &Pointer, raw: bool) -> Option<Type> {
    let is_file = |keywords: &Keywords| scalar::is_binary(keywords) || (raw && keywords.only_annotates());
    let keywords = views.peeled(property)?;
    if is_file(&keywords) {
        return Some(Type::Binary);
    }
    let item = keywords.items.as_ref().filter(|_| keywords.shape() == Shape::Array)?;
    let item = views.peeled(item)?;
    is_file(&item).then(|| Type::List(Box::new(Type::Binary)))
}
