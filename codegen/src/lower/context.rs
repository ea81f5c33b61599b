//! The state that lowering a document shares.
//!
//! In: schemas by pointer, and the dispatch on their shape. Out: uses of types, and the list of named ones.
//! Invariant: each schema is lowered once; recursion ends at names, and nesting at a limit.

use indexmap::{IndexMap, IndexSet};

use super::{
    constraints, docs,
    keywords::{Keywords, Shape},
    limits::Limits,
    memo::Memo,
    naming::Roots,
    views::Views,
};
use crate::{
    Diagnostics,
    ir::{Name, Type, TypeDef, TypeId, TypeKind, Usage},
    pointer::Pointer,
    resolve::Schemas,
};

/// What a schema becomes.
#[derive(Debug)]
pub(super) enum Lowered {
    /// Something that needs a name.
    Kind(TypeKind),
    /// A use of other types.
    Type(Type),
}

/// What lowers a schema of a shape. The context calls it without importing it, as the kinds of schemas import the
/// context.
pub(super) type Dispatch = fn(&mut Lowering<'_>, &Pointer, &Keywords, Shape) -> Lowered;

/// What is known while a document is lowered.
pub(super) struct Lowering<'a> {
    pub(super) diagnostics: &'a mut Diagnostics,
    /// What schemas say.
    pub(super) views: Views<'a>,
    /// Which schema became which type.
    pub(super) memo: Memo,
    /// Where the names of inline schemas come from.
    pub(super) roots: Roots,
    /// How deep and how much may be lowered.
    pub(super) limits: Limits,
    /// The objects that are multipart bodies, with the properties that are file parts although they have no type. Binary
    /// properties of such an object are file parts, too.
    pub(super) multipart: IndexMap<Pointer, IndexSet<String>>,
    dispatch: Dispatch,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(schemas: &'a Schemas, diagnostics: &'a mut Diagnostics, dispatch: Dispatch) -> Self {
        let mut lowering = Self {
            diagnostics,
            views: Views::new(schemas),
            memo: Memo::default(),
            roots: Roots::default(),
            limits: Limits::new(schemas.len()),
            multipart: IndexMap::new(),
            dispatch,
        };
        for (index, (name, pointer)) in schemas.components().enumerate() {
            lowering.roots.add_component(pointer, &name, index);
            lowering.memo.add_component(pointer, name);
        }
        lowering
    }

    /// Names the types of some components, and the inline ones below them, otherwise.
    pub(super) fn rename(&mut self, schemas: &Schemas, hint: impl Fn(&str, &Pointer) -> Option<String>) {
        for (index, (name, pointer)) in schemas.components().enumerate() {
            if let Some(hint) = hint(&name, pointer) {
                self.roots.add_component(pointer, &hint, index);
                self.memo.set_hint(TypeId(index), hint);
            }
        }
    }

    /// Gives every component its type.
    pub(super) fn components(&mut self, schemas: &Schemas) {
        for (index, (_, pointer)) in schemas.components().enumerate() {
            let lowered = self.lower(pointer);
            self.define(TypeId(index), pointer, lowered);
        }
    }

    /// The use of a schema's type, nullable where it is.
    pub(super) fn ty(&mut self, pointer: &Pointer) -> Type {
        let bare = self.bare(pointer);
        if self.views.is_nullable(pointer) && !matches!(bare, Type::Null | Type::Any) {
            return Type::Nullable(Box::new(bare));
        }
        bare
    }

    /// The type of a location, if it has one already.
    pub(super) fn known(&mut self, pointer: &Pointer) -> Option<Type> {
        self.memo.known(pointer, &self.roots)
    }

    /// The use of a schema's type without `null`.
    pub(super) fn bare(&mut self, pointer: &Pointer) -> Type {
        match self.known(pointer) {
            Some(ty) => ty,
            None => self.make(pointer, |lowering| lowering.lower(pointer)),
        }
    }

    /// The type of what is made for a location, with a name of its own where it needs one.
    pub(super) fn make(&mut self, pointer: &Pointer, make: impl FnOnce(&mut Self) -> Lowered) -> Type {
        self.memo.begin(pointer);
        let ty = match make(self) {
            Lowered::Type(ty) if !self.memo.is_reserved(pointer) => ty,
            lowered => {
                let id = self.memo.reserve(pointer, &self.roots);
                self.define(id, pointer, lowered);
                Type::Named(id)
            }
        };
        self.memo.finish(pointer, ty.clone());
        ty
    }

    /// What a schema becomes in a shape that is already chosen.
    pub(super) fn shaped(&mut self, pointer: &Pointer, keywords: &Keywords, shape: Shape) -> Lowered {
        (self.dispatch)(self, pointer, keywords, shape)
    }

    fn lower(&mut self, pointer: &Pointer) -> Lowered {
        let Some(keywords) = self.views.keywords(pointer) else { return Lowered::Type(Type::Any) };
        if !self.limits.enter(pointer, self.diagnostics) {
            return Lowered::Type(Type::Any);
        }
        let lowered = self.shaped(pointer, &keywords, keywords.shape());
        self.limits.leave();
        lowered
    }

    fn define(&mut self, id: TypeId, pointer: &Pointer, lowered: Lowered) {
        let kind = match lowered {
            Lowered::Kind(kind) => kind,
            Lowered::Type(ty) => TypeKind::Alias(ty),
        };
        let name = Name::of(self.memo.name_of(id));
        let keywords = self.views.keywords(pointer);
        let mut docs = keywords.map(|keywords| docs::of_schema(&keywords, &name.wire)).unwrap_or_default();
        docs.constraints = constraints::of(&self.views, pointer);
        let (pointer, usage, derives) = (pointer.clone(), Usage::default(), Vec::new());
        self.memo.define(id, TypeDef { name, pointer, docs, kind, usage, derives });
    }
}
