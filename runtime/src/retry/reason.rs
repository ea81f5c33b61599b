//! Why a request was retried, or was not.
//!
//! In: what `decide` found. Out: [`RetryReason`], which errors and spans carry. Invariant: the text is one line, and
//! quotes nothing of the request but its method.

use std::fmt;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::error::TransportPhase;

/// Why a request was retried after an attempt, or was not; `Display` is one line, such as
/// `not retried: POST is not idempotent`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryReason {
    /// Retried: the policy retries this status.
    Status(StatusCode),
    /// Retried: no response was received.
    Transport(TransportPhase),
    /// Not retried: the policy does not retry this status, whatever the request.
    FinalStatus(StatusCode),
    /// Not retried: the response body exceeds the limit, and would again.
    TooLarge,
    /// Not retried: the server may have processed the request, and requests of this method are not idempotent.
    NotIdempotent(Method),
    /// Not retried: the request body is a stream that can be sent only once.
    BodyNotRepeatable,
    /// Not retried: all attempts that the policy allows were made.
    AttemptsExhausted(u32),
    /// Not retried: the server asks for a longer wait than the policy obeys.
    RetryAfterTooLong {
        /// The wait that the server asks for.
        asked: Duration,
        /// The longest one that is obeyed ([`RetryPolicy::max_retry_after`](super::RetryPolicy::max_retry_after)).
        limit: Duration,
    },
    /// Not retried: the wait would exceed the total time limit.
    TimeExhausted {
        /// The wait before the next attempt.
        wait: Duration,
        /// The time left.
        left: Duration,
    },
    /// Not retried: the client's budget is used up
    /// ([`ClientBuilder::retry_budget`](crate::ClientBuilder::retry_budget)).
    BudgetExhausted,
}

impl RetryReason {
    /// Whether the request was retried.
    #[must_use]
    pub fn is_retried(&self) -> bool {
        matches!(self, Self::Status(_) | Self::Transport(_))
    }

    /// Whether it tells more than the status, or the number of attempts, beside which an error shows it.
    pub(crate) fn is_noteworthy(&self) -> bool {
        !matches!(self, Self::FinalStatus(_) | Self::TooLarge | Self::AttemptsExhausted(_))
    }
}

impl fmt::Display for RetryReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_retried() { "retried: " } else { "not retried: " })?;
        match self {
            Self::Status(status) => write!(f, "status {}", status.as_u16()),
            Self::Transport(phase) => f.write_str(phase.text()),
            Self::FinalStatus(status) => {
                write!(f, "status {} is not one that the retry policy retries", status.as_u16())
            }
            Self::TooLarge => f.write_str("the response body would exceed the limit again"),
            Self::NotIdempotent(method) => write!(f, "{method} is not idempotent"),
            Self::BodyNotRepeatable => f.write_str("the request body can be sent only once"),
            Self::AttemptsExhausted(1) => f.write_str("the retry policy allows one attempt"),
            Self::AttemptsExhausted(attempts) => write!(f, "{attempts} attempts are used up"),
            Self::RetryAfterTooLong { asked, limit } => {
                write!(f, "Retry-After of {} s is longer than {} s", asked.as_secs(), limit.as_secs())
            }
            Self::TimeExhausted { wait, left } => {
                write!(f, "a wait of {wait:.1?} exceeds the {left:.1?} left of the time limit")
            }
            Self::BudgetExhausted => f.write_str("the retry budget is used up"),
        }
    }
}
