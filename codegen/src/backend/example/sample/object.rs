//! Values of structs.
//!
//! In: an object. Out: a call of its constructor with setters behind, and the JSON object. Invariant: what the
//! constructor asks for is there; of the rest, at the first level, what is light and not deprecated.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::{HEAVY, LIGHT, Sample, Spot, demanded, scalar, value};
use crate::backend::example::Examples;
use crate::backend::syntax::{
    literal,
    member::{Held, Member, setters},
    name,
};
use crate::ir::{Field, Literal, Object, Type, TypeDef, TypeId, TypeKind};

/// A value of a struct, perhaps with a property that tells which member of a union it is.
pub(super) fn value_of(
    examples: &Examples<'_>,
    id: TypeId,
    def: &TypeDef,
    object: &Object,
    spot: Spot<'_>,
    tag: Option<(&str, &Literal)>,
) -> Sample {
    let is_form = examples.types.is_multipart(id);
    let members: Vec<_> =
        object.fields.iter().map(|field| Member::new(&examples.types, field, def.usage, is_form)).collect();
    let (methods, _) = setters(&members);
    let mut room = if spot.level == 1 { HEAVY.saturating_sub(examples.weights.of_id(id)) } else { 0 };
    let mut made = Made::default();
    let least = def.docs.constraints.as_ref().and_then(|constraints| constraints.min_properties);
    let least = least.unwrap_or_default();
    for (member, field) in members.iter().zip(&object.fields) {
        // The only value of a member is better than any other.
        let default = field.constant.as_ref().or(field.default.as_ref());
        let spot = Spot { hint: &field.name.wire, default, ..spot }.under(&field.docs);
        let setter =
            methods.iter().find(|(settable, _)| std::ptr::eq(*settable, member)).map(|(_, method)| method);
        let given = tag.filter(|(property, _)| *property == field.name.wire).map(|(_, value)| value);
        let given = given.or(field.constant.as_ref());
        match setter {
            _ if member.is_argument() => {
                let sample = accepted(examples, member, spot, given);
                made.argument(field, sample, member.is_nullable());
            }
            Some(method) => {
                let weight = examples.weights.of_type(&examples.types, &field.ty);
                let is_tag = tag.is_some_and(|(property, _)| property == field.name.wire);
                let is_light = weight <= LIGHT.min(room) && field.docs.deprecated.is_none();
                if is_tag || is_light || (made.count() < least && weight <= HEAVY) {
                    room = room.saturating_sub(weight);
                    made.setter(field, accepted(examples, member, spot, given), method);
                } else if member.always {
                    made.json(field, Some(Value::Null));
                }
            }
            None => made.constant(field, member),
        }
    }
    let ty = name::ident(&def.name.rust);
    let Made { arguments, setters, members } = made;
    let made = quote!(models::#ty::new(#(#arguments),*));
    let rust = quote!(#made #setters);
    let both = !arguments.is_empty() && !setters.is_empty();
    Sample { steps: both.then_some((made, setters)), ..Sample::of(rust, members.map(Value::Object)) }
}

/// A value in the making.
struct Made {
    arguments: Vec<TokenStream>,
    setters: TokenStream,
    /// Nothing once a member is no JSON.
    members: Option<Map<String, Value>>,
}

impl Default for Made {
    fn default() -> Self {
        Self { arguments: Vec::new(), setters: TokenStream::new(), members: Some(Map::new()) }
    }
}

impl Made {
    fn json(&mut self, field: &Field, json: Option<Value>) {
        match (json, &mut self.members) {
            (Some(Value::Object(part)), Some(members)) if field.flattened => {
                for (name, value) in part {
                    members.entry(name).or_insert(value);
                }
            }
            (Some(json), Some(members)) if !field.flattened => {
                members.insert(field.name.wire.clone(), json);
            }
            _ => self.members = None,
        }
    }

    fn argument(&mut self, field: &Field, sample: Sample, nullable: bool) {
        let Sample { rust, json, steps: _ } = sample;
        self.arguments.push(if nullable { quote!(Some(#rust)) } else { rust });
        self.json(field, json);
    }

    fn setter(&mut self, field: &Field, sample: Sample, method: &proc_macro2::Ident) {
        let Sample { rust, json, steps: _ } = sample;
        self.setters.extend(quote!(.#method(#rust)));
        self.json(field, json);
    }

    /// How many members there are.
    fn count(&self) -> usize {
        self.members.as_ref().map_or(usize::MAX, Map::len)
    }

    /// What the constructor fills in by itself.
    fn constant(&mut self, field: &Field, member: &Member<'_>) {
        match field.preset.as_ref().or(field.constant.as_ref()) {
            Some(Literal::Null) if member.held == Held::Option && !member.always => {}
            Some(literal) if member.constant.is_some() => self.json(field, scalar::json(literal)),
            _ if member.constant.is_some() || member.always => self.json(field, Some(Value::Null)),
            _ => {}
        }
    }
}

/// A value as the constructor or a setter takes it.
fn accepted(examples: &Examples<'_>, member: &Member<'_>, spot: Spot<'_>, given: Option<&Literal>) -> Sample {
    let ty = member.ty;
    let by_option = member.is_nullable();
    let typed = member.held == Held::Maybe && !member.is_argument();
    let given = given.and_then(|literal| tag(examples, ty, literal));
    if let Some((sample, is_text)) = given {
        return if is_text && by_option { sample.map(|rust| quote!(#rust.to_owned())) } else { sample };
    }
    match examples.types.resolve(ty) {
        Type::String if !by_option => {
            let demanded = demanded(examples, ty, spot);
            let spot = Spot { constraints: demanded.as_ref().or(spot.constraints), ..spot };
            let (rust, json) = scalar::text(examples, spot, None);
            Sample::new(rust, json)
        }
        Type::Boxed(inner) if !by_option && !typed => value(examples, inner, spot),
        _ => value(examples, ty, spot.typed(typed)),
    }
}

/// The value of a property that tells a member of a union, and whether it is a text's literal.
fn tag(examples: &Examples<'_>, ty: &Type, literal: &Literal) -> Option<(Sample, bool)> {
    let resolved = examples.types.resolve(ty);
    if let (Type::String, Literal::String(text)) = (resolved, literal) {
        let token = literal::string(text);
        return Some((Sample::new(quote!(#token), text.as_str()), true));
    }
    let def = examples.types.definition(resolved)?;
    let TypeKind::Enumeration(enumeration) = &def.kind else { return None };
    let value = enumeration.values.iter().find(|value| value.literal == *literal)?;
    let (ty, variant) = (name::ident(&def.name.rust), name::ident(&value.name.rust));
    Some((Sample::new(quote!(models::#ty::#variant), scalar::json(literal)?), false))
}
