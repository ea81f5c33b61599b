//! `$dynamicRef` -> `$ref` (JSON Schema 2020-12, section 8.2.3.2): a schema that leaves a name open is copied for each schema
//! that the name stands for.
//!
//! In: a document whose other references are pointers. Out: the same without dynamic references.
//! Invariant: there is one copy for each schema and what its names stand for; copies are counted, so that a schema which
//! completes itself with ever larger ones is a fault and not an endless run.

use std::collections::{BTreeMap, VecDeque};

use heck::ToUpperCamelCase as _;
use serde_json::{Map, Value, json};

use super::{
    Bundle, component, set_reference,
    template::{RECURSIVE, Templates, open_name},
};
use crate::{diagnostics, openapi::NodeKind, pointer::Pointer};

/// The most copies.
const MOST: usize = 1_000;
/// Members beside a reference that do not change what it accepts.
const BESIDE: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$id",
    "$recursiveAnchor",
    "$ref",
    "$schema",
    "$vocabulary",
    "definitions",
    "deprecated",
    "description",
    "title",
];

/// What names stand for.
type Bindings = BTreeMap<String, Pointer>;

/// A schema that is at its location and still has dynamic references.
struct Pending {
    template: Pointer,
    home: Pointer,
    bindings: Bindings,
}

/// The copies of schemas.
struct Instances<'r> {
    /// The document before any was made.
    original: Value,
    root: &'r mut Value,
    templates: Templates,
    known: BTreeMap<(Pointer, Bindings), Pointer>,
    pending: VecDeque<Pending>,
}

/// What a node is read with.
#[derive(Clone, Copy)]
struct Scope<'s> {
    home: &'s Pointer,
    template: &'s Pointer,
    bindings: &'s Bindings,
}

impl Bundle<'_> {
    /// Replaces every dynamic reference by a reference.
    pub(super) fn instantiate(&mut self, root: &mut Value) {
        if self.folder.value(0).is_none() {
            return;
        }
        let templates = Templates::of(root);
        let open: Vec<Pointer> = templates.open().cloned().collect();
        if open.is_empty() {
            return;
        }
        let original = root.clone();
        let (known, pending) = Default::default();
        let mut instances = Instances { original, root, templates, known, pending };
        for at in &open {
            if !self.take_home(&mut instances, at) {
                instances.start(at);
            }
        }
        while let Some(next) = instances.pending.pop_front() {
            self.complete_schema(&mut instances, &next);
        }
    }

    /// A component that only refers to an open schema is the home of the copy with its own names.
    fn take_home(&mut self, instances: &mut Instances<'_>, at: &Pointer) -> bool {
        let Some(schema) = instances.original.pointer(at.as_str()).and_then(Value::as_object) else {
            return false;
        };
        let is_alone = schema.keys().all(|key| BESIDE.contains(&key.as_str()) || key.starts_with("x-"));
        let target = schema.get("$ref").and_then(Value::as_str).and_then(Pointer::from_reference);
        let target = target.filter(|target| is_alone && at.component().is_some() && target != at);
        let Some(target) = target.filter(|target| instances.templates.get(target).is_some()) else {
            return false;
        };
        let names = instances.names_in(at, at, &Bindings::new());
        let bindings = instances.relevant(&target, &names);
        let key = (target.clone(), bindings.clone());
        let copy = self.copy_schema(instances, &target);
        let Some(Value::Object(mut copy)) =
            copy.filter(|_| !bindings.is_empty() && !instances.known.contains_key(&key))
        else {
            return false;
        };
        let mut own = schema.clone();
        own.shift_remove("$ref");
        let (file, written) = self.sources.origins.of(at);
        let (from, there) = self.sources.origins.of(&target);
        self.sources.add_origin(at, from, there);
        self.sources.add_origin(&at.child("$ref"), file, written.child("$ref"));
        for (key, member) in own {
            if let (true, Some(Value::Object(known)), Value::Object(more)) =
                (key == "$defs", copy.get_mut(&key), &member)
            {
                known.extend(more.clone());
            } else {
                copy.insert(key.clone(), member);
            }
            self.sources.add_origin(&at.child(&key), file, written.child(&key));
        }
        if let Some(place) = instances.root.pointer_mut(at.as_str()) {
            *place = Value::Object(copy);
        }
        instances.known.insert(key, at.clone());
        // All names, as the schemas that they stand for may leave others open.
        instances.pending.push_back(Pending { template: target, home: at.clone(), bindings: names });
        true
    }

    fn copy_schema(&mut self, instances: &Instances<'_>, at: &Pointer) -> Option<Value> {
        let found = instances.original.pointer(at.as_str())?;
        let left = self.budget.checked_sub(crate::document::count(found));
        self.budget = left.unwrap_or_default();
        if left.is_none() || instances.known.len() >= MOST {
            self.diagnostics.push(diagnostics::too_large(at));
            return None;
        }
        Some(found.clone())
    }

    /// Replaces the dynamic references of one schema.
    fn complete_schema(&mut self, instances: &mut Instances<'_>, pending: &Pending) {
        let Pending { template, home, bindings } = pending;
        let names = instances.names_in(template, home, bindings);
        let Some(place) = instances.root.pointer_mut(home.as_str()) else { return };
        let mut schema = place.take();
        let scope = Scope { home, template, bindings: &names };
        self.complete_node(instances, &mut schema, (NodeKind::Schema, home), scope);
        if let Some(place) = instances.root.pointer_mut(home.as_str()) {
            *place = schema;
        }
    }

    fn complete_node(
        &mut self,
        instances: &mut Instances<'_>,
        value: &mut Value,
        (node_kind, at): (NodeKind, &Pointer),
        scope: Scope<'_>,
    ) {
        let inner = instances.nested(value, node_kind, at, scope);
        let scope = Scope { bindings: inner.as_ref().unwrap_or(scope.bindings), ..scope };
        if node_kind == NodeKind::Schema {
            self.complete_references(instances, value, at, scope);
        }
        let children: Vec<(String, &mut Value)> = match value {
            Value::Object(members) => members.iter_mut().map(|(key, member)| (key.clone(), member)).collect(),
            Value::Array(items) => {
                items.iter_mut().enumerate().map(|(n, item)| (n.to_string(), item)).collect()
            }
            _ => Vec::new(),
        };
        for (key, member) in children {
            let inner = component::child(node_kind, &key, member);
            if !matches!(inner, NodeKind::Other | NodeKind::Fixed) {
                self.complete_node(instances, member, (inner, &at.child(&key)), scope);
            }
        }
    }

    fn complete_references(
        &mut self,
        instances: &mut Instances<'_>,
        schema: &mut Value,
        at: &Pointer,
        scope: Scope<'_>,
    ) {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(Pointer::from_reference);
        if let Some(target) = target
            && let Some(to) = self.instance(instances, &target, scope)
        {
            set_reference(schema, to.to_reference());
        }
        let name = open_name(schema, &instances.original);
        let Some(members) = schema.as_object_mut() else { return };
        let dynamic = members.shift_remove("$dynamicRef").or_else(|| members.shift_remove("$recursiveRef"));
        let Some(Value::String(dynamic)) = dynamic else { return };
        let written = Pointer::from_reference(&dynamic).filter(|to| *to != Pointer::root());
        let bound = name.as_ref().and_then(|name| scope.bindings.get(name).cloned()).or(written);
        let recursive = name.as_deref().filter(|name| *name == RECURSIVE).map(|_| scope.home.clone());
        let lone = name.and_then(|name| instances.only_anchor(&name));
        let reference = if let Some(to) = bound.or(recursive).or(lone) {
            to.to_reference()
        } else {
            self.document.add_reference_fault(diagnostics::unresolved_reference(at, &dynamic))
        };
        add_reference(members, reference);
    }

    /// The copy that a reference leads to; `None` if it leads to the schema as it is.
    fn instance(
        &mut self,
        instances: &mut Instances<'_>,
        target: &Pointer,
        scope: Scope<'_>,
    ) -> Option<Pointer> {
        let template = instances.templates.around(target)?;
        let bindings = instances.relevant(&template, scope.bindings);
        if bindings.is_empty() {
            return None;
        }
        let rest = target.as_str().get(template.as_str().len()..).unwrap_or_default().to_owned();
        let key = (template.clone(), bindings.clone());
        if let Some(home) = instances.known.get(&key) {
            return Some(home.below(&rest));
        }
        let copy = self.copy_schema(instances, &template)?;
        let name = self.names.free("schemas", &instances.wished(&template, &bindings));
        let home = component::location("schemas", &name);
        let (file, written) = self.sources.origins.of(&template);
        self.sources.add_origin(&home, file, written);
        component::insert(instances.root, "schemas", name, copy);
        instances.known.insert(key, home.clone());
        let found = home.below(&rest);
        instances.pending.push_back(Pending { template, home, bindings });
        Some(found)
    }
}

impl Instances<'_> {
    /// Completes a schema where it is, with its own names.
    fn start(&mut self, at: &Pointer) {
        let is_nested = at
            .as_str()
            .rsplit_once('/')
            .is_some_and(|(parent, _)| self.templates.around(&Pointer::root().below(parent)).is_some());
        if !is_nested {
            let bindings = Bindings::new();
            self.known.insert((at.clone(), bindings.clone()), at.clone());
            self.pending.push_back(Pending { template: at.clone(), home: at.clone(), bindings });
        }
    }

    /// What names stand for in a schema: what they stand for around it, else its own anchors.
    fn names_in(&self, template: &Pointer, home: &Pointer, around: &Bindings) -> Bindings {
        let own = self.templates.get(template).into_iter().flat_map(|template| &template.anchors);
        let mut names: Bindings = own
            .map(|(name, at)| {
                let rest = at.as_str().get(template.as_str().len()..).unwrap_or_default();
                (name.clone(), self.behind(at, &home.below(rest)))
            })
            .collect();
        names.extend(around.iter().map(|(name, at)| (name.clone(), at.clone())));
        names
    }

    /// The names in a schema with an identifier of its own inside another one.
    fn nested(&self, value: &Value, node_kind: NodeKind, at: &Pointer, scope: Scope<'_>) -> Option<Bindings> {
        let is_nested = node_kind == NodeKind::Schema && at != scope.home && value.get("$id").is_some();
        if !is_nested {
            return None;
        }
        let rest = at.as_str().get(scope.home.as_str().len()..).unwrap_or_default();
        Some(self.names_in(&scope.template.below(rest), at, scope.bindings))
    }

    /// The schema that an anchor is only another name of, if it needs no copy; else the anchor.
    fn behind(&self, written: &Pointer, at: &Pointer) -> Pointer {
        let schema = self.original.pointer(written.as_str()).and_then(Value::as_object);
        let alone = schema.filter(|schema| {
            schema.keys().all(|key| BESIDE.contains(&key.as_str()) && key != "description" && key != "$defs")
        });
        let target = alone.and_then(|schema| schema.get("$ref")?.as_str()).and_then(Pointer::from_reference);
        let closed = |target: &Pointer| {
            let template = self.templates.around(target).and_then(|around| self.templates.get(&around));
            template.is_none_or(|template| template.open.is_empty())
        };
        target.filter(closed).unwrap_or_else(|| at.clone())
    }

    /// The names that a schema leaves open, as far as they stand for something else than its own anchors.
    fn relevant(&self, template: &Pointer, names: &Bindings) -> Bindings {
        let Some(found) = self.templates.get(template) else { return Bindings::new() };
        let own = self.names_in(template, template, &Bindings::new());
        let at = |at: &Pointer| self.original.pointer(at.as_str());
        let is_same =
            |own: &Pointer, other: &Pointer| own == other || (at(own).is_some() && at(own) == at(other));
        let is_own = |name: &String, at: &Pointer| own.get(name).is_some_and(|own| is_same(own, at));
        let open = names.iter().filter(|(name, at)| found.open.contains(*name) && !is_own(name, at));
        open.map(|(name, at)| (name.clone(), at.clone())).collect()
    }

    /// The name of a copy: `PageOfUser`.
    fn wished(&self, template: &Pointer, bindings: &Bindings) -> String {
        let name = |at: &Pointer| {
            let schema = self.original.pointer(at.as_str());
            let schema = schema.filter(|_| at.component().is_none());
            let target =
                schema.and_then(|schema| schema.get("$ref")?.as_str()).and_then(Pointer::from_reference);
            last(&target.unwrap_or_else(|| at.clone()))
        };
        format!("{}Of{}", last(template), bindings.values().map(name).collect::<String>())
    }

    /// The anchor of a name that one schema has.
    fn only_anchor(&self, name: &str) -> Option<Pointer> {
        let mut found = self.templates.anchors(name);
        found.next().filter(|_| found.next().is_none()).cloned()
    }
}

fn last(at: &Pointer) -> String {
    at.keys().last().unwrap_or_default().to_upper_camel_case()
}

/// Adds a reference to a schema that may have another one.
fn add_reference(members: &mut Map<String, Value>, reference: String) {
    if !members.contains_key("$ref") {
        members.insert("$ref".into(), reference.into());
        return;
    }
    let all = members.entry("allOf").or_insert_with(|| json!([]));
    if let Some(all) = all.as_array_mut() {
        all.push(json!({ "$ref": reference }));
    }
}
