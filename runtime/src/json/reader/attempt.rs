//! Attempts: values that are read if they are what a type reads, and again as another type if not.
//!
//! In: a [`Reader`] at the value of a union. Out: the first candidate that fits, or the best one. Invariant: what was
//! tried in vain counts against what the reader may read again.
use super::{AGAIN_BASE, Cursor, Reader};
use crate::json::{DEPTH_LIMIT, Fill, Read, ReadError, ReadErrorKind, Slot};

/// What a failed attempt costs besides its bytes.
const ATTEMPT_COST: usize = 16;

/// A position to go back to, or on from.
#[derive(Debug)]
struct Mark<'j> {
    cursor: Cursor<'j>,
    depth: usize,
    fresh: bool,
    skipped: usize,
}

/// The best attempt at a value so far: the one that passed over the fewest members.
#[derive(Debug, Default)]
pub struct Fit<'j> {
    best: Option<Mark<'j>>,
    closed: bool,
}

impl Fit<'_> {
    /// Whether another attempt may be better.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.closed
    }
}

impl<'j> Reader<'j> {
    /// Reads the next value if it is what `T` reads; else nothing is consumed.
    ///
    /// # Errors
    /// Where the text is not JSON at all, is nested too deep, or was tried too often already.
    pub fn attempt<T: Read>(&mut self) -> Result<Option<T>, ReadError> {
        let mut slot = Slot::new();
        self.attempt_into(&mut slot)?;
        Ok(slot.0)
    }

    fn attempt_into(&mut self, slot: &mut dyn Fill) -> Result<(), ReadError> {
        let mark = self.mark()?;
        slot.fill(self).or_else(|error| self.rewind(mark, error))
    }

    /// Reads the next value if it is what `T` reads, with fewer members passed over than any attempt of `fit` before.
    /// Nothing is consumed: [`settle`](Self::settle) goes on behind the value that was read last.
    ///
    /// # Errors
    /// As [`attempt`](Self::attempt).
    pub fn attempt_better<T: Read>(&mut self, fit: &mut Fit<'j>) -> Result<Option<T>, ReadError> {
        let mut slot = Slot::new();
        let better = self.attempt_better_into(fit, &mut slot)?;
        Ok(slot.0.filter(|_| better))
    }

    /// Whether the value is better than those before.
    fn attempt_better_into(&mut self, fit: &mut Fit<'j>, slot: &mut dyn Fill) -> Result<bool, ReadError> {
        if !fit.is_open() {
            return Ok(false);
        }
        let mark = self.mark()?;
        if let Err(error) = slot.fill(self) {
            return self.rewind(mark, error).map(|()| false);
        }
        let end = self.go_to(mark);
        let read = end.cursor.offset().saturating_sub(self.offset());
        let left = self.again.saturating_sub(read.saturating_add(ATTEMPT_COST));
        // Who has read much again already takes the first that fits.
        fit.closed = end.skipped == self.skipped || left < AGAIN_BASE / 2;
        if !fit.closed {
            self.again = left;
        }
        let better = fit.best.as_ref().is_none_or(|best| end.skipped < best.skipped);
        if better {
            fit.best = Some(end);
        }
        Ok(better)
    }

    /// Goes on behind the value of the best attempt.
    pub fn settle(&mut self, fit: Fit<'j>) {
        if let Some(end) = fit.best {
            self.go_to(end);
        }
    }

    /// Reads the next value without consuming it, as one of several types that read it.
    ///
    /// # Errors
    /// Where it is not what `T` reads, or objects were read too often already.
    pub fn part<T: Read>(&mut self) -> Result<T, ReadError> {
        let mut slot = Slot::new();
        self.part_into(&mut slot)?;
        slot.0.ok_or_else(ReadError::unfilled)
    }

    fn part_into(&mut self, slot: &mut dyn Fill) -> Result<(), ReadError> {
        let mark = self.mark()?;
        // A type may be a part of itself, which consumes nothing.
        if self.depth >= DEPTH_LIMIT {
            return Err(ReadError::new(ReadErrorKind::TooDeep, self.offset()));
        }
        self.depth += 1;
        slot.fill(self)?;
        let end = self.go_to(mark);
        self.read_again(end.cursor.offset().saturating_sub(self.offset()))
    }

    fn mark(&mut self) -> Result<Mark<'j>, ReadError> {
        self.peek()?;
        Ok(Mark { cursor: self.cursor.clone(), depth: self.depth, fresh: self.fresh, skipped: self.skipped })
    }

    fn rewind(&mut self, mark: Mark<'j>, error: ReadError) -> Result<(), ReadError> {
        if error.is_final() {
            return Err(error);
        }
        let read = self.offset().saturating_sub(mark.cursor.offset());
        self.read_again(read.saturating_add(ATTEMPT_COST))?;
        self.go_to(mark);
        Ok(())
    }

    /// Goes to a position; gives the one before.
    fn go_to(&mut self, mark: Mark<'j>) -> Mark<'j> {
        Mark {
            cursor: std::mem::replace(&mut self.cursor, mark.cursor),
            depth: std::mem::replace(&mut self.depth, mark.depth),
            fresh: std::mem::replace(&mut self.fresh, mark.fresh),
            skipped: std::mem::replace(&mut self.skipped, mark.skipped),
        }
    }
}
