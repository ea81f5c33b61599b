//! How many retries a client allows itself.
//!
//! In: retries and responses. Out: whether one more retry is allowed. Invariant: while no healthy response comes, no more
//! requests are retried than the budget holds, however many are made.

use std::sync::{Mutex, PoisonError};

/// A client's token bucket of retries, so that a failing server does not get three times the load.
///
/// Each retry has a cost, each healthy response refunds a little. Shared by the clones of a client.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    capacity: u32,
    tokens: Mutex<u32>,
}

/// How many retries are allowed unless the client is configured.
pub(crate) const DEFAULT_RETRIES: u32 = 100;

impl RetryBudget {
    const COST: u32 = 5;
    const REFUND: u32 = 1;

    /// A full budget of so many retries.
    pub(crate) fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(Self::COST);
        Self { capacity, tokens: Mutex::new(capacity) }
    }

    /// Takes the cost of one retry; `false` if the budget is used up.
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

    /// Refunds after a healthy response; one to a retry refunds its whole cost.
    pub(crate) fn refund(&self, retried: bool) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let refund = if retried { Self::COST } else { Self::REFUND };
        *tokens = tokens.saturating_add(refund).min(self.capacity);
    }
}
