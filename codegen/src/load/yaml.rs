//! YAML text: its value, by the events of `granit-parser`.
//!
//! In: text. Out: a value, or the first fault with its location; offsets of nodes in `offsets`.
//! Invariant: time and memory are linear in the text. Nesting is counted while events come, aliases included, and what aliases
//! copy is limited, so that neither is a matter of trust.

mod offsets;
mod scalar;

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StrInput, Tag};
use serde_json::{Map, Value};

use super::{
    Source, excerpt,
    value::{MAX_DEPTH, object},
};
use crate::{Diagnostic, diagnostics, pointer::Pointer};

pub(super) use offsets::scan;

/// What a value takes in memory, beside the bytes of its text.
const VALUE: usize = size_of::<Value>();
/// What aliases may copy: this many bytes, and this many times the text.
const COPIES: (usize, usize) = (64 << 20, 10);

/// Reads a document; warnings are added, a fault is returned.
pub(super) fn read(source: &Source, warnings: &mut Vec<Diagnostic>) -> Result<Value, Box<Diagnostic>> {
    let text = source.text.as_str();
    let budget = text.len().saturating_mul(COPIES.1).saturating_add(COPIES.0);
    let aliased = aliased(text);
    let mut builder =
        Builder { open: Vec::new(), root: None, aliased, anchors: BTreeMap::new(), budget, warnings };
    for step in parser(text) {
        let taken = match step {
            Ok((event, span)) => {
                let at = span.start.byte_offset();
                builder.take(event).map_err(|fault| (fault, at))
            }
            Err(error) => {
                let fault = match error.kind() {
                    ErrorKind::RecursionLimitExceeded => {
                        diagnostics::document_too_deep(&Pointer::root(), MAX_DEPTH)
                    }
                    kind => invalid(&kind.to_string()),
                };
                Err((Box::new(fault), error.marker().byte_offset()))
            }
        };
        if let Err((mut fault, at)) = taken {
            fault.location = excerpt::at_offset(source, at.unwrap_or_default());
            return Err(fault);
        }
    }
    builder.root.ok_or_else(|| {
        let mut fault = Box::new(invalid("the file has no value"));
        fault.location = excerpt::at_offset(source, text.len());
        fault
    })
}

/// The events of a text, with its own limits for tokens that it has to look ahead.
fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let limit = MAX_DEPTH;
    let options = granit_parser::options! { flow_nesting_limit: limit, block_nesting_limit: limit };
    Parser::new_from_str_with_options(text, options)
}

/// The anchors that an alias refers to; nothing needs a copy of the others.
fn aliased(text: &str) -> BTreeSet<usize> {
    if !text.contains('*') || !text.contains('&') {
        return BTreeSet::new();
    }
    let events = parser(text).map_while(Result::ok);
    events
        .filter_map(|(event, _)| if let Event::Alias(anchor) = event { Some(anchor) } else { None })
        .collect()
}

fn invalid(message: &str) -> Diagnostic {
    diagnostics::syntax_error(&Pointer::root(), "YAML", message)
}

/// A value that aliases may copy.
struct Anchored {
    value: Value,
    cost: Cost,
}

/// What a copy of a value takes.
#[derive(Clone, Copy, Default)]
struct Cost {
    bytes: usize,
    /// Levels of lists and objects.
    height: usize,
}

/// A list or an object whose end is still to come.
struct Open {
    collection: Collection,
    anchor: usize,
    cost: Cost,
}

enum Collection {
    List(Vec<Value>),
    Object { members: Vec<(String, Value)>, merged: Vec<Value>, key: Option<Key> },
}

/// The key whose value is next.
enum Key {
    Member(String),
    /// `<<` (YAML 1.1): the members of the value become members of the object.
    Merge,
}

struct Builder<'w> {
    open: Vec<Open>,
    root: Option<Value>,
    aliased: BTreeSet<usize>,
    anchors: BTreeMap<usize, Anchored>,
    budget: usize,
    warnings: &'w mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>) -> Result<(), Box<Diagnostic>> {
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(Box::new(invalid("the file has more than one document")))
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref()),
            Event::Alias(anchor) => self.alias(anchor),
            Event::SequenceStart(_, anchor, _) => self.begin(Collection::List(Vec::new()), anchor),
            Event::MappingStart(_, anchor, _) => {
                let (members, merged, key) = Default::default();
                self.begin(Collection::Object { members, merged, key }, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<(), Box<Diagnostic>> {
        if let Some(key) = self.next_key() {
            let merge = text == "<<" && style == ScalarStyle::Plain;
            *key = Some(if merge { Key::Merge } else { Key::Member(text.to_owned()) });
            // An alias to a key stands for its text.
            return self.keep(anchor, &Value::String(text.to_owned()), Cost { bytes: text.len(), height: 0 });
        }
        let value = scalar::resolve(text, style == ScalarStyle::Plain, tag);
        if value.is_string() && scalar::is_not_json(text, style == ScalarStyle::Plain) {
            let at = self.pointer_of_next();
            self.warnings.push(diagnostics::number_as_text(&at, text));
        }
        let cost = Cost { bytes: if value.is_string() { text.len() } else { 0 }, height: 0 };
        self.keep(anchor, &value, cost)?;
        self.add(value, cost);
        Ok(())
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Box<Diagnostic>> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(Box::new(invalid("the alias is inside of what it refers to")));
        };
        let (value, cost) = (&anchored.value, anchored.cost);
        if self.open.len() + cost.height > MAX_DEPTH {
            return Err(Box::new(diagnostics::document_too_deep(&Pointer::root(), MAX_DEPTH)));
        }
        self.budget = pay(self.budget, cost)?;
        let value = value.clone();
        match self.next_key() {
            Some(key) => {
                let Value::String(text) = value else { return Err(no_key()) };
                *key = Some(Key::Member(text));
            }
            None => self.add(value, cost),
        }
        Ok(())
    }

    fn begin(&mut self, collection: Collection, anchor: usize) -> Result<(), Box<Diagnostic>> {
        if self.next_key().is_some() {
            return Err(no_key());
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(Box::new(diagnostics::document_too_deep(&Pointer::root(), MAX_DEPTH)));
        }
        self.open.push(Open { collection, anchor, cost: Cost::default() });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Box<Diagnostic>> {
        let Some(Open { collection, anchor, mut cost }) = self.open.pop() else { return Ok(()) };
        let value = match collection {
            Collection::List(mut items) => {
                items.shrink_to_fit();
                Value::Array(items)
            }
            Collection::Object { members, merged, .. } => {
                let (mut map, warnings) = object(members);
                for (key, warning) in warnings {
                    self.warnings.push(warning(&self.pointer_of_next().child(&key), &key));
                }
                merge(&mut map, merged);
                Value::Object(map)
            }
        };
        cost.height += 1;
        self.keep(anchor, &value, cost)?;
        self.add(value, cost);
        Ok(())
    }

    /// Keeps a copy of a value that aliases refer to.
    fn keep(&mut self, anchor: usize, value: &Value, cost: Cost) -> Result<(), Box<Diagnostic>> {
        if self.aliased.contains(&anchor) {
            self.budget = pay(self.budget, cost)?;
            self.anchors.insert(anchor, Anchored { value: value.clone(), cost });
        }
        Ok(())
    }

    /// Adds a value to the innermost list or object.
    fn add(&mut self, value: Value, cost: Cost) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(value);
            return;
        };
        let (mut own, mut height) = (VALUE, cost.height);
        match &mut open.collection {
            Collection::List(items) => items.push(value),
            Collection::Object { members, merged, key } => {
                if let Some(Key::Member(name)) = key.take() {
                    own += name.len();
                    members.push((name, value));
                } else {
                    height = height.saturating_sub(1);
                    merged.push(value);
                }
            }
        }
        open.cost.bytes = open.cost.bytes.saturating_add(cost.bytes).saturating_add(own);
        open.cost.height = open.cost.height.max(height);
    }

    /// Where the next key goes, if a key is next.
    fn next_key(&mut self) -> Option<&mut Option<Key>> {
        match self.open.last_mut().map(|open| &mut open.collection) {
            Some(Collection::Object { key, .. }) if key.is_none() => Some(key),
            _ => None,
        }
    }

    /// The pointer of the value that is next.
    fn pointer_of_next(&self) -> Pointer {
        self.open.iter().fold(Pointer::root(), |at, open| match &open.collection {
            Collection::List(items) => at.child(items.len()),
            Collection::Object { key: Some(Key::Member(name)), .. } => at.child(name),
            Collection::Object { .. } => at.child("<<"),
        })
    }
}

/// Charges the budget for a copy.
fn pay(budget: usize, cost: Cost) -> Result<usize, Box<Diagnostic>> {
    budget.checked_sub(cost.bytes).ok_or_else(|| Box::new(diagnostics::aliases_multiply(&Pointer::root())))
}

fn no_key() -> Box<Diagnostic> {
    Box::new(invalid("a list or an object is not a key"))
}

/// Applies merge keys: members that are not there already are added.
fn merge(map: &mut Map<String, Value>, merged: Vec<Value>) {
    for value in merged {
        let sources = match value {
            Value::Array(list) if list.iter().all(Value::is_object) => list,
            Value::Object(_) => vec![value],
            other => {
                map.insert("<<".into(), other);
                continue;
            }
        };
        for source in sources {
            let Value::Object(members) = source else { continue };
            for (key, member) in members {
                map.entry(key).or_insert(member);
            }
        }
    }
}
