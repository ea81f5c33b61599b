//! Pauses between attempts.
//!
//! In: what the server asks for. Out: the next pause. Invariant: each pause is longer than the one before, up to a limit,
//! and not shorter than the server asks for.

use std::time::Duration;

use http::{HeaderMap, header::RETRY_AFTER};
use tokio::time::sleep;

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(20);
/// The longest pause that a server may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(120);

/// The pauses of one transfer.
pub(crate) struct Pauses(Duration);

impl Pauses {
    pub(crate) fn new() -> Self {
        Self(FIRST)
    }

    /// Waits before the next attempt; longer if the server asks for it.
    pub(crate) async fn pause(&mut self, asked: Option<Duration>) {
        sleep(self.next(asked)).await;
    }

    fn next(&mut self, asked: Option<Duration>) -> Duration {
        let next = self.0.max(asked.unwrap_or_default().min(LONGEST_ASKED));
        self.0 = self.0.saturating_mul(2).min(LONGEST);
        next
    }
}

/// The pause that a response asks for: `Retry-After` in seconds, as object stores and proxies send it.
pub(crate) fn asked(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_limit_and_follow_the_server() {
        let mut pauses = Pauses::new();
        let asked = [None, None, Some(7), Some(0), None, None, None, None, None, Some(3), Some(u64::MAX)];
        let pauses = asked.map(|asked| pauses.next(asked.map(Duration::from_secs)).as_millis());
        assert_eq!(pauses, [250, 500, 7_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000, 120_000]);
    }

    #[test]
    fn only_seconds_are_read() {
        for (text, expected) in [("3", Some(3)), (" 60 ", Some(60)), ("-1", None), ("soon", None)] {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            assert_eq!(asked(&headers), expected.map(Duration::from_secs), "{text:?}");
        }
        assert_eq!(asked(&HeaderMap::new()), None);
    }
}
