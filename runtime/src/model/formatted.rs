//! A text in a format that has a type of its own.
//!
//! In goes a text or a value, out comes the same text, or a value on request. Invariant: nothing is normalised, and a text
//! that is not in the format is kept: it fails only where its value is asked for.
use std::cmp::Ordering;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use crate::json::{Read, ReadError, Reader, Write, Writer};
use crate::model::bridge;

mod time;

pub use self::time::HttpDate;

/// A type that stands in JSON as a text of a format.
pub trait TextFormat: Sized {
    /// What the text should be, with its article, for errors.
    #[doc(hidden)]
    const EXPECTED: &'static str;

    /// The value of a text; `None` where the text is not in the format.
    fn parse_text(text: &str) -> Option<Self>;

    /// The text of a value.
    fn to_text(&self) -> String;
}

/// The exact text of a value in a format such as `duration` or `ipv4`. It is not checked until [`Formatted::value`].
///
/// Two of them are equal where their texts are.
pub struct Formatted<T> {
    text: String,
    format: PhantomData<fn() -> T>,
}

impl<T> Formatted<T> {
    /// The text, as it was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text, taken out.
    #[must_use]
    pub fn into_string(self) -> String {
        self.text
    }

    fn of(text: String) -> Self {
        Self { text, format: PhantomData }
    }
}

impl<T: TextFormat> Formatted<T> {
    /// The value that the text stands for.
    ///
    /// # Errors
    /// Where the text is not in the format.
    pub fn value(&self) -> Result<T, ReadError> {
        T::parse_text(&self.text).ok_or_else(|| ReadError::format(T::EXPECTED, &self.text, 0))
    }
}

impl Reader<'_> {
    /// Whether the next value is a text in a format.
    ///
    /// # Errors
    /// Where the text is not JSON.
    pub fn is_formatted<T: TextFormat>(&mut self) -> Result<bool, ReadError> {
        self.is_text(|text| T::parse_text(text).is_some())
    }
}

impl<T> Clone for Formatted<T> {
    fn clone(&self) -> Self {
        Self::of(self.text.clone())
    }
}

impl<T> PartialEq for Formatted<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Formatted<T> {}

impl<T> PartialOrd for Formatted<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Formatted<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> Hash for Formatted<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Debug for Formatted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Formatted").field(&self.text).finish()
    }
}

impl<T> fmt::Display for Formatted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> AsRef<str> for Formatted<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T: TextFormat> From<T> for Formatted<T> {
    fn from(value: T) -> Self {
        Self::of(value.to_text())
    }
}

impl<T> From<&str> for Formatted<T> {
    fn from(text: &str) -> Self {
        Self::of(text.to_owned())
    }
}

impl<T> From<String> for Formatted<T> {
    fn from(text: String) -> Self {
        Self::of(text)
    }
}

impl<T> FromStr for Formatted<T> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

impl<T> Read for Formatted<T> {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.string().map(Self::from)
    }
}

impl<T> Write for Formatted<T> {
    fn write(&self, w: &mut Writer) {
        w.string(&self.text);
    }
}

impl<T> bridge::serde::Serialize for Formatted<T> {
    fn serialize<S: bridge::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        bridge::serialize(self, serializer)
    }
}

impl<'de, T> bridge::serde::Deserialize<'de> for Formatted<T> {
    fn deserialize<D: bridge::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bridge::deserialize(deserializer)
    }
}

/// Formats that the standard library reads and writes.
macro_rules! standard {
    ($($ty:ty: $expected:literal),+ $(,)?) => {$(
        impl TextFormat for $ty {
            const EXPECTED: &'static str = $expected;

            fn parse_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn to_text(&self) -> String {
                self.to_string()
            }
        }
    )+};
}

standard!(
    Ipv4Addr: "an IPv4 address",
    Ipv6Addr: "an IPv6 address",
    IpAddr: "an IP address",
    i32: "a 32-bit integer",
    i64: "a 64-bit integer",
    i128: "a 128-bit integer",
    u32: "an unsigned 32-bit integer",
    u64: "an unsigned 64-bit integer",
    u128: "an unsigned 128-bit integer",
    f32: "a 32-bit float",
    f64: "a 64-bit float",
);

#[cfg(test)]
mod tests;
