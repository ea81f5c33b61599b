//! The options of waits: how long to wait for a job, and how often to poll it.
//!
//! In: a caller's choices. Out: [`WaitOptions`]. Invariant: every limit has a finite default.

use std::time::Duration;

/// The limits of a wait for a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitOptions {
    pub(super) deadline: Duration,
    pub(super) first_interval: Duration,
    pub(super) max_interval: Duration,
    pub(super) not_started_limit: Duration,
    pub(super) max_failed_polls: u32,
    pub(in crate::jobs) null_outputs_limit: Duration,
}

impl Default for WaitOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl WaitOptions {
    /// A deadline of 24 hours, intervals from 500 ms to 10 s, 5 minutes in `NOT_STARTED`, 10 failed polls in a row, and
    /// 2 s for outputs that are `null`.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            deadline: Duration::from_secs(24 * 60 * 60),
            first_interval: Duration::from_millis(500),
            max_interval: Duration::from_secs(10),
            not_started_limit: Duration::from_secs(5 * 60),
            max_failed_polls: 10,
            null_outputs_limit: Duration::from_secs(2),
        }
    }

    /// Sets how long the whole wait may take: 24 hours by default. It also ends a request in progress.
    #[must_use]
    pub const fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = limit;
        self
    }

    /// Sets the interval between polls, which doubles after each poll up to a maximum and starts again when the state
    /// changes: from 500 ms to 10 s by default.
    #[must_use]
    pub fn poll_interval(mut self, first: Duration, max: Duration) -> Self {
        self.first_interval = first;
        self.max_interval = max.max(first);
        self
    }

    /// Sets how long a job may be in `NOT_STARTED`, from the first poll in this state on: 5 minutes by default. A server
    /// may accept the start of a job that it never runs.
    #[must_use]
    pub const fn not_started_limit(mut self, limit: Duration) -> Self {
        self.not_started_limit = limit;
        self
    }

    /// Sets how many polls in a row may fail with a temporary error: a lost connection, 500, 502, 503, 504, or a 404, which
    /// a replica of the server sends that does not know the job yet; 10 by default. For a job that was never found before
    /// it is 2 polls with a 404. A 429 does not count: the platform limits requests, and the wait obeys its `Retry-After`.
    /// The client's own retries come on top of these.
    #[must_use]
    pub const fn max_failed_polls(mut self, polls: u32) -> Self {
        self.max_failed_polls = polls;
        self
    }

    /// Sets how long outputs are requested again if one of them is `null`, after which the `null` is accepted: 2 s by
    /// default. Some outputs are not available yet when the job is in `SUCCESS`. This concerns whole runs only.
    #[must_use]
    pub const fn null_outputs_limit(mut self, limit: Duration) -> Self {
        self.null_outputs_limit = limit;
        self
    }
}
