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

/// As good as no limit, and small enough to be added to any instant.
const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// Waits for a response: not longer than `attempt` without progress of the request's body, and not longer than `left`.
pub(crate) async fn within<T>(
    attempt: Duration,
    left: Duration,
    progress: &BodyProgress,
    response: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    let mut response = pin!(response);
    let end = Instant::now() + left.min(FAR);
    loop {
        let deadline = (progress.last() + attempt.min(FAR)).min(end);
        match timeout_at(deadline, response.as_mut()).await {
            Ok(outcome) => return outcome,
            Err(_) if deadline < end && progress.last() + attempt.min(FAR) > deadline => {}
            Err(elapsed) => return Err(TransportError::new(TransportPhase::Timeout).with_source(elapsed)),
        }
    }
}
