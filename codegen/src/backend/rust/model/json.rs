//! How a struct is read from and written as JSON.
//!
//! In: a model. Out: its `Read` and `Write`, and the bridge to serde. Invariant: reading keeps what the struct can
//! hold and skips the rest; writing goes in the order of the fields.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Model, parts};
use crate::backend::rust::braces::braces;
use crate::backend::syntax::member::{Held, Member};
use crate::backend::syntax::{literal, name};
use crate::ir::Type;

pub(in crate::backend) fn emit(model: &Model<'_>) -> TokenStream {
    let ident = &model.ident;
    let expect = model.expect_touched();
    let read = braces(read(model));
    let write = braces(write(model));
    quote! {
        #expect
        impl rt::Read for #ident {
            fn read(r: &mut rt::Reader<'_>) -> ::core::result::Result<Self, rt::ReadError> #read
        }
        #expect
        impl rt::Write for #ident {
            fn write(&self, w: &mut rt::Writer) #write
        }
        rt::model!(#ident);
    }
}

/// The local variables of `read`, which must not hide its parameter.
struct Slots {
    suffixed: bool,
}

impl Slots {
    fn of(model: &Model<'_>) -> Self {
        let rest = model.rest.map(|(name, _)| name.rust.as_str());
        let mut names = model.members.iter().map(|member| member.name.rust.as_str()).chain(rest);
        Self { suffixed: names.any(|name| name == "r") }
    }

    /// The variable of a field.
    fn slot(&self, ident: &Ident) -> Ident {
        if self.suffixed { format_ident!("{}_", name::bare(&ident.to_string())) } else { ident.clone() }
    }

    /// The field in the struct's expression.
    fn field(&self, ident: &Ident, way: Way) -> TokenStream {
        let slot = self.slot(ident);
        match way {
            Way::Kept => quote!(#ident: #slot.0,),
            _ if slot == *ident => quote!(#ident,),
            _ => quote!(#ident: #slot,),
        }
    }
}

/// How the variable of a field holds what was read so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As the field does; a required one begins as a value that never gets out.
    Field,
    /// In a slot, for there is no value to begin with.
    Slot,
    /// As an `Option` in which `null` is a value.
    Kept,
}

fn read(model: &Model<'_>) -> TokenStream {
    let slots = Slots::of(model);
    let parts = model.members.iter().filter(|member| member.flattened).map(|member| {
        let slot = slots.slot(&member.ident);
        quote!(let #slot = r.part()?;)
    });
    let parts: TokenStream = parts.collect();
    let has_parts = !parts.is_empty();
    let own: Vec<_> = model.members.iter().filter(|member| !member.flattened).collect();
    let variables = own.iter().map(|member| (slots.slot(&member.ident), start(model, member)));
    let (names, starts): (Vec<_>, Vec<_>) = variables.unzip();
    let initial = names.iter().zip(&starts).map(|(slot, (_, value))| quote!(let mut #slot = #value;));
    let wires: Vec<_> = wires(model).into_iter().map(literal::string).collect();
    let fields = own.iter().zip(&starts);
    let mut fields: TokenStream = fields.map(|(member, (way, _))| slots.field(&member.ident, *way)).collect();
    let of_parts = model.members.iter().filter(|member| member.flattened);
    fields.extend(of_parts.map(|member| slots.field(&member.ident, Way::Field)));
    fields.extend(model.rest.map(|(name, _)| slots.field(&name::ident(&name.rust), Way::Field)));
    let fields = braces(fields);
    let filled = filled(names.iter().zip(&starts).filter(|(_, (way, _))| *way == Way::Slot));
    let rest = model.rest.map(|(name, _)| slots.slot(&name::ident(&name.rust)));
    let of_parts = model.members.iter().filter(|member| member.flattened);
    let of_parts = of_parts.map(|member| slots.slot(&member.ident));
    let leave_out = rest
        .as_ref()
        .filter(|_| has_parts)
        .map(|rest| quote!(rt::leave_out(&mut #rest, &[#(&#of_parts),*])?;));
    let object = match &rest {
        None => quote!(r.object(&[#(#wires),*], &mut [#(&mut #names),*])?;),
        Some(rest) => quote! {
            let mut #rest = ::std::collections::BTreeMap::new();
            r.object_and_rest(&[#(#wires),*], &mut [#(&mut #names),*], &mut #rest)?;
            #leave_out
        },
    };
    quote! {
        #parts
        #(#initial)*
        #object
        #filled
        Ok(Self #fields)
    }
}

/// The members that have a slot each, then those that only unions have which are read from the same object. The rest takes
/// what these do not keep.
fn wires<'m>(model: &'m Model<'_>) -> Vec<&'m str> {
    let (parts, own): (Vec<_>, Vec<_>) = model.members.iter().partition(|member| member.flattened);
    let parts = if model.rest.is_some() { Vec::new() } else { parts };
    let mut wires: Vec<_> = own.iter().map(|member| member.name.wire.as_str()).collect();
    let mut known: BTreeSet<_> = wires.iter().copied().collect();
    let of_parts = parts.iter().flat_map(|member| parts::members(model.types, member.ty));
    wires.extend(of_parts.filter(|wire| known.insert(wire)));
    wires
}

/// What the variable of a field begins as.
fn start(model: &Model<'_>, member: &Member<'_>) -> (Way, TokenStream) {
    if member.demanded {
        let value = (member.held == Held::Plain).then(|| blank(model.types.resolve(member.ty))).flatten();
        return value.map_or_else(|| (Way::Slot, quote!(rt::Slot::new())), |value| (Way::Field, value));
    }
    match member.held {
        Held::Maybe => (Way::Field, quote!(rt::Maybe::Absent)),
        _ if model.keeps_null(member) => (Way::Kept, quote!(rt::OptionalSlot(None))),
        _ => (Way::Field, quote!(None)),
    }
}

/// A value of a type that costs nothing to make.
fn blank(ty: &Type) -> Option<TokenStream> {
    Some(match ty {
        Type::Boolean => quote!(false),
        Type::Int32 => quote!(0_i32),
        Type::Int64 => quote!(0_i64),
        Type::Uint32 => quote!(0_u32),
        Type::Uint64 => quote!(0_u64),
        Type::Int128 => quote!(0_i128),
        Type::Uint128 => quote!(0_u128),
        Type::Float32 => quote!(0.0_f32),
        Type::Float64 => quote!(0.0_f64),
        Type::String => quote!(::std::string::String::new()),
        Type::Uuid => quote!(rt::Uuid::nil()),
        Type::Any => quote!(rt::Json::Null),
        Type::List(_) => quote!(::std::vec::Vec::new()),
        Type::Map(_) => quote!(::std::collections::BTreeMap::new()),
        _ => return None,
    })
}

/// Takes the values out of their slots. The reader has seen to it that they are there.
fn filled<'a>(slots: impl Iterator<Item = (&'a Ident, &'a (Way, TokenStream))>) -> TokenStream {
    let slots: Vec<_> = slots.map(|(slot, _)| slot).collect();
    let fault = quote!(else { return Err(rt::ReadError::unfilled()); };);
    match slots.as_slice() {
        [] => TokenStream::new(),
        [slot] => quote!(let Some(#slot) = #slot.0 #fault),
        slots => quote!(let (#(Some(#slots)),*) = (#(#slots.0),*) #fault),
    }
}

fn write(model: &Model<'_>) -> TokenStream {
    let members = model.members.iter().filter(|member| !member.flattened).map(|member| {
        let Member { name, ident, always, .. } = member;
        let wire = literal::string(&name.wire);
        let method = if *always { quote!(field) } else { quote!(optional) };
        quote!(w.#method(#wire, &self.#ident);)
    });
    let rest = model.rest.map(|(name, _)| {
        let ident = name::ident(&name.rust);
        quote!(w.entries(&self.#ident);)
    });
    let parts = model.members.iter().filter(|member| member.flattened).map(|member| &member.ident);
    let parts: Vec<_> = parts.collect();
    let has_parts = !parts.is_empty();
    let (begin, end) = if parts.is_empty() {
        (quote!(w.begin_object();), quote!(w.end_object();))
    } else {
        let rest = model.rest.map(|(name, _)| name::ident(&name.rust));
        let parts = parts.into_iter().chain(rest.as_ref());
        (quote!(let start = w.begin_merged();), quote!(w.end_merged(start, &[#(&self.#parts),*]);))
    };
    let rest = rest.filter(|_| !has_parts);
    std::iter::once(begin).chain(members).chain(rest).chain([end]).collect()
}
