//! JSON text: its value, and the offsets of its nodes.
//!
//! In: text. Out: a value by `serde_json`; offsets by a scanner that trusts the text to be valid.
//! Invariant: the scanner never recurses and never fails; for text that is not JSON, its offsets are inaccurate.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::{
    Source, excerpt,
    value::{MAX_DEPTH, Seed, State},
    wanted::Wanted,
};
use crate::{Diagnostic, diagnostics, pointer::Pointer};

/// Reads a document; warnings are added, a fault is returned.
pub(super) fn read(source: &Source, warnings: &mut Vec<Diagnostic>) -> Result<Value, Box<Diagnostic>> {
    let state = State::default();
    let mut deserializer = serde_json::Deserializer::from_str(&source.text);
    let value = Seed::root(&state).deserialize(&mut deserializer);
    let value = value.and_then(|value| deserializer.end().map(|()| value));
    let value = value.map_err(|fault| Box::new(diagnose(&fault, &state, source)));
    warnings.extend(state.into_warnings());
    value
}

fn diagnose(fault: &serde_json::Error, state: &State, source: &Source) -> Diagnostic {
    let whole = fault.to_string();
    let tail = format!(" at line {} column {}", fault.line(), fault.column());
    let message = whole.strip_suffix(&tail).unwrap_or(&whole);
    let mut diagnostic = if state.is_too_deep() {
        diagnostics::document_too_deep(&Pointer::root(), MAX_DEPTH)
    } else {
        diagnostics::syntax_error(&Pointer::root(), "JSON", message)
    };
    diagnostic.location = Some(excerpt::at_line(source, fault.line(), fault.column()));
    diagnostic
}

/// Finds the offsets of wanted pointers: of the key for a member, of the value for an item and the root.
pub(super) fn scan(text: &str, wanted: &mut Wanted) {
    let mut scanner = Scanner { text, path: String::new(), found: false, open: Vec::new() };
    let mut offset = 0;
    while let Some(byte) = text.as_bytes().get(offset) {
        offset = scanner.step(*byte, offset, wanted);
    }
}

struct Scanner<'t> {
    text: &'t str,
    path: String,
    /// Whether somebody wants the node of the path.
    found: bool,
    open: Vec<Container>,
}

struct Container {
    /// Length of the container's own path.
    path: usize,
    /// The number of the item that comes next; `None` in an object.
    item: Option<usize>,
    /// Whether a key, or an item, comes next.
    fresh: bool,
    /// Whether somebody wants the container itself; nobody wants what is in one that nobody wants.
    wanted: bool,
}

impl Scanner<'_> {
    /// Consumes the token at the offset; returns the offset behind it.
    fn step(&mut self, byte: u8, offset: usize, wanted: &mut Wanted) -> usize {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b':' => return offset + 1,
            b',' => {
                if let Some(container) = self.open.last_mut() {
                    container.fresh = true;
                    container.item = container.item.map(|item| item + 1);
                }
                return offset + 1;
            }
            b'}' | b']' => {
                if let Some(container) = self.open.pop() {
                    self.path.truncate(container.path);
                }
                return offset + 1;
            }
            _ => {}
        }
        let end = if byte == b'"' { string_end(self.text, offset) } else { offset + 1 };
        let wanted = self.begin(offset, end, wanted);
        if byte == b'{' || byte == b'[' {
            let item = (byte == b'[').then_some(0);
            self.open.push(Container { path: self.path.len(), item, fresh: true, wanted });
        }
        end
    }

    /// A key or a value begins: the path is that of its node now, where somebody wants it.
    fn begin(&mut self, offset: usize, end: usize, wanted: &mut Wanted) -> bool {
        let Some(container) = self.open.last_mut() else { return wanted.found("", offset) };
        if !container.wanted {
            return false;
        }
        if !std::mem::take(&mut container.fresh) {
            return self.found;
        }
        self.path.truncate(container.path);
        self.path.push('/');
        match container.item {
            Some(item) => self.path.push_str(&item.to_string()),
            None => push_key(&mut self.path, self.text.get(offset..end).unwrap_or_default()),
        }
        self.found = wanted.found(&self.path, offset);
        self.found
    }
}

/// Adds a key, given with its quotes, as a pointer has it.
fn push_key(path: &mut String, quoted: &str) {
    let plain = quoted.trim_matches('"');
    if !quoted.contains(['\\', '~', '/']) {
        path.push_str(plain);
        return;
    }
    let key = serde_json::from_str(quoted).unwrap_or_else(|_| plain.to_owned());
    path.push_str(&key.replace('~', "~0").replace('/', "~1"));
}

/// The offset behind a string that begins at the offset.
fn string_end(text: &str, offset: usize) -> usize {
    let mut escaped = false;
    for (length, byte) in text.bytes().skip(offset + 1).enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return offset + length + 2,
            _ => {}
        }
    }
    text.len()
}
