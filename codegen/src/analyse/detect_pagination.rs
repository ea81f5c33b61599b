//! Detects which operations return a list in pages.
//!
//! In: the API, by its wire names. Out: the pagination of each operation that has one.
//! Relies on: nothing. Runs before `assign_names`, as a paginated request has more methods.
//! Invariant: the shape decides, never a name of one API: integers `limit` and `offset` in the query string, no body,
//! and one success, an object with a list `items`.

use crate::ir::{
    Api, Field, Object, Operation, Pagination, Parameter, Position, SuccessBody, Type, TypeDef, TypeId,
    TypeKind,
};
use crate::openapi::style;

pub(super) fn detect_pagination(api: &mut Api) {
    let types = &api.types;
    for operation in api.groups.iter_mut().flat_map(|group| &mut group.operations) {
        operation.pagination = pagination(types, operation);
    }
}

fn pagination(types: &[TypeDef], operation: &Operation) -> Option<Pagination> {
    let takes = |name: &str| {
        let is_plain = |p: &Parameter| p.encoding == style::default_encoding(Position::Query);
        let is_query = |p: &Parameter| p.position == Position::Query && is_plain(p);
        let found = operation.parameters.iter().find(|p| p.name.wire == name && is_query(p));
        found.is_some_and(|parameter| is_integer(types, &parameter.ty))
    };
    if operation.method != "GET" || operation.body.is_some() || !takes("limit") || !takes("offset") {
        return None;
    }
    let SuccessBody::Json(first) = &operation.successes.first()?.body else { return None };
    if operation.successes.iter().any(|case| case.body != SuccessBody::Json(first.clone())) {
        return None;
    }
    let Type::Named(page) = resolve(types, first) else { return None };
    let object = object(types, *page)?;
    let integer = |name: &str| field(object, name, &|ty| is_integer(types, ty));
    let items = field(object, "items", &|ty| is_list(types, ty))?;
    Some(Pagination { page: *page, items, total: integer("total"), offset: integer("offset") })
}

fn object(types: &[TypeDef], id: TypeId) -> Option<&Object> {
    match &types.get(id.0)?.kind {
        TypeKind::Object(object) => Some(object),
        _ => None,
    }
}

fn field(object: &Object, name: &str, fits: &dyn Fn(&Type) -> bool) -> Option<usize> {
    object
        .fields
        .iter()
        .position(|Field { name: own, ty, flattened, .. }| !flattened && own.wire == name && fits(ty))
}

fn is_integer(types: &[TypeDef], ty: &Type) -> bool {
    matches!(resolve(types, ty), Type::Int32 | Type::Int64 | Type::Uint32 | Type::Uint64)
}

/// Whether a type is a list whose items can be written; a file's part cannot.
fn is_list(types: &[TypeDef], ty: &Type) -> bool {
    match resolve(types, ty) {
        Type::List(item) => *resolve(types, item) != Type::Binary,
        _ => false,
    }
}

/// A type behind its aliases. These may still lead to each other: `break_alias_cycles` comes later.
fn resolve<'t>(types: &'t [TypeDef], mut ty: &'t Type) -> &'t Type {
    for _ in 0..=types.len() {
        let Type::Named(id) = ty else { break };
        let Some(TypeKind::Alias(target)) = types.get(id.0).map(|def| &def.kind) else { break };
        ty = target;
    }
    ty
}
