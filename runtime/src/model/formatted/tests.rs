//! Texts in formats, as they are read and written, and what they stand for.

use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use jiff::{Span, Timestamp, civil};

use super::{Formatted, HttpDate, TextFormat};
use crate::json::{ParameterValue, Read, parameter, read, write};

/// A text that is read as a value, and what a value is written as.
fn same<T: TextFormat + Debug>(text: &str, shown: &str) {
    let json = format!("{text:?}");
    let read: Formatted<T> = read(json.as_bytes()).unwrap();
    assert_eq!(read.as_str(), text);
    assert_eq!(write(&read).unwrap(), json.as_bytes());
    assert_eq!(parameter(&read).unwrap(), ParameterValue::Scalar(text.to_owned()));
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    let value = read.value().unwrap();
    assert_eq!(Formatted::from(value).to_string(), shown, "{text}");
}

fn rejected<T: TextFormat + Debug>(texts: &[&str]) {
    for text in texts {
        let kept = Formatted::<T>::from(*text);
        let error = kept.value().unwrap_err();
        assert_eq!(error.to_string(), format!("not {}: {text:?}", T::EXPECTED));
        assert_eq!(kept.into_string(), *text);
    }
}

#[test]
fn a_text_is_kept_and_gives_a_value() {
    same::<Ipv4Addr>("192.0.2.1", "192.0.2.1");
    same::<Ipv6Addr>("2001:DB8::1", "2001:db8::1");
    same::<IpAddr>("192.0.2.1", "192.0.2.1");
    same::<i64>("-0012", "-12");
    same::<u64>("18446744073709551615", "18446744073709551615");
    same::<u128>("340282366920938463463374607431768211455", "340282366920938463463374607431768211455");
    same::<f64>("1.50", "1.5");
    same::<civil::Time>("12:30", "12:30:00");
    same::<civil::Time>("12:30:00.5Z", "12:30:00.5");
    same::<civil::Time>("12:30:00+02:00", "12:30:00");
    same::<civil::DateTime>("2026-01-31 12:00:00", "2026-01-31T12:00:00");
    same::<Span>("P1Y2M3DT4H5M6.5S", "P1Y2M3DT4H5M6.5S");
    same::<Span>("PT90S", "PT90S");
    same::<Span>("P1W", "P1W");
    same::<Span>("-PT1H", "-PT1H");
    same::<HttpDate>("Sat, 31 Jan 2026 12:00:00 GMT", "Sat, 31 Jan 2026 12:00:00 GMT");
    same::<HttpDate>("Sat, 31 Jan 2026 12:00:00 +0000", "Sat, 31 Jan 2026 12:00:00 GMT");
    let noon: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
    assert_eq!(Formatted::from(HttpDate(noon)), "Sat, 31 Jan 2026 12:00:00 GMT".parse().unwrap());
}

#[test]
fn a_text_that_is_not_in_the_format_fails_only_where_its_value_is_asked_for() {
    rejected::<Ipv4Addr>(&["192.0.2.0/24", "localhost", ""]);
    rejected::<Ipv6Addr>(&["fe80::1%eth0", "192.0.2.1"]);
    rejected::<i32>(&["2147483648", "1.0", " 1"]);
    rejected::<civil::Time>(&["noon", "25:00", ""]);
    rejected::<civil::DateTime>(&["2026-01-31T12:00:00Z", "2026-01-31", "2026-01-31T12:00:00+01:00"]);
    rejected::<Span>(&["soon", "P", ""]);
    rejected::<HttpDate>(&["2026-01-31T12:00:00Z"]);
    assert!(read::<Formatted<i64>>(b"1").is_err(), "only a text is a text");
    const { assert!(!Formatted::<i64>::MAY_BE_ABSENT) };
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_has_the_same_values() {
    use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

    same::<NaiveTime>("12:30:00.5Z", "12:30:00.500");
    same::<NaiveDateTime>("2026-01-31 12:00:00", "2026-01-31T12:00:00");
    same::<TimeDelta>("P1DT1.5S", "PT24H1.5S");
    same::<TimeDelta>("P2W", "PT336H");
    same::<TimeDelta>("-PT1.5S", "-PT1.5S");
    rejected::<TimeDelta>(&["P1M", "P1Y", "soon"]);
}
