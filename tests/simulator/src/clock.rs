//! Times as the server writes them.
//!
//! In: an instant. Out: its text. Invariant: always UTC and microseconds; only whether and how the offset is written
//! differs.

use jiff::Timestamp;

/// How the times of a job's status name their offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOffset {
    /// `…157891Z`, as servers of API 0.8 and later.
    Zulu,
    /// `…157891+00:00`, as the first servers of API 0.7.
    PlusZero,
}

/// The present instant.
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// A time with its offset, as in a job's status.
pub(crate) fn with_offset(time: Timestamp, offset: TimeOffset) -> String {
    let text = format!("{time:.6}");
    match offset {
        TimeOffset::Zulu => text,
        TimeOffset::PlusZero => text.replace('Z', "+00:00"),
    }
}

/// A time without offset and with milliseconds only, as the creation time of a job.
pub(crate) fn naive(time: Timestamp) -> String {
    format!("{time:.3}").replace('Z', "000")
}

/// A time to the second in the basic format of ISO 8601, as in signed links.
pub(crate) fn compact(time: Timestamp) -> String {
    format!("{time:.0}").replace(['-', ':'], "")
}

#[cfg(test)]
mod tests {
    use super::{TimeOffset, compact, naive, with_offset};

    #[test]
    fn the_spellings() {
        let time: jiff::Timestamp = "2021-04-01T07:15:54.6310074Z".parse().unwrap();
        assert_eq!(naive(time), "2021-04-01T07:15:54.631000");
        assert_eq!(compact(time), "20210401T071554Z");
        assert_eq!(with_offset(time, TimeOffset::Zulu), "2021-04-01T07:15:54.631007Z");
        assert_eq!(with_offset(time, TimeOffset::PlusZero), "2021-04-01T07:15:54.631007+00:00");
    }
}
