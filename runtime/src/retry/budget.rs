//! How many retries a client allows itself.
//!
//! In: retries and responses. Out: whether one more retry is allowed. Invariant: while no healthy response comes, no more
//! requests are retried than the budget holds, however many are made.

use std::sync::{Mutex, PoisonError};

/// A client's token bucket of retries, so that a failing server does not get three times the load.
///
/// Each retry has a cost, each healthy response refunds a little, and one that ends a call's retries refunds what they
/// cost. A retry after a 429 has a fifth of the cost: its wait is longer, and where a rate limiter lets some requests through,
/// many wait at once. What it cost comes back with the response, so that a limiter never uses the budget up, and an outage does.
/// Shared by the clones of a client.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    capacity: u32,
    tokens: Mutex<u32>,
}

/// How many retries are allowed unless the client is configured.
pub(crate) const DEFAULT_RETRIES: u32 = 100;

impl RetryBudget {
    const COST: u32 = 5;
    const THROTTLED_COST: u32 = 1;
    const REFUND: u32 = 1;

    /// A full budget of so many retries.
    pub(crate) fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(Self::COST);
        Self { capacity, tokens: Mutex::new(capacity) }
    }

    /// Takes the cost of one retry, and adds it to what the call has spent; `false` if the budget is used up.
    pub(crate) fn take(&self, throttled: bool, spent: &mut u32) -> bool {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let cost = if throttled { Self::THROTTLED_COST } else { Self::COST };
        let Some(rest) = tokens.checked_sub(cost) else { return false };
        *tokens = rest;
        *spent = spent.saturating_add(cost);
        true
    }

    /// Refunds after a healthy response: what the call has spent, and a little where that is nothing.
    pub(crate) fn refund(&self, spent: u32) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = tokens.saturating_add(spent.max(Self::REFUND)).min(self.capacity);
    }
}
