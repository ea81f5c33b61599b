//! How a struct is read from and written as JSON.
//!
//! In: a model. Out: its `Read` and `Write`, and the bridge to serde. Invariant: reading keeps what the struct can
//! hold and skips the rest; writing goes in the order of the fields.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Held, Member, Model};
use crate::emit::{braces::braces, literal, name};

pub(super) fn emit(model: &Model<'_>) -> TokenStream {
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

/// The local variables of `read`, which must not hide each other.
struct Slots {
    suffixed: bool,
}

impl Slots {
    fn of(model: &Model<'_>) -> Self {
        let own = ["r", "field", "key"];
        let rest = model.rest.map(|(name, _)| name.rust.clone());
        let mut names = model.members.iter().map(|member| member.ident.to_string()).chain(rest);
        Self { suffixed: names.any(|name| own.contains(&name.as_str())) }
    }

    /// The variable of a field.
    fn slot(&self, ident: &Ident) -> Ident {
        if self.suffixed { format_ident!("{}_", name::bare(&ident.to_string())) } else { ident.clone() }
    }

    /// The field in the struct's expression, from its variable or from what is made of it.
    fn field(&self, ident: &Ident, value: Option<TokenStream>) -> TokenStream {
        let slot = self.slot(ident);
        match value {
            Some(value) => quote!(#ident: #value,),
            None if slot == *ident => quote!(#ident,),
            None => quote!(#ident: #slot,),
        }
    }
}

fn read(model: &Model<'_>) -> TokenStream {
    let slots = Slots::of(model);
    let rest = model.rest.map(|(name, _)| name::ident(&name.rust));
    let initial = model.members.iter().map(|member| {
        let slot = slots.slot(&member.ident);
        match member.held {
            Held::Maybe => quote!(let mut #slot = rt::Maybe::Absent;),
            Held::Plain | Held::Option => quote!(let mut #slot = None;),
        }
    });
    let rest_initial = rest.as_ref().map(|ident| {
        let slot = slots.slot(ident);
        quote!(let mut #slot = ::std::collections::BTreeMap::new();)
    });
    let wires = model.members.iter().map(|member| literal::string(&member.name.wire));
    let members = members(model, &slots, rest.as_ref());
    let mut fields: TokenStream = model
        .members
        .iter()
        .map(|member| {
            let slot = slots.slot(&member.ident);
            let wire = literal::string(&member.name.wire);
            slots.field(&member.ident, member.demanded.then(|| quote!(r.required(#slot, #wire)?)))
        })
        .collect();
    fields.extend(rest.as_ref().map(|ident| slots.field(ident, None)));
    let fields = braces(fields);
    quote! {
        const FIELDS: &[&str] = &[#(#wires),*];
        #(#initial)*
        #rest_initial
        r.begin_object()?;
        #members
        Ok(Self #fields)
    }
}

/// The loop over the members of the object; its shape follows their number, as a reader would write it.
fn members(model: &Model<'_>, slots: &Slots, rest: Option<&Ident>) -> TokenStream {
    let unknown = rest.map_or_else(
        || quote!(r.skip()?;),
        |ident| {
            let slot = slots.slot(ident);
            quote! {
                let key = r.key_owned();
                #slot.insert(key, r.value()?);
            }
        },
    );
    let assign = |member: &Member<'_>| {
        let slot = slots.slot(&member.ident);
        if member.demanded || model.keeps_null(member) {
            quote!(#slot = Some(r.value()?))
        } else {
            quote!(#slot = r.value()?)
        }
    };
    match model.members.as_slice() {
        [] => quote!(while r.field(FIELDS)?.is_some() { #unknown }),
        [member] => {
            let assign = assign(member);
            quote! {
                while let Some(field) = r.field(FIELDS)? {
                    if field == 0 { #assign; } else { #unknown }
                }
            }
        }
        members => {
            let arms = members.iter().enumerate().map(|(index, member)| {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                let assign = assign(member);
                quote!(#index => #assign,)
            });
            let unknown = if rest.is_some() { quote!({ #unknown }) } else { quote!(r.skip()?,) };
            let arms = braces(arms.chain([quote!(_ => #unknown)]).collect());
            quote!(while let Some(field) = r.field(FIELDS)? { match field #arms })
        }
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
