//! The slots that the members of an object go into while it is read.
//!
//! In: a [`Reader`] before an object, the names of its members, and a slot for each. Out: filled slots. Invariant: what
//! is generic is a call of a type's own [`Read`]; the loop over the members is compiled once for all types.
use std::collections::BTreeMap;

use super::{Read, ReadError, Reader};

/// A slot for the member of an object.
pub trait Fill {
    /// Reads the member.
    ///
    /// # Errors
    /// Where its value is not of the slot's type.
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Whether an object without the member is at fault.
    fn is_required(&self) -> bool;
}

/// The value of a field is the slot of its member.
impl<T: Read> Fill for T {
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), ReadError> {
        *self = T::read(r)?;
        Ok(())
    }

    fn is_required(&self) -> bool {
        !T::MAY_BE_ABSENT
    }
}

/// A slot for a required member of a type that has no value to begin with.
#[derive(Debug)]
pub struct Slot<T>(pub Option<T>);

impl<T> Slot<T> {
    /// An empty slot.
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

/// A slot for an optional member of which `null` is a value.
#[derive(Debug)]
pub struct OptionalSlot<T>(pub Option<T>);

impl<T: Read> Fill for OptionalSlot<T> {
    fn fill(&mut self, r: &mut Reader<'_>) -> Result<(), ReadError> {
        self.0 = Some(T::read(r)?);
        Ok(())
    }

    fn is_required(&self) -> bool {
        false
    }
}

/// The slot of all members that have none of their own.
pub trait FillRest {
    /// Reads a member.
    ///
    /// # Errors
    /// Where its value is not of the slot's type.
    fn fill(&mut self, name: String, r: &mut Reader<'_>) -> Result<(), ReadError>;
}

impl<T: Read> FillRest for BTreeMap<String, T> {
    fn fill(&mut self, name: String, r: &mut Reader<'_>) -> Result<(), ReadError> {
        self.insert(name, T::read(r)?);
        Ok(())
    }
}

impl Reader<'_> {
    /// Reads an object, and skips the members without a slot. Names beyond the slots are those of members that are read
    /// by [`part`](Self::part).
    ///
    /// # Errors
    /// Where the next value is not an object, a member is not of its type, or a required one is absent.
    pub fn object(
        &mut self,
        names: &'static [&'static str],
        slots: &mut [&mut dyn Fill],
    ) -> Result<(), ReadError> {
        self.members(names, slots, None)
    }

    /// Reads an object with a slot for all other members.
    ///
    /// # Errors
    /// As [`object`](Self::object).
    pub fn object_and_rest(
        &mut self,
        names: &'static [&'static str],
        slots: &mut [&mut dyn Fill],
        rest: &mut dyn FillRest,
    ) -> Result<(), ReadError> {
        self.members(names, slots, Some(rest))
    }

    fn members(
        &mut self,
        names: &'static [&'static str],
        slots: &mut [&mut dyn Fill],
        mut rest: Option<&mut dyn FillRest>,
    ) -> Result<(), ReadError> {
        let mut seen = Seen::default();
        self.begin_object()?;
        while let Some(index) = self.field(names)? {
            match (slots.get_mut(index), &mut rest) {
                (Some(slot), _) => {
                    slot.fill(self)?;
                    seen.insert(index);
                }
                (None, _) if index < names.len() => self.pass()?,
                (None, Some(rest)) => {
                    let name = self.key_owned();
                    rest.fill(name, self)?;
                }
                (None, None) => self.skip()?,
            }
        }
        let mut slots = names.iter().zip(slots).enumerate();
        match slots.find(|(index, (_, slot))| !seen.contains(*index) && slot.is_required()) {
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
