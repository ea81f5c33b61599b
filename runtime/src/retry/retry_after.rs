//! `Retry-After` (RFC 9110, section 10.2.3).
//!
//! In: response headers. Out: a wait. Invariant: never longer than a day, whatever the server says.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The wait that the server asks for, at most a day; `None` where it asks for none or cannot be understood.
///
/// The longest of several counts: where a proxy adds its own, both are to be obeyed. A date is counted from the
/// response's own `Date`, where it has one, since clocks differ.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    // Most responses end here, so that nobody asks for the time.
    if headers.contains_key(RETRY_AFTER) { retry_after_at(headers, Timestamp::now()) } else { None }
}

/// The same at this time.
pub(super) fn retry_after_at(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let date = headers.get(DATE).and_then(|value| http_date(value.to_str().ok()?));
    let now = date.and_then(|date| TimeZone::UTC.to_timestamp(date).ok()).unwrap_or(now);
    let texts = headers.get_all(RETRY_AFTER).iter().filter_map(|value| value.to_str().ok());
    texts.filter_map(|text| wait(text.trim(), now)).max()
}

fn wait(text: &str, now: Timestamp) -> Option<Duration> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // Digits that overflow are a very long wait, not garbage.
        let seconds = text.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    // A date beyond what a timestamp holds is a very long wait, not garbage.
    let Ok(date) = TimeZone::UTC.to_timestamp(http_date(text)?) else { return Some(LONGEST) };
    let wait = date.duration_since(now);
    Some(Duration::try_from(wait).unwrap_or(Duration::ZERO).min(LONGEST))
}

/// An HTTP date in its three forms (RFC 9110, section 5.6.7), all of them in UTC.
fn http_date(text: &str) -> Option<DateTime> {
    ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|format| DateTime::strptime(format, text).ok())
}
