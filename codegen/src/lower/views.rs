//! The keywords of schemas, read when they are asked for.
//!
//! In: a schema's pointer. Out: its keywords, and what follows from them together with other schemas.
//! Invariant: nothing here depends on what schemas were lowered to.

use std::{cell::RefCell, rc::Rc};

use indexmap::{IndexMap, IndexSet};

use super::{
    hierarchy::Hierarchy,
    keywords::{Keywords, Shape},
    limits::MAX_DEPTH,
};
use crate::{openapi::mapping, pointer::Pointer, resolve::Schemas};

/// How many schemas are looked at for one question, such as whether a value may be null.
const MAX_WALK: usize = 1000;

/// How many views of schemas are kept: with two kilobytes each, more do not fit into a processor's cache, nor those of a
/// large document into memory.
const MAX_VIEWS: usize = 1_000;

/// The schemas of a document, by their keywords.
pub(super) struct Views<'a> {
    /// Which schemas extend which.
    pub(super) hierarchy: Hierarchy<'a>,
    schemas: &'a Schemas,
    read: RefCell<IndexMap<Pointer, Rc<Keywords>>>,
    nullable: RefCell<IndexMap<Pointer, bool>>,
}

impl<'a> Views<'a> {
    pub(super) fn new(schemas: &'a Schemas) -> Self {
        let hierarchy = Hierarchy::of(schemas);
        Self { hierarchy, schemas, read: RefCell::default(), nullable: RefCell::default() }
    }

    /// Whether there is a schema at a location.
    pub(super) fn has(&self, pointer: &Pointer) -> bool {
        self.schemas.has(pointer)
    }

    /// Whether a mapping's text leads to a component that is not read, as nothing that is asked for uses it.
    pub(super) fn is_left_out(&self, text: &str) -> bool {
        mapping::target(text, |pointer| self.schemas.is_left_out(pointer)).is_some()
    }

    /// The property of a schema's discriminator.
    pub(super) fn property_of(&self, pointer: &Pointer) -> Option<String> {
        self.schemas.discriminator(pointer).map(|said| said.property_name.clone())
    }

    /// The keywords of a schema.
    pub(super) fn keywords(&self, pointer: &Pointer) -> Option<Rc<Keywords>> {
        if let Some(known) = self.read.borrow().get(pointer) {
            return Some(Rc::clone(known));
        }
        let read = Rc::new(Keywords::read(self.schemas.get(pointer)?));
        let mut views = self.read.borrow_mut();
        if views.len() >= MAX_VIEWS {
            views.clear();
        }
        views.insert(pointer.clone(), Rc::clone(&read));
        Some(read)
    }

    /// Whether `null` is valid, by this schema or by one that it stands for.
    pub(super) fn is_nullable(&self, pointer: &Pointer) -> bool {
        if let Some(known) = self.nullable.borrow().get(pointer) {
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
                Shape::AllOf => seen.extend(self.only_member_of_all(&next, &keywords)),
                _ => {}
            }
        }
        let mut nullable = self.nullable.borrow_mut();
        nullable.insert(pointer.clone(), found);
        if !found {
            nullable.extend(seen.into_iter().map(|pointer| (pointer, false)));
        }
        found
    }

    /// The schema that a wrapper of one member stands for, through references too.
    pub(super) fn peel(&self, pointer: &Pointer) -> Pointer {
        self.wrapped(pointer).pop().unwrap_or_else(|| pointer.clone())
    }

    /// The keywords of the schema that a wrapper stands for.
    pub(super) fn peeled(&self, pointer: &Pointer) -> Option<Rc<Keywords>> {
        self.keywords(&self.peel(pointer))
    }

    /// A wrapper of one member, what it wraps, and so on.
    pub(super) fn wrapped(&self, pointer: &Pointer) -> IndexSet<Pointer> {
        let mut seen = IndexSet::new();
        let mut pointer = pointer.clone();
        while seen.len() < MAX_DEPTH && seen.insert(pointer.clone()) {
            let Some(keywords) = self.keywords(&pointer) else { break };
            let inner = match keywords.shape() {
                Shape::AllOf => self.only_member_of_all(&pointer, &keywords),
                Shape::Union => self.only_member_of_union(&keywords),
                _ => None,
            };
            match inner {
                Some(inner) => pointer = inner,
                None => break,
            }
        }
        seen
    }

    /// The only member of `allOf` that does not just annotate, if the schema around it only annotates. A component that
    /// a discriminator tells apart from its base is more than that.
    pub(super) fn only_member_of_all(&self, pointer: &Pointer, keywords: &Keywords) -> Option<Pointer> {
        let bare = keywords.own_shape() == Shape::Any
            && keywords.one_of.is_empty()
            && keywords.any_of.is_empty()
            && keywords.plain.required.is_empty();
        if !bare {
            return None;
        }
        let says =
            |member: &&Pointer| !self.keywords(member).is_some_and(|keywords| keywords.only_annotates());
        let mut members = keywords.all_of.iter().filter(says);
        match (members.next(), members.next()) {
            (Some(only), None) if !self.hierarchy.is_descendant(pointer) => Some(only.clone()),
            _ => None,
        }
    }

    /// The only member of a union that is not `null`.
    fn only_member_of_union(&self, keywords: &Keywords) -> Option<Pointer> {
        match self.members_of_union(keywords).as_slice() {
            [only] if !self.only_constrains(keywords) && !keywords.is_map() => Some(only.clone()),
            _ => None,
        }
    }

    /// Whether no alternative describes a value of its own: each only demands members or excludes values.
    pub(super) fn only_constrains(&self, keywords: &Keywords) -> bool {
        let says_itself = keywords.own_shape() != Shape::Any || !keywords.plain.required.is_empty();
        let is_object = keywords.own_shape() == Shape::Object;
        let constrains = |member: &Pointer| {
            let says_nothing_new = |member: &Keywords| is_object && member.is_bare_object();
            member.component().is_none()
                && self
                    .keywords(member)
                    .is_some_and(|member| member.only_constrains() || says_nothing_new(&member))
        };
        let demands =
            |member: &Pointer| self.keywords(member).is_some_and(|member| !member.plain.required.is_empty());
        keywords.alternatives().all(constrains) && (says_itself || keywords.alternatives().all(demands))
    }

    /// The alternatives without `null`, those of nested anonymous unions included.
    pub(super) fn members_of_union(&self, keywords: &Keywords) -> Vec<Pointer> {
        self.flattened(keywords).0
    }

    /// Whether a value may be several of the members of a union at once, as `anyOf` allows.
    pub(super) fn is_inclusive(&self, keywords: &Keywords) -> bool {
        self.flattened(keywords).1
    }

    fn flattened(&self, keywords: &Keywords) -> (Vec<Pointer>, bool) {
        let mut inclusive = keywords.any_of.len() > 1;
        let mut seen = IndexSet::new();
        let mut members = IndexSet::new();
        let mut open = reversed(keywords.alternatives());
        while let Some(member) = open.pop() {
            if !seen.insert(member.clone()) {
                continue;
            }
            let Some(inner) = self.keywords(&member) else { continue };
            let anonymous = member.component().is_none() && inner.data.discriminator.is_none();
            match inner.shape() {
                Shape::Null => {}
                Shape::Union if anonymous && !inner.is_map() && keywords.data.discriminator.is_none() => {
                    inclusive |= inner.any_of.len() > 1;
                    open.extend(reversed(inner.alternatives()));
                }
                _ => {
                    members.insert(member);
                }
            }
        }
        (members.into_iter().collect(), inclusive)
    }
}

/// The pointers, last first, as a stack takes them.
fn reversed<'a>(pointers: impl Iterator<Item = &'a Pointer>) -> Vec<Pointer> {
    let mut list: Vec<Pointer> = pointers.cloned().collect();
    list.reverse();
    list
}
