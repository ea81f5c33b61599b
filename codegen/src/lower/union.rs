//! `oneOf` and `anyOf`.
//!
//! In: keywords with alternatives. Out: a union, or the enumeration or single type that they amount to.
//! Invariant: no type stands twice among the variants; `null` is never a variant.

use std::rc::Rc;

use heck::ToUpperCamelCase;

use super::{
    context::{Lowered, Lowering},
    discriminator, docs, enumeration,
    keywords::{Keywords, Shape},
    memo::Memo,
    views::Views,
};
use crate::{
    diagnostics::degraded,
    ir::{Discriminator, Docs, Literal, Name, Type, TypeKind, Union, Variant},
    pointer::Pointer,
};

pub(super) fn lower(lowering: &mut Lowering<'_>, pointer: &Pointer, keywords: &Keywords) -> Lowered {
    if lowering.views.only_constrains(keywords) {
        let shape = keywords.own_shape();
        lowering.diagnostics.push(degraded::alternative_constraints(pointer));
        return lowering.shaped(pointer, keywords, shape);
    }
    let members = lowering.views.members_of_union(keywords);
    match members.as_slice() {
        [] => return Lowered::Type(Type::Null),
        [only] => return Lowered::Type(lowering.bare(only)),
        _ => {}
    }
    if let Some(enumeration) = enumeration::of_constants(lowering, &members) {
        return enumeration;
    }
    let types: Vec<Type> = members.iter().map(|member| lowering.bare(member)).collect();
    let mut distinct: Vec<(Type, Vec<Pointer>)> = Vec::new();
    for (ty, member) in types.into_iter().zip(members) {
        match distinct.iter_mut().find(|(known, _)| *known == ty) {
            Some((_, members)) => members.push(member),
            None => distinct.push((ty, vec![member])),
        }
    }
    if let [(only, _)] = distinct.as_slice() {
        return Lowered::Type(only.clone());
    }
    of_types(lowering, pointer, keywords, distinct)
}

/// A union of types, each with the members that have it.
pub(super) fn of_types(
    lowering: &mut Lowering<'_>,
    pointer: &Pointer,
    keywords: &Keywords,
    distinct: Vec<(Type, Vec<Pointer>)>,
) -> Lowered {
    let discriminator = discriminator::lower(lowering, pointer, keywords, &distinct);
    let variants = variants(lowering, distinct, discriminator.as_ref());
    Lowered::Kind(TypeKind::Union(Union {
        variants,
        discriminator,
        dispatch: Vec::new(),
        other: Name::of("Other"),
    }))
}

fn variants(
    lowering: &Lowering<'_>,
    distinct: Vec<(Type, Vec<Pointer>)>,
    discriminator: Option<&Discriminator>,
) -> Vec<Variant> {
    let objects = objects(&lowering.views, &distinct);
    let scalars = distinct.iter().filter(|(ty, _)| !matches!(ty, Type::Named(_)));
    let scalars: Vec<String> = scalars.map(|(ty, _)| scalar_name(&lowering.memo, ty)).collect();
    let lists = distinct.iter().filter(|(ty, _)| matches!(ty, Type::List(_))).count();
    let mut variants = Vec::with_capacity(distinct.len());
    for (index, (ty, members)) in distinct.into_iter().enumerate() {
        let keywords = members
            .first()
            .filter(|member| member.component().is_none())
            .and_then(|member| lowering.views.keywords(member));
        let name = match (&ty, &keywords) {
            (Type::List(item), _) if lists > 1 => format!("{}Array", scalar_name(&lowering.memo, item)),
            (Type::Named(_), Some(keywords)) => title(keywords)
                .or_else(|| told(discriminator, index))
                .or_else(|| tag(&lowering.views, keywords))
                .or_else(|| members.first().and_then(|member| only_value(&lowering.views, member)))
                .or_else(|| own_property(&objects, keywords))
                .or_else(|| kind_name(keywords, &scalars))
                .unwrap_or_else(|| scalar_name(&lowering.memo, &ty)),
            // What was merged with others is called as the component that it was merged from.
            (Type::Named(id), None) if !lowering.memo.is_component(*id) => members
                .first()
                .and_then(Pointer::component)
                .unwrap_or_else(|| scalar_name(&lowering.memo, &ty)),
            _ => scalar_name(&lowering.memo, &ty),
        };
        let docs = keywords.map_or_else(Docs::default, |keywords| docs::of_schema(&keywords, &name));
        variants.push(Variant { name: Name::of(name), ty, docs });
    }
    variants
}

/// An inline member's title, where it can be a name: a few words, no sentence.
fn title(keywords: &Keywords) -> Option<String> {
    let wraps = matches!(keywords.shape(), Shape::AllOf);
    let title = keywords.data.title.as_deref().filter(|_| !wraps)?;
    let words = title.split_whitespace().count();
    let name = title.to_upper_camel_case();
    ((1..=4).contains(&words) && name.starts_with(char::is_alphabetic)).then_some(name)
}

/// The text of an inline object's only constant, as unions without a discriminator have one.
fn tag(views: &Views<'_>, keywords: &Keywords) -> Option<String> {
    let required = keywords.plain.required.iter().filter_map(|name| keywords.properties.get(name));
    let mut tags = required.filter_map(|property| match enumeration::values_of(views, property).as_slice() {
        [Literal::String(only)] => Some(only.clone()),
        _ => None,
    });
    tags.next().filter(|_| tags.next().is_none()).and_then(|tag| word(&tag))
}

/// The text of the only discriminator value that leads to a member.
fn told(discriminator: Option<&Discriminator>, index: usize) -> Option<String> {
    let mut values = discriminator?.mapping.iter().filter(|(_, variant)| *variant == index);
    match (values.next(), values.next()) {
        (Some((Literal::String(text), _)), None) => word(text),
        _ => None,
    }
}

/// An inline member by its only value: its type is called after the union, which need not be said twice.
fn only_value(views: &Views<'_>, member: &Pointer) -> Option<String> {
    match enumeration::values_of(views, member).as_slice() {
        [Literal::String(only)] => word(only),
        _ => None,
    }
}

fn word(text: &str) -> Option<String> {
    Some(text.to_upper_camel_case()).filter(|name| name.starts_with(char::is_alphabetic))
}

/// The inline objects of a union.
fn objects(views: &Views<'_>, distinct: &[(Type, Vec<Pointer>)]) -> Vec<Rc<Keywords>> {
    let inline = distinct.iter().filter_map(|(_, members)| members.first());
    let inline = inline.filter(|member| member.component().is_none());
    inline
        .filter_map(|member| views.keywords(member))
        .filter(|keywords| keywords.shape() == Shape::Object)
        .collect()
}

/// One of several inline objects by the first property that only it has, a required one if there is one.
fn own_property(objects: &[Rc<Keywords>], keywords: &Keywords) -> Option<String> {
    if objects.len() < 2 || keywords.shape() != Shape::Object {
        return None;
    }
    let is_own =
        |name: &&String| objects.iter().filter(|other| other.properties.contains_key(*name)).count() == 1;
    let own: Vec<&String> = keywords.properties.keys().filter(is_own).collect();
    let required = own.iter().find(|name| keywords.plain.required.contains(name));
    word(required.or(own.first())?)
}

/// An inline member by the kind of its values; an enum beside all values of its kind is what is known of them.
fn kind_name(keywords: &Keywords, scalars: &[String]) -> Option<String> {
    let kind = match (keywords.shape(), keywords.plain.typ.as_deref()) {
        (Shape::Object | Shape::AllOf, _) => "Object",
        (Shape::Enumeration, Some("string")) => "String",
        (Shape::Enumeration, Some("integer")) => "Integer",
        (Shape::Enumeration, Some("number")) => "Number",
        (Shape::Enumeration, _) => "Value",
        (Shape::Union, _) => return Some(alternatives(keywords).unwrap_or_else(|| "Union".to_owned())),
        _ => return None,
    };
    let known = if scalars.iter().any(|name| name == kind) { "Known" } else { "" };
    Some(format!("{known}{kind}"))
}

/// A union in a union by its members, if those are few components.
fn alternatives(keywords: &Keywords) -> Option<String> {
    let names: Option<Vec<String>> =
        keywords.alternatives().map(|member| member.component().and_then(|name| word(&name))).collect();
    names.filter(|names| (2..=3).contains(&names.len())).map(|names| names.join("Or"))
}

/// A variant's name by its type.
fn scalar_name(memo: &Memo, ty: &Type) -> String {
    match ty {
        Type::Null => "Null",
        Type::Boolean => "Boolean",
        Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 => "Integer",
        Type::Float32 | Type::Float64 => "Number",
        Type::String => "String",
        Type::Secret => "Secret",
        Type::Uuid => "Uuid",
        Type::DateTime => "DateTime",
        Type::Date => "Date",
        Type::Uri => "Uri",
        Type::Base64 => "Base64",
        Type::Binary => "Binary",
        Type::Any => "Any",
        Type::List(_) => "Array",
        Type::Tuple(_) => "Tuple",
        Type::Map(_) => "Object",
        Type::Named(id) => return memo.name_of(*id).to_owned(),
        Type::Boxed(inner) | Type::Nullable(inner) => return scalar_name(memo, inner),
    }
    .to_owned()
}
