//! When a request is sent again, and how long to wait before.
//!
//! In: what came of an attempt. Out: the wait before the next one, or that there is none.
//! Invariant: a request that is not safe to repeat is sent again only where the server cannot have begun it.

use std::borrow::Cow;
use std::time::Duration;

use http::StatusCode;

mod budget;
mod retry_after;
#[cfg(test)]
mod tests;

pub(crate) use budget::{REPETITIONS, RetryBudget};
pub(crate) use retry_after::retry_after;

/// How requests are repeated; by default three attempts with growing, random waits.
///
/// Requests that are safe to repeat (GET, HEAD, PUT, DELETE, OPTIONS, TRACE, and operations marked so) are repeated
/// after transport errors, 429, 502, 503 and 504; others only after an error in connecting or a 429. Where a DELETE is
/// repeated that the server may have carried out, its 404 is success (and the status of the `Response`): what was to go
/// is gone.
///
/// A policy of a call replaces the client's, and what the generator was told of the operation. No wait goes beyond the
/// total time limit: where one would, the last outcome is given at once. Repetitions are paid from the client's
/// allowance ([`ClientBuilder::retry_budget`](super::ClientBuilder::retry_budget)), whatever the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    initial_backoff: Duration,
    throttled_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    all_idempotent: bool,
    idempotent_statuses: Cow<'static, [StatusCode]>,
    non_idempotent_statuses: Cow<'static, [StatusCode]>,
}

/// The statuses after which a request that is safe to repeat is sent again.
const IDEMPOTENT_STATUSES: &[StatusCode] = &[
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];
/// The statuses after which any request is sent again.
const NON_IDEMPOTENT_STATUSES: &[StatusCode] = &[StatusCode::TOO_MANY_REQUESTS];

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
            initial_backoff: Duration::from_millis(50),
            throttled_backoff: Duration::from_secs(1),
            max_backoff: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(120),
            all_idempotent: false,
            idempotent_statuses: Cow::Borrowed(IDEMPOTENT_STATUSES),
            non_idempotent_statuses: Cow::Borrowed(NON_IDEMPOTENT_STATUSES),
        }
    }

    /// One attempt.
    #[must_use]
    pub fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// How often a request is sent at most: 3 times by default; 0 counts as 1.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest first wait: 50 ms by default. Each wait is random between nothing and this, doubled each time.
    #[must_use]
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// The longest first wait after a 429: 1 s by default.
    ///
    /// Where the server asks for a wait (`Retry-After`), that comes first, and this random one, or one of up to a tenth
    /// of what was asked if that is more, on top: clients that are told the same do not come back in the same instant.
    #[must_use]
    pub fn throttled_backoff(mut self, wait: Duration) -> Self {
        self.throttled_backoff = wait;
        self
    }

    /// The longest random wait: 20 s by default.
    #[must_use]
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// The longest `Retry-After` that is obeyed: 120 s by default. A longer one ends the attempts, as does one that
    /// goes beyond the total time limit.
    #[must_use]
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// Takes requests of this policy for safe to repeat, whatever their method and operation.
    ///
    /// What a request does may then be done twice, unless the server knows better (an idempotency key).
    #[must_use]
    pub fn assume_idempotent(mut self) -> Self {
        self.all_idempotent = true;
        self
    }

    /// Also repeat safe requests after this status, such as 404 or 500; by default after 429, 502, 503 and 504.
    #[must_use]
    pub fn retry_on(mut self, status: StatusCode) -> Self {
        self.idempotent_statuses.to_mut().push(status);
        self
    }

    /// Repeat no request after this status.
    #[must_use]
    pub fn never_retry_on(mut self, status: StatusCode) -> Self {
        self.idempotent_statuses.to_mut().retain(|known| *known != status);
        self.non_idempotent_statuses.to_mut().retain(|known| *known != status);
        self
    }

    /// Also repeat requests that are **not** safe to repeat after this status, such as 503; by default after 429.
    ///
    /// What the request does may then be done twice.
    #[must_use]
    pub fn retry_non_idempotent_on(mut self, status: StatusCode) -> Self {
        self.non_idempotent_statuses.to_mut().push(status);
        self.retry_on(status)
    }

    /// The number of attempts; an operation's own limit wins over the client's.
    pub(crate) fn attempts(&self) -> u32 {
        self.max_attempts
    }

    /// Whether requests are safe to repeat by the user's word.
    pub(crate) fn assumes_idempotent(&self) -> bool {
        self.all_idempotent
    }

    /// Whether a status is a reason to repeat a request.
    pub(crate) fn repeats(&self, status: StatusCode, safe: bool) -> bool {
        let statuses = if safe { &self.idempotent_statuses } else { &self.non_idempotent_statuses };
        statuses.contains(&status)
    }

    /// The wait after the attempt of this number (from 1); `None` if the server asks for a longer one than is obeyed.
    pub(crate) fn wait(&self, attempt: u32, throttled: bool, asked: Option<Duration>) -> Option<Duration> {
        let base = if throttled || asked.is_some() { self.throttled_backoff } else { self.initial_backoff };
        let doublings = attempt.saturating_sub(1).min(31);
        let longest = base.saturating_mul(1 << doublings).min(self.max_backoff);
        match asked {
            Some(asked) if asked > self.max_retry_after => None,
            Some(asked) => Some(asked.saturating_add(jitter(longest.max(asked / 10)))),
            None => Some(jitter(longest)),
        }
    }
}

/// A random wait between nothing and the longest one ("full jitter"), so that clients do not come back all at once.
fn jitter(longest: Duration) -> Duration {
    longest.mul_f64(fastrand::f64())
}
