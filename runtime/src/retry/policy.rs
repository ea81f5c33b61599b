//! What users say about retries.
//!
//! In: a caller's choices. Out: [`RetryPolicy`], which `decide` asks. Invariant: the defaults retry nothing that could be
//! done twice.

use std::borrow::Cow;
use std::time::Duration;

use http::StatusCode;

use crate::operation::Operation;

/// How requests are retried; by default in up to three attempts with growing, random waits, or ten where the server is
/// only too busy.
///
/// Idempotent requests (GET, HEAD, PUT, DELETE, OPTIONS, TRACE, and operations configured so) are retried after
/// transport errors, 429, 502, 503 and 504. Others are retried only where nothing was processed: after a connect error, and
/// after a 429 by which a proxy or a rate limiter turned the request away. That is a 429 with `Retry-After`, or one whose body
/// is not JSON; any other comes from the application, which may have done a part of its work before. If a DELETE is
/// retried that the server may have processed, a 404 is a success (and the status of the `Response`): the resource is gone.
///
/// The policy of a call takes precedence over that of the client ([`ClientBuilder::retry`](crate::ClientBuilder::retry)),
/// which takes precedence over the configuration of the operation; the first that is set is used alone. No wait exceeds the
/// total time limit: where one would, the last outcome is returned at once. Retries are paid for from the client's budget
/// ([`ClientBuilder::retry_budget`](crate::ClientBuilder::retry_budget)), whatever the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    max_throttled_attempts: u32,
    initial_backoff: Duration,
    throttled_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    all_idempotent: bool,
    idempotent_statuses: Cow<'static, [StatusCode]>,
    non_idempotent_statuses: Cow<'static, [StatusCode]>,
}

/// The statuses after which an idempotent request is retried.
const IDEMPOTENT_STATUSES: &[StatusCode] = &[
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];
impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl RetryPolicy {
    /// Three attempts, ten where it is for 429 that they fail; waits of at most 50 ms (1 s after a 429), doubled after each
    /// attempt, never above 20 s.
    #[must_use]
    pub fn new() -> Self {
        Self {
            max_attempts: 3,
            max_throttled_attempts: 10,
            initial_backoff: Duration::from_millis(50),
            throttled_backoff: Duration::from_secs(1),
            max_backoff: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(120),
            all_idempotent: false,
            idempotent_statuses: Cow::Borrowed(IDEMPOTENT_STATUSES),
            non_idempotent_statuses: Cow::Borrowed(&[]),
        }
    }

    /// One attempt.
    #[must_use]
    pub fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// The maximum number of attempts, the first included, whatever they fail for: 0 counts as 1. By default it is 3, without
    /// the attempts that the server turned away with a 429 ([`Self::max_throttled_attempts`]).
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self.max_throttled_attempts = self.max_attempts;
        self
    }

    /// The maximum number of attempts, the first included, where the server turns some of them away with a 429: 10 by
    /// default, else that of [`Self::max_attempts`], which is to be called before, and never fewer.
    ///
    /// Through a rate limiter that many requests wait for, each needs several attempts, and none of them does harm.
    #[must_use]
    pub fn max_throttled_attempts(mut self, attempts: u32) -> Self {
        self.max_throttled_attempts = attempts.max(1);
        self
    }

    /// The longest first wait: 50 ms by default. Each wait is random, between zero and this value doubled for each retry.
    #[must_use]
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// The longest first wait after a 429: 1 s by default.
    ///
    /// A wait that the server asks for (`Retry-After`) is extended by this random one, or by up to a tenth of itself if
    /// that is more, so that clients that are told the same do not return at the same instant.
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

    /// The longest `Retry-After` that is obeyed: 120 s by default. A longer one ends the call, as does one that exceeds
    /// the total time limit.
    #[must_use]
    pub fn max_retry_after(mut self, wait: Duration) -> Self {
        self.max_retry_after = wait;
        self
    }

    /// Treats requests under this policy as idempotent, whatever their method and operation.
    ///
    /// The server may then process a request twice, unless it knows better (an idempotency key).
    #[must_use]
    pub fn assume_idempotent(mut self) -> Self {
        self.all_idempotent = true;
        self
    }

    /// Also retry idempotent requests after this status, such as 404 or 500; by default after 429, 502, 503 and 504.
    #[must_use]
    pub fn retry_on(mut self, status: StatusCode) -> Self {
        self.idempotent_statuses.to_mut().push(status);
        self
    }

    /// Retry no request after this status.
    #[must_use]
    pub fn never_retry_on(mut self, status: StatusCode) -> Self {
        self.idempotent_statuses.to_mut().retain(|known| *known != status);
        self.non_idempotent_statuses.to_mut().retain(|known| *known != status);
        self
    }

    /// Also retry requests that are **not** idempotent after this status, such as 503; by default after none but a 429 of a
    /// rate limiter.
    ///
    /// The server may then process a request twice.
    #[must_use]
    pub fn retry_non_idempotent_on(mut self, status: StatusCode) -> Self {
        self.non_idempotent_statuses.to_mut().push(status);
        self.retry_on(status)
    }

    /// The policy of a call: its own, else the client's, else the default with the configuration of the operation.
    pub(crate) fn effective(call: Option<Self>, client: Option<&Self>, operation: &Operation) -> Self {
        if let Some(policy) = call.or_else(|| client.cloned()) {
            return policy;
        }
        let policy = Self::new();
        let policy = operation.max_attempts.map_or(policy.clone(), |attempts| policy.max_attempts(attempts));
        let statuses = operation.retry_on.iter().filter_map(|code| StatusCode::from_u16(*code).ok());
        statuses.fold(policy, Self::retry_non_idempotent_on)
    }

    /// How many attempts may fail, and how many there may be in all.
    pub(super) fn attempts(&self) -> (u32, u32) {
        (self.max_attempts, self.max_throttled_attempts.max(self.max_attempts))
    }

    /// Whether all requests count as idempotent.
    pub(crate) fn assumes_idempotent(&self) -> bool {
        self.all_idempotent
    }

    /// Whether a request is retried after this status; `harmless`: it is idempotent, or nothing of it was processed.
    pub(crate) fn retries(&self, status: StatusCode, harmless: bool) -> bool {
        let statuses = if harmless { &self.idempotent_statuses } else { &self.non_idempotent_statuses };
        statuses.contains(&status)
    }

    /// The longest `Retry-After` that is obeyed.
    pub(super) fn longest_retry_after(&self) -> Duration {
        self.max_retry_after
    }

    /// The wait after so many attempts, with "full jitter": between nothing and the longest one by this chance (0 to 1),
    /// so that clients do not return all at once; it follows the wait that the server asks for.
    pub(super) fn wait(
        &self,
        attempts: u32,
        throttled: bool,
        asked: Option<Duration>,
        chance: f64,
    ) -> Duration {
        let base = if throttled || asked.is_some() { self.throttled_backoff } else { self.initial_backoff };
        let doublings = attempts.saturating_sub(1).min(31);
        let longest = base.saturating_mul(1 << doublings).min(self.max_backoff);
        let asked = asked.unwrap_or_default();
        asked.saturating_add(longest.max(asked / 10).mul_f64(chance))
    }
}
