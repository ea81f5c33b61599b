//! Decides how nested values of query strings and forms are written.
//!
//! In: parameters and forms with their types, and the configuration. Out: encodings with a format for lists in brackets, and
//! a diagnostic where the standard does not say how a value is written.
//! Relies on: `remove_unused`, so that ids are final. Invariant: an encoding whose values never have lists in brackets keeps
//! the default format; a format that is configured and has no effect is an error.

use std::collections::BTreeSet;

use crate::{
    Config, Diagnostics, diagnostics,
    ir::{
        Api, ArrayFormat, Body, BodyKind, Encoding, Parameter, Position, Style, Type, TypeDef, TypeId,
        TypeKind,
    },
};

pub(super) fn encode_nested_values(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut pass = Pass { types: &api.types, format: config.array_format, has_effect: false, diagnostics };
    for operation in api.groups.iter_mut().flat_map(|group| &mut group.operations) {
        operation.parameters.iter_mut().for_each(|parameter| pass.parameter(parameter));
        operation.bodies_mut().for_each(|body| pass.body(body));
    }
    if config.array_format.is_some() && !pass.has_effect {
        diagnostics.push(diagnostics::no_brackets());
    }
}

struct Pass<'a> {
    types: &'a [TypeDef],
    format: Option<ArrayFormat>,
    has_effect: bool,
    diagnostics: &'a mut Diagnostics,
}

impl Pass<'_> {
    fn parameter(&mut self, parameter: &mut Parameter) {
        let Parameter { name, pointer, position, encoding, ty, .. } = parameter;
        let reach = reach(self.types, ty);
        if *position == Position::Query {
            if self.encoding(encoding, reach) {
                self.diagnostics.push(diagnostics::nested_in_query(pointer, &name.wire));
            }
        } else if reach.depth == Depth::Nested && *encoding != Encoding::Json {
            self.diagnostics.push(diagnostics::nested_in_text(pointer, &name.wire, position.name()));
        }
    }

    fn body(&mut self, body: &mut Body) {
        let BodyKind::Form(ty) = &body.kind else { return };
        let mut is_convention = false;
        let mut others = Reach::default();
        for (name, ty) in properties(self.types, ty) {
            let reach = reach(self.types, ty);
            let own = body.encoding.iter_mut().find(|(property, _)| Some(property.as_str()) == name);
            match own {
                Some((_, encoding)) => is_convention |= self.encoding(encoding, reach),
                None => others.extend(reach),
            }
        }
        is_convention |= self.encoding(&mut body.default_encoding, others);
        if is_convention {
            self.diagnostics.push(diagnostics::nested_in_form(&body.pointer));
        }
    }

    /// Sets the format of lists; returns whether to tell that the standard does not say how a value is written.
    fn encoding(&mut self, encoding: &mut Encoding, reach: Reach) -> bool {
        let Encoding::Style { style, explode: _, allow_reserved: _, arrays } = encoding else { return false };
        let is_convention = reach.depth != Depth::Flat
            || match style {
                Style::DeepObject => reach.list,
                Style::Property => reach.object,
                _ => false,
            };
        let Some(format) = self.format.filter(|_| is_convention) else { return is_convention };
        self.has_effect = true;
        *arrays = format;
        false
    }
}

/// What a value may be, as far as the styles tell it apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Reach {
    /// A list.
    list: bool,
    /// An object.
    object: bool,
    depth: Depth,
}

/// Whether a list or an object may be in another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    #[default]
    Flat,
    /// It, or a part of it, is any JSON value.
    Open,
    Nested,
}

impl Reach {
    fn extend(&mut self, other: Self) {
        let Self { list, object, depth } = other;
        self.list |= list;
        self.object |= object;
        self.deepen(depth);
    }

    fn deepen(&mut self, depth: Depth) {
        self.depth = self.depth.max(depth);
    }

    /// Counts a list or an object that is in `around` others.
    fn structure(&mut self, around: usize, outermost: impl FnOnce(&mut Self)) {
        if around == 0 { outermost(self) } else { self.deepen(Depth::Nested) }
    }
}

/// What a value of a type may be.
fn reach(types: &[TypeDef], ty: &Type) -> Reach {
    let mut found = Reach::default();
    let mut seen: BTreeSet<(TypeId, usize)> = BTreeSet::new();
    let mut open = vec![(ty, 0)];
    while let Some((ty, around)) = open.pop() {
        // Deeper than in one other, nothing is told apart.
        let inside = (around + 1).min(2);
        match ty {
            Type::Boxed(inner) | Type::Nullable(inner) => open.push((inner, around)),
            Type::List(item) => {
                found.structure(around, |found| found.list = true);
                open.push((item, inside));
            }
            Type::Tuple(items) => {
                found.structure(around, |found| found.list = true);
                open.extend(items.iter().map(|item| (item, inside)));
            }
            Type::Map(value) => {
                found.structure(around, |found| found.object = true);
                open.push((value, inside));
            }
            Type::Any => found.deepen(Depth::Open),
            Type::Named(id) if seen.insert((*id, around)) => match types.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Alias(inner) | TypeKind::Newtype(inner)) => open.push((inner, around)),
                Some(TypeKind::Union(union)) => {
                    open.extend(union.variants.iter().map(|variant| (&variant.ty, around)));
                }
                Some(TypeKind::Object(object)) => {
                    found.structure(around, |found| found.object = true);
                    let place = |flattened| if flattened { around } else { inside };
                    open.extend(object.fields.iter().map(|field| (&field.ty, place(field.flattened))));
                    open.extend(object.rest.iter().map(|(_, ty)| (ty, inside)));
                }
                Some(TypeKind::Enumeration(_) | TypeKind::Events(_) | TypeKind::External(_)) | None => {}
            },
            _ => {}
        }
    }
    found
}

/// The properties of a form with their types; `None` as a name is any other name.
fn properties<'a>(types: &'a [TypeDef], ty: &'a Type) -> Vec<(Option<&'a str>, &'a Type)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Boxed(inner) | Type::Nullable(inner) => open.push(inner),
            Type::Map(value) => found.push((None, &**value)),
            Type::Any => found.push((None, ty)),
            Type::Named(id) if seen.insert(*id) => match types.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Alias(inner) | TypeKind::Newtype(inner)) => open.push(inner),
                Some(TypeKind::Union(union)) => open.extend(union.variants.iter().map(|variant| &variant.ty)),
                Some(TypeKind::Object(object)) => {
                    let (parts, fields): (Vec<_>, Vec<_>) =
                        object.fields.iter().partition(|field| field.flattened);
                    open.extend(parts.iter().map(|field| &field.ty));
                    found.extend(fields.iter().map(|field| (Some(field.name.wire.as_str()), &field.ty)));
                    found.extend(object.rest.iter().map(|(_, ty)| (None, ty)));
                }
                Some(TypeKind::Enumeration(_) | TypeKind::Events(_) | TypeKind::External(_)) | None => {}
            },
            _ => {}
        }
    }
    found
}
