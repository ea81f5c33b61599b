//! Dates and date-times.
//!
//! In go texts as RFC 3339 has them and as servers send them: without an offset (then UTC), with a space for the `T`,
//! in lower case. Out come jiff's types, and RFC 3339 in UTC. Invariant: no offset is ever dropped, and no time of day
//! invented.
use jiff::fmt::temporal::{DateTimePrinter, Pieces};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::read::formatted;
use super::{Read, ReadError, Reader, Write, Writer};

/// Prints as `Display` does, without its machinery.
static PRINTER: DateTimePrinter = DateTimePrinter::new();

impl Read for Timestamp {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        formatted(r, "a date-time", timestamp)
    }
}

impl Write for Timestamp {
    fn write(&self, w: &mut Writer) {
        w.plain(&PRINTER.timestamp_to_string(self));
    }
}

impl Read for Date {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        formatted(r, "a date", date)
    }
}

impl Write for Date {
    fn write(&self, w: &mut Writer) {
        w.string(&self.to_string());
    }
}

/// No text is read both ways, so the order is one of speed: what fails costs more than what is read.
pub(super) fn timestamp(text: &str) -> Option<Timestamp> {
    if text.ends_with(['Z', 'z', ']']) {
        return text.parse().ok();
    }
    zoneless(text).or_else(|| text.parse().ok())
}

/// jiff's civil parser would drop an offset and take a bare date, so what the text has is asked for first.
fn zoneless(text: &str) -> Option<Timestamp> {
    let pieces = Pieces::parse(text).ok()?;
    if pieces.offset().is_some() || pieces.time_zone_annotation().is_some() {
        return None;
    }
    TimeZone::UTC.to_timestamp(pieces.date().to_datetime(pieces.time()?)).ok()
}

pub(super) fn date(text: &str) -> Option<Date> {
    let pieces = Pieces::parse(text).ok()?;
    let bare =
        pieces.time().is_none() && pieces.offset().is_none() && pieces.time_zone_annotation().is_none();
    bare.then(|| pieces.date())
}
