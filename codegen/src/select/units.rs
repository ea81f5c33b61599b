//! Operations, webhooks, callbacks, path items and components, with what each refers to.
//!
//! In: a document. Out: a graph of its units. Invariant: a reference counts wherever it is in a unit, so that the
//! graph has every edge that a later stage may follow.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::{
    hierarchies::Hierarchies,
    references::{references, target},
    unit_of,
};
use crate::{document::Document, ir::Usage, openapi::Method, pointer::Pointer};

/// A part of a document that is read or left out as a whole.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) pointer: Pointer,
    /// What an operation or a webhook is called, and the operation that has a callback.
    pub(super) operation: Option<Named>,
    /// The operation without which a callback is not read.
    pub(super) owner: Option<Pointer>,
    refers_to: BTreeSet<Pointer>,
    /// Those of them that a caller sends.
    sends: BTreeSet<Pointer>,
    /// Those of them that a caller receives.
    receives: BTreeSet<Pointer>,
    /// Those of them that it only extends: their members are read, and nothing else that extends them.
    extends: BTreeSet<Pointer>,
    /// What a value of it may be beside itself, as a discriminator tells it apart.
    told_apart: BTreeSet<Pointer>,
}

impl Unit {
    fn new(pointer: Pointer, operation: Option<Named>, refers_to: BTreeSet<Pointer>) -> Self {
        let (sends, receives, extends, told_apart) = Default::default();
        Self { pointer, operation, owner: None, refers_to, sends, receives, extends, told_apart }
    }
}

/// What an operation is called.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) method: Method,
    /// Its path, or the name of a webhook.
    pub(super) path: String,
    pub(super) id: Option<String>,
    tags: Vec<String>,
}

impl Unit {
    pub(super) fn has_tag(&self, tag: &str) -> bool {
        self.operation.as_ref().is_some_and(|operation| operation.tags.iter().any(|known| known == tag))
    }

    /// Whether users know it: an operation, a webhook, a callback or a component schema.
    pub(super) fn is_shown(&self) -> bool {
        self.operation.is_some() || self.pointer.component().is_some()
    }

    /// What a reader calls it.
    #[cfg(feature = "tools")]
    fn name(&self) -> String {
        let Some(Named { method, path, id, .. }) = &self.operation else {
            return self.pointer.component().unwrap_or_default();
        };
        let id = id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
        let operation = format!("{method} {path}{id}");
        match (&self.owner, self.pointer.keys().next().as_deref()) {
            (Some(_), _) => {
                let callback = self.pointer.keys().last().unwrap_or_default();
                format!("callback {callback} of {operation}")
            }
            (None, Some("webhooks")) => format!("webhook {operation}"),
            (None, _) => operation,
        }
    }
}

/// All units, by their pointers.
pub(crate) struct Units(IndexMap<Pointer, Unit>);

impl Units {
    pub(crate) fn read(document: &Document) -> Self {
        let root = &document.root;
        let mut units = Self(IndexMap::new());
        for items in ["paths", "webhooks"] {
            for (path, item) in members(root.get(items)) {
                units.path_item(root, (items, path), item);
            }
        }
        for (kind, components) in members(root.get("components")) {
            for (name, component) in members(Some(components)) {
                let pointer = Pointer::root().child("components").child(kind).child(name);
                if kind == "pathItems" {
                    units.shared_item(pointer, component);
                } else {
                    units.plain(pointer, component);
                }
            }
        }
        for kind in ["$defs", "definitions"] {
            for (name, schema) in members(root.get(kind)) {
                units.plain(Pointer::root().child(kind).child(name), schema);
            }
        }
        for unit in units.0.values_mut() {
            for targets in [&mut unit.refers_to, &mut unit.sends, &mut unit.receives] {
                let moved = targets.iter().map(|target| document.moves.target(target));
                *targets = moved.filter_map(|target| unit_of(&target)).collect();
            }
        }
        units.hierarchies(root);
        units
    }

    /// Notes which component schemas extend which, and what discriminators without a union tell apart.
    fn hierarchies(&mut self, root: &Value) {
        let schemas = root.get("components").and_then(|components| components.get("schemas"));
        let hierarchies = Hierarchies::of(members(schemas));
        for (pointer, unit) in &mut self.0 {
            unit.extends = hierarchies.extended(pointer);
            unit.told_apart = hierarchies.told_apart(pointer);
        }
    }

    /// A path item holds what its operations share; an operation leads to it.
    fn path_item(&mut self, root: &Value, (items, path): (&str, &str), item: &Value) {
        let at = Pointer::root().child(items).child(path);
        let mut refers_to = BTreeSet::new();
        for (_, shared) in members(Some(item)).filter(|(key, _)| Method::from_key(key).is_none()) {
            references(shared, &mut refers_to);
        }
        if let Some(reference) = item.get("$ref") {
            refers_to.extend(target(reference));
        }
        self.0.insert(at.clone(), Unit::new(at.clone(), None, refers_to));
        let item = behind(root, item);
        for (key, node) in members(Some(item)) {
            let Some(method) = Method::from_key(key) else { continue };
            let mut refers_to = BTreeSet::from([at.clone()]);
            references_of_operation(node, &mut refers_to);
            if items == "paths" {
                refers_to.extend(schemes(node.get("security").or_else(|| root.get("security"))));
            }
            let tags = node.get("tags").and_then(Value::as_array).into_iter().flatten();
            let operation = Named {
                method,
                path: path.to_owned(),
                id: node.get("operationId").and_then(Value::as_str).map(str::to_owned),
                tags: tags.filter_map(Value::as_str).map(str::to_owned).collect(),
            };
            let pointer = at.child(key);
            if items == "paths" {
                self.callbacks(&pointer, &operation, node.get("callbacks"));
            }
            let (mut sends, mut receives) = (BTreeSet::new(), BTreeSet::new());
            let sent = [item.get("parameters"), node.get("parameters"), node.get("requestBody")];
            for part in sent.into_iter().flatten() {
                references(part, &mut sends);
            }
            if let Some(part) = node.get("responses") {
                references(part, &mut receives);
            }
            if items == "webhooks" {
                // Whoever receives an event reads it, as a response.
                (sends, receives) = (receives, sends);
            }
            let unit = Unit::new(pointer.clone(), Some(operation), refers_to);
            self.0.insert(pointer, Unit { sends, receives, ..unit });
        }
    }

    /// The callbacks of an operation are selected with it, and left out without it.
    fn callbacks(&mut self, owner: &Pointer, operation: &Named, callbacks: Option<&Value>) {
        for (name, callback) in members(callbacks) {
            let pointer = owner.child("callbacks").child(name);
            let mut refers_to = BTreeSet::new();
            references(callback, &mut refers_to);
            let receives = refers_to.clone();
            let unit = Unit::new(pointer.clone(), Some(operation.clone()), refers_to);
            self.0.insert(pointer, Unit { owner: Some(owner.clone()), receives, ..unit });
        }
    }

    /// A path item among the components, whose operations can do without their callbacks.
    fn shared_item(&mut self, pointer: Pointer, item: &Value) {
        let mut refers_to: BTreeSet<Pointer> = item.get("$ref").and_then(target).into_iter().collect();
        for (key, member) in members(Some(item)) {
            match Method::from_key(key) {
                Some(_) => references_of_operation(member, &mut refers_to),
                None => references(member, &mut refers_to),
            }
        }
        self.0.insert(pointer.clone(), Unit::new(pointer, None, refers_to));
    }

    fn plain(&mut self, pointer: Pointer, node: &Value) {
        let mut refers_to = BTreeSet::new();
        references(node, &mut refers_to);
        self.0.insert(pointer.clone(), Unit::new(pointer, None, refers_to));
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Unit> {
        self.0.values()
    }

    pub(super) fn operations(&self) -> impl Iterator<Item = &Unit> {
        self.all().filter(|unit| unit.operation.is_some())
    }

    /// The operations and component schemas, with what a reader calls them.
    #[cfg(feature = "tools")]
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&Pointer, String)> {
        self.all().filter(|unit| unit.is_shown()).map(|unit| (&unit.pointer, unit.name()))
    }

    /// What belongs to an operation or schema: itself, and what it refers to short of other schemas and operations.
    #[cfg(feature = "tools")]
    pub(crate) fn parts_of(&self, pointer: &Pointer) -> BTreeSet<Pointer> {
        let mut open = vec![pointer];
        let mut parts = BTreeSet::new();
        while let Some(pointer) = open.pop() {
            if parts.insert(pointer.clone()) {
                let targets = self.0.get(pointer).into_iter().flat_map(|unit| &unit.refers_to);
                open.extend(
                    targets.filter(|target| self.0.get(*target).is_some_and(|unit| !unit.is_shown())),
                );
            }
        }
        parts
    }

    /// Everything that a unit leads to.
    #[cfg(feature = "tools")]
    pub(crate) fn reached(&self, pointer: &Pointer) -> BTreeSet<Pointer> {
        self.reached_from([pointer])
    }

    /// The unit that contains a location.
    pub(super) fn holding(&self, pointer: &Pointer) -> Option<Pointer> {
        unit_of(pointer).filter(|unit| self.0.contains_key(unit))
    }
}

impl Units {
    /// The units to which these lead, themselves included.
    pub(super) fn reached_from<'u>(
        &'u self,
        start: impl IntoIterator<Item = &'u Pointer>,
    ) -> BTreeSet<Pointer> {
        // A base is reached twice: as what something extends, and as a type.
        let mut open: Vec<(&Pointer, bool)> = start.into_iter().map(|pointer| (pointer, true)).collect();
        let (mut types, mut reached) = (BTreeSet::new(), BTreeSet::new());
        while let Some((pointer, is_type)) = open.pop() {
            let Some(unit) = self.0.get(pointer) else { continue };
            if is_type && types.insert(pointer) {
                open.extend(unit.told_apart.iter().map(|target| (target, true)));
            }
            if reached.insert(pointer.clone()) {
                open.extend(unit.refers_to.iter().map(|target| (target, !unit.extends.contains(target))));
            }
        }
        reached
    }

    /// In which directions units travel, in all operations.
    pub(super) fn usage(&self) -> BTreeMap<Pointer, Usage> {
        let mut usage: BTreeMap<Pointer, Usage> = BTreeMap::new();
        for pointer in self.reached_from(self.all().flat_map(|unit| &unit.sends)) {
            usage.entry(pointer).or_default().request = true;
        }
        for pointer in self.reached_from(self.all().flat_map(|unit| &unit.receives)) {
            usage.entry(pointer).or_default().response = true;
        }
        usage
    }

    /// The units from which this one is reached, itself included.
    pub(super) fn leading_to(&self, target: &Pointer) -> Vec<&Unit> {
        let mut users: BTreeMap<&Pointer, Vec<&Pointer>> = BTreeMap::new();
        for unit in self.all() {
            for used in &unit.refers_to {
                users.entry(used).or_default().push(&unit.pointer);
            }
            if let Some(owner) = &unit.owner {
                users.entry(owner).or_default().push(&unit.pointer);
            }
        }
        let mut open = vec![target];
        let mut found = BTreeSet::new();
        while let Some(pointer) = open.pop() {
            if found.insert(pointer) {
                open.extend(users.get(pointer).into_iter().flatten());
            }
        }
        self.all().filter(|unit| found.contains(&unit.pointer)).collect()
    }
}

fn members(node: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    node.and_then(Value::as_object).into_iter().flatten()
}

/// The references of an operation without those of its callbacks, which are units of their own.
fn references_of_operation(operation: &Value, found: &mut BTreeSet<Pointer>) {
    found.extend(operation.get("$ref").and_then(target));
    for (_, member) in members(Some(operation)).filter(|(key, _)| *key != "callbacks") {
        references(member, found);
    }
}

/// The security schemes of a list of requirements.
fn schemes(requirements: Option<&Value>) -> impl Iterator<Item = Pointer> {
    let at = Pointer::root().child("components").child("securitySchemes");
    let requirements = requirements.and_then(Value::as_array).into_iter().flatten();
    requirements.flat_map(|requirement| members(Some(requirement))).map(move |(name, _)| at.child(name))
}

/// The target of a path item's reference; `resolve` reports cycles.
fn behind<'v>(root: &'v Value, item: &'v Value) -> &'v Value {
    let mut item = item;
    for _ in 0..64 {
        let Some(next) = item.get("$ref").and_then(target) else { break };
        let Some(next) = root.pointer(next.as_str()) else { break };
        item = next;
    }
    item
}
