//! What the object of a JSON value does: members in the order of the text.
//!
//! In go names and values; out come lookups and the order. Invariant: no name stands twice.
use std::{collections::BTreeMap, slice, vec};

use super::{Json, JsonObject};

/// Up to this many members, a search from the front is the quickest way to find one.
const FEW: usize = 16;

impl JsonObject {
    /// An object without members.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value of a member, to change it.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Json> {
        self.0.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Sets a member, at its place or at the end, and gives what was there before.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        let (name, value) = (name.into(), value.into());
        if let Some(old) = self.get_mut(&name) {
            return Some(std::mem::replace(old, value));
        }
        self.0.push((name, value));
        None
    }

    /// Takes a member out; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let index = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(index).1)
    }

    /// Adds the members of another object that this one has not. Where both have an object, or a list of the same length,
    /// its parts are merged.
    pub(crate) fn merge(&mut self, other: Self) {
        let mut known: BTreeMap<String, usize> =
            self.0.iter().enumerate().map(|(index, (name, _))| (name.clone(), index)).collect();
        for (name, value) in other {
            if let Some((_, own)) = known.get(&name).and_then(|index| self.0.get_mut(*index)) {
                own.merge(value);
            } else {
                known.insert(name.clone(), self.0.len());
                self.0.push((name, value));
            }
        }
    }

    /// The members in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.into_iter()
    }
}

impl Json {
    fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::Object(own), Self::Object(other)) => own.merge(other),
            (Self::Array(own), Self::Array(other)) if own.len() == other.len() => {
                own.iter_mut().zip(other).for_each(|(own, other)| own.merge(other));
            }
            _ => {}
        }
    }
}

/// The members of a [`JsonObject`] in order.
type Iter<'a> =
    std::iter::Map<slice::Iter<'a, (String, Json)>, fn(&'a (String, Json)) -> (&'a str, &'a Json)>;

impl<'a> IntoIterator for &'a JsonObject {
    type Item = (&'a str, &'a Json);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl IntoIterator for JsonObject {
    type Item = (String, Json);
    type IntoIter = vec::IntoIter<(String, Json)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Of members with one name the last one stays.
impl FromIterator<(String, Json)> for JsonObject {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(members: I) -> Self {
        Self(unique(members.into_iter().collect()))
    }
}

impl PartialEq for JsonObject {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || (self.len() == other.len() && sorted(self) == sorted(other))
    }
}

fn sorted(object: &JsonObject) -> Vec<(&str, &Json)> {
    let mut members: Vec<_> = object.iter().collect();
    members.sort_by_key(|(name, _)| *name);
    members
}

/// Drops all but the last of several members with one name. A search per member would be quadratic, and the text
/// may be hostile.
fn unique(members: Vec<(String, Json)>) -> Vec<(String, Json)> {
    let name = |index: usize| members.get(index).map(|(name, _)| name.as_str());
    if members.len() <= FEW
        && (1..members.len()).all(|index| (0..index).all(|other| name(other) != name(index)))
    {
        return members;
    }
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_key(|&index| name(index));
    let mut dropped: Vec<usize> = order.windows(2).filter_map(|pair| shadowed(pair, name)).collect();
    dropped.sort_unstable();
    let keep = |(index, member)| dropped.binary_search(&index).is_err().then_some(member);
    members.into_iter().enumerate().filter_map(keep).collect()
}

/// The first of two neighbours in the order of names, if the second has the same name.
fn shadowed<'a>(pair: &[usize], name: impl Fn(usize) -> Option<&'a str>) -> Option<usize> {
    let [first, second] = *pair else { return None };
    (name(first) == name(second)).then_some(first)
}
