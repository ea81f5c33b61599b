//! Which schema became which type.
//!
//! In: schemas as their lowering begins and finishes. Out: the types of schemas that are known, and the list of named types.
//! Invariant: a schema has one type, also where it is used while it is being lowered: that use gives it a name.

use indexmap::IndexMap;

use super::naming::Roots;
use crate::{
    ir::{Type, TypeDef, TypeId, TypeKind},
    pointer::Pointer,
};

/// The types of schemas, by pointer, and the named types, by id.
#[derive(Debug, Default)]
pub(super) struct Memo {
    known: IndexMap<Pointer, Known>,
    named: Vec<Named>,
    begun: usize,
}

#[derive(Clone, Debug)]
enum Known {
    /// Being lowered, with its number in the order; with an id as soon as something inside refers to it.
    Begun(Option<TypeId>, usize),
    Finished(Type),
}

#[derive(Debug)]
struct Named {
    name: String,
    /// What its identifier is made from, where that is not the name.
    hint: Option<String>,
    /// Component index, then the order in which schemas were begun.
    order: (usize, usize),
    def: Option<TypeDef>,
}

impl Memo {
    /// Adds a component, which always has a name; ids are in the order of the calls.
    pub(super) fn add_component(&mut self, pointer: &Pointer, name: String) {
        let id = TypeId(self.named.len());
        self.known.insert(pointer.clone(), Known::Finished(Type::Named(id)));
        self.named.push(Named { name, hint: None, order: (id.0, 0), def: None });
    }

    /// Sets what the identifier of a component is made from.
    pub(super) fn set_hint(&mut self, id: TypeId, hint: String) {
        if let Some(named) = self.named.get_mut(id.0) {
            named.hint = Some(hint);
        }
    }

    /// The use of a schema's type, if the schema is finished or being lowered.
    pub(super) fn known(&mut self, pointer: &Pointer, roots: &Roots) -> Option<Type> {
        match self.known.get(pointer)? {
            Known::Finished(ty) => Some(ty.clone()),
            Known::Begun(..) => Some(Type::Named(self.reserve(pointer, roots))),
        }
    }

    pub(super) fn begin(&mut self, pointer: &Pointer) {
        self.begun += 1;
        self.known.insert(pointer.clone(), Known::Begun(None, self.begun));
    }

    /// Whether a schema that is being lowered has an id already.
    pub(super) fn is_reserved(&self, pointer: &Pointer) -> bool {
        matches!(self.known.get(pointer), Some(Known::Begun(Some(_), _)))
    }

    /// The id of a schema that is being lowered.
    pub(super) fn reserve(&mut self, pointer: &Pointer, roots: &Roots) -> TypeId {
        let begun = match self.known.get(pointer) {
            Some(Known::Begun(Some(id), _)) => return *id,
            Some(Known::Begun(None, begun)) => *begun,
            Some(Known::Finished(_)) | None => self.begun,
        };
        let inline = roots.name(pointer);
        let id = TypeId(self.named.len());
        let order = (inline.component.unwrap_or(usize::MAX), begun);
        self.named.push(Named { name: inline.name, hint: None, order, def: None });
        self.known.insert(pointer.clone(), Known::Begun(Some(id), begun));
        id
    }

    pub(super) fn finish(&mut self, pointer: &Pointer, ty: Type) {
        self.known.insert(pointer.clone(), Known::Finished(ty));
    }

    /// Sets the definition of a named type.
    pub(super) fn define(&mut self, id: TypeId, def: TypeDef) {
        if let Some(named) = self.named.get_mut(id.0) {
            let mut def = def;
            def.name.rust = named.hint.clone().unwrap_or_default();
            named.def = Some(def);
        }
    }

    /// The wire name of a named type.
    pub(super) fn name_of(&self, id: TypeId) -> &str {
        self.named.get(id.0).map_or("", |named| named.name.as_str())
    }

    /// Whether a named type is a component whose name somebody chose, not an inline schema or a framework's.
    pub(super) fn is_component(&self, id: TypeId) -> bool {
        self.named.get(id.0).is_some_and(|named| named.order.1 == 0 && named.hint.is_none())
    }

    /// What a named type is, through aliases; `None` while it is being lowered.
    pub(super) fn kind_of(&self, id: TypeId) -> Option<(TypeId, &TypeKind)> {
        let mut id = id;
        for _ in 0..=self.named.len() {
            match &self.named.get(id.0)?.def.as_ref()?.kind {
                TypeKind::Alias(Type::Named(next)) => id = *next,
                kind => return Some((id, kind)),
            }
        }
        None
    }

    /// The named types in the document's order, and the new id of each old one.
    pub(super) fn into_types(self) -> (Vec<TypeDef>, Vec<TypeId>) {
        let mut named: Vec<(usize, Named)> = self.named.into_iter().enumerate().collect();
        named.sort_by_key(|(_, named)| named.order);
        let mut ids = vec![TypeId(0); named.len()];
        let mut types = Vec::with_capacity(named.len());
        for (old, named) in named {
            let Some(def) = named.def else { continue };
            if let Some(id) = ids.get_mut(old) {
                *id = TypeId(types.len());
            }
            types.push(def);
        }
        (types, ids)
    }
}
