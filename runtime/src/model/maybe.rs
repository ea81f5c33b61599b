//! A member that may be absent, `null`, or a value.
//!
//! In goes what the caller wants sent; out comes a member, or none. Invariant: `null` is sent only where it was said.
use crate::json::{Optional, Read, ReadError, Reader, Write, Writer};

/// A member of a request for which absent and `null` mean two things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maybe<T> {
    /// The member is not sent.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The same, borrowed.
    #[must_use]
    pub fn as_ref(&self) -> Maybe<&T> {
        match self {
            Self::Absent => Maybe::Absent,
            Self::Null => Maybe::Null,
            Self::Value(value) => Maybe::Value(value),
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        self.as_ref().into_option()
    }

    /// The value, if there is one; absent and `null` become one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }

    /// Whether the member is absent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the member has a value.
    #[must_use]
    pub fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`: to pass it is to send something.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&str> for Maybe<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Read> Read for Maybe<T> {
    const MAY_BE_ABSENT: bool = true;

    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.value::<Option<T>>().map(Self::from)
    }
}

/// Outside an object, where nothing can be left out, absent is `null`.
impl<T: Write> Write for Maybe<T> {
    fn write(&self, w: &mut Writer) {
        self.value().write(w);
    }
}

impl<T: Write> Optional for Maybe<T> {
    fn present(&self) -> Option<&dyn Write> {
        (!self.is_absent()).then_some(self)
    }
}
