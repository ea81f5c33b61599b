//! What can be read from JSON, and how the common types are.
//!
//! In goes a [`Reader`], out come values. Invariant: a value consumes exactly one JSON value.
use std::collections::BTreeMap;

use super::{ReadError, ReadErrorKind, Reader};

/// A value that can be read from JSON. Implemented by every generated model.
pub trait Read: Sized {
    /// Whether an object may lack a member of this type.
    #[doc(hidden)]
    const MAY_BE_ABSENT: bool = false;

    /// Reads exactly one JSON value.
    ///
    /// # Errors
    /// Where the value is not of this type.
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError>;
}

impl Reader<'_> {
    /// Reads the next value.
    ///
    /// # Errors
    /// Where it is not what `T` reads.
    pub fn value<T: Read>(&mut self) -> Result<T, ReadError> {
        T::read(self)
    }
}

/// Reads a string that has a format of its own.
pub(crate) fn formatted<T>(
    r: &mut Reader<'_>,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, ReadError> {
    r.peek()?;
    let start = r.offset();
    let text = r.string()?;
    parse(text).ok_or_else(|| ReadError::format(expected, text, start))
}

impl Read for () {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.null()
    }
}

impl Read for bool {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.boolean()
    }
}

impl Read for String {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        r.string().map(str::to_owned)
    }
}

impl Read for uuid::Uuid {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        formatted(r, "a UUID", |text| text.parse().ok())
    }
}

impl<T: Read> Read for Box<T> {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        T::read(r).map(Self::new)
    }
}

impl<T: Read> Read for Option<T> {
    const MAY_BE_ABSENT: bool = true;

    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        if r.null_follows()? { Ok(None) } else { T::read(r).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut items = Self::new();
        r.begin_array()?;
        while r.next_item()? {
            items.push(T::read(r)?);
        }
        Ok(items)
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        let mut entries = Self::new();
        r.begin_object()?;
        while r.field(&[])?.is_some() {
            let key = r.key_owned();
            entries.insert(key, T::read(r)?);
        }
        Ok(entries)
    }
}

/// The next member of a tuple.
fn member<T: Read>(r: &mut Reader<'_>, start: usize, length: usize) -> Result<T, ReadError> {
    if r.next_item()? { T::read(r) } else { Err(wrong_length(start, length)) }
}

fn wrong_length(start: usize, expected: usize) -> ReadError {
    ReadError::new(ReadErrorKind::Length { expected }, start)
}

/// A tuple is an array of exactly its members.
macro_rules! read_tuple {
    ($length:literal: $($name:ident)+) => {
        impl<$($name: Read),+> Read for ($($name,)+) {
            fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
                r.begin_array()?;
                let start = r.offset();
                let value = ($(member::<$name>(r, start, $length)?,)+);
                if r.next_item()? { Err(wrong_length(start, $length)) } else { Ok(value) }
            }
        }
    };
}

read_tuple!(1: A);
read_tuple!(2: A B);
read_tuple!(3: A B C);
read_tuple!(4: A B C D);
read_tuple!(5: A B C D E);
read_tuple!(6: A B C D E F);
read_tuple!(7: A B C D E F G);
read_tuple!(8: A B C D E F G H);
read_tuple!(9: A B C D E F G H I);
read_tuple!(10: A B C D E F G H I J);
read_tuple!(11: A B C D E F G H I J K);
read_tuple!(12: A B C D E F G H I J K L);
