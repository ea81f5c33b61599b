//! Spans that are recorded and go nowhere.
//!
//! In: nothing. Out: a subscriber for as long as a [`Recording`] lives. Invariant: afterwards spans are as cheap as if
//! there never was one.

use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::format::FmtSpan;

/// A subscriber that formats each span and its end, and writes it to nowhere.
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
        // What the subscriber was interested in is remembered at each call site.
        tracing::callsite::rebuild_interest_cache();
    }
}
