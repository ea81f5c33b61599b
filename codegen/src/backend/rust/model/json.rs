//! How a struct is read from and written as JSON.
//!
//! In: a model. Out: its `Read` and `Write`, and the bridge to serde. Invariant: reading keeps what the struct can
//! hold and skips the rest; writing goes in the order of the fields.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Model;
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
    let variables = model.members.iter().map(|member| (slots.slot(&member.ident), start(model, member)));
    let (names, starts): (Vec<_>, Vec<_>) = variables.unzip();
    let initial = names.iter().zip(&starts).map(|(slot, (_, value))| quote!(let mut #slot = #value;));
    let wires = model.members.iter().map(|member| literal::string(&member.name.wire));
    let fields = model.members.iter().zip(&starts);
    let mut fields: TokenStream = fields.map(|(member, (way, _))| slots.field(&member.ident, *way)).collect();
    fields.extend(model.rest.map(|(name, _)| slots.field(&name::ident(&name.rust), Way::Field)));
    let fields = braces(fields);
    let filled = filled(names.iter().zip(&starts).filter(|(_, (way, _))| *way == Way::Slot));
    let rest = model.rest.map(|(name, _)| slots.slot(&name::ident(&name.rust)));
    let object = match &rest {
        None => quote!(r.object(&[#(#wires),*], &mut [#(&mut #names),*])?;),
        Some(rest) => quote! {
            let mut #rest = ::std::collections::BTreeMap::new();
            r.object_and_rest(&[#(#wires),*], &mut [#(&mut #names),*], &mut #rest)?;
        },
    };
    quote! {
        #(#initial)*
        #object
        #filled
        Ok(Self #fields)
    }
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
    let members = model.members.iter().map(|member| {
        let Member { name, ident, always, .. } = member;
        let wire = literal::string(&name.wire);
        let method = if *always { quote!(field) } else { quote!(optional) };
        quote!(w.#method(#wire, &self.#ident);)
    });
    let rest = model.rest.map(|(name, _)| {
        let ident = name::ident(&name.rust);
        quote!(w.entries(&self.#ident);)
    });
    let begin = quote!(w.begin_object(););
    std::iter::once(begin).chain(members).chain(rest).chain([quote!(w.end_object();)]).collect()
}
