//! What is known of the call that an error is of.
//!
//! In: a request that was sent, and what came of its attempts. Out: [`CallFacts`], which the error keeps. Invariant: nothing of
//! it is shown as it is; it holds credentials.

use std::fmt;

use crate::retry::RetryReason;

/// What is known of the call that an error is of.
#[derive(Clone, Default)]
pub(crate) struct CallFacts {
    pub(crate) idempotent: bool,
    /// Whether a redirect led to a store, away from the API.
    pub(crate) redirected: bool,
    /// The number of attempts.
    pub(crate) attempts: u32,
    /// Whether the server may have processed an attempt before the last one.
    pub(crate) processed_before: bool,
    /// Why the request was not retried after the last attempt.
    pub(crate) retry_reason: Option<RetryReason>,
}

impl fmt::Debug for CallFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFacts")
            .field("attempts", &self.attempts)
            .field("retry_reason", &self.retry_reason)
            .finish_non_exhaustive()
    }
}
