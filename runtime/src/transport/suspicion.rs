//! Connections that a server may be about to close.
//!
//! In: responses that report a failure of the server. Out: whether a kept connection may be one of theirs. Invariant: for as
//! long as one of their connections may be kept, there is suspicion.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Servers such as uvicorn close the connection after a 5xx, and say nothing of it in the response: a request that is sent
/// on it at that moment is lost. One that is idempotent is sent again; any other is not, and thus must not be sent there.
#[derive(Clone, Default)]
pub(super) struct Suspicion(Arc<Mutex<Option<Instant>>>);

impl Suspicion {
    /// Begins, or begins again: a connection of a 5xx is kept from now on at the latest.
    pub(super) fn raise(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether there was a 5xx within the time for which idle connections are kept. One that served another request since
    /// was not closed after all.
    pub(super) fn is_raised(&self, kept: Duration) -> bool {
        let raised = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        raised.is_some_and(|raised| raised.elapsed() <= kept)
    }
}

/// The body of a 5xx: its connection is kept when it is read to its end.
pub(super) struct SuspiciousBody(pub(super) Suspicion);

impl Drop for SuspiciousBody {
    fn drop(&mut self) {
        self.0.raise();
    }
}
