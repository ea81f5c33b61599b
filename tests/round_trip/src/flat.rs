//! Schemas that must hold at once -> one view of what they ask for.
//!
//! In: schemas of one location, with `$ref`, `allOf` and alternatives in them. Out: a [`Flat`], with one alternative of each
//! union chosen by chance, or several. Invariant: it is a guess at what is valid, never the judge: a validator is that.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng, RngExt as _};
use serde_json::Value;

use crate::schema::Schemas;

/// How many references and alternatives are followed for one location.
const MAX_STEPS: usize = 64;

/// What the schemas of a location ask for.
#[derive(Default)]
pub(crate) struct Flat<'a> {
    /// Nothing can be valid.
    pub(crate) impossible: bool,
    /// A union was among them.
    pub(crate) chosen: bool,
    /// The kinds that are left; all without it.
    pub(crate) types: Option<BTreeSet<&'a str>>,
    /// The listed values that are left.
    pub(crate) listed: Option<Vec<&'a Value>>,
    pub(crate) properties: BTreeMap<&'a str, Vec<&'a Value>>,
    pub(crate) patterns: Vec<(&'a str, &'a Value)>,
    pub(crate) additional: Vec<&'a Value>,
    pub(crate) required: BTreeSet<&'a str>,
    pub(crate) prefix: Vec<Vec<&'a Value>>,
    pub(crate) items: Vec<&'a Value>,
    pub(crate) format: Option<&'a str>,
    pub(crate) pattern: Option<&'a str>,
    pub(crate) minimum: Option<&'a Value>,
    pub(crate) maximum: Option<&'a Value>,
    pub(crate) multiple: Option<f64>,
    pub(crate) length: (usize, Option<usize>),
    pub(crate) size: (usize, Option<usize>),
    pub(crate) members: (usize, Option<usize>),
    /// Only responses have it.
    pub(crate) read_only: bool,
    steps: usize,
}

impl<'a> Flat<'a> {
    pub(crate) fn of(schemas: &'a Schemas, all: &[&'a Value], chance: &mut dyn Rng) -> Self {
        let mut flat = Self::default();
        for schema in all {
            flat.absorb(schemas, schema, chance);
        }
        flat
    }

    fn absorb(&mut self, schemas: &'a Schemas, schema: &'a Value, chance: &mut dyn Rng) {
        self.steps += 1;
        self.impossible |= self.steps > MAX_STEPS || *schema == Value::Bool(false);
        let Some(members) = schema.as_object().filter(|_| !self.impossible) else { return };
        for (keyword, value) in members {
            match keyword.as_str() {
                "$ref" => match target(schemas, value) {
                    Some(target) => self.absorb(schemas, target, chance),
                    None => self.impossible = true,
                },
                "allOf" => items(value).for_each(|member| self.absorb(schemas, member, chance)),
                "anyOf" | "oneOf" => self.choose(schemas, value, keyword == "anyOf", chance),
                keyword => self.keyword(keyword, value),
            }
        }
    }

    /// Takes one alternative, and sometimes others, if a value may be several of them.
    fn choose(
        &mut self,
        schemas: &'a Schemas,
        alternatives: &'a Value,
        is_inclusive: bool,
        chance: &mut dyn Rng,
    ) {
        let all: Vec<&Value> = items(alternatives).collect();
        self.chosen |= all.len() > 1;
        let one = chance.random_range(0..all.len());
        for (index, alternative) in all.into_iter().enumerate() {
            if index == one || (is_inclusive && chance.random_ratio(1, 4)) {
                self.absorb(schemas, alternative, chance);
            }
        }
    }

    fn keyword(&mut self, keyword: &str, value: &'a Value) {
        match keyword {
            "type" => {
                let named: BTreeSet<&str> =
                    value.as_str().into_iter().chain(items(value).filter_map(Value::as_str)).collect();
                let left = self.types.take().map(|types| both(&types, &named));
                self.types = Some(left.unwrap_or(named));
            }
            "enum" => self.list(items(value).collect()),
            "const" => self.list(vec![value]),
            "properties" => members(value)
                .for_each(|(name, member)| self.properties.entry(name).or_default().push(member)),
            "patternProperties" => self.patterns.extend(members(value)),
            "additionalProperties" => self.additional.push(value),
            "required" => self.required.extend(items(value).filter_map(Value::as_str)),
            "prefixItems" => {
                for (index, item) in items(value).enumerate() {
                    self.prefix.resize_with(self.prefix.len().max(index + 1), Vec::new);
                    self.prefix[index].push(item);
                }
            }
            "items" => self.items.push(value),
            "readOnly" => self.read_only |= value == true,
            "format" => self.format = value.as_str(),
            "pattern" => self.pattern = value.as_str(),
            "minimum" | "exclusiveMinimum" => {
                self.minimum = tighter(self.minimum, value, |new, old| new > old);
            }
            "maximum" | "exclusiveMaximum" => {
                self.maximum = tighter(self.maximum, value, |new, old| new < old);
            }
            "multipleOf" => self.multiple = value.as_f64(),
            "minLength" | "maxLength" => narrow(&mut self.length, keyword, value),
            "minItems" | "maxItems" => narrow(&mut self.size, keyword, value),
            "minProperties" | "maxProperties" => narrow(&mut self.members, keyword, value),
            _ => {}
        }
    }

    /// The listed values of the kinds that are left.
    pub(crate) fn values(&self) -> Option<Vec<&'a Value>> {
        let is_kind = |value: &Value, name: &str| match name {
            "null" => value.is_null(),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            _ => value.is_number(),
        };
        let fits = |value: &Value| {
            self.types.as_ref().is_none_or(|types| types.iter().any(|name| is_kind(value, name)))
        };
        Some(self.listed.as_ref()?.iter().copied().filter(|value| fits(value)).collect())
    }

    fn list(&mut self, values: Vec<&'a Value>) {
        self.listed = Some(match self.listed.take() {
            Some(listed) => listed.into_iter().filter(|value| values.contains(value)).collect(),
            None => values,
        });
    }
}

fn target<'a>(schemas: &'a Schemas, reference: &Value) -> Option<&'a Value> {
    schemas.get(reference.as_str()?.rsplit('/').next()?)
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, member)| (name.as_str(), member))
}

/// The kinds in both sets, where an integer is a number.
fn both<'a>(one: &BTreeSet<&'a str>, other: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let has = |set: &BTreeSet<&str>, name: &str| {
        set.contains(name) || (name == "integer" && set.contains("number"))
    };
    one.union(other).copied().filter(|name| has(one, name) && has(other, name)).collect()
}

fn tighter<'a>(
    old: Option<&'a Value>,
    new: &'a Value,
    is_tighter: fn(f64, f64) -> bool,
) -> Option<&'a Value> {
    match (old.and_then(Value::as_f64), new.as_f64()) {
        (Some(known), Some(value)) if !is_tighter(value, known) => old,
        _ => Some(new),
    }
}

fn narrow(range: &mut (usize, Option<usize>), keyword: &str, value: &Value) {
    let Some(value) = value.as_u64().and_then(|value| usize::try_from(value).ok()) else { return };
    if keyword.starts_with("min") {
        range.0 = range.0.max(value);
    } else {
        range.1 = Some(range.1.map_or(value, |known| known.min(value)));
    }
}
