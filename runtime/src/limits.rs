//! Time limits.
//!
//! In: the limits of the client, the operation and the call. Out: [`Limits`] of one call. Invariant: the call takes
//! precedence over the operation, and the operation over the client.

use std::time::Duration;

/// Time limits; what is not set is left to the operation, and then to the client.
///
/// A [`Duration`] alone limits each attempt and all of them together; two of them limit connecting and each attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Timeouts {
    pub(crate) connect: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) total: Option<Duration>,
    pub(crate) stall: Option<Duration>,
}

impl Timeouts {
    /// No limit is set.
    pub const fn new() -> Self {
        Self { connect: None, attempt: None, total: None, stall: None }
    }

    /// The limit for making a connection: 5 s by default. A `reqwest::Client` of your own keeps its limit.
    pub const fn connect(mut self, limit: Duration) -> Self {
        self.connect = Some(limit);
        self
    }

    /// The limit for one attempt, to the end of a body that is read whole: 90 s by default. Where the request's body is
    /// sent in pieces (a file, a stream), it begins again with each piece that the connection takes.
    pub const fn attempt(mut self, limit: Duration) -> Self {
        self.attempt = Some(limit);
        self
    }

    /// The limit for all attempts and the waits between them: 5 min by default.
    pub const fn total(mut self, limit: Duration) -> Self {
        self.total = Some(limit);
        self
    }

    /// The longest silence in a body that is read as a stream: 60 s by default.
    pub const fn stall(mut self, limit: Duration) -> Self {
        self.stall = Some(limit);
        self
    }
}

impl From<Duration> for Timeouts {
    fn from(limit: Duration) -> Self {
        Self::new().attempt(limit).total(limit)
    }
}

impl From<(Duration, Duration)> for Timeouts {
    fn from((connect, attempt): (Duration, Duration)) -> Self {
        Self::new().connect(connect).attempt(attempt)
    }
}

/// The time limits of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// `None`: the transport's own.
    pub(crate) connect: Option<Duration>,
    pub(crate) attempt: Duration,
    pub(crate) total: Duration,
    pub(crate) stall: Duration,
}

/// The limit for making a connection.
pub(crate) const CONNECT: Duration = Duration::from_secs(5);

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: None,
            attempt: Duration::from_secs(90),
            total: Duration::from_secs(5 * 60),
            stall: Duration::from_secs(60),
        }
    }
}

impl Limits {
    /// These limits, overridden. A longer limit for an attempt makes room for itself in the total.
    pub(crate) fn with(self, timeouts: Timeouts) -> Self {
        let attempt = timeouts.attempt.unwrap_or(self.attempt);
        let room = timeouts.attempt.unwrap_or(Duration::ZERO);
        Self {
            connect: timeouts.connect.or(self.connect),
            attempt,
            total: timeouts.total.unwrap_or(self.total.max(room)),
            stall: timeouts.stall.unwrap_or(self.stall),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_limits_win() {
        let seconds = Duration::from_secs;
        let base = Limits::default();
        assert_eq!(base.with(Timeouts::new()), base);
        let short = base.with(seconds(3).into());
        assert_eq!((short.attempt, short.total, short.connect), (seconds(3), seconds(3), None));
        let long = base.with((seconds(1), seconds(900)).into());
        assert_eq!((long.attempt, long.total, long.connect), (seconds(900), seconds(900), Some(seconds(1))));
        let bounded = base.with(Timeouts::new().attempt(seconds(900)).total(seconds(10)));
        assert_eq!((bounded.attempt, bounded.total), (seconds(900), seconds(10)));
    }
}
