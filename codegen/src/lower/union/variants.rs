//! The variants of a union and their names.
//!
//! In: the types of a union, each with the schemas that have it. Out: variants with hints for their names.
//! Invariant: a component keeps its name; an inline schema is named after its title, else after what is particular to it.

use std::rc::Rc;

use heck::ToUpperCamelCase;

use crate::{
    ir::{Discriminator, Docs, Literal, Name, TextFormat, Type, Variant},
    lower::{
        constraints,
        discriminator::Member,
        docs, enumeration,
        keywords::{Keywords, Shape},
        memo::Memo,
        views::Views,
    },
    pointer::Pointer,
};

/// The variants for the types of a union.
pub(super) fn variants(
    views: &Views<'_>,
    memo: &Memo,
    members: Vec<Member>,
    discriminator: Option<&Discriminator>,
) -> Vec<Variant> {
    let siblings = Siblings::of(views, memo, &members);
    let variants = members.into_iter().enumerate().map(|(index, (ty, schemas))| {
        let inline = schemas.first().filter(|schema| schema.component().is_none());
        let keywords = inline.and_then(|schema| views.keywords(schema));
        let name = match (&ty, &keywords) {
            (Type::List(item), _) if siblings.has_lists => format!("{}Array", type_name(memo, item)),
            (Type::Named(_), Some(keywords)) => title(keywords)
                .or_else(|| only_tag(discriminator, index))
                .or_else(|| only_constant(views, keywords))
                .or_else(|| only_value(views, schemas.first()?))
                .or_else(|| siblings.own_property(keywords))
                .or_else(|| siblings.kind_name(keywords))
                .unwrap_or_else(|| type_name(memo, &ty)),
            // A merged type is called like the component that it was merged from.
            (Type::Named(id), None) if !memo.is_component(*id) => {
                schemas.first().and_then(Pointer::component).unwrap_or_else(|| type_name(memo, &ty))
            }
            _ => type_name(memo, &ty),
        };
        let mut docs = keywords.map_or_else(Docs::default, |keywords| docs::of_schema(&keywords, &name));
        docs.constraints = schemas.first().and_then(|schema| constraints::of_use(views, schema));
        Variant { name: Name::of(name), ty, docs }
    });
    variants.collect()
}

/// What the name of a member depends on beside the member itself.
struct Siblings {
    /// The inline objects.
    objects: Vec<Rc<Keywords>>,
    /// The names of the types that have none of their own.
    unnamed: Vec<String>,
    /// Whether there are several lists.
    has_lists: bool,
}

impl Siblings {
    fn of(views: &Views<'_>, memo: &Memo, members: &[Member]) -> Self {
        let inline = members.iter().filter_map(|(_, schemas)| schemas.first());
        let inline = inline.filter(|schema| schema.component().is_none());
        let objects = inline.filter_map(|schema| views.keywords(schema));
        let unnamed = members.iter().filter(|(ty, _)| !matches!(ty, Type::Named(_)));
        Self {
            objects: objects.filter(|keywords| keywords.shape() == Shape::Object).collect(),
            unnamed: unnamed.map(|(ty, _)| type_name(memo, ty)).collect(),
            has_lists: members.iter().filter(|(ty, _)| matches!(ty, Type::List(_))).count() > 1,
        }
    }

    /// The first property that only this inline object has, preferably a required one.
    fn own_property(&self, keywords: &Keywords) -> Option<String> {
        let objects = &self.objects;
        if objects.len() < 2 || keywords.shape() != Shape::Object {
            return None;
        }
        let is_own =
            |name: &&String| objects.iter().filter(|other| other.properties.contains_key(*name)).count() == 1;
        let own: Vec<&String> = keywords.properties.keys().filter(is_own).collect();
        let required = own.iter().find(|name| keywords.plain.required.contains(name));
        camel_case(required.or(own.first())?)
    }

    /// The kind of an inline member's values. An enum beside a type that accepts all values of its kind is `Known...`.
    fn kind_name(&self, keywords: &Keywords) -> Option<String> {
        let kind = match (keywords.shape(), keywords.plain.typ.as_deref()) {
            (Shape::Object | Shape::AllOf, _) => "Object",
            (Shape::Enumeration, Some("string")) => "String",
            (Shape::Enumeration, Some("integer")) => "Integer",
            (Shape::Enumeration, Some("number")) => "Number",
            (Shape::Enumeration, _) => "Value",
            (Shape::Union, _) => return Some(alternatives(keywords).unwrap_or_else(|| "Union".to_owned())),
            _ => return None,
        };
        let known = if self.unnamed.iter().any(|name| name == kind) { "Known" } else { "" };
        Some(format!("{known}{kind}"))
    }
}

/// An inline member's title, if it is short enough for a name.
fn title(keywords: &Keywords) -> Option<String> {
    let wraps = matches!(keywords.shape(), Shape::AllOf);
    let title = keywords.data.title.as_deref().filter(|_| !wraps)?;
    let is_short = (1..=4).contains(&title.split_whitespace().count());
    camel_case(title).filter(|_| is_short)
}

/// The only constant of an inline object: a discriminator that is not declared.
fn only_constant(views: &Views<'_>, keywords: &Keywords) -> Option<String> {
    let required = keywords.plain.required.iter().filter_map(|name| keywords.properties.get(name));
    let mut tags = required.filter_map(|property| match enumeration::values_of(views, property).as_slice() {
        [Literal::String(only)] => Some(only.clone()),
        _ => None,
    });
    tags.next().filter(|_| tags.next().is_none()).and_then(|tag| camel_case(&tag))
}

/// The text of the only discriminator value that leads to a member.
fn only_tag(discriminator: Option<&Discriminator>, index: usize) -> Option<String> {
    let mut values = discriminator?.mapping.iter().filter(|(_, variant)| *variant == index);
    match (values.next(), values.next()) {
        (Some((Literal::String(text), _)), None) => camel_case(text),
        _ => None,
    }
}

/// The only value of an inline member.
fn only_value(views: &Views<'_>, member: &Pointer) -> Option<String> {
    match enumeration::values_of(views, member).as_slice() {
        [Literal::String(only)] => camel_case(only),
        _ => None,
    }
}

/// A text as a name, if it begins with a letter.
fn camel_case(text: &str) -> Option<String> {
    Some(text.to_upper_camel_case()).filter(|name| name.starts_with(char::is_alphabetic))
}

/// The members of a union within a union, if they are two or three components.
fn alternatives(keywords: &Keywords) -> Option<String> {
    let names: Option<Vec<String>> =
        keywords.alternatives().map(|member| member.component().and_then(|name| camel_case(&name))).collect();
    names.filter(|names| (2..=3).contains(&names.len())).map(|names| names.join("Or"))
}

/// A name for a type.
fn type_name(memo: &Memo, ty: &Type) -> String {
    match ty {
        Type::Null => "Null",
        Type::Boolean => "Boolean",
        Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64 | Type::Int128 | Type::Uint128 => "Integer",
        Type::Float32 | Type::Float64 | Type::Number => "Number",
        Type::Formatted(format) => format_name(*format),
        Type::String => "String",
        Type::Secret => "Secret",
        Type::Uuid => "Uuid",
        Type::DateTime => "DateTime",
        Type::Date => "Date",
        Type::Uri => "Uri",
        Type::Base64 => "Base64",
        Type::Base64Url => "Base64Url",
        Type::Binary => "Binary",
        Type::Any => "Any",
        Type::List(_) => "Array",
        Type::Tuple(_) => "Tuple",
        Type::Map(_) => "Object",
        Type::Named(id) => return memo.name_of(*id).to_owned(),
        Type::Boxed(inner) | Type::Nullable(inner) => return type_name(memo, inner),
    }
    .to_owned()
}

fn format_name(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Duration => "Duration",
        TextFormat::Time => "Time",
        TextFormat::LocalDateTime => "LocalDateTime",
        TextFormat::HttpDate => "HttpDate",
        TextFormat::Ipv4 => "Ipv4",
        TextFormat::Ipv6 => "Ipv6",
        TextFormat::Ip => "Ip",
        TextFormat::Float32 | TextFormat::Float64 => "NumberText",
        _ => "IntegerText",
    }
}
