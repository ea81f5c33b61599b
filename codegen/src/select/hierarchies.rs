//! Component schemas that extend others, and what discriminators tell apart.
//!
//! In: component schemas in 3.0 shape. Out: for each what it extends, and what a value of it may be instead.
//! Invariant: what a later stage takes for a descendant is one here; a name too many does no harm.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::references::references;
use crate::{openapi::mapping, pointer::Pointer};

/// Component schemas by what they extend.
#[derive(Default)]
pub(super) struct Hierarchies {
    extended: BTreeMap<Pointer, BTreeSet<Pointer>>,
    told_apart: BTreeMap<Pointer, BTreeSet<Pointer>>,
}

impl Hierarchies {
    pub(super) fn of<'v>(schemas: impl Iterator<Item = (&'v String, &'v Value)>) -> Self {
        let at = Pointer::root().child("components").child("schemas");
        let schemas: BTreeMap<Pointer, &Value> =
            schemas.map(|(name, schema)| (at.child(name), schema)).collect();
        let mut hierarchies = Self::default();
        let mut extending: BTreeMap<Pointer, BTreeSet<Pointer>> = BTreeMap::new();
        for (pointer, schema) in &schemas {
            let (bases, is_other_name) = bases(schema);
            for base in &bases {
                extending.entry(base.clone()).or_default().insert(pointer.clone());
            }
            if !is_other_name {
                let mut used = BTreeSet::new();
                for (_, member) in schema.as_object().into_iter().flatten().filter(|(key, _)| *key != "allOf")
                {
                    references(member, &mut used);
                }
                let extended = bases.into_iter().filter(|base| !used.contains(base)).collect();
                hierarchies.extended.insert(pointer.clone(), extended);
            }
        }
        for (pointer, schema) in &schemas {
            if let Some(said) = schema.get("discriminator") {
                let targets = said.get("mapping").and_then(Value::as_object).into_iter().flatten();
                let targets = targets.filter_map(|(_, target)| {
                    mapping::target(target.as_str()?, |pointer| schemas.contains_key(pointer))
                });
                hierarchies.told_apart.entry(pointer.clone()).or_default().extend(targets);
                hierarchies.tell_apart(pointer, &extending);
            }
        }
        hierarchies
    }

    /// What extends a base with a discriminator is told apart, where the base is meant and where something between is.
    fn tell_apart(&mut self, base: &Pointer, extending: &BTreeMap<Pointer, BTreeSet<Pointer>>) {
        let mut open = vec![base];
        let mut seen = BTreeSet::new();
        while let Some(next) = open.pop() {
            if let Some(below) = extending.get(next).filter(|_| seen.insert(next)) {
                self.told_apart.entry(next.clone()).or_default().extend(below.iter().cloned());
                open.extend(below);
            }
        }
    }

    /// What a component only extends.
    pub(super) fn extended(&self, pointer: &Pointer) -> BTreeSet<Pointer> {
        self.extended.get(pointer).cloned().unwrap_or_default()
    }

    /// What directly extends a component and is told apart.
    pub(super) fn told_apart(&self, pointer: &Pointer) -> BTreeSet<Pointer> {
        self.told_apart.get(pointer).cloned().unwrap_or_default()
    }
}

/// The components that a schema extends, and whether it may be just another name of one.
fn bases(schema: &Value) -> (BTreeSet<Pointer>, bool) {
    let mut bases = BTreeSet::new();
    if let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(Pointer::from_reference) {
        return (BTreeSet::from([target]), true);
    }
    let members = |schema: &Value| schema.get("allOf").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut open = members(schema);
    let is_other_name = open.len() == 1;
    while let Some(member) = open.pop() {
        match member.get("$ref").and_then(Value::as_str) {
            Some(reference) => bases.extend(Pointer::from_reference(reference)),
            None => open.extend(members(&member)),
        }
    }
    (bases, is_other_name)
}
