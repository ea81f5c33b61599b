//! When a request is sent again, and how long to wait before.
//!
//! In: what came of an attempt. Out: the wait before the next one, or that there is none.
//! Invariant: a request that is not safe to repeat is sent again only where the server cannot have begun it.

use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use http::StatusCode;

mod after;
#[cfg(test)]
mod tests;

pub(crate) use after::retry_after;

/// How requests are repeated; by default three attempts with growing, random waits.
///
/// Requests that are safe to repeat (GET, HEAD, PUT, DELETE, OPTIONS, TRACE, and operations marked so) are repeated
/// after transport errors, 429, 502, 503 and 504; others only after an error in connecting or a 429.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base: Duration,
    throttled_base: Duration,
    cap: Duration,
    longest_retry_after: Duration,
    safe_statuses: Vec<StatusCode>,
    unsafe_statuses: Vec<StatusCode>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl RetryPolicy {
    /// Three attempts; waits of at most 50 ms (1 s after a 429), doubled each time, never above 20 s.
    #[must_use]
    pub fn new() -> Self {
        Self {
            max_attempts: 3,
            base: Duration::from_millis(50),
            throttled_base: Duration::from_secs(1),
            cap: Duration::from_secs(20),
            longest_retry_after: Duration::from_secs(120),
            safe_statuses: vec![
                StatusCode::TOO_MANY_REQUESTS,
                StatusCode::BAD_GATEWAY,
                StatusCode::SERVICE_UNAVAILABLE,
                StatusCode::GATEWAY_TIMEOUT,
            ],
            unsafe_statuses: vec![StatusCode::TOO_MANY_REQUESTS],
        }
    }

    /// One attempt.
    #[must_use]
    pub fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// How often a request is sent at most; 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest first wait: 50 ms by default.
    #[must_use]
    pub fn base(mut self, wait: Duration) -> Self {
        self.base = wait;
        self
    }

    /// The longest first wait after a 429 without `Retry-After`: 1 s by default.
    #[must_use]
    pub fn throttled_base(mut self, wait: Duration) -> Self {
        self.throttled_base = wait;
        self
    }

    /// The longest wait: 20 s by default.
    #[must_use]
    pub fn cap(mut self, wait: Duration) -> Self {
        self.cap = wait;
        self
    }

    /// The longest `Retry-After` that is obeyed (120 s by default); a longer one ends the attempts.
    #[must_use]
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.longest_retry_after = wait;
        self
    }

    /// Also repeat safe requests after this status, such as 404 or 500.
    #[must_use]
    pub fn also_on(mut self, status: StatusCode) -> Self {
        self.safe_statuses.push(status);
        self
    }

    /// Also repeat requests that are **not** safe to repeat after this status, such as 503.
    ///
    /// What the request does may then be done twice.
    #[must_use]
    pub fn also_unsafe_on(mut self, status: StatusCode) -> Self {
        self.unsafe_statuses.push(status);
        self.also_on(status)
    }

    /// The number of attempts; an operation's own limit wins over the client's.
    pub(crate) fn attempts(&self) -> u32 {
        self.max_attempts
    }

    /// Whether a status is a reason to repeat a request.
    pub(crate) fn repeats(&self, status: StatusCode, safe: bool) -> bool {
        let statuses = if safe { &self.safe_statuses } else { &self.unsafe_statuses };
        statuses.contains(&status)
    }

    /// The wait after the attempt of this number (from 1); `None` if the server asks for a longer one than is obeyed.
    pub(crate) fn wait(&self, attempt: u32, throttled: bool, asked: Option<Duration>) -> Option<Duration> {
        if let Some(asked) = asked {
            return (asked <= self.longest_retry_after).then_some(asked);
        }
        let base = if throttled { self.throttled_base } else { self.base };
        let doublings = attempt.saturating_sub(1).min(31);
        let longest = base.saturating_mul(1 << doublings).min(self.cap);
        Some(jitter(longest))
    }
}

/// A random wait between nothing and the longest one ("full jitter"), so that clients do not come back all at once.
fn jitter(longest: Duration) -> Duration {
    // The hasher's keys are random and differ each time; that is all the randomness that a wait needs.
    let random = RandomState::new().hash_one(longest) >> 11;
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
    let fraction = random as f64 / (1_u64 << 53) as f64;
    longest.mul_f64(fraction)
}

/// A client's allowance of repetitions, so that a failing server is not met with three times the load.
///
/// Each repetition costs, each success gives a little back. Shared by the clones of a client.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: Mutex<u32>,
}

impl RetryBudget {
    const CAPACITY: u32 = 500;
    const COST: u32 = 5;
    const REFUND: u32 = 1;

    pub(crate) fn new() -> Self {
        Self { tokens: Mutex::new(Self::CAPACITY) }
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

    /// Gives back after a success; a success after a repetition gives its whole cost back.
    pub(crate) fn give_back(&self, repeated: bool) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let refund = if repeated { Self::COST } else { Self::REFUND };
        *tokens = tokens.saturating_add(refund).min(Self::CAPACITY);
    }
}
