//! Repetitions: when, how often, and how long apart.

use http::header::{DATE, HeaderValue, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;

use super::*;

fn asked(text: &str) -> Option<u64> {
    let now: Timestamp = "1994-11-06T08:49:00Z".parse().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert(RETRY_AFTER, HeaderValue::from_bytes(text.as_bytes()).unwrap());
    retry_after(&headers, now).map(|wait| wait.as_secs())
}

#[test]
fn retry_after_is_understood_and_bounded() {
    let day = 24 * 60 * 60;
    for (text, expected) in [
        ("0", Some(0)),
        ("7", Some(7)),
        (" 7 ", Some(7)),
        ("99999999999999999999999999", Some(day)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(37)),
        ("Sun Nov  6 08:49:37 1994", Some(37)),
        ("Sun, 06 Nov 1994 08:48:00 GMT", Some(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", Some(day)),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("\u{ff}", None),
    ] {
        assert_eq!(asked(text), expected, "{text:?}");
    }
}

#[test]
fn of_several_the_longest_is_obeyed() {
    let now: Timestamp = "1994-11-06T08:49:00Z".parse().unwrap();
    let mut headers = HeaderMap::new();
    for text in ["3", "soon", "Sun, 06 Nov 1994 08:49:37 GMT", "-1", "7"] {
        headers.append(RETRY_AFTER, HeaderValue::from_static(text));
    }
    assert_eq!(retry_after(&headers, now), Some(Duration::from_secs(37)));
}

#[test]
fn a_date_is_counted_from_the_servers_own() {
    // The client's clock is an hour late, or an hour early.
    for now in ["1994-11-06T07:49:00Z", "1994-11-06T09:49:00Z"] {
        for (date, expected) in [("Sun, 06 Nov 1994 08:49:30 GMT", Some(7)), ("garbage", None)] {
            let mut headers = HeaderMap::new();
            headers.insert(DATE, HeaderValue::from_static(date));
            headers.insert(RETRY_AFTER, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
            let now: Timestamp = now.parse().unwrap();
            let wait = retry_after(&headers, now);
            let by_own_clock = http_date_wait(now);
            assert_eq!(wait, expected.map(Duration::from_secs).or(Some(by_own_clock)), "{now} {date}");
        }
    }
}

/// The wait until 1994-11-06T08:49:37Z.
fn http_date_wait(now: Timestamp) -> Duration {
    let until: Timestamp = "1994-11-06T08:49:37Z".parse().unwrap();
    Duration::try_from(until.duration_since(now)).unwrap_or_default()
}

#[test]
fn no_retry_after_is_too_odd() {
    const PIECES: &[&str] = &[
        "0",
        "9",
        "-",
        "+",
        ".",
        ",",
        " ",
        ":",
        "Sun, ",
        "06 ",
        "31 ",
        "Feb ",
        "Nov ",
        "1994 ",
        "9999 ",
        "-9999 ",
        "08:49:37 ",
        "24:60:60 ",
        "23:59:60 ",
        "GMT",
        "UTC",
        "+0100",
        "Sunday, ",
        "06-Nov-94 ",
        "\t",
        "%",
        "e9",
        "T",
        "Z",
    ];
    let mut random = fastrand::Rng::with_seed(0x05_9A4C);
    let mut understood = 0;
    for _ in 0..20_000 {
        let pieces = random.usize(0..9);
        let text: String = (0..pieces).map(|_| PIECES[random.usize(0..PIECES.len())]).collect();
        for now in ["1994-11-06T08:49:00Z", "9999-12-30T22:00:00Z", "-009999-01-02T01:59:59Z"] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_str(&text).unwrap());
            let wait = retry_after(&headers, now.parse().unwrap());
            assert!(wait.is_none_or(|wait| wait <= Duration::from_secs(86_400)), "{text:?}: {wait:?}");
            understood += usize::from(wait.is_some());
        }
    }
    assert!(understood > 100, "some of it must be understood: {understood}");
}

#[test]
fn waits_double_up_to_the_cap() {
    let policy =
        RetryPolicy::new().initial_backoff(Duration::from_secs(1)).max_backoff(Duration::from_secs(4));
    for (attempt, longest) in [(1, 1), (2, 2), (3, 4), (4, 4), (40, 4)] {
        for _ in 0..50 {
            let wait = policy.wait(attempt, false, None).unwrap();
            assert!(wait <= Duration::from_secs(longest), "{attempt}: {wait:?}");
        }
    }
}

#[test]
fn waits_are_random() {
    let policy = RetryPolicy::new();
    let waits: std::collections::BTreeSet<_> = (0..50).map(|_| policy.wait(1, true, None)).collect();
    assert!(waits.len() > 40, "{waits:?}");
}

#[test]
fn what_the_server_asks_for_is_obeyed_up_to_a_bound() {
    let policy = RetryPolicy::new().max_retry_after(Duration::from_secs(10));
    let asked = Duration::from_secs(10);
    for attempt in [1, 2, 40] {
        let wait = policy.wait(attempt, false, Some(asked)).unwrap();
        assert!(wait >= asked && wait <= asked + Duration::from_secs(20), "{wait:?}");
    }
    assert_eq!(policy.wait(1, true, Some(Duration::from_secs(11))), None);
    let at_once = policy.wait(1, false, Some(Duration::ZERO)).unwrap();
    assert!(at_once <= Duration::from_secs(1), "{at_once:?}");
    let longest = RetryPolicy::new().max_retry_after(Duration::MAX).wait(1, false, Some(Duration::MAX));
    assert_eq!(longest, Some(Duration::MAX), "no overflow");
}

#[test]
fn those_who_are_told_the_same_come_back_apart() {
    let policy = RetryPolicy::new();
    for (asked, spread) in [(0, 1000), (10, 1000), (100, 10_000)] {
        let asked = Duration::from_secs(asked);
        let spreads =
            (0..200).map(|_| policy.wait(1, false, Some(asked)).unwrap().checked_sub(asked).unwrap());
        let waits: Vec<_> = spreads.collect();
        let longest = waits.iter().max().unwrap();
        assert!(*longest <= Duration::from_millis(spread), "{longest:?}");
        assert!(*longest >= Duration::from_millis(spread / 2), "{longest:?}");
    }
}

#[test]
fn unsafe_requests_are_repeated_on_429_alone() {
    let policy = RetryPolicy::new();
    for (status, safe, expected) in [
        (429, true, true),
        (429, false, true),
        (502, true, true),
        (503, true, true),
        (504, true, true),
        (502, false, false),
        (503, false, false),
        (504, false, false),
        (500, true, false),
        (404, true, false),
    ] {
        assert_eq!(policy.repeats(StatusCode::from_u16(status).unwrap(), safe), expected, "{status} {safe}");
    }
    let policy =
        policy.retry_on(StatusCode::NOT_FOUND).retry_non_idempotent_on(StatusCode::SERVICE_UNAVAILABLE);
    assert!(policy.repeats(StatusCode::NOT_FOUND, true));
    assert!(!policy.repeats(StatusCode::NOT_FOUND, false));
    assert!(policy.repeats(StatusCode::SERVICE_UNAVAILABLE, false));
    let policy =
        policy.never_retry_on(StatusCode::SERVICE_UNAVAILABLE).never_retry_on(StatusCode::TOO_MANY_REQUESTS);
    for safe in [true, false] {
        assert!(!policy.repeats(StatusCode::SERVICE_UNAVAILABLE, safe));
        assert!(!policy.repeats(StatusCode::TOO_MANY_REQUESTS, safe));
    }
}

#[test]
fn a_budget_runs_out_and_is_refilled_by_answers() {
    assert!(!RetryBudget::new(0).take());
    let budget = RetryBudget::new(budget::REPETITIONS);
    let taken = (0..1000).filter(|_| budget.take()).count();
    assert_eq!(taken, 100);
    for _ in 0..4 {
        budget.give_back(false);
    }
    assert!(!budget.take());
    budget.give_back(false);
    assert!(budget.take());
    assert!(!budget.take());
    budget.give_back(true);
    assert!(budget.take());
}
