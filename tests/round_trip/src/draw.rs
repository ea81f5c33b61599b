//! Schemas -> instances, by chance.
//!
//! In: schemas of one location. Out: a value that is probably valid. Invariant: the same seed gives the same values.

mod scalar;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Map, Value};

use crate::{flat::Flat, schema::Schemas};

/// How deep a value is nested before only what is required goes on.
const MAX_OPTIONAL_DEPTH: usize = 4;

/// How deep a value may be nested at all.
const MAX_DEPTH: usize = 24;

/// How many values a value may be made of.
const MAX_VALUES: usize = 4000;

/// Which optional parts a value has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    None,
    All,
    Some,
}

/// A source of instances.
pub(crate) struct Drawing<'a> {
    schemas: &'a Schemas,
    chance: StdRng,
    mode: Mode,
    left: usize,
    /// Where whole numbers were drawn for a schema that takes any number and nothing else.
    pub(crate) whole: BTreeSet<String>,
    /// Where `null` was drawn for what only responses have.
    pub(crate) unsent: BTreeSet<String>,
}

impl<'a> Drawing<'a> {
    pub(crate) fn new(schemas: &'a Schemas, seed: u64) -> Self {
        Self {
            schemas,
            chance: StdRng::seed_from_u64(seed),
            mode: Mode::Some,
            left: 0,
            whole: BTreeSet::new(),
            unsent: BTreeSet::new(),
        }
    }

    /// Draws one value; every third has all optional parts, every third none.
    pub(crate) fn draw(&mut self, number: usize, attempt: usize) -> Option<Value> {
        self.mode = [Mode::All, Mode::None, Mode::Some][attempt % 3];
        self.left = MAX_VALUES;
        self.whole.clear();
        self.unsent.clear();
        let schema = self.schemas.get(&number.to_string())?;
        self.value("", &[schema], 0)
    }

    fn value(&mut self, at: &str, all: &[&'a Value], depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        let flat = Flat::of(self.schemas, all, &mut self.chance);
        if flat.impossible || depth > MAX_DEPTH {
            return None;
        }
        if let Some(listed) = flat.values() {
            let value = listed.get(self.chance.random_range(0..listed.len().max(1)))?;
            self.note(at, &flat, value);
            return Some((*value).clone());
        }
        let kind = self.kind(&flat)?;
        let value = match kind {
            "null" => Value::Null,
            "boolean" => self.chance.random_bool(0.5).into(),
            "object" => self.object(at, &flat, depth)?,
            "array" => self.array(at, &flat, depth)?,
            "string" => text::draw(&flat, &mut self.chance)?.into(),
            "any" => self.any(depth),
            kind => scalar::number(&flat, kind, &mut self.chance)?,
        };
        self.note(at, &flat, &value);
        Some(value)
    }

    /// Notes a whole number where the schema says just `number`, and a `null` that is never sent.
    fn note(&mut self, at: &str, flat: &Flat<'_>, value: &Value) {
        let numbers =
            flat.types.as_ref().is_some_and(|types| types.contains("number") && !types.contains("integer"));
        if numbers && !flat.chosen && (value.is_i64() || value.is_u64()) {
            self.whole.insert(at.to_owned());
        }
        if flat.read_only && value.is_null() {
            self.unsent.insert(at.to_owned());
        }
    }

    /// The kind of the value; `any` where the schema says nothing.
    fn kind<'f>(&mut self, flat: &Flat<'f>) -> Option<&'f str> {
        if let Some(types) = &flat.types {
            // Where it may be null, it sometimes is.
            let others: Vec<&str> = types.iter().copied().filter(|name| *name != "null").collect();
            let null = types.contains("null") && (others.is_empty() || self.chance.random_ratio(1, 5));
            return if null {
                Some("null")
            } else {
                others.get(self.chance.random_range(0..others.len().max(1))).copied()
            };
        }
        let is_object = !(flat.properties.is_empty() && flat.required.is_empty() && flat.patterns.is_empty())
            || flat.additional.iter().any(|schema| schema.is_object())
            || flat.members != (0, None);
        let is_array = !(flat.items.is_empty() && flat.prefix.is_empty()) || flat.size != (0, None);
        let is_text = flat.format.is_some() || flat.pattern.is_some() || flat.length != (0, None);
        let is_number = flat.minimum.is_some() || flat.maximum.is_some() || flat.multiple.is_some();
        Some(match () {
            () if is_object => "object",
            () if is_array => "array",
            () if is_text => "string",
            () if is_number => "number",
            () => "any",
        })
    }

    fn object(&mut self, at: &str, flat: &Flat<'a>, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        let names: BTreeSet<&str> = flat.properties.keys().chain(&flat.required).copied().collect();
        for name in names {
            let needed = flat.required.contains(name);
            if !needed && !self.wanted(depth) {
                continue;
            }
            match self.member(at, flat, name, depth) {
                Some(value) => drop(members.insert(name.to_owned(), value)),
                None if needed => return None,
                None => {}
            }
        }
        let missing = flat.members.0.saturating_sub(members.len());
        let open =
            !flat.patterns.is_empty() || flat.additional.iter().any(|schema| **schema != Value::Bool(false));
        let more = if open && self.wanted(depth) { self.chance.random_range(0..3) } else { 0 };
        for _ in 0..missing.max(more) {
            let name = match flat.patterns.as_slice() {
                [] => text::word(&mut self.chance),
                patterns => {
                    let (pattern, _) = patterns[self.chance.random_range(0..patterns.len())];
                    let Some(name) = text::by_pattern(pattern, &mut self.chance) else { continue };
                    name
                }
            };
            if flat.properties.contains_key(name.as_str()) {
                continue;
            }
            if let Some(value) = self.member(at, flat, &name, depth) {
                members.insert(name, value);
            }
        }
        Some(members.into())
    }

    fn member(&mut self, at: &str, flat: &Flat<'a>, name: &str, depth: usize) -> Option<Value> {
        let mut all = flat.properties.get(name).cloned().unwrap_or_default();
        all.extend(
            flat.patterns
                .iter()
                .filter(|(pattern, _)| text::matches(pattern, name))
                .map(|(_, schema)| schema),
        );
        if all.is_empty() {
            all.extend(&flat.additional);
        }
        self.value(&format!("{at}/{name}"), &all, depth + 1)
    }

    fn array(&mut self, at: &str, flat: &Flat<'a>, depth: usize) -> Option<Value> {
        let closed = flat.items.iter().any(|schema| **schema == Value::Bool(false));
        let (least, most) = flat.size;
        let most = most.unwrap_or(usize::MAX).min(if closed { flat.prefix.len() } else { usize::MAX });
        let wanted = match (self.mode, flat.prefix.len()) {
            (Mode::None, 0) => 0,
            _ if depth > MAX_OPTIONAL_DEPTH => 0,
            (_, 0) => self.chance.random_range(0..4),
            (_, prefix) => prefix,
        };
        let mut items = Vec::new();
        for index in 0..wanted.max(least).min(most) {
            let all = flat.prefix.get(index).unwrap_or(&flat.items);
            match self.value(&format!("{at}/{index}"), all, depth + 1) {
                Some(item) => items.push(item),
                None if index < least => return None,
                None => break,
            }
        }
        Some(items.into())
    }

    /// Any JSON value.
    fn any(&mut self, depth: usize) -> Value {
        match self.chance.random_range(0..if depth > MAX_OPTIONAL_DEPTH { 6 } else { 8 }) {
            0 => Value::Null,
            1 => self.chance.random_bool(0.5).into(),
            2 => self.chance.random_range(-1000..1000_i64).into(),
            3 => self.chance.random_range(-1.0..1.0).into(),
            4 | 5 => text::word(&mut self.chance).into(),
            6 => (0..self.chance.random_range(0..3)).map(|_| self.any(depth + 1)).collect::<Vec<_>>().into(),
            _ => {
                let members = (0..self.chance.random_range(0..3))
                    .map(|_| (text::word(&mut self.chance), self.any(depth + 1)));
                members.collect::<BTreeMap<_, _>>().into_iter().collect::<Map<_, _>>().into()
            }
        }
    }

    /// Whether an optional part is there.
    fn wanted(&mut self, depth: usize) -> bool {
        match self.mode {
            _ if depth > MAX_OPTIONAL_DEPTH || self.left < MAX_VALUES / 8 => false,
            Mode::None => false,
            Mode::All => true,
            Mode::Some => self.chance.random_bool(0.5),
        }
    }
}
