//! Which schemas extend which, by `allOf`.
//!
//! In: schemas. Out: for each its bases and its descendants, and the bases whose discriminator tells descendants apart.
//! Invariant: a reference, or a nullable wrapper, is another name of what it stands for, never a descendant of it.

use indexmap::{IndexMap, IndexSet};

use crate::{pointer::Pointer, resolve::Schemas};

/// How many bases of one schema are looked at; deeper ones than a fifth of it are an error elsewhere.
const MAX_BASES: usize = 1000;

/// How many components below unions are looked at in all: one may be below several.
const MAX_BELOW: usize = 1_000_000;

/// Components that extend others.
pub(super) struct Hierarchy<'a> {
    schemas: &'a Schemas,
    /// Whether any component has a discriminator.
    declares: bool,
    /// The number of each component that extends others.
    positions: IndexMap<Pointer, usize>,
    /// The components that directly extend a component, in the document's order.
    extending: IndexMap<Pointer, Vec<Pointer>>,
    /// Unions whose members extend the union itself: the members, and what is between them and the union.
    lines: IndexMap<Pointer, IndexSet<Pointer>>,
}

impl<'a> Hierarchy<'a> {
    pub(super) fn of(schemas: &'a Schemas) -> Self {
        let declares = schemas.components().any(|(_, at)| schemas.discriminator(at).is_some());
        let mut hierarchy = Self {
            schemas,
            declares,
            positions: IndexMap::new(),
            extending: IndexMap::new(),
            lines: IndexMap::new(),
        };
        for (_, component) in schemas.components().filter(|(_, at)| schemas.renamed(at).is_none()) {
            for base in hierarchy.direct(component) {
                let position = hierarchy.positions.len();
                hierarchy.positions.entry(component.clone()).or_insert(position);
                hierarchy.extending.entry(base).or_default().push(component.clone());
            }
        }
        let mut left = MAX_BELOW;
        let unions: Vec<Pointer> = hierarchy.extending.keys().cloned().collect();
        for union in unions {
            let members = schemas.alternatives(&union);
            if !members.is_empty() {
                let line = hierarchy.line(&union, &members, &mut left);
                hierarchy.lines.extend((!line.is_empty()).then_some((union, line)));
            }
        }
        hierarchy
    }

    /// The schema that another one only names, or makes nullable.
    fn named(&self, pointer: &Pointer) -> Pointer {
        let mut names = IndexSet::from([pointer.clone()]);
        while let Some(next) = names.last().and_then(|last| self.schemas.renamed(last)) {
            if !names.insert(next) {
                break;
            }
        }
        names.pop().unwrap_or_else(|| pointer.clone())
    }

    /// The components that a schema directly extends.
    fn direct(&self, pointer: &Pointer) -> Vec<Pointer> {
        let mut bases = IndexSet::new();
        let mut inline = IndexSet::from([pointer.clone()]);
        let mut index = 0;
        while let Some(next) = inline.get_index(index).filter(|_| index < MAX_BASES).cloned() {
            index += 1;
            for member in self.schemas.all_of(&next) {
                let member = self.named(&member);
                if member.component().is_some() {
                    bases.insert(member)
                } else {
                    inline.insert(member)
                };
            }
        }
        bases.into_iter().collect()
    }

    /// The components that a schema extends, nearest first.
    pub(super) fn bases(&self, pointer: &Pointer) -> IndexSet<Pointer> {
        let mut bases: IndexSet<Pointer> = self.direct(&self.named(pointer)).into_iter().collect();
        let mut index = 0;
        while let Some(next) = bases.get_index(index).filter(|_| bases.len() < MAX_BASES).cloned() {
            index += 1;
            bases.extend(self.direct(&next));
        }
        bases
    }

    /// The components that directly extend a component.
    pub(super) fn extending(&self, pointer: &Pointer) -> &[Pointer] {
        self.extending.get(pointer).map(Vec::as_slice).unwrap_or_default()
    }

    /// Where a component is among all that extend others.
    pub(super) fn position(&self, pointer: &Pointer) -> Option<usize> {
        self.positions.get(pointer).copied()
    }

    /// Those of a schema and its bases whose discriminator tells what extends them apart, nearest first.
    pub(super) fn declaring(&self, pointer: &Pointer) -> Vec<Pointer> {
        if !self.declares {
            return Vec::new();
        }
        let own = self.named(pointer);
        let line = std::iter::once(own.clone()).chain(self.bases(&own));
        line.filter(|base| self.tells_apart(base)).collect()
    }

    /// Whether a schema has a discriminator for what extends it. That of a union is for the union's members.
    fn tells_apart(&self, pointer: &Pointer) -> bool {
        let schemas = self.schemas;
        schemas.discriminator(pointer).is_some()
            && (schemas.alternatives(pointer).is_empty() || self.lines.contains_key(pointer))
    }

    /// Whether values of a component may be of what extends it: there is something, and a discriminator tells which.
    pub(super) fn is_polymorphic(&self, pointer: &Pointer) -> bool {
        self.extending.contains_key(pointer)
            && self.schemas.alternatives(pointer).is_empty()
            && self.schemas.renamed(pointer).is_none()
            && !self.declaring(pointer).is_empty()
    }

    /// Whether a component is told apart from others that extend the same base, and thus more than another name of it.
    pub(super) fn is_descendant(&self, pointer: &Pointer) -> bool {
        let is_member =
            |base: &Pointer| self.schemas.alternatives(base).is_empty() || self.is_in_line(base, pointer);
        self.declares
            && pointer.component().is_some()
            && self.schemas.renamed(pointer).is_none()
            && self.bases(pointer).iter().any(|base| self.tells_apart(base) && is_member(base))
    }

    /// Whether a schema is a member of a union that it extends, or is between such a member and the union.
    pub(super) fn is_in_line(&self, union: &Pointer, pointer: &Pointer) -> bool {
        self.lines.get(union).is_some_and(|line| line.contains(pointer))
    }

    /// The members of a union that extend the union, and the components between both.
    fn line(&self, union: &Pointer, members: &[Pointer], left: &mut usize) -> IndexSet<Pointer> {
        let mut below = IndexSet::from([union.clone()]);
        let mut index = 0;
        while let Some(next) = below.get_index(index).filter(|_| *left > 0).cloned() {
            (index, *left) = (index + 1, *left - 1);
            below.extend(self.extending(&next).iter().cloned());
        }
        let mut line = IndexSet::new();
        for member in members.iter().map(|member| self.named(member)) {
            let bases = self.bases(&member);
            if bases.contains(union) {
                line.insert(member);
                line.extend(bases.into_iter().filter(|base| base != union && below.contains(base)));
            }
        }
        line
    }
}
