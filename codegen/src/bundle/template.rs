//! Schemas that others complete: those with a `$dynamicRef`, or with references to such schemas.
//!
//! In: a document whose references are all pointers. Out: for each schema that stands by itself, its dynamic anchors and the names
//! that it leaves open.
//! Invariant: a schema stands by itself if no schema is around it, or if it has an `$id`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::component;
use crate::{
    openapi::NodeKind,
    pointer::{Pointer, prefixes},
};

/// The name of `$recursiveAnchor` (JSON Schema 2019-09), which no `$dynamicAnchor` has.
pub(super) const RECURSIVE: &str = "";

/// A schema that stands by itself.
#[derive(Debug, Default)]
pub(super) struct Template {
    /// Its `$dynamicAnchor`s.
    pub(super) anchors: BTreeMap<String, Pointer>,
    /// The names of every `$dynamicRef` that is reached from it.
    pub(super) open: BTreeSet<String>,
    /// The schemas that it refers to.
    targets: BTreeSet<Pointer>,
}

/// The schemas of a document, by their locations.
#[derive(Debug, Default)]
pub(super) struct Templates {
    known: BTreeMap<Pointer, Template>,
    /// Schemas where the standard has none.
    strays: Vec<Pointer>,
}

impl Templates {
    pub(super) fn of(root: &Value) -> Self {
        let mut found = Self::default();
        found.walk(root, (NodeKind::Root, &Pointer::root()), None, root);
        let mut seen = BTreeSet::new();
        while let Some(stray) = found.strays.pop() {
            let value = root.pointer(stray.as_str()).filter(|_| seen.insert(stray.clone()));
            if let Some(value) = value {
                found.walk(value, (NodeKind::Schema, &stray), None, root);
            }
        }
        found.spread();
        found
    }

    pub(super) fn get(&self, at: &Pointer) -> Option<&Template> {
        self.known.get(at)
    }

    /// Those that leave a name open, in the order of their locations.
    pub(super) fn open(&self) -> impl Iterator<Item = &Pointer> {
        self.known.iter().filter(|(_, template)| !template.open.is_empty()).map(|(at, _)| at)
    }

    /// The locations of an anchor.
    pub(super) fn anchors<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t Pointer> {
        self.known.values().filter_map(move |template| template.anchors.get(name))
    }

    /// The schema that stands by itself around a location.
    pub(super) fn around(&self, at: &Pointer) -> Option<Pointer> {
        prefixes(at.as_str())
            .map(|prefix| Pointer::root().below(prefix))
            .find(|at| self.known.contains_key(at))
    }

    fn walk(
        &mut self,
        value: &Value,
        (node_kind, at): (NodeKind, &Pointer),
        around: Option<&Pointer>,
        root: &Value,
    ) {
        let mut around = around;
        if node_kind == NodeKind::Schema && value.is_object() {
            let by_itself = around.is_none() || value.get("$id").is_some_and(Value::is_string);
            if by_itself {
                let outer = around.and_then(|around| self.known.get_mut(around));
                outer.map(|outer| outer.targets.insert(at.clone()));
                around = Some(at);
            }
            if let Some(around) = around {
                self.schema(value, at, around, root);
            }
        }
        match value {
            Value::Object(members) => {
                for (key, member) in members {
                    let inner = component::child(node_kind, key, member);
                    self.below(member, (inner, &at.child(key)), around, root);
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    let inner = node_kind.child(&number.to_string());
                    self.below(item, (inner, &at.child(number)), around, root);
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, value: &Value, place: (NodeKind, &Pointer), around: Option<&Pointer>, root: &Value) {
        if !matches!(place.0, NodeKind::Other | NodeKind::Fixed) {
            self.walk(value, place, around, root);
        }
    }

    fn schema(&mut self, schema: &Value, at: &Pointer, around: &Pointer, root: &Value) {
        let template = self.known.entry(around.clone()).or_default();
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        if let Some(name) = text("$dynamicAnchor") {
            template.anchors.entry(name.to_owned()).or_insert_with(|| at.clone());
        }
        if at == around && schema.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
            template.anchors.insert(RECURSIVE.to_owned(), at.clone());
        }
        template.open.extend(open_name(schema, root));
        let Some(target) = text("$ref").and_then(Pointer::from_reference) else { return };
        // The schema around it is found when all are known.
        template.targets.insert(target.clone());
        if NodeKind::of(&target) == NodeKind::Other {
            self.strays.push(target);
        }
    }

    /// A schema leaves open what those leave open that it refers to.
    fn spread(&mut self) {
        let mut users: BTreeMap<Pointer, Vec<Pointer>> = BTreeMap::new();
        for (at, template) in &self.known {
            for target in template.targets.iter().filter_map(|target| self.around(target)) {
                users.entry(target).or_default().push(at.clone());
            }
        }
        let mut pending: Vec<Pointer> = self.open().cloned().collect();
        while let Some(at) = pending.pop() {
            let open = self.known.get(&at).map(|template| template.open.clone()).unwrap_or_default();
            for user in users.get(&at).into_iter().flatten() {
                let Some(template) = self.known.get_mut(user) else { continue };
                let before = template.open.len();
                template.open.extend(open.iter().cloned());
                if template.open.len() > before {
                    pending.push(user.clone());
                }
            }
        }
    }
}

/// The name that a schema leaves open by a dynamic reference of its own.
pub(super) fn open_name(schema: &Value, root: &Value) -> Option<String> {
    if schema.get("$recursiveRef").is_some_and(Value::is_string) {
        return Some(RECURSIVE.to_owned());
    }
    let reference = schema.get("$dynamicRef")?.as_str()?;
    match Pointer::from_reference(reference) {
        Some(target) => {
            let anchor = root.pointer(target.as_str())?.get("$dynamicAnchor")?;
            anchor.as_str().map(str::to_owned)
        }
        None => reference.strip_prefix('#').map(str::to_owned),
    }
}
