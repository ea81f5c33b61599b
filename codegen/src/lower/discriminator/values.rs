//! The values that a schema allows a property to have.
//!
//! In: a schema and the name of a property. Out: constants, and a mapping's text as a value of the property's type.
//! Invariant: what a schema merges counts as its own, short of the bases that are left out.

use indexmap::IndexSet;

use crate::{
    ir::Literal,
    lower::{enumeration, keywords::Shape, limits::MAX_DEPTH, views::Views},
    pointer::Pointer,
};

/// A mapping's key as a value of the property's type.
pub(super) fn typed(views: &Views<'_>, member: &Pointer, property: &str, text: &str) -> Literal {
    let schemas = merged(views, member, &IndexSet::new());
    let described =
        schemas.iter().find_map(|schema| views.keywords(schema)?.properties.get(property).cloned());
    let shape = described.and_then(|property| views.peeled(&property)?.plain.typ.clone());
    let literal = match shape.as_deref() {
        Some("boolean") => text.to_lowercase().parse().ok().map(Literal::Boolean),
        Some("integer") => text.parse().ok().map(Literal::Integer),
        Some("number") => text.parse().ok().map(Literal::Number),
        _ => None,
    };
    literal.unwrap_or_else(|| Literal::String(text.to_owned()))
}

/// The values of the property by which the schema itself tells that it is meant.
pub(super) fn of(
    views: &Views<'_>,
    schema: &Pointer,
    property: &str,
    left_out: &IndexSet<Pointer>,
) -> Vec<Literal> {
    let schemas = merged(views, schema, left_out);
    let described =
        schemas.iter().filter_map(|schema| views.keywords(schema)?.properties.get(property).cloned());
    described.flat_map(|property| enumeration::values_of(views, &property)).collect()
}

/// Whether a schema, or what it merges, has such a property.
pub(super) fn describes(views: &Views<'_>, schema: &Pointer, property: &str) -> bool {
    let merged = merged(views, schema, &IndexSet::new());
    let mut keywords = merged.iter().filter_map(|schema| views.keywords(schema));
    keywords.any(|keywords| keywords.properties.contains_key(property))
}

/// Whether a schema is of objects that have no such property and keep no member that they do not list.
pub(super) fn lacks(views: &Views<'_>, schema: &Pointer, property: &str) -> bool {
    let merged = merged(views, schema, &IndexSet::new());
    merged.iter().filter_map(|schema| views.keywords(schema)).all(|keywords| {
        let is_object = matches!(keywords.own_shape(), Shape::Object | Shape::Any);
        let is_union = keywords.alternatives().next().is_some();
        is_object && !is_union && !keywords.is_map() && !keywords.properties.contains_key(property)
    })
}

/// A schema and all that it merges, nearest first.
fn merged(views: &Views<'_>, schema: &Pointer, left_out: &IndexSet<Pointer>) -> IndexSet<Pointer> {
    let mut seen = IndexSet::new();
    seen.extend((!left_out.contains(schema)).then(|| schema.clone()));
    let mut index = 0;
    while let Some(next) = seen.get_index(index).filter(|_| index < MAX_DEPTH).cloned() {
        index += 1;
        let Some(keywords) = views.keywords(&next) else { continue };
        seen.extend(keywords.all_of.iter().filter(|member| !left_out.contains(*member)).cloned());
    }
    seen
}
