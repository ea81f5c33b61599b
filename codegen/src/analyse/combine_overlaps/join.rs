//! One type for what several types say of a member.
//!
//! In: types. Out: the one that holds every value of each of them without loss, which may be a new union.
//! Invariant: equal sets of types have one union, so that types that contain themselves lead to no end.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    analyse::decide_unions::kinds,
    ir::{Api, Docs, JsonKind, Name, Type, TypeDef, TypeId, TypeKind, Union, Usage, Variant},
    pointer::Pointer,
};

/// How deep types are looked into.
const MAX_DEPTH: usize = 16;

/// The unions that hold several types, by these.
#[derive(Debug, Default)]
pub(super) struct Unions(BTreeMap<String, TypeId>);

impl Unions {
    /// Notes a union that is there already.
    pub(super) fn add(&mut self, id: TypeId, union: &Union) {
        let types: Vec<Type> = union.variants.iter().map(|variant| variant.ty.clone()).collect();
        self.0.entry(key(&types)).or_insert(id);
    }

    /// The type that holds all values of these types. A union that is made for them has this name and location.
    pub(super) fn join(&mut self, api: &mut Api, types: &[Type], name: &str, at: &Pointer) -> Type {
        self.joined(api, types, name, at, MAX_DEPTH)
    }

    fn joined(&mut self, api: &mut Api, types: &[Type], name: &str, at: &Pointer, depth: usize) -> Type {
        let mut distinct: Vec<Type> = Vec::new();
        let mut nullable = false;
        for ty in types {
            let (bare, null) = if let Type::Nullable(inner) = ty { (&**inner, true) } else { (ty, false) };
            nullable |= null;
            if !distinct.contains(bare) {
                distinct.push(bare.clone());
            }
        }
        let ty = match simple(api, &distinct) {
            Some(ty) => ty,
            None => match (inner(&distinct), depth.checked_sub(1)) {
                (Some((items, outer)), Some(depth)) => {
                    outer(Box::new(self.joined(api, &items, name, at, depth)))
                }
                (None, _) => Type::Named(self.union(api, distinct, name, at)),
                (Some(_), None) => Type::Any,
            },
        };
        if nullable && ty != Type::Any { Type::Nullable(Box::new(ty)) } else { ty }
    }

    fn union(&mut self, api: &mut Api, types: Vec<Type>, name: &str, at: &Pointer) -> TypeId {
        let key = key(&types);
        if let Some(known) = self.0.get(&key) {
            return *known;
        }
        let id = TypeId(api.types.len());
        self.0.insert(key, id);
        let variants =
            types.into_iter().map(|ty| Variant { name: Name::of(noun(api, &ty)), ty, docs: Docs::default() });
        let union = Union {
            variants: variants.collect(),
            inclusive: true,
            other: Name::of("Other"),
            ..Union::default()
        };
        api.types.push(TypeDef {
            name: Name::of(name),
            pointer: at.clone(),
            docs: Docs::default(),
            kind: TypeKind::Union(union),
            usage: Usage::default(),
            derives: Vec::new(),
        });
        id
    }
}

fn key(types: &[Type]) -> String {
    let texts: BTreeSet<String> = types.iter().map(|ty| format!("{ty:?}")).collect();
    format!("{texts:?}")
}

/// The type among these, or beside them, that holds the values of all.
fn simple(api: &Api, types: &[Type]) -> Option<Type> {
    let all = |is: fn(&Type) -> bool| types.iter().all(is);
    match types {
        [only] => Some(only.clone()),
        types if types.contains(&Type::Any) => Some(Type::Any),
        _ if all(|ty| matches!(ty, Type::Int32 | Type::Uint32 | Type::Int64)) => Some(Type::Int64),
        _ if all(|ty| matches!(ty, Type::Float32 | Type::Float64)) => Some(Type::Float64),
        types if types.contains(&Type::Binary) => None,
        types if types.iter().all(|ty| is_text(api, ty)) => {
            Some(if types.contains(&Type::Secret) { Type::Secret } else { Type::String })
        }
        _ => None,
    }
}

fn is_text(api: &Api, ty: &Type) -> bool {
    let is_container = matches!(ty, Type::List(_) | Type::Map(_) | Type::Tuple(_));
    let kinds = kinds(api, ty);
    !is_container && kinds.len() == 1 && kinds.contains(&JsonKind::String)
}

/// What a list or a map of a type is.
type Outer = fn(Box<Type>) -> Type;

/// What lists or maps hold, if all types are lists or all are maps.
fn inner(types: &[Type]) -> Option<(Vec<Type>, Outer)> {
    let items = |of: fn(&Type) -> Option<Type>| types.iter().map(of).collect::<Option<Vec<Type>>>();
    let lists = items(|ty| if let Type::List(item) = ty { Some((**item).clone()) } else { None });
    let maps = items(|ty| if let Type::Map(value) = ty { Some((**value).clone()) } else { None });
    match (lists, maps) {
        (Some(items), _) => Some((items, Type::List)),
        (None, Some(values)) => Some((values, Type::Map)),
        (None, None) => None,
    }
}

/// A name for a type as a variant.
fn noun(api: &Api, ty: &Type) -> String {
    if let Type::Named(id) = ty {
        return api.get(*id).map(|def| def.name.wire.clone()).unwrap_or_default();
    }
    let kinds = kinds(api, ty);
    let widest = kinds.last().copied();
    match widest {
        Some(JsonKind::Boolean) => "Boolean",
        Some(JsonKind::Integer) => "Integer",
        Some(JsonKind::Number) => "Number",
        Some(JsonKind::String) => "String",
        Some(JsonKind::Array) => "Array",
        Some(JsonKind::Object) => "Object",
        None => "Null",
    }
    .to_owned()
}
