//! Overlays: changes of a document that are written beside it (OpenAPI Overlay 1.0 and 1.1).
//!
//! In: a document as loaded, and the files of the overlays. Out: the document, changed by each action in its order, with the
//! record of where each changed node comes from.
//! Invariant: an action that matches nothing, or does not fit what it matches, is an error at its own location; the document
//! does not become deeper than one that is read, nor larger than [`COPIES`] times what was read. An overlay sees the document
//! as it is written: no reference is followed, and references that it adds are relative to the document.

mod actions;
mod merge;
mod query;
mod trace;

use std::path::{Path, PathBuf};

use serde_json::Value;

use self::{
    actions::{Action, Change, Overlay},
    merge::{Conflict, Kind},
    query::{Fault, Queries, Size},
    trace::Trace,
};
use crate::{
    Diagnostic, Diagnostics, diagnostics,
    document::{Document, count},
    load::{self, MAX_DEPTH, Source, Sources},
    pointer::{Pointer, percent_decode},
};

/// How many nodes and bytes of texts may be added for each byte of text that was read, beside [`ALLOWANCE`].
const COPIES: usize = 4;
/// What may be added to the smallest document.
const ALLOWANCE: usize = 200_000;

/// Applies overlays in their order; `false` if one of them has errors.
pub(crate) fn overlay(
    document: &mut Document,
    files: &[PathBuf],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> bool {
    if files.is_empty() {
        return true;
    }
    let mut changes = Changes::of(document, sources);
    let mut done = true;
    for file in files {
        let mut found = Diagnostics::default();
        match Source::read(file) {
            Ok(source) => {
                changes.budget = changes.budget.saturating_add(source.text.len().saturating_mul(COPIES));
                let number = sources.add(source);
                if let Some(overlay) = read(sources, number, &mut found) {
                    changes.apply(overlay, number, &mut found);
                }
                done &= !found.has_errors();
                if let Some(source) = sources.get(number) {
                    diagnostics.extend(load::locate(found, source));
                }
            }
            Err(fault) => {
                done = false;
                diagnostics.extend(fault.diagnostics);
            }
        }
    }
    changes.trace.record(&Pointer::root(), sources);
    done
}

/// Reads an overlay, and compares the document that it names with the one that it is applied to.
fn read(sources: &Sources, number: usize, found: &mut Diagnostics) -> Option<Overlay> {
    let source = sources.get(number)?;
    let overlay = actions::read(load::load(source, found)?.root, found)?;
    let document = sources.main().map(|source| source.file.as_str()).unwrap_or_default();
    if let Some(extends) = overlay.extends.as_deref()
        && is_other(extends, Path::new(&source.file), Path::new(document))
    {
        found.push(diagnostics::other_document(&Pointer::root().child("extends"), extends, document));
    }
    Some(overlay)
}

/// Whether an overlay is for another document, as far as its own text says: what a URL leads to is not known.
fn is_other(extends: &str, overlay: &Path, document: &Path) -> bool {
    let path = extends.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty() || path.split('/').next().is_some_and(|first| first.contains(':')) {
        return false;
    }
    let named = overlay.parent().unwrap_or(Path::new("")).join(percent_decode(path).unwrap_or_default());
    let [named, document] = [named.canonicalize().ok(), document.canonicalize().ok()];
    named != document
}

/// A document under change.
struct Changes<'d> {
    root: &'d mut Value,
    trace: Trace,
    queries: Queries,
    size: Size,
    /// Nodes and bytes that may still be added.
    budget: usize,
}

impl<'d> Changes<'d> {
    fn of(document: &'d mut Document, sources: &Sources) -> Self {
        let budget = sources.main().map_or(0, |source| source.text.len());
        let root = &mut document.root;
        let size = Size { nodes: count(root), depth: depth(root) };
        let budget = budget.saturating_mul(COPIES).saturating_add(ALLOWANCE);
        Self { root, trace: Trace::default(), queries: Queries::new(), size, budget }
    }

    /// Applies the actions, each to what those before it have made. Those behind one that fails are looked at, too, unless it
    /// was too large.
    fn apply(&mut self, overlay: Overlay, text: usize, found: &mut Diagnostics) {
        for action in overlay.actions {
            let Err(fault) = self.act(action, text) else { continue };
            let is_too_large = fault.code == "too-large";
            found.push(*fault);
            if is_too_large {
                return;
            }
        }
    }

    fn act(&mut self, action: Action, text: usize) -> Result<(), Box<Diagnostic>> {
        let Action { at, target, change } = action;
        let nodes = self.select(&target, &at.child("target"))?;
        match change {
            Change::None => Ok(()),
            Change::Remove if nodes.iter().any(|node| *node == Pointer::root()) => {
                Err(Box::new(diagnostics::removed_document(&at.child("target"))))
            }
            Change::Remove => {
                merge::remove(self.root, &mut self.trace, &nodes);
                Ok(())
            }
            Change::Update(value) => {
                let from = Trace::whole(text, at.child("update"));
                self.update(&nodes, (&value, &from), &at, "update")
            }
            Change::Copy(expression) => {
                let (value, from) = self.copy(&expression, &at.child("copy"))?;
                self.update(&nodes, (&value, &from), &at, "copy")
            }
        }
    }

    /// The nodes that an expression selects, at least one.
    fn select(&mut self, expression: &str, at: &Pointer) -> Result<Vec<Pointer>, Box<Diagnostic>> {
        let nodes = self.queries.select(self.root, self.size, expression).map_err(|fault| match fault {
            Fault::Syntax(reason) => Box::new(diagnostics::bad_json_path(at, expression, &reason)),
            Fault::Costly => Box::new(diagnostics::costly_json_path(at, expression)),
        })?;
        if nodes.is_empty() {
            let known = self.queries.longest_match(self.root, self.size, expression);
            return Err(Box::new(diagnostics::no_match(at, expression, known)));
        }
        Ok(nodes)
    }

    /// The one node that an expression selects, and where it comes from.
    fn copy(&mut self, expression: &str, at: &Pointer) -> Result<(Value, Trace), Box<Diagnostic>> {
        let nodes = self.select(expression, at)?;
        let [node] = nodes.as_slice() else {
            return Err(Box::new(diagnostics::ambiguous_copy(at, expression, nodes.len())));
        };
        let value = self.root.pointer(node.as_str()).cloned().unwrap_or_default();
        Ok((value, self.trace.below_mut(node).clone()))
    }

    fn update(
        &mut self,
        nodes: &[Pointer],
        (value, from): (&Value, &Trace),
        at: &Pointer,
        member: &str,
    ) -> Result<(), Box<Diagnostic>> {
        let kinds = nodes.iter().filter_map(|node| self.root.pointer(node.as_str())).map(Kind::of);
        let mut kinds: Vec<_> = kinds.collect();
        kinds.dedup();
        if let [first, second, ..] = kinds.as_slice() {
            return Err(Box::new(diagnostics::mixed_targets(
                &at.child("target"),
                first.name(),
                second.name(),
            )));
        }
        let added = weigh(value).saturating_mul(nodes.len());
        self.budget =
            self.budget.checked_sub(added).ok_or_else(|| Box::new(diagnostics::overlay_too_large(at)))?;
        let deepest = nodes.iter().map(|node| node.keys().count()).max().unwrap_or_default() + depth(value);
        // An item that is added to an array is one level below it.
        if deepest + usize::from(!value.is_array()) > MAX_DEPTH {
            return Err(Box::new(diagnostics::document_too_deep(&at.child(member), MAX_DEPTH)));
        }
        self.size.nodes = self.size.nodes.saturating_add(count(value).saturating_mul(nodes.len()));
        self.size.depth = self.size.depth.max(deepest + 1);
        for node in nodes {
            let trace = self.trace.below_mut(node);
            let Some(value_there) = self.root.pointer_mut(node.as_str()) else { continue };
            merge::update(value_there, trace, node, (value, from)).map_err(|conflict| {
                let Conflict { from, given, at: there, found } = conflict;
                // What is copied has its location in the document, not in the overlay.
                let place = if member == "update" { from } else { at.child(member) };
                Box::new(diagnostics::incompatible_update(&place, given.name(), &there, found.name()))
            })?;
        }
        Ok(())
    }
}

/// What a value takes of the budget: its nodes, and the bytes of its texts.
fn weigh(value: &Value) -> usize {
    1 + match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weigh).sum(),
        Value::Object(members) => members.iter().map(|(key, value)| key.len() + weigh(value)).sum(),
        _ => 0,
    }
}

/// The levels of lists and objects.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
