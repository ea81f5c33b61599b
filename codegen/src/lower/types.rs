//! Schemas -> types: who gets a name, and where it stands in the order.
//!
//! In: the pointers of schemas. Out: uses of types, and the list of named ones.
//! Invariant: each schema is lowered once; recursion ends at names, and nesting at a limit.

use std::{cell::RefCell, rc::Rc};

use indexmap::{IndexMap, IndexSet};

use super::{
    all_of, array, docs, enumeration,
    keywords::{Keywords, Shape},
    naming::Roots,
    object, scalar, union,
};
use crate::{
    Diagnostics,
    diagnostics::degraded,
    ir::{Name, Type, TypeDef, TypeId, TypeKind, Usage},
    pointer::Pointer,
    resolve::Schemas,
};

/// How deep schemas may be nested.
pub(super) const MAX_DEPTH: usize = 200;

/// How many schemas are looked at for one question, such as whether a value may be null.
const MAX_WALK: usize = 1000;

/// How many views of schemas are kept: with two kilobytes each, more do not fit into a processor's cache, nor those of a
/// large document into memory.
const MAX_VIEWS: usize = 1_000;

/// How many properties and values may be copied by merging, beside twice the number of schemas.
const MORE_COPIES: usize = 200_000;

/// What a schema becomes.
#[derive(Debug)]
pub(super) enum Lowered {
    /// Something that needs a name.
    Kind(TypeKind),
    /// A use of other types.
    Type(Type),
}

/// The state of lowering schemas.
pub(super) struct Lowering<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) roots: Roots,
    /// Objects that are multipart bodies: their binary properties are file parts, and so are these if they have no type.
    pub(super) multipart: IndexMap<Pointer, IndexSet<String>>,
    keywords: RefCell<IndexMap<Pointer, Rc<Keywords>>>,
    known: IndexMap<Pointer, Known>,
    nullable: IndexMap<Pointer, bool>,
    slots: Vec<Slot>,
    /// The document is refused for its depth or size: no more work on what is as deep or large.
    pub(super) gave_up: bool,
    /// What may still be copied from one schema into others.
    copies: usize,
    depth: usize,
    sequence: usize,
}

#[derive(Clone, Debug)]
enum Known {
    /// Being lowered; with an id as soon as something inside refers to it.
    Busy(Option<TypeId>, usize),
    Done(Type),
}

struct Slot {
    name: String,
    /// What its identifier is made from, where that is not the name.
    hint: Option<String>,
    /// Component index, then the order in which schemas were entered.
    order: (usize, usize),
    def: Option<TypeDef>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(schemas: &'a Schemas, diagnostics: &'a mut Diagnostics) -> Self {
        let mut lowering = Self {
            schemas,
            diagnostics,
            roots: Roots::default(),
            multipart: IndexMap::new(),
            keywords: RefCell::default(),
            known: IndexMap::new(),
            nullable: IndexMap::new(),
            slots: Vec::new(),
            gave_up: false,
            copies: schemas.len().saturating_mul(2).saturating_add(MORE_COPIES),
            depth: 0,
            sequence: 0,
        };
        for (index, (name, pointer)) in schemas.components().enumerate() {
            lowering.roots.add_component(pointer, &name, index);
            lowering.known.insert(pointer.clone(), Known::Done(Type::Named(TypeId(index))));
            lowering.slots.push(Slot { name, hint: None, order: (index, 0), def: None });
        }
        lowering
    }

    /// Has the types of some components, and the inline ones below them, called otherwise.
    pub(super) fn rename(&mut self, hint: impl Fn(&str, &Pointer) -> Option<String>) {
        for (index, (name, pointer)) in self.schemas.components().enumerate() {
            let (Some(hint), Some(slot)) = (hint(&name, pointer), self.slots.get_mut(index)) else {
                continue;
            };
            self.roots.add_component(pointer, &hint, index);
            slot.hint = Some(hint);
        }
    }

    /// Gives every component its type.
    pub(super) fn components(&mut self) {
        let schemas = self.schemas;
        for (index, (name, pointer)) in schemas.components().enumerate() {
            let kind = match self.define(pointer) {
                Lowered::Kind(kind) => kind,
                Lowered::Type(ty) => TypeKind::Alias(ty),
            };
            self.fill(TypeId(index), pointer, name, kind);
        }
    }

    /// The use of a schema's type, nullable where it is.
    pub(super) fn ty(&mut self, pointer: &Pointer) -> Type {
        let bare = self.bare(pointer);
        if self.is_nullable(pointer) && !matches!(bare, Type::Null | Type::Any) {
            return Type::Nullable(Box::new(bare));
        }
        bare
    }

    /// The use of a schema's type without `null`.
    pub(super) fn bare(&mut self, pointer: &Pointer) -> Type {
        match self.known.get(pointer) {
            Some(Known::Done(ty)) => return ty.clone(),
            Some(Known::Busy(id, sequence)) => {
                let (id, sequence) = (*id, *sequence);
                let id = id.unwrap_or_else(|| self.reserve(pointer, sequence));
                self.known.insert(pointer.clone(), Known::Busy(Some(id), sequence));
                return Type::Named(id);
            }
            None => {}
        }
        self.make(pointer, |lowering| lowering.define(pointer))
    }

    /// The type of what is made for a place, with a name of its own where it needs one.
    pub(super) fn make(&mut self, pointer: &Pointer, make: impl FnOnce(&mut Self) -> Lowered) -> Type {
        self.sequence += 1;
        let sequence = self.sequence;
        self.known.insert(pointer.clone(), Known::Busy(None, sequence));
        let lowered = make(self);
        let reserved = match self.known.get(pointer) {
            Some(Known::Busy(id, _)) => *id,
            _ => None,
        };
        let ty = match (lowered, reserved) {
            (Lowered::Type(ty), None) => ty,
            (lowered, reserved) => {
                let id = reserved.unwrap_or_else(|| self.reserve(pointer, sequence));
                let kind = match lowered {
                    Lowered::Kind(kind) => kind,
                    Lowered::Type(ty) => TypeKind::Alias(ty),
                };
                let name = self.name_of(id).to_owned();
                self.fill(id, pointer, name, kind);
                Type::Named(id)
            }
        };
        self.known.insert(pointer.clone(), Known::Done(ty.clone()));
        ty
    }

    /// What a schema becomes, by its shape: the one dispatch of this stage.
    fn define(&mut self, pointer: &Pointer) -> Lowered {
        if self.depth >= MAX_DEPTH {
            self.diagnostics.push(degraded::too_deep(pointer, MAX_DEPTH));
            return Lowered::Type(Type::Any);
        }
        let Some(keywords) = self.keywords(pointer) else { return Lowered::Type(Type::Any) };
        self.depth += 1;
        let lowered = self.shaped(pointer, &keywords, keywords.shape());
        self.depth -= 1;
        lowered
    }

    /// The same for a shape that is already chosen.
    pub(super) fn shaped(&mut self, pointer: &Pointer, keywords: &Keywords, shape: Shape) -> Lowered {
        let has_members = shape == Shape::Union || keywords.alternatives().next().is_some();
        if keywords.data.discriminator.is_some() && !has_members {
            self.diagnostics.push(degraded::lone_discriminator(pointer));
        }
        if keywords.plain.not.is_some() && shape != Shape::Not {
            self.diagnostics.push(degraded::exclusion(pointer));
        }
        match shape {
            Shape::AllOf => all_of::lower(self, pointer, keywords),
            Shape::Union => union::lower(self, pointer, keywords),
            Shape::Enumeration => enumeration::lower(self, pointer, keywords),
            Shape::Object => object::lower(self, pointer, keywords),
            Shape::Array => array::lower(self, pointer, keywords),
            Shape::Boolean | Shape::Integer | Shape::Number | Shape::String | Shape::Null => {
                Lowered::Type(scalar::lower(keywords, shape))
            }
            Shape::Not => {
                self.diagnostics.push(degraded::negation(pointer));
                Lowered::Type(Type::Any)
            }
            Shape::Any => {
                if keywords.restricts_without_type() {
                    self.diagnostics.push(degraded::untyped(pointer));
                }
                Lowered::Type(Type::Any)
            }
        }
    }

    /// The view of a schema.
    pub(super) fn keywords(&self, pointer: &Pointer) -> Option<Rc<Keywords>> {
        if let Some(known) = self.keywords.borrow().get(pointer) {
            return Some(Rc::clone(known));
        }
        let read = Rc::new(Keywords::read(self.schemas.get(pointer)?));
        let mut views = self.keywords.borrow_mut();
        if views.len() >= MAX_VIEWS {
            views.clear();
        }
        views.insert(pointer.clone(), Rc::clone(&read));
        Some(read)
    }

    /// Whether `null` is valid, by this schema or by one that it stands for.
    pub(super) fn is_nullable(&mut self, pointer: &Pointer) -> bool {
        if let Some(known) = self.nullable.get(pointer) {
            return *known;
        }
        let mut seen = IndexSet::from([pointer.clone()]);
        let mut index = 0;
        let mut found = false;
        while let Some(next) = seen.get_index(index).filter(|_| index < MAX_WALK).cloned() {
            index += 1;
            let Some(keywords) = self.keywords(&next) else { continue };
            found = keywords.says_nullable() || (index > 1 && keywords.is_null());
            if found {
                break;
            }
            match keywords.shape() {
                Shape::Union => seen.extend(keywords.alternatives().cloned()),
                Shape::AllOf => seen.extend(all_of::stands_for(self, &keywords)),
                _ => {}
            }
        }
        self.nullable.insert(pointer.clone(), found);
        if !found {
            self.nullable.extend(seen.into_iter().map(|pointer| (pointer, false)));
        }
        found
    }

    /// The schema that a wrapper of one member stands for, through references too.
    pub(super) fn peel(&self, pointer: &Pointer) -> Pointer {
        self.wrapped(pointer).pop().unwrap_or_else(|| pointer.clone())
    }

    /// A wrapper of one member, what it wraps, and so on.
    pub(super) fn wrapped(&self, pointer: &Pointer) -> IndexSet<Pointer> {
        let mut seen = IndexSet::new();
        let mut pointer = pointer.clone();
        while seen.len() < MAX_DEPTH && seen.insert(pointer.clone()) {
            let Some(keywords) = self.keywords(&pointer) else { break };
            let inner = match keywords.shape() {
                Shape::AllOf => all_of::stands_for(self, &keywords),
                Shape::Union => union::stands_for(self, &keywords),
                _ => None,
            };
            match inner {
                Some(inner) => pointer = inner,
                None => break,
            }
        }
        seen
    }

    /// Pays for properties or values that are copied into another schema; `false` when there are too many.
    pub(super) fn copy(&mut self, pointer: &Pointer, count: usize) -> bool {
        match self.copies.checked_sub(count) {
            Some(left) => self.copies = left,
            None if !self.gave_up => {
                self.gave_up = true;
                self.diagnostics.push(degraded::too_large(pointer));
            }
            None => {}
        }
        !self.gave_up
    }

    /// The wire name of a named type.
    pub(super) fn name_of(&self, id: TypeId) -> &str {
        self.slots.get(id.0).map_or("", |slot| slot.name.as_str())
    }

    /// Whether a named type is a component whose name somebody chose, not an inline schema or a framework's.
    pub(super) fn is_named(&self, id: TypeId) -> bool {
        self.slots.get(id.0).is_some_and(|slot| slot.order.1 == 0 && slot.hint.is_none())
    }

    /// What a named type is, through aliases; `None` while it is being lowered.
    pub(super) fn kind_of(&self, id: TypeId) -> Option<(TypeId, &TypeKind)> {
        let mut id = id;
        for _ in 0..=self.slots.len() {
            let kind = &self.slots.get(id.0)?.def.as_ref()?.kind;
            match kind {
                TypeKind::Alias(Type::Named(next)) => id = *next,
                kind => return Some((id, kind)),
            }
        }
        None
    }

    fn reserve(&mut self, pointer: &Pointer, sequence: usize) -> TypeId {
        let place = self.roots.place(pointer);
        let id = TypeId(self.slots.len());
        let order = (place.component.unwrap_or(usize::MAX), sequence);
        self.slots.push(Slot { name: place.name, hint: None, order, def: None });
        id
    }

    fn fill(&mut self, id: TypeId, pointer: &Pointer, name: String, kind: TypeKind) {
        let docs =
            self.keywords(pointer).map(|keywords| docs::of_schema(&keywords, &name)).unwrap_or_default();
        if let Some(slot) = self.slots.get_mut(id.0) {
            let name = Name { rust: slot.hint.clone().unwrap_or_default(), wire: name };
            let pointer = pointer.clone();
            slot.def =
                Some(TypeDef { name, pointer, docs, kind, usage: Usage::default(), derives: Vec::new() });
        }
    }

    /// The named types in the document's order, and where each id stands in it.
    pub(super) fn into_types(self) -> (Vec<TypeDef>, Vec<TypeId>) {
        let mut slots: Vec<(usize, Slot)> = self.slots.into_iter().enumerate().collect();
        slots.sort_by_key(|(_, slot)| slot.order);
        let mut places = vec![TypeId(0); slots.len()];
        let mut types = Vec::with_capacity(slots.len());
        for (id, slot) in slots {
            let Some(def) = slot.def else { continue };
            if let Some(place) = places.get_mut(id) {
                *place = TypeId(types.len());
            }
            types.push(def);
        }
        (types, places)
    }
}
