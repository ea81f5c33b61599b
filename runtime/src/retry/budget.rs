//! How many repetitions a client allows itself.
//!
//! In: repetitions and answers. Out: whether one more repetition is allowed. Invariant: while the server answers
//! nothing, no more requests are repeated than the allowance holds, however many are made.

use std::sync::{Mutex, PoisonError};

/// A client's allowance of repetitions, so that a failing server is not met with three times the load.
///
/// Each repetition costs, each answer gives a little back. Shared by the clones of a client.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    capacity: u32,
    tokens: Mutex<u32>,
}

/// How many repetitions are allowed unless the client is told.
pub(crate) const REPETITIONS: u32 = 100;

impl RetryBudget {
    const COST: u32 = 5;
    const REFUND: u32 = 1;

    /// A full allowance of so many repetitions.
    pub(crate) fn new(repetitions: u32) -> Self {
        let capacity = repetitions.saturating_mul(Self::COST);
        Self { capacity, tokens: Mutex::new(capacity) }
    }

    /// Takes the cost of one repetition; `false` if the allowance is used up.
    pub(crate) fn take(&self) -> bool {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        match tokens.checked_sub(Self::COST) {
            Some(rest) => {
                *tokens = rest;
                true
            }
            None => false,
        }
    }

    /// Gives back after an answer; an answer to a repetition gives its whole cost back.
    pub(crate) fn give_back(&self, repeated: bool) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let refund = if repeated { Self::COST } else { Self::REFUND };
        *tokens = tokens.saturating_add(refund).min(self.capacity);
    }
}
