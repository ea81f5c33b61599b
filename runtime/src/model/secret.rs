//! A text that nobody should see.
//!
//! In goes a password or a key; out it comes only by [`Secret::expose`] and in the request that sends it. Invariant:
//! neither `Debug` nor `Display` show it, and its memory is overwritten when it is dropped.
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

use crate::json::{Read, ReadError, Reader, Write, Writer};

/// What is shown in place of a secret.
const REDACTED: &str = "***";

/// A text that is redacted wherever it might be printed, and overwritten when dropped.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Keeps a secret.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::new(text))
    }
}

impl Read for Secret {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.string().map(Self::from)
    }
}

impl Write for Secret {
    fn write(&self, w: &mut Writer) {
        w.string(self.expose());
    }
}
