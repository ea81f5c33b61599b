//! Dates and date-times of chrono.
//!
//! In go the texts that jiff's types are read from, by the same rules. Out come chrono's types, and RFC 3339 in UTC.
//! Invariant: what one library reads the other reads as the same day or point in time.
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use super::read::formatted;
use super::{Read, ReadError, Reader, Write, Writer, time};

impl Read for DateTime<Utc> {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        formatted(r, "a date-time", date_time)
    }
}

impl Write for DateTime<Utc> {
    fn write(&self, w: &mut Writer) {
        w.string(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true));
    }
}

impl Read for NaiveDate {
    fn read(r: &mut Reader<'_>) -> Result<Self, ReadError> {
        formatted(r, "a date", date)
    }
}

impl Write for NaiveDate {
    fn write(&self, w: &mut Writer) {
        w.string(&self.to_string());
    }
}

fn date_time(text: &str) -> Option<DateTime<Utc>> {
    let read = time::timestamp(text)?;
    // jiff's nanoseconds have the sign of the seconds, chrono's count upwards.
    let (seconds, nanoseconds) = (read.as_second(), read.subsec_nanosecond());
    let before = i64::from(nanoseconds < 0);
    let nanoseconds = if nanoseconds < 0 { nanoseconds + 1_000_000_000 } else { nanoseconds };
    DateTime::from_timestamp(seconds - before, u32::try_from(nanoseconds).ok()?)
}

fn date(text: &str) -> Option<NaiveDate> {
    let read = time::date(text)?;
    let part = |number: i8| u32::try_from(number).ok();
    NaiveDate::from_ymd_opt(read.year().into(), part(read.month())?, part(read.day())?)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};

    use crate::json::{read, write};

    #[test]
    fn date_times_are_read_as_by_jiff_and_written_in_utc() {
        let cases = [
            ("2021-01-22T23:59:52.322176Z", "2021-01-22T23:59:52.322176Z"),
            ("2021-01-22T23:59:52.322176", "2021-01-22T23:59:52.322176Z"),
            ("2021-04-01 07:15:54.631007", "2021-04-01T07:15:54.631007Z"),
            ("2021-04-01 07:15:54+00:00", "2021-04-01T07:15:54Z"),
            ("2021-04-01t07:15:54z", "2021-04-01T07:15:54Z"),
            ("2021-04-01T07:15:54.123456789", "2021-04-01T07:15:54.123456789Z"),
            ("2021-04-01T07:15:54.100+02:30", "2021-04-01T04:45:54.100Z"),
            ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.250Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ];
        for (text, written) in cases {
            let value: DateTime<Utc> = read(format!("\"{text}\"").as_bytes()).unwrap();
            assert_eq!(write(&value).unwrap(), format!("\"{written}\"").into_bytes(), "{text}");
        }
        for text in ["yesterday", "2021-01-22", "2021-01-22T00:00:00[Europe/Zurich]", ""] {
            let fault = read::<DateTime<Utc>>(format!("\"{text}\"").as_bytes()).unwrap_err();
            assert_eq!(fault.to_string(), format!("not a date-time: \"{text}\""));
        }
    }

    #[test]
    fn dates_have_no_time() {
        let date: NaiveDate = read(br#""2024-02-29""#).unwrap();
        assert_eq!(write(&date).unwrap(), br#""2024-02-29""#);
        for text in ["2023-02-29", "2024-02-29T00:00:00Z", "today"] {
            assert!(read::<NaiveDate>(format!("\"{text}\"").as_bytes()).is_err(), "{text}");
        }
    }
}
