//! Any self-describing text -> `serde_json::Value`, with warnings for what a plain deserialization loses.
//!
//! In: a deserializer of JSON or YAML. Out: the value, with a warning for each duplicate and each reserved key.
//! Invariant: what is built stays within a fixed multiple of the text, so that YAML aliases cannot multiply.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Number, Value, map::Entry};

use crate::{Diagnostic, diagnostics, openapi::extension, pointer::Pointer};

/// The state of one deserialization.
#[derive(Debug)]
pub(super) struct State {
    warnings: RefCell<Vec<Diagnostic>>,
    budget: Cell<usize>,
}

impl State {
    pub(super) fn new(text: usize) -> Self {
        let budget = text.saturating_mul(10).saturating_add(1_000_000);
        Self { warnings: RefCell::default(), budget: Cell::new(budget) }
    }

    pub(super) fn into_warnings(self) -> Vec<Diagnostic> {
        self.warnings.into_inner()
    }

    /// Charges the budget for a value of so many bytes.
    fn pay<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.budget.get().checked_sub(bytes.saturating_add(1));
        self.budget.set(left.unwrap_or_default());
        left.map(|_| ()).ok_or_else(|| E::custom("aliases make the document too large"))
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
}

impl<'a> Seed<'a> {
    pub(super) fn root(state: &'a State) -> Self {
        Self { state, path: Path::Root }
    }

    /// Inserts a member into its object.
    fn insert(&self, map: &mut Map<String, Value>, key: String, value: Value) {
        let warn = |key: &str, warning: fn(&Pointer, &str) -> Diagnostic| {
            let at = Path::Key(&self.path, key).pointer();
            self.state.warnings.borrow_mut().push(warning(&at, key));
        };
        if key.starts_with(extension::PREFIX) {
            return warn(&key, diagnostics::internal_key);
        }
        match map.entry(key) {
            Entry::Vacant(entry) => drop(entry.insert(value)),
            Entry::Occupied(mut entry) => {
                warn(entry.key(), diagnostics::duplicate_key);
                entry.insert(value);
            }
        }
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
        self.state.pay(0).map(|()| Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.state.pay(0).map(|()| Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.state.pay(0).map(|()| Value::from(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        #[expect(clippy::cast_precision_loss, reason = "JSON numbers beyond 64 bits are read so, too")]
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        #[expect(clippy::cast_precision_loss, reason = "JSON numbers beyond 64 bits are read so, too")]
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.state.pay(0)?;
        let number = Number::from_f64(value);
        number.map(Value::Number).ok_or_else(|| E::custom(format!("{value} is no number of JSON")))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.state.pay(value.len()).map(|()| Value::String(value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.state.pay(0).map(|()| Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.state.pay(0)?;
        let mut list = Vec::new();
        loop {
            let seed = Seed { state: self.state, path: Path::Item(&self.path, list.len()) };
            match items.next_element_seed(seed)? {
                Some(item) => list.push(item),
                None => break,
            }
        }
        list.shrink_to_fit();
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.state.pay(0)?;
        let mut read = Vec::new();
        while let Some(key) = members.next_key_seed(Key)? {
            self.state.pay(key.len())?;
            let value =
                members.next_value_seed(Seed { state: self.state, path: Path::Key(&self.path, &key) })?;
            read.push((key, value));
        }
        // A map that grows has room for three members at least, of a hundred bytes each; most objects have one or two.
        let mut map = Map::with_capacity(read.len());
        for (key, value) in read {
            self.insert(&mut map, key, value);
        }
        Ok(Value::Object(map))
    }

    /// A value with a YAML tag, which has no meaning in a document.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, value) = tagged.variant::<String>()?;
        value.newtype_variant_seed(self)
    }
}

/// Reads a key as text, also one that YAML takes for a number, a boolean or null.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }
}
