//! The checks, checked.
//!
//! In: responses written by hand, and outcomes that no client should have. Out: what oracle and verdict say of them.
//! Invariant: each thing that the verdict looks at is wrong once.

use osparc_client::AnyError;
use osparc_client::runtime::{TransportError, TransportPhase};
use serde_json::json;

use crate::operations::Success;
use crate::oracle::{Expected, ends_by_itself, expected};
use crate::plan::{Corruption, End, Fault, Run};
use crate::responses::{Case, Framing, cases};
use crate::schema::is_date_time;
use crate::server::Record;
use crate::verdict::{Seen, judge};

const UID: &str = "5d1e9a3c-7b20-4c68-9f11-0e42ab73d9c5";

#[test]
fn the_oracle_reads_as_the_rfcs_have_it() {
    let send = Expected::Transport(TransportPhase::Send);
    let body = Expected::Transport(TransportPhase::Body);
    let study = format!(r#"{{"uid":"{UID}"}}"#);
    let value = || Expected::Value(json!({ "uid": UID }));
    let unexpected = |status, text: &str| Expected::Unexpected(status, text.to_owned().into());
    let table = [
        (format!("200 OK\r\nContent-Length: 46\r\n\r\n{study}"), value()),
        (format!("203 Other\r\n\r\n{study}"), value()),
        (format!("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2e;x=1\r\n{study}\r\n0\r\n\r\n"), value()),
        (format!("103 Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{study}"), value()),
        (format!("200 OK\r\nContent-Length: 47\r\n\r\n{study}"), body.clone()),
        (format!("200 OK\r\nContent-Length: 4x\r\n\r\n{study}"), send.clone()),
        (format!("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2e\r\n{study}\r\n0\r\n\r"), body.clone()),
        (format!("200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2d\r\n{study}\r\n0\r\n\r\n"), body),
        (format!("200 OK\r\nContent-Type: text/html\r\n\r\n{study}"), Expected::Decode),
        (format!("200 OK\r\n\r\n{study}x"), Expected::Decode),
        ("200 OK\r\n\r\n{\"uid\":\"5d1e\"}".to_owned(), Expected::Decode),
        ("206 Part\r\n\r\n{}".to_owned(), unexpected(206, "{}")),
        ("404 No\r\n\r\n{}".to_owned(), unexpected(404, "{}")),
        ("404 No\r\n\r\n{\"errors\":[]}".to_owned(), Expected::Api(404, "{\"errors\":[]}".into())),
        ("304 Same\r\n\r\nrest".to_owned(), unexpected(304, "")),
        ("200 OK\r\n".to_owned(), send.clone()),
        ("20 OK\r\n\r\n".to_owned(), send),
    ];
    for (response, meaning) in table {
        let response = format!("HTTP/1.1 {response}");
        assert_eq!(expected("get_study", response.as_bytes()), meaning, "{response}");
    }
}

#[test]
fn a_response_is_complete_at_its_last_byte() {
    for case in cases() {
        let ends = |length: usize| ends_by_itself(&case.response[..length]);
        assert_eq!(ends(case.response.len()), case.framing != Framing::Close, "{case}");
        assert!((0..case.response.len()).all(|length| !ends(length)), "{case}");
    }
}

#[test]
fn date_times_are_distinguished_from_other_texts() {
    for (text, expected) in [
        ("2026-03-18T07:42:19.306518", true),
        ("2024-02-29t23:59:60Z", true),
        ("2026-03-18 07:42:19-05:30", true),
        ("2026-02-29T07:42:19Z", false),
        ("2026-03-18T24:42:19Z", false),
        ("2026-03-18T07:42:19.Z", false),
        ("2026-03-18T07:42Z", false),
        ("2026-03-18", false),
        ("2026-03-18T07:42:19+05", false),
        ("2026-03-18T07:42:19é", false),
    ] {
        assert_eq!(is_date_time(text), expected, "{text}");
    }
}

/// The successful case of an operation, with `Content-Length`.
fn case(operation: &str) -> Case {
    let fits = |case: &Case| case.operation == operation && case.success && case.framing == Framing::Length;
    cases().into_iter().find(fits).unwrap()
}

fn run(fault: Fault, retried: bool) -> Run {
    Run { case: 0, fault, retried, reused: false }
}

fn seen(outcome: Result<&str, TransportPhase>, processed: usize, exchanges: usize) -> Seen {
    let outcome = outcome
        .map(|json| Success { json: json.to_owned(), shown: String::new() })
        .map_err(|phase| AnyError::from(TransportError::new(phase)));
    Seen { outcome, record: Record { processed, exchanges, ..Record::default() } }
}

#[test]
fn the_verdict_is_not_fooled() {
    let clone = case("clone_study");
    let good = clone.good.clone();
    let body = good.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    let json = std::str::from_utf8(&good[body..]).unwrap();
    let length = clone.response.len();
    let cut = |position| run(Fault::ScriptedResponse(End::Cut, position), true);
    judge(&clone, cut(length), &seen(Ok(json), 1, 1)).unwrap();
    let other = json.replace("Heart", "Hears");
    let changed = run(Fault::Corrupt(Corruption::Put(b'X'), body + json.find("Heart").unwrap()), false);
    let get = case("get_study");
    for (case, run, seen, why) in [
        (&clone, cut(length - 1), seen(Ok(json), 1, 1), "a success after a cut"),
        (&clone, cut(length), seen(Ok(json), 2, 1), "executed twice"),
        (&clone, cut(20), seen(Ok(json), 1, 2), "sent again"),
        (&clone, cut(length), seen(Ok(&other), 1, 1), "another value"),
        (&clone, changed, seen(Ok(json), 1, 1), "the value before it was changed"),
        (&clone, cut(length), seen(Ok("{}"), 1, 1), "a member lost"),
        (&clone, cut(20), seen(Err(TransportPhase::Send), 1, 1), "an error that names no operation"),
        (&clone, cut(20), seen(Err(TransportPhase::Connect), 1, 1), "the wrong phase"),
        (&get, cut(20), seen(Err(TransportPhase::Send), 1, 1), "a safe call that is not sent again"),
    ] {
        assert!(judge(case, run, &seen).is_err(), "{why}");
    }
}
