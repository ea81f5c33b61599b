//! How long to wait for a job, and how often to look.
//!
//! In: a caller's choices. Out: [`WaitOptions`]. Invariant: every limit has a default that ends.

use std::time::Duration;

/// The limits of a wait for a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitOptions {
    pub(super) deadline: Duration,
    pub(super) first_interval: Duration,
    pub(super) longest_interval: Duration,
    pub(super) not_started_limit: Duration,
    pub(super) patience: u32,
    pub(in crate::studies) null_outputs_limit: Duration,
}

impl Default for WaitOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl WaitOptions {
    /// A deadline of 24 hours, intervals from 500 ms to 10 s, 5 minutes in `NOT_STARTED`, 10 failed looks in a
    /// row, and 2 s for outputs that are `null`.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            deadline: Duration::from_secs(24 * 60 * 60),
            first_interval: Duration::from_millis(500),
            longest_interval: Duration::from_secs(10),
            not_started_limit: Duration::from_secs(5 * 60),
            patience: 10,
            null_outputs_limit: Duration::from_secs(2),
        }
    }

    /// How long the whole wait may take: 24 hours by default. It holds also while a request is under way.
    #[must_use]
    pub const fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = limit;
        self
    }

    /// The pause after the first look, which doubles with each look up to the longest one and begins anew when the
    /// state changes: from 500 ms to 10 s by default.
    #[must_use]
    pub fn poll_interval(mut self, first: Duration, longest: Duration) -> Self {
        self.first_interval = first;
        self.longest_interval = longest.max(first);
        self
    }

    /// How long a job may be in `NOT_STARTED`, from when it is first seen so: 5 minutes by default. That a start is
    /// accepted does not mean that something runs.
    #[must_use]
    pub const fn not_started_limit(mut self, limit: Duration) -> Self {
        self.not_started_limit = limit;
        self
    }

    /// How many looks in a row may fail with what may pass: lost connections, 429, 502, 503, 504, and 404 for a job
    /// that was seen before; 10 by default. Each look has the client's own repetitions besides.
    #[must_use]
    pub const fn patience(mut self, failures: u32) -> Self {
        self.patience = failures;
        self
    }

    /// How long outputs of which one is `null` are asked for again, after which it is believed: 2 s by default. Some
    /// are not there yet when the job is in `SUCCESS`. Only whole runs ask for outputs.
    #[must_use]
    pub const fn null_outputs_limit(mut self, limit: Duration) -> Self {
        self.null_outputs_limit = limit;
        self
    }
}
