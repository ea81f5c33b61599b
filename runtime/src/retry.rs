//! Retries: whether a request is sent again after an attempt, how long to wait before, and why.
//!
//! In: a request's facts and the outcome of each attempt. Out: a [`Decision`] with its reason. Invariant: by default, a
//! request that is not idempotent is retried only where the server cannot have begun to process it.

mod budget;
mod decide;
mod policy;
mod reason;
mod retry_after;
#[cfg(test)]
mod tests;

pub(crate) use budget::{DEFAULT_RETRIES, RetryBudget};
pub(crate) use decide::{Decision, Facts, Head, Outcome, Progress, decide};
pub use policy::RetryPolicy;
pub use reason::RetryReason;
pub(crate) use retry_after::retry_after;
