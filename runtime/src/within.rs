//! The time limit of an attempt.
//!
//! In: the limits of an attempt and of what is left for all of them, and the progress of the request's body. Out: the
//! response, or that a limit ran out. Invariant: a body that is sent in pieces is waited for as long as it goes on.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::body::pieces::BodyProgress;
use super::error::{TransportError, TransportPhase};
use super::limits::Limits;

/// As good as no limit, and small enough to be added to any instant.
const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// Waits for a response: not longer than an attempt may take without progress of the request's body, and not longer than what
/// is left for all of them.
pub(crate) async fn within<T>(
    limits: &Limits,
    left: Duration,
    progress: &BodyProgress,
    response: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    let mut response = pin!(response);
    let (attempt, end) = (limits.attempt.min(FAR), Instant::now() + left.min(FAR));
    loop {
        let deadline = (progress.last() + attempt).min(end);
        match timeout_at(deadline, response.as_mut()).await {
            Ok(outcome) => return outcome,
            Err(_) if deadline < end && progress.last() + attempt > deadline => {}
            Err(elapsed) => {
                let limit = if deadline < end || attempt == limits.total {
                    format!("{:?} for an attempt", limits.attempt)
                } else {
                    format!("{:?} for all attempts", limits.total)
                };
                return Err(TransportError::new(TransportPhase::Timeout)
                    .with_limit(Some(limit))
                    .with_source(elapsed));
            }
        }
    }
}
