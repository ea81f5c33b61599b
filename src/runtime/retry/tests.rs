//! Repetitions: when, how often, and how long apart.

use http::header::{HeaderValue, RETRY_AFTER};
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
fn waits_double_up_to_the_cap() {
    let policy = RetryPolicy::new().base(Duration::from_secs(1)).cap(Duration::from_secs(4));
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
    let policy = RetryPolicy::new().longest_retry_after(Duration::from_secs(10));
    assert_eq!(policy.wait(1, true, Some(Duration::from_secs(10))), Some(Duration::from_secs(10)));
    assert_eq!(policy.wait(1, true, Some(Duration::from_secs(11))), None);
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
    let policy = policy.also_on(StatusCode::NOT_FOUND).also_unsafe_on(StatusCode::SERVICE_UNAVAILABLE);
    assert!(policy.repeats(StatusCode::NOT_FOUND, true));
    assert!(!policy.repeats(StatusCode::NOT_FOUND, false));
    assert!(policy.repeats(StatusCode::SERVICE_UNAVAILABLE, false));
}

#[test]
fn a_budget_runs_out_and_is_refilled_by_successes() {
    let budget = RetryBudget::new();
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
