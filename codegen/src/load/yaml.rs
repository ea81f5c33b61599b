//! YAML text: its value, and the offsets of its nodes as far as indentation shows them.
//!
//! In: text. Out: a value by `serde_yaml`; offsets by a scan of keys and dashes.
//! Invariant: the scan never fails; nodes that it does not understand (flow style, odd keys) get no offset of their own.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::{
    Source, excerpt,
    value::{Seed, State},
    wanted::Wanted,
};
use crate::{Diagnostic, diagnostics, pointer::Pointer};

pub(super) fn read(text: &str, state: &State) -> Result<Value, serde_yaml::Error> {
    let mut value = Seed::root(state).deserialize(serde_yaml::Deserializer::from_str(text))?;
    merge(&mut value);
    Ok(value)
}

/// Applies merge keys (`<<: *anchor`, YAML 1.1): members that are not there already are added.
fn merge(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(merge),
        Value::Object(map) => {
            map.values_mut().for_each(merge);
            let sources = match map.get("<<") {
                Some(Value::Object(_)) => map.shift_remove("<<").into_iter().collect(),
                Some(Value::Array(list)) if list.iter().all(Value::is_object) => {
                    map.shift_remove("<<").and_then(|list| list.as_array().cloned()).unwrap_or_default()
                }
                _ => Vec::new(),
            };
            for source in sources {
                let Value::Object(members) = source else { continue };
                for (key, member) in members {
                    map.entry(key).or_insert(member);
                }
            }
        }
        _ => {}
    }
}

pub(super) fn diagnose(fault: &serde_yaml::Error, source: &Source) -> Diagnostic {
    let mut diagnostic = diagnostics::syntax_error(&Pointer::root(), "YAML", &fault.to_string());
    let location = fault.location().map(|at| excerpt::at_line(source, at.line(), at.column()));
    diagnostic.location = location.or_else(|| Some(excerpt::at_line(source, 1, 1)));
    diagnostic
}

/// A node that later, deeper lines belong to.
struct Open {
    indent: usize,
    path: usize,
    /// The number of an item of a block sequence.
    item: Option<usize>,
}

/// Finds the offsets of wanted pointers, line by line.
pub(super) fn scan(text: &str, wanted: &mut Wanted) {
    let mut lines = Lines { path: String::new(), open: Vec::new(), block: None };
    let mut offset = 0;
    wanted.found("", 0);
    for line in text.split_inclusive('\n') {
        lines.take(line, offset, wanted);
        offset += line.len();
    }
}

struct Lines {
    path: String,
    open: Vec<Open>,
    /// Inside a block scalar: the indentation that its lines exceed.
    block: Option<usize>,
}

impl Lines {
    fn take(&mut self, line: &str, offset: usize, wanted: &mut Wanted) {
        let rest = line.trim_start_matches(' ');
        let indent = line.len() - rest.len();
        let text = rest.trim_end();
        if text.is_empty() || self.block.is_some_and(|block| indent > block) {
            return;
        }
        self.block = None;
        if !text.starts_with('#') && text != "---" {
            self.node(text, indent, offset + indent, wanted);
        }
    }

    /// A dash or a key, with what follows on its line.
    fn node(&mut self, text: &str, mut indent: usize, mut offset: usize, wanted: &mut Wanted) {
        let mut text = text;
        while let Some(rest) = text.strip_prefix('-').filter(|rest| rest.is_empty() || rest.starts_with(' '))
        {
            self.item(indent);
            wanted.found(&self.path, offset);
            let inner = rest.trim_start_matches(' ');
            let width = text.len() - inner.len();
            (text, indent, offset) = (inner, indent + width, offset + width);
        }
        if let Some((key, value)) = split_key(text) {
            self.close(indent, false);
            self.open.push(Open { indent, path: self.path.len(), item: None });
            self.path.push('/');
            self.path.push_str(&key.replace('~', "~0").replace('/', "~1"));
            wanted.found(&self.path, offset);
            if value.starts_with(['|', '>']) {
                self.block = Some(indent);
            }
        } else if text.starts_with(['|', '>']) {
            self.block = self.open.last().map(|open| open.indent);
        }
    }

    fn item(&mut self, indent: usize) {
        let next = self.close(indent, true).map_or(0, |item| item + 1);
        self.open.push(Open { indent, path: self.path.len(), item: Some(next) });
        self.path.push('/');
        self.path.push_str(&next.to_string());
    }

    /// Closes the nodes that a line of this indentation does not belong to; returns the number of the item before it.
    fn close(&mut self, indent: usize, dash: bool) -> Option<usize> {
        let mut before = None;
        while let Some(open) = self.open.last() {
            // A sequence may have its key's own indentation.
            if open.indent < indent || (open.indent == indent && dash && open.item.is_none()) {
                break;
            }
            before = open.item.filter(|_| open.indent == indent);
            self.path.truncate(open.path);
            self.open.pop();
        }
        before
    }
}

/// The key of a line and the text of its value.
fn split_key(text: &str) -> Option<(String, &str)> {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let (key, rest) = inner.split_once(quote)?;
            return Some((key.to_owned(), rest.trim_start().strip_prefix(':')?.trim_start()));
        }
    }
    if text.starts_with(['{', '[', '&', '*', '!', '?']) {
        return None;
    }
    let (key, value) = text.split_once(": ").or_else(|| Some((text.strip_suffix(':')?, "")))?;
    Some((key.trim_end().to_owned(), value.trim_start()))
}
