//! Bytes as text.
//!
//! In go bytes, out comes base64 (RFC 4648): standard with padding (section 4), or safe for URLs without (section 5); both
//! are read with padding or without. Invariant: what is written is read back as the same bytes.
use base64::Engine as _;
use base64::engine::general_purpose::{
    STANDARD, STANDARD_PAD_INDIFFERENT, URL_SAFE_NO_PAD, URL_SAFE_PAD_INDIFFERENT,
};

use crate::json::{Read, ReadError, Reader, Write, Writer, formatted};

macro_rules! bytes {
    ($(#[$docs:meta])* $name:ident, $expected:literal, $reads:ident, $writes:ident) => {
        $(#[$docs])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Vec<u8>);

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_owned())
            }
        }

        impl Read for $name {
            fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
                formatted(r, $expected, |text| $reads.decode(text).ok().map(Self))
            }
        }

        impl Write for $name {
            fn write(&self, w: &mut Writer) {
                w.string(&$writes.encode(&self.0));
            }
        }

        crate::__model!($name);
    };
}

bytes! {
    /// Bytes that are base64 on the wire, in the standard alphabet with padding.
    Base64, "base64", STANDARD_PAD_INDIFFERENT, STANDARD
}
bytes! {
    /// Bytes that are base64 on the wire, in the alphabet for URLs without padding (`format: base64url`).
    Base64Url, "base64url", URL_SAFE_PAD_INDIFFERENT, URL_SAFE_NO_PAD
}
