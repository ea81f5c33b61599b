//! Whether a request is retried after an attempt.
//!
//! In: the facts of the request, its attempts so far, and the last outcome. Out: a [`Decision`] with its reason. Invariant:
//! [`decide`] is a pure function of its arguments, chance and time among them; the budget comes last, and can only turn
//! a retry down.

use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode};

use super::{RetryBudget, RetryPolicy, RetryReason, retry_after};
use crate::error::TransportPhase;
use crate::media;

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
    /// How many of them the server turned away with a 429.
    pub(crate) throttled: u32,
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
    /// A response.
    Response(Head),
    /// No response.
    Transport(TransportPhase),
}

/// What the head of a response says about retries.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub(crate) status: StatusCode,
    /// The wait that it asks for.
    pub(crate) retry_after: Option<Duration>,
    /// Whether the body is JSON, by the content type.
    pub(crate) is_json: bool,
}

impl Head {
    pub(crate) fn of(status: StatusCode, headers: &HeaderMap) -> Self {
        let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Self { status, retry_after: retry_after(headers), is_json: content_type.is_some_and(media::is_json) }
    }

    fn is_throttled(self) -> bool {
        self.status == StatusCode::TOO_MANY_REQUESTS
    }

    /// Whether the request was turned away before it was processed: a 429 of a rate limiter, which says when to come back,
    /// or of a proxy, which writes text. The application's own, in JSON, may come from a step of several.
    fn is_turned_away(self) -> bool {
        self.is_throttled() && (self.retry_after.is_some() || !self.is_json)
    }

    /// Whether the server may have processed a request that failed with this response.
    pub(crate) fn may_have_been_processed(self) -> bool {
        self.status.is_server_error() || (self.is_throttled() && !self.is_turned_away())
    }

    /// Whether a policy retries after this response.
    pub(crate) fn is_retried(self, policy: &RetryPolicy, idempotent: bool) -> bool {
        policy.retries(self.status, idempotent || self.is_turned_away())
    }
}

impl Outcome {
    /// Whether the server may have processed the request of a failed attempt.
    pub(crate) fn may_have_been_processed(self) -> bool {
        match self {
            Self::Response(head) => head.may_have_been_processed(),
            Self::Transport(phase) => phase.may_have_been_processed(),
        }
    }

    /// Whether the server turned the request away with a 429.
    pub(crate) fn is_throttled(self) -> bool {
        matches!(self, Self::Response(head) if head.is_throttled())
    }

    /// Whether the server is well enough to refill the budget.
    pub(crate) fn is_healthy(self, policy: &RetryPolicy) -> bool {
        matches!(self, Self::Response(head) if !head.status.is_server_error() && !head.is_retried(policy, true))
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
    /// The same if the budget pays for it; what it pays is added to what was spent.
    pub(crate) fn paid_from(self, budget: &RetryBudget, throttled: bool, spent: &mut u32) -> Self {
        match self {
            Self::Retry(..) if !budget.take(throttled, spent) => Self::Stop(RetryReason::BudgetExhausted),
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
        Outcome::Response(head)
            if head.status == StatusCode::NOT_FOUND
                && progress.processed
                && *facts.method == Method::DELETE =>
        {
            return Decision::AlreadyDeleted;
        }
        Outcome::Response(head) => match status_reason(facts, head) {
            Some(reason) => reason,
            None => return Decision::Done,
        },
        Outcome::Transport(phase) => transport_reason(facts, phase),
    };
    let (failures, attempts) = facts.policy.attempts();
    if !reason.is_retried() {
        Decision::Stop(reason)
    } else if progress.attempts >= attempts
        || progress.attempts.saturating_sub(progress.throttled) >= failures
    {
        Decision::Stop(RetryReason::AttemptsExhausted(progress.attempts))
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
fn status_reason(facts: &Facts<'_>, head: Head) -> Option<RetryReason> {
    let status = head.status;
    if head.is_retried(facts.policy, facts.idempotent) {
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
    let asked = if let Outcome::Response(head) = outcome { head.retry_after } else { None };
    let limit = policy.longest_retry_after();
    if let Some(asked) = asked.filter(|asked| *asked > limit) {
        return Err(RetryReason::RetryAfterTooLong { asked, limit });
    }
    let wait = policy.wait(progress.attempts, outcome.is_throttled(), asked, progress.chance);
    let left = progress.left;
    if wait < left { Ok(wait) } else { Err(RetryReason::TimeExhausted { wait, left }) }
}
