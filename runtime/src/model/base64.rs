//! Bytes as text.
//!
//! In go bytes, out comes standard base64 (RFC 4648, section 4) with padding; read with or without. Invariant: what is
//! written is read back as the same bytes.
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_PAD_INDIFFERENT};

use crate::json::{Read, ReadError, Reader, Write, Writer, formatted};

/// Bytes that are base64 on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Vec<u8>);

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_owned())
    }
}

impl Read for Base64 {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        formatted(r, "base64", |text| STANDARD_PAD_INDIFFERENT.decode(text).ok().map(Self))
    }
}

impl Write for Base64 {
    fn write(&self, w: &mut Writer) {
        w.string(&STANDARD.encode(&self.0));
    }
}

crate::__model!(Base64);
