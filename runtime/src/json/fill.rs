//! Where the members of an object go while it is read.
//!
//! In: a [`Reader`] before an object, the names of its members, and a place for each. Out: filled places. Invariant: what
//! is generic is a call of a type's own [`Read`]; the loop over the members is compiled once for all types.
use std::collections::BTreeMap;

use super::{Read, ReadError, Reader};

/// A place for the member of an object.
pub trait Fill {
    /// Reads the member.
    ///
    /// # Errors
    /// Where its value is not of the place's type.
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Whether an object without the member is at fault.
    fn is_required(&self) -> bool;
}

/// What the field of a struct holds, is a place for its member.
impl<T: Read> Fill for T {
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = T::read(r)?;
        Ok(())
    }

    fn is_required(&self) -> bool {
        !T::MAY_BE_ABSENT
    }
}

/// A place for a required member of a type that has no value to begin with.
#[derive(Debug)]
pub struct Slot<T>(pub Option<T>);

impl<T> Slot<T> {
    /// An empty place.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Read> Fill for Slot<T> {
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), ReadError> {
        self.0 = Some(T::read(r)?);
        Ok(())
    }

    fn is_required(&self) -> bool {
        true
    }
}

/// A place for a member that may be absent, and of which `null` is a value.
#[derive(Debug)]
pub struct Kept<T>(pub Option<T>);

impl<T: Read> Fill for Kept<T> {
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), ReadError> {
        self.0 = Some(T::read(r)?);
        Ok(())
    }

    fn is_required(&self) -> bool {
        false
    }
}

/// A place for all members that have none of their own.
pub trait FillRest {
    /// Reads a member.
    ///
    /// # Errors
    /// Where its value is not of the place's type.
    fn fill(&mut self, name: String, r: &mut Reader<'_>) -> Result<(), ReadError>;
}

impl<T: Read> FillRest for BTreeMap<String, T> {
    fn fill(&mut self, name: String, r: &mut Reader<'_>) -> Result<(), ReadError> {
        self.insert(name, T::read(r)?);
        Ok(())
    }
}

impl Reader<'_> {
    /// Reads an object, and passes over the members without a place.
    ///
    /// # Errors
    /// Where the next value is not an object, a member is not of its type, or a required one is absent.
    pub fn object(
        &mut self,
        names: &'static [&'static str],
        places: &mut [&mut dyn Fill],
    ) -> Result<(), ReadError> {
        self.members(names, places, None)
    }

    /// Reads an object with a place for all other members.
    ///
    /// # Errors
    /// As [`object`](Self::object).
    pub fn object_and_rest(
        &mut self,
        names: &'static [&'static str],
        places: &mut [&mut dyn Fill],
        rest: &mut dyn FillRest,
    ) -> Result<(), ReadError> {
        self.members(names, places, Some(rest))
    }

    fn members(
        &mut self,
        names: &'static [&'static str],
        places: &mut [&mut dyn Fill],
        mut rest: Option<&mut dyn FillRest>,
    ) -> Result<(), ReadError> {
        let mut seen = Seen::default();
        self.begin_object()?;
        while let Some(index) = self.field(names)? {
            match (places.get_mut(index), &mut rest) {
                (Some(place), _) => {
                    place.fill(self)?;
                    seen.insert(index);
                }
                (None, Some(rest)) => {
                    let name = self.key_owned();
                    rest.fill(name, self)?;
                }
                (None, None) => self.skip()?,
            }
        }
        let mut places = names.iter().zip(places).enumerate();
        match places.find(|(index, (_, place))| !seen.contains(*index) && place.is_required()) {
            Some((_, (name, _))) => Err(self.missing(name)),
            None => Ok(()),
        }
    }
}

/// Which members were there: few structs have more than fit into a word.
#[derive(Default)]
struct Seen {
    first: u64,
    more: Vec<usize>,
}

impl Seen {
    fn insert(&mut self, index: usize) {
        match Self::bit(index) {
            0 => self.more.push(index),
            bit => self.first |= bit,
        }
    }

    fn contains(&self, index: usize) -> bool {
        match Self::bit(index) {
            0 => self.more.contains(&index),
            bit => self.first & bit != 0,
        }
    }

    /// The bit of a member, 0 where there is none.
    fn bit(index: usize) -> u64 {
        u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or(0)
    }
}
