//! Boxes for types that contain themselves.
//!
//! In: types that may be recursive. Out: the same with a box on each way back, and no endless alias.
//! Invariant: afterwards every type has a finite size; a list or a map needs no box.

use std::collections::BTreeSet;

use crate::{
    Diagnostics,
    diagnostics::degraded,
    ir::{Api, Type, TypeDef, TypeId, TypeKind, visit},
};

pub(super) fn place(api: &mut Api, diagnostics: &mut Diagnostics) {
    end_aliases(api, diagnostics);
    for (owner, part, target) in ways_back(api) {
        let Some(def) = api.types.get_mut(owner) else { continue };
        if let Some(ty) = part_mut(def, part) {
            enclose(ty, target);
        }
    }
}

/// An alias that leads back to itself through aliases alone ends in any JSON value instead.
fn end_aliases(api: &mut Api, diagnostics: &mut Diagnostics) {
    let back = back_edges(api.types.len(), |id| alias_edges(api, id));
    for (id, target, _) in back {
        let Some(def) = api.types.get_mut(id) else { continue };
        diagnostics.push(degraded::endless_alias(&def.pointer));
        if let TypeKind::Alias(ty) = &mut def.kind {
            end(ty, target);
        }
    }
}

fn alias_edges(api: &Api, id: usize) -> Vec<(TypeId, usize)> {
    let mut edges = Vec::new();
    if let Some(TypeDef { kind: TypeKind::Alias(ty), .. }) = api.types.get(id) {
        visit::within(ty, &mut |ty| {
            if let Type::Named(id) = ty {
                edges.push((*id, id.0));
            }
        });
    }
    edges
}

/// Puts any JSON value in the place of a type.
fn end(ty: &mut Type, target: TypeId) {
    match ty {
        Type::Named(id) if *id == target => *ty = Type::Any,
        Type::Boxed(inner) | Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            end(inner, target);
        }
        Type::Tuple(members) => members.iter_mut().for_each(|member| end(member, target)),
        _ => {}
    }
}

/// Which part of which type leads back, to which id as it stands there.
fn ways_back(api: &Api) -> Vec<(usize, usize, TypeId)> {
    let edges = |id: usize| {
        let mut edges = Vec::new();
        let Some(def) = api.types.get(id).filter(|def| !matches!(def.kind, TypeKind::Alias(_))) else {
            return edges;
        };
        let mut part = 0;
        visit::parts(def, &mut |ty| {
            by_value(api, ty, &mut |written, target| edges.push(((part, written), target.0)));
            part += 1;
        });
        edges
    };
    let back = back_edges(api.types.len(), edges);
    back.into_iter().map(|(owner, (part, written), _)| (owner, part, written)).collect()
}

/// Calls for each type whose value stands in this one: with the id that is written, and what it is behind aliases.
fn by_value(api: &Api, ty: &Type, call: &mut dyn FnMut(TypeId, TypeId)) {
    match ty {
        Type::Named(id) => behind_aliases(api, *id, &mut |target| call(*id, target)),
        Type::Nullable(inner) => by_value(api, inner, call),
        Type::Tuple(members) => members.iter().for_each(|member| by_value(api, member, call)),
        _ => {}
    }
}

/// Alias chains may be long, so they are walked with a list; and each once, as tuples may lead to one by many ways.
fn behind_aliases(api: &Api, id: TypeId, call: &mut dyn FnMut(TypeId)) {
    let mut open = vec![id];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match api.get(id).map(|def| &def.kind) {
            Some(TypeKind::Alias(ty)) => held(ty, &mut open),
            Some(_) => call(id),
            None => {}
        }
    }
}

fn held(ty: &Type, open: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => open.push(*id),
        Type::Nullable(inner) => held(inner, open),
        Type::Tuple(members) => members.iter().for_each(|member| held(member, open)),
        _ => {}
    }
}

/// Edges that lead to a node which is still open in a depth-first walk; each cycle has at least one. Not recursive:
/// a document may chain any number of types.
fn back_edges<L: Copy>(nodes: usize, edges: impl Fn(usize) -> Vec<(L, usize)>) -> Vec<(usize, L, usize)> {
    let mut state = vec![State::New; nodes];
    let mut back = Vec::new();
    for root in 0..nodes {
        if state.get(root) != Some(&State::New) {
            continue;
        }
        let mut path = vec![(root, edges(root).into_iter())];
        set(&mut state, root, State::Open);
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            match rest.next() {
                None => {
                    set(&mut state, node, State::Done);
                    path.pop();
                }
                Some((label, next)) => match state.get(next) {
                    Some(State::New) => {
                        set(&mut state, next, State::Open);
                        path.push((next, edges(next).into_iter()));
                    }
                    Some(State::Open) => back.push((node, label, next)),
                    Some(State::Done) | None => {}
                },
            }
        }
    }
    back
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

fn set(states: &mut [State], node: usize, state: State) {
    if let Some(known) = states.get_mut(node) {
        *known = state;
    }
}

/// The part with that number, counted as [`visit::parts`] calls.
fn part_mut(def: &mut TypeDef, part: usize) -> Option<&mut Type> {
    match &mut def.kind {
        TypeKind::Object(object) => {
            let fields = object.fields.iter_mut().map(|field| &mut field.ty);
            fields.chain(object.rest.iter_mut().map(|(_, ty)| ty)).nth(part)
        }
        TypeKind::Union(union) => union.variants.get_mut(part).map(|variant| &mut variant.ty),
        TypeKind::Alias(_) | TypeKind::Enumeration(_) | TypeKind::External(_) => None,
    }
}

/// Boxes the uses of a type that stand by value.
fn enclose(ty: &mut Type, target: TypeId) {
    match ty {
        Type::Named(id) if *id == target => *ty = Type::Boxed(Box::new(Type::Named(target))),
        Type::Nullable(inner) => enclose(inner, target),
        Type::Tuple(members) => members.iter_mut().for_each(|member| enclose(member, target)),
        _ => {}
    }
}
