//! Structs.
//!
//! In: an object. Out: a struct with constructor, setters, defaults, reading and writing; for a multipart body also
//! its way into a form. Invariant: a struct that holds a file part is only ever sent, as a form.

mod constructor;
mod form;
mod json;
mod parts;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::braces::braces;
use super::{docs, lints};
use crate::backend::syntax::member::{Held, Member};
use crate::backend::syntax::{name, types::Types};
use crate::ir::{Name, Object, Type, TypeDef, TypeId};

/// A struct in the making.
pub(in crate::backend) struct Model<'a> {
    pub(in crate::backend) types: &'a Types<'a>,
    pub(in crate::backend) def: &'a TypeDef,
    pub(in crate::backend) ident: Ident,
    pub(in crate::backend) members: Vec<Member<'a>>,
    pub(in crate::backend) rest: Option<&'a (Name, Type)>,
    /// Whether the struct itself is deprecated.
    deprecated: bool,
    /// Whether an impl that uses every member uses something deprecated.
    touched: bool,
}

/// Emits a struct and its impls.
pub(in crate::backend) fn emit(types: &Types<'_>, id: TypeId, def: &TypeDef, object: &Object) -> TokenStream {
    let model = Model::new(types, id, def, object);
    let definition = definition(&model);
    let constructor = constructor::emit(&model);
    let form = types.is_multipart(id).then(|| form::emit(&model));
    let json = (!model.holds_part()).then(|| json::emit(&model));
    quote!(#definition #constructor #form #json)
}

impl<'a> Model<'a> {
    fn new(types: &'a Types<'a>, id: TypeId, def: &'a TypeDef, object: &'a Object) -> Self {
        let Object { fields, rest, closed: _ } = object;
        let is_form = types.is_multipart(id);
        let members: Vec<_> =
            fields.iter().map(|field| Member::new(types, field, def.usage, is_form)).collect();
        let deprecated = def.docs.deprecated.is_some();
        let touched = deprecated || members.iter().any(|member| member.docs.deprecated.is_some());
        let ident = name::ident(&def.name.rust);
        Self { types, def, ident, members, rest: rest.as_ref(), deprecated, touched }
    }

    /// Whether it has a file, which JSON cannot hold.
    fn holds_part(&self) -> bool {
        self.types.is_file(self.def)
    }

    /// Whether `null` is a value of an optional member's own type, which must come back where it is sent.
    fn keeps_null(&self, member: &Member<'_>) -> bool {
        let holds_null = matches!(self.types.resolve(member.ty), Type::Any | Type::Null);
        self.def.usage.request && member.held == Held::Option && holds_null
    }

    /// The attribute of an impl that uses every member.
    pub(in crate::backend) fn expect_touched(&self) -> TokenStream {
        lints::expect_deprecated(self.touched)
    }

    /// Whether `new` takes nothing.
    fn is_default(&self) -> bool {
        self.members.iter().all(|member| !member.is_argument())
    }

    /// Whether each member begins as the default of its type.
    fn derives_default(&self) -> bool {
        self.is_default() && self.members.iter().all(|member| member.constant.is_none())
    }
}

fn definition(model: &Model<'_>) -> TokenStream {
    let TypeDef { name, pointer: _, docs, kind: _, usage: _, derives: _ } = model.def;
    let text = docs::named(docs, name);
    let deprecated = docs::deprecated(docs);
    let json = (!model.holds_part()).then(|| quote!(Clone,));
    let equal = (!model.holds_part()).then(|| quote!(, PartialEq));
    let default = model.derives_default().then(|| quote!(, Default));
    let flags = model.members.iter().filter(|member| member.held == Held::Plain).map(|member| member.ty);
    let bools = lints::expect_bools(flags);
    let ident = &model.ident;
    let mut fields: TokenStream = model.members.iter().map(field).collect();
    fields.extend(model.rest.map(|(name, ty)| {
        let ident = name::ident(&name.rust);
        let ty = model.types.map(ty);
        quote! {
            /// Members that the document does not list.
            pub #ident: #ty,
        }
    }));
    let expect = lints::expect_deprecated(model.types.names_deprecated(&fields, Some(model.def)));
    let fields = braces(fields);
    quote! {
        #text
        #deprecated
        #expect
        #bools
        #[derive(#json Debug #equal #default)]
        #[non_exhaustive]
        pub struct #ident #fields
    }
}

fn field(member: &Member<'_>) -> TokenStream {
    let text = docs::named(member.docs, member.name);
    let deprecated = docs::deprecated(member.docs);
    let Member { ident, .. } = member;
    let ty = member.field_type();
    quote! {
        #text
        #deprecated
        pub #ident: #ty,
    }
}
