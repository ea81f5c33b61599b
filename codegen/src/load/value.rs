//! JSON text -> `serde_json::Value`, with warnings for what a plain deserialization loses.
//!
//! In: a deserializer. Out: the value, with a warning for each duplicate and each reserved key.
//! Invariant: no value is nested deeper than [`MAX_DEPTH`], so that whoever walks one may recurse.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value, map::Entry};

use crate::{Diagnostic, diagnostics, openapi::extension, pointer::Pointer};

/// Levels of lists and objects in a document. One less than `serde_json` allows, which cannot say what the fault is.
pub(crate) const MAX_DEPTH: usize = 126;

/// A warning about a member, by its pointer and its key.
type Warning = fn(&Pointer, &str) -> Diagnostic;

/// An object of members, of which the last one of a name counts; with the warnings about them.
pub(super) fn object(members: Vec<(String, Value)>) -> (Map<String, Value>, Vec<(String, Warning)>) {
    // A map that grows has room for three members at least, of a hundred bytes each; most objects have one or two.
    let mut map = Map::with_capacity(members.len());
    let mut warnings: Vec<(String, Warning)> = Vec::new();
    let mut repeated = BTreeSet::new();
    for (key, value) in members {
        if key.starts_with(extension::PREFIX) {
            warnings.push((key, diagnostics::internal_key));
            continue;
        }
        match map.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(value)),
            Entry::Occupied(mut entry) => {
                if repeated.insert(entry.key().clone()) {
                    warnings.push((entry.key().clone(), diagnostics::duplicate_key));
                }
                entry.insert(value);
            }
        }
    }
    (map, warnings)
}

/// The state of one deserialization.
#[derive(Debug, Default)]
pub(super) struct State {
    warnings: RefCell<Vec<Diagnostic>>,
    too_deep: Cell<bool>,
}

impl State {
    pub(super) fn into_warnings(self) -> Vec<Diagnostic> {
        self.warnings.into_inner()
    }

    /// Whether the fault is that the text is nested too deep.
    pub(super) fn is_too_deep(&self) -> bool {
        self.too_deep.get()
    }
}

/// The keys from the root to a value, innermost first; the pointer is only made where it is needed.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Key(parent, key) => parent.pointer().child(key),
            Self::Item(parent, item) => parent.pointer().child(item),
        }
    }
}

/// Reads one value at its path.
#[derive(Clone, Copy)]
pub(super) struct Seed<'a> {
    state: &'a State,
    path: Path<'a>,
    depth: usize,
}

impl<'a> Seed<'a> {
    pub(super) fn root(state: &'a State) -> Self {
        Self { state, path: Path::Root, depth: 0 }
    }

    /// The depth of what is inside of a list or an object.
    fn deeper<E: Error>(&self) -> Result<usize, E> {
        if self.depth < MAX_DEPTH {
            return Ok(self.depth + 1);
        }
        self.state.too_deep.set(true);
        Err(E::custom("nested too deep"))
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        let number = Number::from_f64(value);
        number.map(Value::Number).ok_or_else(|| E::custom(format!("{value} is no number of JSON")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let depth = self.deeper()?;
        let mut list = Vec::new();
        loop {
            let seed = Seed { state: self.state, path: Path::Item(&self.path, list.len()), depth };
            match items.next_element_seed(seed)? {
                Some(item) => list.push(item),
                None => break,
            }
        }
        list.shrink_to_fit();
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let depth = self.deeper()?;
        let mut read = Vec::new();
        while let Some(key) = members.next_key::<String>()? {
            let path = Path::Key(&self.path, &key);
            let value = members.next_value_seed(Seed { state: self.state, path, depth })?;
            read.push((key, value));
        }
        let (map, warnings) = object(read);
        for (key, warning) in warnings {
            let at = Path::Key(&self.path, &key).pointer();
            self.state.warnings.borrow_mut().push(warning(&at, &key));
        }
        Ok(Value::Object(map))
    }
}
