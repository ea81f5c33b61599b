//! Lists in pages, from the simulator and from servers that page wrongly.
//!
//! In: a list of studies, or a script of pages. Out: items in order, and the requests that were needed.
//! Invariant: no stream here asks for a page at or beyond the total that the server gave.

#![cfg(feature = "studies")]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use http::StatusCode;
use osparc_client::models::Study;
use osparc_client::runtime::Transport;
use osparc_client::{Client, Credentials, RetryPolicy, StudiesApi};
use osparc_simulator::{Fault, Simulator};

#[path = "pages/scripted.rs"]
mod scripted;

use scripted::{Script, page};

fn studies(simulator: &Simulator) -> StudiesApi {
    let builder = Client::builder().base_url(simulator.base_url()).no_proxy().retry(RetryPolicy::none());
    let credentials = Credentials::basic(simulator.key(), simulator.secret());
    builder.credentials(credentials).build().unwrap().studies()
}

fn scripted(transport: impl Transport) -> StudiesApi {
    let builder = Client::builder().transport(transport).retry(RetryPolicy::none());
    builder.credentials(Credentials::basic("key", "secret")).build().unwrap().studies()
}

fn queries(simulator: &Simulator) -> Vec<String> {
    simulator.requests().iter().map(|request| request.query.clone()).collect()
}

#[tokio::test]
async fn all_items_come_in_order_with_as_few_requests_as_there_are_pages() {
    for (count, limit, expected) in [
        (25, 10, vec!["limit=10", "limit=10&offset=10", "limit=10&offset=20"]),
        (20, 10, vec!["limit=10", "limit=10&offset=10"]),
        (10, 50, vec!["limit=50"]),
    ] {
        let simulator = Simulator::builder().studies(count).start().await.unwrap();
        let items = studies(&simulator).list_studies().limit(limit).items().collect_all().await.unwrap();
        assert_eq!(items.len(), count);
        let mut ids: Vec<_> = items.iter().map(|study| study.uid).collect();
        ids.dedup();
        assert_eq!(ids.len(), count);
        assert_eq!(queries(&simulator), expected);
    }
}

#[tokio::test]
async fn pages_begin_where_the_request_does_and_know_the_total_after_the_first() {
    let simulator = Simulator::start().await;
    let mut pages = studies(&simulator).list_studies().offset(3).offset(7).limit(9).pages();
    assert_eq!(pages.total(), None);
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.offset, first.items.len()), (Some(7), 9));
    assert_eq!(pages.total(), Some(25));
    assert_eq!(pages.collect_all().await.unwrap().len(), 1);
    assert_eq!(queries(&simulator), ["limit=9&offset=7", "limit=9&offset=16"]);
}

#[tokio::test]
async fn pages_are_fetched_lazily() {
    let simulator = Simulator::start().await;
    let mut items = studies(&simulator).list_studies().limit(5).items();
    assert_eq!(simulator.count("list_studies"), 0);
    for _ in 0..5 {
        items.next().await.unwrap().unwrap();
    }
    assert_eq!((simulator.count("list_studies"), items.total()), (1, Some(25)));
    let sixth = poll_fn(|cx| Pin::new(&mut items).poll_next(cx)).await;
    assert!(sixth.unwrap().is_ok());
    assert_eq!(simulator.count("list_studies"), 2);
}

#[tokio::test]
async fn dropping_a_wait_loses_no_page() {
    let simulator = Simulator::start().await;
    simulator.inject(Fault::on("list_studies").delay(Duration::from_millis(200)));
    let mut items = studies(&simulator).list_studies().items();
    assert!(tokio::time::timeout(Duration::from_millis(20), items.next()).await.is_err());
    assert!(items.next().await.unwrap().is_ok());
    assert_eq!(simulator.count("list_studies"), 1);
}

#[tokio::test]
async fn an_error_is_given_out_once_and_ends_the_stream() {
    let simulator = Simulator::start().await;
    let studies = studies(&simulator);
    let mut pages = studies.list_studies().pages();
    assert!(pages.next().await.unwrap().is_ok());
    simulator.inject(Fault::on("list_studies").status(503));
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert!(pages.next().await.is_none());
    assert!(pages.next().await.is_none());

    let mut items = studies.list_studies().limit(0).items();
    assert_eq!(items.next().await.unwrap().unwrap_err().status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_request_that_cannot_be_built_is_an_error_of_the_first_page() {
    let simulator = Simulator::start().await;
    let mut pages = studies(&simulator).list_studies().with_header("X", "a\nb").pages();
    assert!(matches!(pages.next().await.unwrap().unwrap_err(), osparc_client::Error::Build(_)));
    assert!(pages.next().await.is_none());
    assert_eq!(simulator.requests().len(), 0);
}

/// What a faulty server does, the pages it gives, the numbers of the items that come out, and the offsets asked for.
struct Case(&'static str, Vec<String>, Vec<u128>, &'static [u64]);

fn faulty_servers() -> Vec<Case> {
    let some = |first, count, total, offset| page(first, count, Some(total), Some(offset));
    let silent = |first, count| page(first, count, None, None);
    vec![
        Case("ignores the offset", vec![some(0, 3, 9, 0); 9], vec![0, 1, 2], &[0, 3]),
        Case("ignores it and says nothing", vec![silent(0, 3); 9], vec![0, 1, 2], &[0, 3]),
        Case(
            "ignores it and claims not to",
            vec![page(0, 2, None, Some(0)), page(0, 2, None, Some(2)), page(0, 2, None, Some(4))],
            vec![0, 1],
            &[0, 2],
        ),
        Case(
            "ends without a total",
            vec![silent(0, 3), silent(3, 2), silent(5, 0)],
            (0..5).collect(),
            &[0, 3, 5],
        ),
        Case("has nothing", vec![some(0, 0, 0, 0)], vec![], &[0]),
        Case("has nothing and says nothing", vec![silent(0, 0)], vec![], &[0]),
        Case("gives an empty page", vec![some(0, 2, 9, 0), some(2, 0, 9, 2)], vec![0, 1], &[0, 2]),
        Case("loses items on the way", vec![some(0, 3, 9, 0), some(3, 1, 4, 3)], (0..4).collect(), &[0, 3]),
        Case("loses nearly all", vec![some(0, 3, 9, 0), some(3, 1, 2, 3)], (0..4).collect(), &[0, 3]),
        Case(
            "gets more on the way",
            vec![some(0, 2, 3, 0), some(2, 2, 5, 2), some(4, 1, 5, 4)],
            (0..5).collect(),
            &[0, 2, 4],
        ),
        Case("says a total that is too small", vec![some(0, 5, 2, 0)], (0..5).collect(), &[0]),
        Case("says a negative total", vec![page(0, 2, Some(-1), None), silent(2, 0)], vec![0, 1], &[0, 2]),
        Case(
            "counts from one",
            vec![page(0, 2, Some(4), Some(1)), page(2, 2, Some(4), Some(3))],
            (0..4).collect(),
            &[0, 2],
        ),
        Case(
            "goes in a circle of two",
            [0, 2].map(|first| silent(first, 2)).into_iter().cycle().take(50).collect(),
            vec![0, 1, 2, 3, 0, 1],
            &[0, 2, 4, 6],
        ),
    ]
}

#[tokio::test]
async fn faulty_servers_end_the_stream() {
    for Case(what, pages, expected, offsets) in faulty_servers() {
        let script = Script::new(pages);
        let items = scripted(script.clone()).list_studies().items().collect_all();
        let items = tokio::time::timeout(Duration::from_secs(10), items).await.unwrap();
        let numbers: Vec<_> = items.unwrap().iter().map(|study: &Study| study.uid.as_u128()).collect();
        assert_eq!(numbers, expected, "a server that {what}");
        assert_eq!(script.offsets(), offsets, "a server that {what}");
    }
}

#[tokio::test]
async fn an_error_beyond_the_end_of_a_list_that_became_shorter_ends_it() {
    let some = |first, count, total, offset| page(first, count, Some(total), Some(offset));
    let error = String::new;
    for (what, pages, ends_well, offsets) in [
        ("shrank", vec![some(0, 3, 9, 0), error(), some(0, 3, 3, 0)], true, vec![0, 3, 0]),
        ("is empty now", vec![some(0, 3, 9, 0), error(), some(0, 0, 0, 0)], true, vec![0, 3, 0]),
        ("is as long as before", vec![some(0, 3, 9, 0), error(), some(0, 3, 9, 0)], false, vec![0, 3, 0]),
        ("is gone", vec![some(0, 3, 9, 0), error(), error()], false, vec![0, 3, 0]),
        ("never said its total", vec![page(0, 3, None, Some(0)), error()], false, vec![0, 3]),
        ("failed from the beginning", vec![error()], false, vec![0]),
    ] {
        let script = Script::new(pages);
        let mut items = scripted(script.clone()).list_studies().items();
        let mut count = 0;
        let mut error = None;
        while let Some(item) = items.next().await {
            match item {
                Ok(_) => count += 1,
                Err(rejected) => error = Some(rejected),
            }
        }
        assert_eq!(error.is_none(), ends_well, "a list that {what}: {error:?}");
        assert!(error.is_none_or(|error| error.status() == Some(StatusCode::BAD_GATEWAY)));
        assert_eq!(count, if offsets.len() > 1 { 3 } else { 0 }, "a list that {what}");
        assert_eq!(script.offsets(), offsets, "a list that {what}");
    }
}

#[tokio::test]
async fn equal_items_of_a_server_that_says_where_it_is_are_all_given() {
    let same = |offset| page(0, 1, Some(3), Some(offset));
    let script = Script::new(vec![same(0), same(1), same(2)]);
    let items = scripted(script.clone()).list_studies().items().collect_all().await.unwrap();
    assert_eq!(items.len(), 3);
}

#[tokio::test]
async fn the_first_page_is_given_even_if_it_is_empty() {
    let script = Script::new(vec![page(0, 0, Some(0), Some(0))]);
    let pages = scripted(script).list_studies().pages().collect_all().await.unwrap();
    assert_eq!((pages.len(), pages[0].total), (1, Some(0)));
}
