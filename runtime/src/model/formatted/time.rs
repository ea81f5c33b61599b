//! Times of day, local date-times, durations and HTTP dates as texts.
//!
//! In go texts of ISO 8601 and RFC 9110, out come jiff's types, or chrono's. Invariant: what one library reads the other
//! reads as the same value, where it has one.
use jiff::fmt::{rfc2822, temporal};
use jiff::{Span, Timestamp, civil};

use super::TextFormat;

static RFC_2822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new();
static TEMPORAL: temporal::DateTimeParser = temporal::DateTimeParser::new();

/// A time of day. The offset that RFC 3339 puts behind it is in the text only.
impl TextFormat for civil::Time {
    const EXPECTED: &'static str = "a time of day";

    fn parse_text(text: &str) -> Option<Self> {
        let end = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
        TEMPORAL.parse_time(text.get(..end)?.trim_end()).ok()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

/// A day and a time of day, without a zone.
impl TextFormat for civil::DateTime {
    const EXPECTED: &'static str = "a date-time without a zone";

    fn parse_text(text: &str) -> Option<Self> {
        let pieces = temporal::Pieces::parse(text).ok()?;
        let is_local = pieces.offset().is_none() && pieces.time_zone_annotation().is_none();
        is_local.then(|| Some(pieces.date().to_datetime(pieces.time()?)))?
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

/// A duration in units of the calendar and the clock, such as `P1Y2M` or `PT90S`.
impl TextFormat for Span {
    const EXPECTED: &'static str = "a duration";

    fn parse_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

/// A point in time that is written as in HTTP headers: `Sat, 31 Jan 2026 12:00:00 GMT` (RFC 9110, section 5.6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HttpDate(pub Timestamp);

impl From<Timestamp> for HttpDate {
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}

impl TextFormat for HttpDate {
    const EXPECTED: &'static str = "an HTTP date";

    fn parse_text(text: &str) -> Option<Self> {
        RFC_2822.parse_timestamp(text).ok().map(Self)
    }

    fn to_text(&self) -> String {
        let printer = rfc2822::DateTimePrinter::new();
        // Only years beyond 9999 have no text, and they have an ISO 8601 one.
        printer.timestamp_to_rfc9110_string(&self.0).unwrap_or_else(|_| self.0.to_string())
    }
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
    use jiff::{SignedDuration, Span, civil};

    use super::TextFormat;

    impl TextFormat for NaiveTime {
        const EXPECTED: &'static str = "a time of day";

        fn parse_text(text: &str) -> Option<Self> {
            time(civil::Time::parse_text(text)?)
        }

        fn to_text(&self) -> String {
            self.to_string()
        }
    }

    impl TextFormat for NaiveDateTime {
        const EXPECTED: &'static str = "a date-time without a zone";

        fn parse_text(text: &str) -> Option<Self> {
            let read = civil::DateTime::parse_text(text)?;
            let part = |number: i8| u32::try_from(number).ok();
            let date = NaiveDate::from_ymd_opt(read.year().into(), part(read.month())?, part(read.day())?)?;
            Some(date.and_time(time(read.time())?))
        }

        fn to_text(&self) -> String {
            self.format("%Y-%m-%dT%H:%M:%S%.f").to_string()
        }
    }

    /// Without years and months, whose length depends on the calendar.
    impl TextFormat for TimeDelta {
        const EXPECTED: &'static str = "a duration without years and months";

        fn parse_text(text: &str) -> Option<Self> {
            let span = Span::parse_text(text)?;
            let days = i64::from(span.get_weeks()).checked_mul(7)?.checked_add(span.get_days().into())?;
            let clock = span.weeks(0).days(0);
            let read = SignedDuration::try_from(clock).ok()?;
            let clock =
                Self::new(read.as_secs(), 0)?.checked_add(&Self::nanoseconds(read.subsec_nanos().into()))?;
            clock.checked_add(&Self::try_days(days)?)
        }

        fn to_text(&self) -> String {
            SignedDuration::new(self.num_seconds(), self.subsec_nanos()).to_string()
        }
    }

    fn time(read: civil::Time) -> Option<NaiveTime> {
        let part = |number: i8| u32::try_from(number).ok();
        let nanoseconds = u32::try_from(read.subsec_nanosecond()).ok()?;
        NaiveTime::from_hms_nano_opt(
            part(read.hour())?,
            part(read.minute())?,
            part(read.second())?,
            nanoseconds,
        )
    }
}
