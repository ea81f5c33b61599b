//! An overlay as it is written: OpenAPI Overlay 1.0 and 1.1, the second for both.
//!
//! In: the value of an overlay's text. Out: its actions, each with its location in that text.
//! Invariant: what the standard does not allow is an error, what it does not know a warning; nothing is silently ignored.

use std::{collections::BTreeMap, fmt::Display};

use serde_json::{Map, Value};

use super::query;
use crate::{Diagnostics, diagnostics, pointer::Pointer};

/// What an overlay says.
#[derive(Debug)]
pub(super) struct Overlay {
    /// The document that it was written for.
    pub(super) extends: Option<String>,
    pub(super) actions: Vec<Action>,
}

/// One change, of all nodes that its target selects.
#[derive(Debug)]
pub(super) struct Action {
    pub(super) at: Pointer,
    pub(super) target: String,
    pub(super) change: Change,
}

#[derive(Debug)]
pub(super) enum Change {
    /// The action only names its target.
    None,
    Update(Value),
    /// The node that an expression selects is what is merged.
    Copy(String),
    Remove,
}

/// The members of each object: name, what it holds, whether it must be there.
const OVERLAY: &[Member] = &[
    Member("overlay", Holds::Text, true),
    Member("info", Holds::Object, true),
    Member("extends", Holds::Text, false),
    Member("actions", Holds::Array, true),
];
const INFO: &[Member] = &[
    Member("title", Holds::Text, true),
    Member("version", Holds::Text, true),
    Member("description", Holds::Text, false),
];
const ACTION: &[Member] = &[
    Member("target", Holds::Text, true),
    Member("description", Holds::Text, false),
    Member("update", Holds::Any, false),
    Member("copy", Holds::Text, false),
    Member("remove", Holds::Boolean, false),
];

struct Member(&'static str, Holds, bool);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Any,
    Array,
    Boolean,
    Object,
    Text,
}

impl Holds {
    fn allows(self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Array => value.is_array(),
            Self::Boolean => value.is_boolean(),
            Self::Object => value.is_object(),
            Self::Text => value.is_string(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Array => "an array",
            Self::Boolean => "`true` or `false`",
            Self::Object => "an object",
            Self::Text => "a text",
        }
    }
}

/// Reads an overlay; `None` if it has errors.
pub(super) fn read(root: Value, diagnostics: &mut Diagnostics) -> Option<Overlay> {
    let mut reader = Reader { found: Diagnostics::default() };
    let overlay = reader.overlay(root);
    let is_faulty = reader.found.has_errors();
    diagnostics.extend(reader.found.into_vec());
    overlay.filter(|_| !is_faulty)
}

struct Reader {
    found: Diagnostics,
}

impl Reader {
    fn overlay(&mut self, root: Value) -> Option<Overlay> {
        let mut root = self.object(root, "an overlay", &Pointer::root(), OVERLAY)?;
        let version = text(&mut root, "overlay").unwrap_or_default();
        let is_1_0 = self.version(&version);
        if let Some(info) = root.remove("info") {
            self.object(info, "`info`", &Pointer::root().child("info"), INFO);
        }
        let at = Pointer::root().child("actions");
        let Some(Value::Array(items)) = root.remove("actions") else { return None };
        if items.is_empty() {
            self.found.push(diagnostics::overlay_without_actions(&at));
        }
        let mut known = BTreeMap::new();
        let mut actions = Vec::new();
        for (number, item) in items.into_iter().enumerate() {
            let at = at.child(number);
            if let Some(first) = known.insert(item.to_string(), number) {
                self.found.push(diagnostics::repeated_action(&at, first));
            }
            actions.extend(self.action(item, at, is_1_0));
        }
        Some(Overlay { extends: text(&mut root, "extends"), actions })
    }

    /// Whether the version is 1.0, which has less than 1.1.
    fn version(&mut self, version: &str) -> bool {
        let at = Pointer::root().child("overlay");
        let numbers: Option<Vec<u32>> = version.split('.').map(|number| number.parse().ok()).collect();
        match numbers.as_deref() {
            Some([1, 0, _]) => return true,
            Some([1, 1, _]) => {}
            Some([1, _, _]) => self.found.push(diagnostics::newer_overlay(&at, version)),
            // That it is missing was told.
            _ if version.is_empty() => {}
            _ => self.found.push(diagnostics::overlay_version(&at, version)),
        }
        false
    }

    fn action(&mut self, item: Value, at: Pointer, is_1_0: bool) -> Option<Action> {
        let mut action = self.object(item, "an action", &at, ACTION)?;
        let target = text(&mut action, "target")?;
        self.expression(&target, &at.child("target"));
        let removes = action.remove("remove") == Some(Value::Bool(true));
        let (update, copy) = (action.remove("update"), text(&mut action, "copy"));
        if let Some(copy) = &copy {
            self.expression(copy, &at.child("copy"));
            if is_1_0 {
                self.found.push(diagnostics::copy_in_1_0(&at.child("copy")));
            }
        }
        for (key, is_there) in [("update", update.is_some()), ("copy", copy.is_some())] {
            if removes && is_there {
                self.found.push(diagnostics::ignored_member(
                    &at.child(key),
                    key,
                    "the action removes its target",
                ));
            }
        }
        let change = match (removes, update, copy) {
            (true, ..) => Change::Remove,
            (false, Some(_), Some(_)) => {
                self.found.push(diagnostics::update_and_copy(&at));
                return None;
            }
            (false, Some(update), None) => Change::Update(update),
            (false, None, Some(copy)) => Change::Copy(copy),
            (false, None, None) => {
                self.found.push(diagnostics::no_change(&at));
                Change::None
            }
        };
        Some(Action { at, target, change })
    }

    fn expression(&mut self, text: &str, at: &Pointer) {
        if let Err(query::Fault::Syntax(reason)) = query::check(text) {
            self.found.push(diagnostics::bad_json_path(at, text, &reason));
        }
    }

    /// The members of an object that it may have, of the right kind; extensions are left out.
    fn object(
        &mut self,
        value: Value,
        noun: impl Display,
        at: &Pointer,
        members: &[Member],
    ) -> Option<Map<String, Value>> {
        let Value::Object(mut object) = value else {
            self.found.push(diagnostics::malformed_overlay(at, &format!("{noun} is an object")));
            return None;
        };
        for (key, _) in object.iter().filter(|(key, _)| !key.starts_with("x-")) {
            if !members.iter().any(|Member(name, ..)| name == key) {
                self.found.push(diagnostics::unknown_overlay_member(&at.child(key), key));
            }
        }
        for Member(name, holds, is_required) in members {
            let fault = match object.get(*name) {
                None if *is_required => {
                    Some((at.clone(), format!("{noun} needs `{name}`, {}", holds.name())))
                }
                Some(value) if !holds.allows(value) => {
                    Some((at.child(name), format!("`{name}` is {}", holds.name())))
                }
                _ => None,
            };
            if let Some((at, rule)) = fault {
                self.found.push(diagnostics::malformed_overlay(&at, &rule));
                object.remove(*name);
            }
        }
        Some(object)
    }
}

fn text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    match object.remove(key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}
