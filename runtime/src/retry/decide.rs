//! Whether a request is retried after an attempt.
//!
//! In: the facts of the request, its attempts so far, and the last outcome. Out: a [`Decision`] with its reason. Invariant:
//! [`decide`] is a pure function of its arguments, chance and time among them; the budget comes last, and can only turn
//! a retry down.

use std::time::Duration;

use http::{Method, StatusCode};

use super::{RetryBudget, RetryPolicy, RetryReason};
use crate::error::TransportPhase;

/// What decides about the retries of a request.
pub(crate) struct Facts<'a> {
    pub(crate) method: &'a Method,
    pub(crate) idempotent: bool,
    /// Whether the body can be sent more than once.
    pub(crate) repeatable: bool,
    pub(crate) policy: &'a RetryPolicy,
}

/// Where a request stands after an attempt.
pub(crate) struct Progress {
    /// The number of attempts.
    pub(crate) attempts: u32,
    /// Whether the server may have processed an attempt before the last one.
    pub(crate) processed: bool,
    /// What is left of the total time limit.
    pub(crate) left: Duration,
    /// A random number between 0 and 1, which the wait depends on.
    pub(crate) chance: f64,
}

/// The outcome of an attempt, as far as retries are concerned.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    /// A response with this status, and the wait that it asks for.
    Response(StatusCode, Option<Duration>),
    /// No response.
    Transport(TransportPhase),
}

impl Outcome {
    /// Whether the server may have processed the request of a failed attempt.
    pub(crate) fn may_have_been_processed(self) -> bool {
        match self {
            Self::Response(status, _) => status.is_server_error(),
            Self::Transport(phase) => phase.may_have_been_processed(),
        }
    }

    /// Whether the server is well enough to refill the budget.
    pub(crate) fn is_healthy(self, policy: &RetryPolicy) -> bool {
        matches!(self, Self::Response(status, _) if !status.is_server_error() && !policy.retries(status, true))
    }
}

/// What follows an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// The response is a success, or a redirect.
    Done,
    /// The 404 of a DELETE that an earlier attempt may have completed, which is a success.
    AlreadyDeleted,
    /// The outcome is final, for this reason.
    Stop(RetryReason),
    /// The request is sent again after a wait, for this reason.
    Retry(Duration, RetryReason),
}

impl Decision {
    /// The same if the budget pays for it.
    pub(crate) fn paid_from(self, budget: &RetryBudget) -> Self {
        match self {
            Self::Retry(..) if !budget.take() => Self::Stop(RetryReason::BudgetExhausted),
            other => other,
        }
    }

    /// The reason, where there was anything to decide.
    pub(crate) fn reason(&self) -> Option<&RetryReason> {
        match self {
            Self::Done | Self::AlreadyDeleted => None,
            Self::Stop(reason) | Self::Retry(_, reason) => Some(reason),
        }
    }
}

/// Decides what follows an attempt.
pub(crate) fn decide(facts: &Facts<'_>, progress: &Progress, outcome: Outcome) -> Decision {
    let reason = match outcome {
        Outcome::Response(StatusCode::NOT_FOUND, _)
            if progress.processed && *facts.method == Method::DELETE =>
        {
            return Decision::AlreadyDeleted;
        }
        Outcome::Response(status, _) => match status_reason(facts, status) {
            Some(reason) => reason,
            None => return Decision::Done,
        },
        Outcome::Transport(phase) => transport_reason(facts, phase),
    };
    let attempts = facts.policy.attempts();
    if !reason.is_retried() {
        Decision::Stop(reason)
    } else if progress.attempts >= attempts {
        Decision::Stop(RetryReason::AttemptsExhausted(attempts))
    } else if !facts.repeatable {
        Decision::Stop(RetryReason::BodyNotRepeatable)
    } else {
        match wait(facts.policy, progress, outcome) {
            Ok(wait) => Decision::Retry(wait, reason),
            Err(reason) => Decision::Stop(reason),
        }
    }
}

/// Why a response is a reason to retry, or is none; nothing where there is nothing to retry.
fn status_reason(facts: &Facts<'_>, status: StatusCode) -> Option<RetryReason> {
    if facts.policy.retries(status, facts.idempotent) {
        return Some(RetryReason::Status(status));
    }
    if facts.policy.retries(status, true) {
        return Some(RetryReason::NotIdempotent(facts.method.clone()));
    }
    (status.is_client_error() || status.is_server_error()).then_some(RetryReason::FinalStatus(status))
}

fn transport_reason(facts: &Facts<'_>, phase: TransportPhase) -> RetryReason {
    if phase.is_retryable(facts.idempotent) {
        RetryReason::Transport(phase)
    } else if phase == TransportPhase::TooLarge {
        RetryReason::TooLarge
    } else {
        RetryReason::NotIdempotent(facts.method.clone())
    }
}

/// The wait before the next attempt, or why it is too long.
fn wait(policy: &RetryPolicy, progress: &Progress, outcome: Outcome) -> Result<Duration, RetryReason> {
    let (throttled, asked) = match outcome {
        Outcome::Response(status, asked) => (status == StatusCode::TOO_MANY_REQUESTS, asked),
        Outcome::Transport(_) => (false, None),
    };
    let limit = policy.longest_retry_after();
    if let Some(asked) = asked.filter(|asked| *asked > limit) {
        return Err(RetryReason::RetryAfterTooLong { asked, limit });
    }
    let wait = policy.wait(progress.attempts, throttled, asked, progress.chance);
    let left = progress.left;
    if wait < left { Ok(wait) } else { Err(RetryReason::TimeExhausted { wait, left }) }
}
