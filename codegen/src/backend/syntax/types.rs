//! Uses of types -> tokens.
//!
//! In: [`Type`]s. Out: the Rust types of fields and of arguments. Invariant: paths are absolute or begin with `rt` or
//! `models`, so that no name of the document can stand for something else.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::name::ident;
use super::paths;
use crate::ir::{Api, BodyKind, DateLibrary, Operation, TextFormat, Type, TypeDef, TypeId, TypeKind};

/// The named types of an API.
pub(in crate::backend) struct Types<'a> {
    pub(in crate::backend) api: &'a Api,
    multipart: BTreeSet<TypeId>,
    deprecated: BTreeSet<String>,
}

impl<'a> Types<'a> {
    pub(in crate::backend) fn new(api: &'a Api) -> Self {
        let deprecated = api.types.iter().filter(|def| def.docs.deprecated.is_some());
        let deprecated = deprecated.map(|def| def.name.rust.clone()).collect();
        let mut types = Self { api, multipart: BTreeSet::new(), deprecated };
        let bodies = api.groups.iter().flat_map(|group| &group.operations).flat_map(multipart);
        types.multipart = bodies.map(|id| types.target(id)).collect();
        types
    }

    /// All named types with their ids.
    pub(in crate::backend) fn all(&self) -> impl Iterator<Item = (TypeId, &'a TypeDef)> {
        self.api.types.iter().enumerate().map(|(index, def)| (TypeId(index), def))
    }

    /// Whether a type is sent as `multipart/form-data`.
    pub(in crate::backend) fn is_multipart(&self, id: TypeId) -> bool {
        self.multipart.contains(&id)
    }

    /// A type behind its aliases.
    pub(in crate::backend) fn resolve<'t>(&self, ty: &'t Type) -> &'t Type
    where
        'a: 't,
    {
        let mut ty = ty;
        for _ in 0..=self.api.types.len() {
            match self.definition(ty).map(|def| &def.kind) {
                Some(TypeKind::Alias(target)) => ty = target,
                _ => break,
            }
        }
        ty
    }

    /// The definition that a use of a type names.
    pub(in crate::backend) fn definition(&self, ty: &Type) -> Option<&'a TypeDef> {
        match ty {
            Type::Named(id) => self.api.get(*id),
            _ => None,
        }
    }

    fn target(&self, id: TypeId) -> TypeId {
        match self.resolve(&Type::Named(id)) {
            Type::Named(target) => *target,
            _ => id,
        }
    }

    /// Whether code names a deprecated type (`models::Old`) other than the one that it is part of.
    pub(in crate::backend) fn names_deprecated(&self, code: &TokenStream, within: Option<&TypeDef>) -> bool {
        let found =
            |name: &str| self.deprecated.contains(name) && within.is_none_or(|def| def.name.rust != name);
        !self.deprecated.is_empty() && paths::names(code, "models", &found)
    }

    /// Whether a type is, or holds, a file part.
    pub(in crate::backend) fn holds_part(&self, ty: &Type) -> bool {
        match self.resolve(ty) {
            Type::Binary => true,
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.holds_part(inner)
            }
            _ => false,
        }
    }

    /// Whether a definition is, or has a member that is, a file part, which JSON cannot hold.
    pub(in crate::backend) fn is_file(&self, def: &TypeDef) -> bool {
        match &def.kind {
            TypeKind::Object(object) => {
                let members = object.fields.iter().map(|field| &field.ty);
                members.chain(object.rest.iter().map(|(_, ty)| ty)).any(|ty| self.holds_part(ty))
            }
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => self.holds_part(ty),
            TypeKind::Enumeration(_) | TypeKind::Union(_) | TypeKind::Events(_) | TypeKind::External(_) => {
                false
            }
        }
    }

    /// The Rust type of a value.
    pub(in crate::backend) fn path(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Null => quote!(()),
            Type::Boolean => quote!(bool),
            Type::Int32 => quote!(i32),
            Type::Int64 => quote!(i64),
            Type::Uint32 => quote!(u32),
            Type::Uint64 => quote!(u64),
            Type::Int128 => quote!(i128),
            Type::Uint128 => quote!(u128),
            Type::Float32 => quote!(f32),
            Type::Float64 => quote!(f64),
            Type::Number => quote!(rt::Number),
            Type::Formatted(format) => {
                let value = self.formatted(*format);
                quote!(rt::Formatted<#value>)
            }
            Type::String => quote!(::std::string::String),
            Type::Secret => quote!(rt::Secret),
            Type::Uuid => quote!(rt::Uuid),
            Type::DateTime => match self.api.dates {
                DateLibrary::Jiff => quote!(rt::Timestamp),
                DateLibrary::Chrono => quote!(rt::DateTime<rt::Utc>),
            },
            Type::Date => match self.api.dates {
                DateLibrary::Jiff => quote!(rt::Date),
                DateLibrary::Chrono => quote!(rt::NaiveDate),
            },
            Type::Uri => quote!(rt::Uri),
            Type::Base64 => quote!(rt::Base64),
            Type::Base64Url => quote!(rt::Base64Url),
            Type::Binary => quote!(rt::Part),
            Type::Any => quote!(rt::Json),
            Type::Named(id) => self.named(*id),
            Type::Boxed(inner) => {
                let inner = self.path(inner);
                quote!(::std::boxed::Box<#inner>)
            }
            Type::List(inner) => {
                let inner = self.path(inner);
                quote!(::std::vec::Vec<#inner>)
            }
            Type::Nullable(inner) => option(&self.path(inner)),
            Type::Map(inner) => self.map(inner),
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.path(item));
                quote!((#(#items,)*))
            }
        }
    }

    /// The type of the value that a text of a format stands for.
    pub(in crate::backend) fn formatted(&self, format: TextFormat) -> TokenStream {
        match (format, self.api.dates) {
            (TextFormat::Duration, DateLibrary::Jiff) => quote!(rt::Span),
            (TextFormat::Duration, DateLibrary::Chrono) => quote!(rt::TimeDelta),
            (TextFormat::Time, DateLibrary::Jiff) => quote!(rt::Time),
            (TextFormat::Time, DateLibrary::Chrono) => quote!(rt::NaiveTime),
            (TextFormat::LocalDateTime, DateLibrary::Jiff) => quote!(rt::LocalDateTime),
            (TextFormat::LocalDateTime, DateLibrary::Chrono) => quote!(rt::NaiveDateTime),
            (TextFormat::HttpDate, _) => quote!(rt::HttpDate),
            (TextFormat::Ipv4, _) => quote!(::std::net::Ipv4Addr),
            (TextFormat::Ipv6, _) => quote!(::std::net::Ipv6Addr),
            (TextFormat::Ip, _) => quote!(::std::net::IpAddr),
            (TextFormat::Int32, _) => quote!(i32),
            (TextFormat::Int64, _) => quote!(i64),
            (TextFormat::Int128, _) => quote!(i128),
            (TextFormat::Uint32, _) => quote!(u32),
            (TextFormat::Uint64, _) => quote!(u64),
            (TextFormat::Uint128, _) => quote!(u128),
            (TextFormat::Float32, _) => quote!(f32),
            (TextFormat::Float64, _) => quote!(f64),
        }
    }

    /// The type of a map from strings.
    pub(in crate::backend) fn map(&self, value: &Type) -> TokenStream {
        let value = self.path(value);
        quote!(::std::collections::BTreeMap<::std::string::String, #value>)
    }

    fn named(&self, id: TypeId) -> TokenStream {
        let name = self.api.get(id).map(|def| ident(&def.name.rust));
        name.map_or_else(|| quote!(rt::Json), |name| quote!(models::#name))
    }

    /// The type of an argument: small scalars by value, all else borrowed.
    pub(in crate::backend) fn argument(&self, ty: &Type) -> TokenStream {
        let path = self.path(ty);
        match self.resolve(ty) {
            scalar if is_copy(scalar) => path,
            Type::String => quote!(&str),
            Type::List(item) => {
                let item = self.path(item);
                quote!(&[#item])
            }
            Type::Boxed(inner) => self.argument(inner),
            Type::Nullable(inner) => option(&self.argument(inner)),
            _ => quote!(&#path),
        }
    }

    /// An argument as `&dyn Write`: what is borrowed and sized already goes as it is.
    pub(in crate::backend) fn written(&self, ty: &Type, argument: &Ident) -> TokenStream {
        match self.resolve(ty) {
            Type::String | Type::List(_) | Type::Nullable(_) => quote!(&#argument),
            Type::Boxed(inner) => self.written(inner, argument),
            scalar if is_copy(scalar) => quote!(&#argument),
            _ => quote!(#argument),
        }
    }
}

/// `Option` of a type.
pub(in crate::backend) fn option(inner: &TokenStream) -> TokenStream {
    quote!(::std::option::Option<#inner>)
}

pub(in crate::backend) fn is_copy(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Null
            | Type::Boolean
            | Type::Int32
            | Type::Int64
            | Type::Uint32
            | Type::Uint64
            | Type::Int128
            | Type::Uint128
            | Type::Float32
            | Type::Float64
            | Type::Uuid
            | Type::DateTime
            | Type::Date
    )
}

fn multipart(operation: &Operation) -> impl Iterator<Item = TypeId> {
    operation.bodies().filter_map(|body| match body.kind {
        BodyKind::Multipart(id) => Some(id),
        _ => None,
    })
}
