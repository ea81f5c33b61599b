//! Spans that are recorded and discarded.
//!
//! In: nothing. Out: a subscriber, until its [`Recording`] is dropped. Invariant: afterwards spans are as cheap as without
//! a subscriber.

use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::format::FmtSpan;

/// A subscriber that formats each span and its end, and discards the text.
pub(crate) struct Recording(Option<DefaultGuard>);

impl Recording {
    pub(crate) fn start() -> Self {
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::INFO)
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(std::io::sink)
            .finish();
        Self(Some(tracing::subscriber::set_default(subscriber)))
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        drop(self.0.take());
        // Each call site caches the interest of the subscriber.
        tracing::callsite::rebuild_interest_cache();
    }
}
