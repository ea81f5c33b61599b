//! Reading JSON text into [`Json`].
//!
//! In: text. Out: the tree or the parser's complaint. Invariant: nesting is bounded by the parser's own limit before
//! anything here recurses.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

use super::{Json, number};

impl Json {
    /// The tree of a JSON text.
    ///
    /// # Errors
    /// The text is not JSON, or nests too deeply.
    pub(crate) fn parse(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str::<serde_json::Value>(text)?;
        read(text)
    }
}

fn read(text: &str) -> serde_json::Result<Json> {
    let text = text.trim();
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let Members(raw) = serde_json::from_str(text)?;
            let mut members: Vec<(String, Json)> = Vec::with_capacity(raw.len());
            for (name, value) in raw {
                let value = read(value.get())?;
                match members.iter_mut().find(|(key, _)| *key == name) {
                    Some(member) => member.1 = value,
                    None => members.push((name, value)),
                }
            }
            Json::Object(members)
        }
        Some(b'[') => {
            let items: Vec<Box<RawValue>> = serde_json::from_str(text)?;
            Json::List(items.iter().map(|item| read(item.get())).collect::<Result<_, _>>()?)
        }
        Some(b'"') => Json::Text(serde_json::from_str(text)?),
        Some(b't') => Json::Bool(true),
        Some(b'f') => Json::Bool(false),
        Some(b'n') => Json::Null,
        _ => Json::Number(number::canonical(text)),
    })
}

/// The members of an object in the order of the text.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}
