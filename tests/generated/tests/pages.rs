//! The examples of every fixture's reference pages: they compile, their values are the JSON beside them, and the requests
//! that they send are what the document describes.
//!
//! In: the examples, as the build script exports them, and the documents. Out: the operations of each document, each with
//! at least one request. Invariant: what a request should be is read from the document by code that shares nothing with
//! the generator but the reading of files.

#![expect(
    clippy::indexing_slicing,
    clippy::many_single_char_names,
    clippy::similar_names,
    clippy::unused_async,
    clippy::unwrap_used,
    dead_code,
    deprecated,
    unused_imports,
    reason = "a test fails by panicking; examples take what they need of their fixture, and have its names"
)]

#[path = "pages/body.rs"]
mod body;
#[path = "../build/fixture_config.rs"]
mod fixture_config;
#[path = "pages/operations.rs"]
mod operations;
#[path = "pages/parameters.rs"]
mod parameters;
#[path = "pages/request.rs"]
mod request;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    path::Path,
    pin::Pin,
};

use osparc_round_trip::Document;
use osparc_runtime::{
    testing::{Clock, MockRequest, MockResponse, MockRule, MockTransport},
    to_json_string,
};
use serde_json::Value;

/// A page, the JSON that it shows, and what gives the JSON of its Rust.
type Shown = (&'static str, &'static str, fn() -> String);

/// A document, and the programs that call its operations.
type Calls = (&'static str, &'static [fn() -> Pin<Box<dyn Future<Output = Finished>>>]);

type Finished = Result<(), Box<dyn std::error::Error>>;

/// The base URL of each example's client.
const BASE: &str = "https://api.example.com";

/// What is wrong for a reason: fixture, a space, method, a space, path, a space, and the reason.
const EXCEPTIONS: &str = include_str!("pages/exceptions.txt");

thread_local! {
    static TRANSPORT: RefCell<MockTransport> = RefCell::default();
}

/// The transport of each example's client.
fn transport() -> MockTransport {
    TRANSPORT.with_borrow(Clone::clone)
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

#[test]
fn the_rust_of_a_page_is_its_json() {
    for (page, json, value) in VALUES {
        let [shown, made] = [*json, &value()].map(|text| serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(shown, made, "{page}");
    }
    assert!(VALUES.len() > 300, "{} pages have a value", VALUES.len());
}

#[test]
fn every_operation_sends_a_request_that_its_document_describes() {
    let (mut faults, mut requests) = (BTreeMap::new(), 0);
    for (spec, calls) in CALLS {
        let folder = Path::new(spec).parent().unwrap();
        let fixture = folder.file_name().unwrap().to_str().unwrap();
        let document = Document::read(Path::new(spec), &fixture_config::of(folder).unwrap()).unwrap();
        let operations = operations::all(document.root());
        let sent: Vec<_> = calls.iter().flat_map(|call| sent_by(*call)).collect();
        requests += sent.len();
        for operation in &operations {
            let is_meant = |request: &&MockRequest| {
                let found = operations::of_request(&operations, request);
                found.is_some_and(|found| std::ptr::eq(found, operation))
            };
            let own: Vec<_> = sent.iter().filter(is_meant).collect();
            let mut found: Vec<_> =
                own.iter().flat_map(|request| request::faults(&document, operation, request)).collect();
            if own.is_empty() {
                found.push("no request is sent".to_owned());
            }
            if !found.is_empty() {
                faults.insert(format!("{fixture} {} {}", operation.method, operation.path), found.join("; "));
            }
        }
    }
    let exceptions = EXCEPTIONS.lines().map(|line| line.splitn(4, ' ').take(3).collect::<Vec<_>>().join(" "));
    let exceptions: BTreeSet<String> = exceptions.collect();
    assert!(faults.keys().eq(&exceptions), "{faults:#?}");
    assert!(requests > 450, "{requests} requests");
}

/// The requests of a program.
fn sent_by(call: fn() -> Pin<Box<dyn Future<Output = Finished>>>) -> Vec<MockRequest> {
    let mock = MockTransport::new();
    mock.on(MockRule::any()).always(MockResponse::status(204));
    TRANSPORT.set(mock.clone());
    // Whether 204 is a success does not matter here.
    let _ = Clock::new().unwrap().run(call());
    mock.requests()
}
