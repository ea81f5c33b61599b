//! The bridge from serde to the models' own form, and what the macros need by absolute path.
//!
//! In go serde's serialisers and deserialisers, out come models, by way of JSON text and [`Json`]. Invariant: nothing
//! here is generic over a model; a type costs a few lines.
use ::serde::de::{Deserialize, Deserializer, Error as _};
use ::serde::ser::{Error as _, Serialize, Serializer};

use crate::json::{Json, Read, ReadError, Reader, Write, write};

pub use ::serde;

/// Serialises anything that can be written.
///
/// # Errors
/// Where the value has no JSON, or the serialiser fails.
pub fn serialize<S: Serializer>(value: &dyn Write, serializer: S) -> Result<S::Ok, S::Error> {
    Json::of(value).map_err(S::Error::custom)?.serialize(serializer)
}

/// Deserialises anything that can be read.
///
/// # Errors
/// Where the deserialiser fails, or what it gives is not a `T`.
pub fn deserialize<'de, T: Read, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = write(&Json::deserialize(deserializer)?).map_err(D::Error::custom)?;
    let mut reader = Reader::new(&text).map_err(D::Error::custom)?;
    T::read(&mut reader).map_err(|fault| D::Error::custom(described(&fault, &text)))
}

/// Only the path is told: line and column would be those of a text that nobody has seen.
fn described(fault: &ReadError, text: &[u8]) -> String {
    let path = fault.locate(text);
    if path.is_empty() { fault.to_string() } else { format!("{path}: {fault}") }
}
