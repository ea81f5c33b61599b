//! Retries: whether, why, how often, and how long apart.

use std::time::Duration;

use http::header::{DATE, HeaderValue, RETRY_AFTER};
use http::{HeaderMap, Method, StatusCode};
use jiff::Timestamp;

use super::retry_after::retry_after_at;
use super::*;
use crate::error::TransportPhase;
use crate::operation::Operation;

fn asked(text: &str) -> Option<u64> {
    let now: Timestamp = "1994-11-06T08:49:00Z".parse().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert(RETRY_AFTER, HeaderValue::from_bytes(text.as_bytes()).unwrap());
    retry_after_at(&headers, now).map(|wait| wait.as_secs())
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
    assert_eq!(retry_after_at(&headers, now), Some(Duration::from_secs(37)));
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
            let wait = retry_after_at(&headers, now);
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
            let wait = retry_after_at(&headers, now.parse().unwrap());
            assert!(wait.is_none_or(|wait| wait <= Duration::from_secs(86_400)), "{text:?}: {wait:?}");
            understood += usize::from(wait.is_some());
        }
    }
    assert!(understood > 100, "some of it must be understood: {understood}");
}

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn waits_double_up_to_the_maximum() {
    let policy = RetryPolicy::new().initial_backoff(SECOND).max_backoff(4 * SECOND);
    for (attempts, longest) in [(1, 1), (2, 2), (3, 4), (4, 4), (40, 4)] {
        assert_eq!(policy.wait(attempts, false, None, 1.0), longest * SECOND);
        assert_eq!(policy.wait(attempts, false, None, 0.5), longest * SECOND / 2, "full jitter");
        assert_eq!(policy.wait(attempts, false, None, 0.0), Duration::ZERO);
    }
}

#[test]
fn a_wait_that_the_server_asks_for_is_extended_at_random() {
    let policy = RetryPolicy::new();
    for (asked, spread) in [(0, 1000), (10, 1000), (100, 10_000)] {
        let asked = Duration::from_secs(asked);
        assert_eq!(policy.wait(1, false, Some(asked), 0.0), asked);
        assert_eq!(policy.wait(1, false, Some(asked), 1.0), asked + Duration::from_millis(spread));
    }
    let longest = policy.max_retry_after(Duration::MAX).wait(1, false, Some(Duration::MAX), 1.0);
    assert_eq!(longest, Duration::MAX, "no overflow");
}

/// Decides about a request of which nothing special is known after its first attempt, with ten minutes left.
#[derive(Clone)]
struct Case {
    method: Method,
    policy: RetryPolicy,
    repeatable: bool,
    attempts: u32,
    throttled: u32,
    processed: bool,
    left: Duration,
}

impl Case {
    fn of(method: Method) -> Self {
        let (policy, left) = (RetryPolicy::new(), Duration::from_secs(600));
        Self { method, policy, repeatable: true, attempts: 1, throttled: 0, processed: false, left }
    }

    fn decide(&self, outcome: Outcome) -> Decision {
        let Self { method, policy, repeatable, attempts, throttled, processed, left } = self;
        let idempotent = *method != Method::POST || policy.assumes_idempotent();
        let facts = Facts { method, idempotent, policy, repeatable: *repeatable };
        let throttled = *throttled + u32::from(outcome.is_throttled());
        let (attempts, processed, left) = (*attempts, *processed, *left);
        let progress = Progress { attempts, throttled, processed, left, chance: 1.0 };
        decide(&facts, &progress, outcome)
    }
}

/// A response of the application, which is JSON.
fn status(code: u16) -> Outcome {
    response(code, None, true)
}

/// A response of a proxy, which is text.
fn text(code: u16) -> Outcome {
    response(code, None, false)
}

fn throttled(seconds: u64) -> Outcome {
    response(429, Some(Duration::from_secs(seconds)), true)
}

fn response(code: u16, retry_after: Option<Duration>, is_json: bool) -> Outcome {
    Outcome::Response(Head { status: StatusCode::from_u16(code).unwrap(), retry_after, is_json })
}

/// The decision in words: the wait of a retry, and the reason.
fn words(decision: &Decision) -> String {
    match decision {
        Decision::Done => "done".to_owned(),
        Decision::AlreadyDeleted => "already deleted".to_owned(),
        Decision::Stop(reason) => {
            assert!(!reason.is_retried());
            reason.to_string()
        }
        Decision::Retry(wait, reason) => {
            assert!(reason.is_retried());
            format!("{reason} after {wait:?}")
        }
    }
}

fn check(table: &[(Case, Outcome, &str)]) {
    for (case, outcome, expected) in table {
        assert_eq!(words(&case.decide(*outcome)), *expected, "{} {:?}", case.method, case.policy);
    }
}

fn get() -> Case {
    Case::of(Method::GET)
}

fn post() -> Case {
    Case::of(Method::POST)
}

#[test]
fn a_status_is_retried_by_method_and_policy() {
    let unavailable = StatusCode::SERVICE_UNAVAILABLE;
    let policy = RetryPolicy::new;
    check(&[
        (get(), status(200), "done"),
        (get(), status(302), "done"),
        (get(), status(404), "not retried: status 404 is not one that the retry policy retries"),
        (get(), status(500), "not retried: status 500 is not one that the retry policy retries"),
        (post(), status(500), "not retried: status 500 is not one that the retry policy retries"),
        (get(), status(429), "retried: status 429 after 1s"),
        (get(), status(502), "retried: status 502 after 50ms"),
        (get(), status(503), "retried: status 503 after 50ms"),
        (get(), status(504), "retried: status 504 after 50ms"),
        // A rate limiter processes nothing; the application may have.
        (post(), status(429), "not retried: POST is not idempotent"),
        (post(), text(429), "retried: status 429 after 1s"),
        (post(), throttled(60), "retried: status 429 after 66s"),
        (post(), text(503), "not retried: POST is not idempotent"),
        (post(), response(503, Some(SECOND), false), "not retried: POST is not idempotent"),
        (post(), status(502), "not retried: POST is not idempotent"),
        (post(), status(503), "not retried: POST is not idempotent"),
        (post(), status(504), "not retried: POST is not idempotent"),
        // The choices of a policy.
        (
            Case { policy: policy().retry_on(StatusCode::NOT_FOUND), ..get() },
            status(404),
            "retried: status 404 after 50ms",
        ),
        (
            Case { policy: policy().retry_on(StatusCode::NOT_FOUND), ..post() },
            status(404),
            "not retried: POST is not idempotent",
        ),
        (
            Case { policy: policy().retry_non_idempotent_on(unavailable), ..post() },
            status(503),
            "retried: status 503 after 50ms",
        ),
        (
            Case { policy: policy().assume_idempotent(), ..post() },
            status(503),
            "retried: status 503 after 50ms",
        ),
        (
            Case { policy: policy().never_retry_on(unavailable), ..get() },
            status(503),
            "not retried: status 503 is not one that the retry policy retries",
        ),
        (
            Case { policy: policy().never_retry_on(StatusCode::TOO_MANY_REQUESTS), ..post() },
            text(429),
            "not retried: status 429 is not one that the retry policy retries",
        ),
        (
            Case { policy: policy().retry_non_idempotent_on(StatusCode::TOO_MANY_REQUESTS), ..post() },
            status(429),
            "retried: status 429 after 1s",
        ),
        (
            Case { policy: RetryPolicy::none(), ..get() },
            status(503),
            "not retried: the retry policy allows one attempt",
        ),
    ]);
}

#[test]
fn a_transport_error_is_retried_by_phase_and_method() {
    let transport = Outcome::Transport;
    check(&[
        (get(), transport(TransportPhase::Connect), "retried: no connection to the server after 50ms"),
        (post(), transport(TransportPhase::Connect), "retried: no connection to the server after 50ms"),
        (
            get(),
            transport(TransportPhase::Send),
            "retried: the connection broke before a response came after 50ms",
        ),
        (
            get(),
            transport(TransportPhase::Timeout),
            "retried: no complete response within the time limit after 50ms",
        ),
        (
            get(),
            transport(TransportPhase::Body),
            "retried: the connection broke while the response was read after 50ms",
        ),
        (get(), transport(TransportPhase::Stall), "retried: the response stalled after 50ms"),
        (
            get(),
            transport(TransportPhase::TooLarge),
            "not retried: the response body would exceed the limit again",
        ),
        (post(), transport(TransportPhase::Send), "not retried: POST is not idempotent"),
        (post(), transport(TransportPhase::Timeout), "not retried: POST is not idempotent"),
        (
            post(),
            transport(TransportPhase::TooLarge),
            "not retried: the response body would exceed the limit again",
        ),
    ]);
}

#[test]
fn attempts_bodies_waits_and_time_end_the_retries() {
    let delete = || Case { processed: true, ..Case::of(Method::DELETE) };
    let retry_404 = RetryPolicy::new().retry_on(StatusCode::NOT_FOUND);
    check(&[
        (Case { attempts: 2, ..get() }, status(503), "retried: status 503 after 100ms"),
        (Case { attempts: 3, ..get() }, status(503), "not retried: 3 attempts are used up"),
        (Case { attempts: 3, ..get() }, status(200), "done"),
        (Case { attempts: 3, ..post() }, status(503), "not retried: POST is not idempotent"),
        (
            Case { repeatable: false, ..get() },
            status(503),
            "not retried: the request body can be sent only once",
        ),
        (get(), throttled(7), "retried: status 429 after 8s"),
        (get(), throttled(300), "not retried: Retry-After of 300 s is longer than 120 s"),
        (
            Case { left: SECOND, ..get() },
            throttled(7),
            "not retried: a wait of 8.0s exceeds the 1.0s left of the time limit",
        ),
        // What a DELETE did not find.
        (delete(), status(404), "already deleted"),
        (Case { policy: retry_404, ..delete() }, status(404), "already deleted"),
        (
            Case { processed: false, ..delete() },
            status(404),
            "not retried: status 404 is not one that the retry policy retries",
        ),
        (
            Case { processed: true, ..get() },
            status(404),
            "not retried: status 404 is not one that the retry policy retries",
        ),
    ]);
}

#[test]
fn attempts_that_were_turned_away_are_counted_apart() {
    let at = |attempts, throttled| Case { attempts, throttled, ..get() };
    let of = |policy: RetryPolicy, attempts, throttled| Case { policy, ..at(attempts, throttled) };
    let (two, both) =
        (RetryPolicy::new().max_attempts(2), RetryPolicy::new().max_attempts(2).max_throttled_attempts(4));
    check(&[
        (at(9, 8), text(429), "retried: status 429 after 20s"),
        (at(10, 9), text(429), "not retried: 10 attempts are used up"),
        (at(9, 7), status(503), "retried: status 503 after 12.8s"),
        (at(9, 6), status(503), "not retried: 9 attempts are used up"),
        (
            at(3, 2),
            Outcome::Transport(TransportPhase::Send),
            "retried: the connection broke before a response came after 200ms",
        ),
        (of(RetryPolicy::none(), 1, 0), text(429), "not retried: the retry policy allows one attempt"),
        // What is asked for holds, whatever the attempts fail for.
        (of(two.clone(), 1, 0), text(429), "retried: status 429 after 1s"),
        (of(two.clone(), 2, 1), text(429), "not retried: 2 attempts are used up"),
        (of(two, 2, 1), status(503), "not retried: 2 attempts are used up"),
        (of(both.clone(), 3, 2), text(429), "retried: status 429 after 4s"),
        (of(both.clone(), 4, 3), text(429), "not retried: 4 attempts are used up"),
        (of(both.clone(), 3, 2), status(503), "retried: status 503 after 200ms"),
        (of(both, 3, 1), status(503), "not retried: 3 attempts are used up"),
    ]);
}

/// What is explicit wins: the call over the client, the client over the operation, and all of them over the defaults.
#[test]
fn the_policy_is_the_calls_else_the_clients_else_the_operations() {
    static PLAIN: Operation = Operation::new("POST", "plain", "/");
    static ONCE: Operation = Operation::new("POST", "once", "/").max_attempts(1);
    static MORE: Operation = Operation::new("POST", "more", "/").max_attempts(7).retry_on(&[404, 503]);
    let policy = |attempts: Option<u32>| attempts.map(|attempts| RetryPolicy::new().max_attempts(attempts));
    for operation in [&PLAIN, &ONCE, &MORE] {
        for client in [None, Some(1), Some(2), Some(5)] {
            for call in [None, Some(1), Some(4)] {
                let effective = RetryPolicy::effective(policy(call), policy(client).as_ref(), operation);
                let explicit = call.or(client);
                let expected = explicit.map_or_else(
                    || match operation.max_attempts {
                        Some(attempts) => (attempts, attempts),
                        None => (3, 10),
                    },
                    |attempts| (attempts, attempts),
                );
                let told = format!("{} {client:?} {call:?}", operation.name);
                assert_eq!(effective.attempts(), expected, "{told}");
                let extra = explicit.is_none() && operation.name == "more";
                for code in [404, 503] {
                    let status = StatusCode::from_u16(code).unwrap();
                    assert_eq!(effective.retries(status, false), extra, "{told} {code}");
                }
                assert_eq!(effective.retries(StatusCode::NOT_FOUND, true), extra, "{told}");
                assert!(effective.retries(StatusCode::TOO_MANY_REQUESTS, true), "{told}");
            }
        }
    }
}

#[test]
fn a_failed_attempt_may_have_been_processed_once_the_connection_was_made() {
    for (outcome, expected) in [
        (status(404), false),
        (text(429), false),
        (throttled(0), false),
        (status(429), true),
        (status(500), true),
        (status(503), true),
        (Outcome::Transport(TransportPhase::Connect), false),
        (Outcome::Transport(TransportPhase::Send), true),
        (Outcome::Transport(TransportPhase::Body), true),
    ] {
        assert_eq!(outcome.may_have_been_processed(), expected);
    }
}

#[test]
fn a_budget_is_used_up_by_retries_and_refilled_by_responses() {
    assert!(!RetryBudget::new(0).take(false, &mut 0));
    let budget = RetryBudget::new(DEFAULT_RETRIES);
    let mut spent = 0;
    let taken = (0..1000).filter(|_| budget.take(false, &mut spent)).count();
    assert_eq!((taken, spent), (100, 500));
    for _ in 0..4 {
        budget.refund(0);
    }
    assert!(!budget.take(false, &mut 0));
    budget.refund(0);
    assert!(budget.take(false, &mut 0));
    assert!(!budget.take(false, &mut 0));
    budget.refund(10);
    assert!(budget.take(false, &mut 0) && budget.take(false, &mut 0));
}

/// Requests that wait for each other at a rate limiter pay back what they spend; an outage uses the budget up.
#[test]
fn a_rate_limiter_does_not_use_up_the_budget() {
    let budget = RetryBudget::new(DEFAULT_RETRIES);
    for _ in 0..200 {
        let mut calls = [0_u32; 50];
        for _ in 0..9 {
            assert!(calls.iter_mut().all(|spent| budget.take(true, spent)));
        }
        for spent in calls {
            budget.refund(spent);
        }
    }
    let refused = (0..1000).filter(|_| !budget.take(true, &mut 0)).count();
    assert_eq!(refused, 500);
}

#[test]
fn only_retries_are_paid_for() {
    let budget = RetryBudget::new(1);
    let case = Case::of(Method::GET);
    let paid = |decision: Decision| words(&decision.paid_from(&budget, false, &mut 0));
    assert_eq!(paid(case.decide(status(200))), "done");
    let retry = case.decide(status(503));
    assert_eq!(paid(retry.clone()), "retried: status 503 after 50ms");
    assert_eq!(paid(retry), "not retried: the retry budget is used up");
}
