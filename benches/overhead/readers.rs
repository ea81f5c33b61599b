//! Techniques to decode a model, compared to choose one.
//!
//! In: a page of studies. Out: a table on standard output. Invariant: all techniques decode the same members into the same
//! fields, and each round runs all of them, starting with another one.

use std::fmt;
use std::hint::black_box;

use jiter::JsonValue;
use osparc_by_hand::models as derive;
use osparc_client::models;
use osparc_client::runtime::from_json;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use uuid::Uuid;

use crate::Options;
use crate::bodies::{self, PAGES};
use crate::measure::{measure, median, number, speeds};

/// Decodes a page, and returns how many studies are on it.
type Decode = fn(&[u8]) -> usize;

/// The techniques by name.
const READERS: [(&str, Decode); 5] = [
    ("serde derive", derived),
    ("serde derive again", derived),
    ("serde by hand", visited),
    ("borrowed tree", grown),
    ("pull reader", pulled),
];

fn derived(body: &[u8]) -> usize {
    serde_json::from_slice::<derive::PageStudy>(body).expect("a valid body").items.len()
}

fn visited(body: &[u8]) -> usize {
    serde_json::from_slice::<PageStudy>(body).expect("a valid body").items.len()
}

fn grown(body: &[u8]) -> usize {
    let tree = JsonValue::parse(body, false).expect("a valid body");
    black_box(PageStudy::of(&tree)).expect("a valid body").items.len()
}

fn pulled(body: &[u8]) -> usize {
    from_json::<models::PageStudy>(body).expect("a valid body").items.len()
}

/// A type that is decoded from a tree.
trait OfTree: Sized {
    /// The value if absent; `None` if it is required.
    const ABSENT: Option<Self> = None;

    fn of(value: &JsonValue<'_>) -> Option<Self>;
}

impl OfTree for String {
    fn of(value: &JsonValue<'_>) -> Option<Self> {
        if let JsonValue::Str(text) = value { Some(text.clone().into_owned()) } else { None }
    }
}

impl OfTree for Uuid {
    fn of(value: &JsonValue<'_>) -> Option<Self> {
        if let JsonValue::Str(text) = value { text.parse().ok() } else { None }
    }
}

impl OfTree for i64 {
    fn of(value: &JsonValue<'_>) -> Option<Self> {
        if let JsonValue::Int(value) = value { Some(*value) } else { None }
    }
}

impl<T: OfTree> OfTree for Option<T> {
    const ABSENT: Option<Self> = Some(None);

    fn of(value: &JsonValue<'_>) -> Option<Self> {
        if matches!(value, JsonValue::Null) { Some(None) } else { T::of(value).map(Some) }
    }
}

impl<T: OfTree> OfTree for Vec<T> {
    fn of(value: &JsonValue<'_>) -> Option<Self> {
        if let JsonValue::Array(items) = value { items.iter().map(T::of).collect() } else { None }
    }
}

/// A key as the index of a known one.
struct Key(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.0.iter().position(|known| *known == key))
    }
}

/// A struct, how a person would have serde read it, and how it is read from a tree.
macro_rules! model {
    ($name:ident: $($index:literal $field:ident $wire:literal: $ty:ty,)+) => {
        struct $name {
            $($field: $ty,)+
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;

                impl<'de> Visitor<'de> for Members {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(stringify!($name))
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        $(let mut $field = <$ty>::ABSENT;)+
                        while let Some(key) = map.next_key_seed(Key(&[$($wire),+]))? {
                            match key {
                                $(Some($index) => $field = Some(map.next_value()?),)+
                                _ => drop(map.next_value::<IgnoredAny>()?),
                            }
                        }
                        Ok($name { $($field: $field.ok_or_else(|| A::Error::missing_field($wire))?,)+ })
                    }
                }

                deserializer.deserialize_map(Members)
            }
        }

        impl OfTree for $name {
            fn of(value: &JsonValue<'_>) -> Option<Self> {
                let JsonValue::Object(members) = value else { return None };
                $(let mut $field = <$ty>::ABSENT;)+
                for (key, value) in members.iter() {
                    match &**key {
                        $($wire => $field = Some(OfTree::of(value)?),)+
                        _ => {}
                    }
                }
                Some(Self { $($field: $field?,)+ })
            }
        }

        // What is read is used, as far as a compiler can tell.
        impl Drop for $name {
            fn drop(&mut self) {
                $(black_box(&self.$field);)+
            }
        }
    };
}

model! { PageStudy:
    0 items "items": Vec<Study>,
    1 total "total": Option<i64>,
    2 limit "limit": Option<i64>,
    3 offset "offset": Option<i64>,
    4 links "links": Links,
}

model! { Study:
    0 uid "uid": Uuid,
    1 title "title": Option<String>,
    2 description "description": Option<String>,
}

model! { Links:
    0 first "first": Option<String>,
    1 last "last": Option<String>,
    2 self_ "self": Option<String>,
    3 next "next": Option<String>,
    4 prev "prev": Option<String>,
}

/// Measures and prints the table of techniques.
pub(crate) fn table(options: &Options) {
    println!("\n{:<18} {:>8} {:>8} {:>8} {:>12}", "decoding by", "bytes", "MB/s", "speed", "peak");
    for count in PAGES {
        let page = bodies::page(count);
        let body = page.as_bytes();
        let arms = READERS.map(|(_, read)| move || _ = black_box(read(black_box(body))));
        let rounds = speeds(options.rounds, body.len(), arms.each_ref().map(|arm| arm as &dyn Fn()));
        for (index, (name, read)) in READERS.iter().enumerate() {
            let speed = median(rounds.iter().map(|speeds| speeds[index]));
            let ratio = 100.0 * median(rounds.iter().map(|speeds| speeds[index] / speeds[0]));
            let memory = measure(|| _ = black_box(read(body))).memory;
            let peak = number(memory.bytes_max) / number(body.len() as u64);
            println!("{name:<18} {:>8} {speed:>8.0} {ratio:>7.0}% {peak:>11.2}x", body.len());
        }
    }
}
