//! Pauses before a request is sent again.
//!
//! In: the errors of a request. Out: a pause after each, or that it is time to give up. Invariant: all pauses together are
//! bounded; waits that the platform's rate limit causes have a bound of their own, so that they do not count as failures.

use std::time::Duration;

use tokio::time::sleep;

use super::{api::JobCall, doubt::may_pass};
use crate::runtime::AnyError;

/// The first pause; it doubles each time.
const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(10);
/// How long a request may be throttled in all.
const THROTTLED: Duration = Duration::from_secs(60 * 60);

/// The pauses of one request.
pub(super) struct Pauses {
    next: Duration,
    patience: Duration,
    throttled: Duration,
}

impl Pauses {
    /// Pauses that take this long at most, apart from those for throttled requests.
    pub(super) const fn new(patience: Duration) -> Self {
        Self { next: FIRST, patience, throttled: THROTTLED }
    }

    /// Waits before the request is sent again, or returns `false` at once if this has taken long enough.
    pub(super) async fn pause(&mut self, error: &AnyError) -> bool {
        let pause = error.retry_after().map_or(self.next, |asked| asked.max(self.next));
        let rest = if error.is_rate_limited() { &mut self.throttled } else { &mut self.patience };
        let Some(left) = rest.checked_sub(pause) else { return false };
        *rest = left;
        self.next = self.next.saturating_mul(2).min(LONGEST);
        sleep(pause).await;
        true
    }
}

/// Sends an idempotent request about a job that exists, again if its error may pass.
pub(super) async fn repeat<T>(
    patience: Duration,
    request: impl Fn() -> JobCall<T> + Send,
) -> Result<T, AnyError> {
    let mut pauses = Pauses::new(patience);
    loop {
        match request().await {
            Err(error) if may_pass(&error) && pauses.pause(&error).await => {}
            result => return result,
        }
    }
}
