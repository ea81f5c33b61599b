//! Connections that end between two calls, and servers that are not there at first.
//!
//! In: kept connections that end before, while and after the next call begins. Out: what becomes of that call.
//! Invariant: an idempotent call succeeds, and no other is executed twice.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use osparc_client::runtime::TransportPhase;
use osparc_client::{Client, Error, RetryPolicy, Timeouts};
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::CREATORS;
use crate::calls::call;
use crate::lane::{Connections, GENEROUS, Lane, options};
use crate::operations::Options;
use crate::plan::End;
use crate::responses::{Case, Framing, cases};
use crate::server::{Script, Server};

/// When a kept connection ends after its last response, in microseconds.
const ENDS: [u64; 5] = [0, 100, 300, 600, 1200];

/// When the next call begins after that response, in microseconds.
const CALLS: [u64; 4] = [0, 200, 500, 1500];

fn successes() -> impl Iterator<Item = Case> {
    cases()
        .into_iter()
        .filter(|case| case.success && [Framing::Length, Framing::None].contains(&case.framing))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_kept_connection_fails_no_idempotent_call_and_duplicates_no_other() {
    let lane = Lane::start(&Connections::new()).await;
    let (mut runs, mut broken) = (0, 0);
    for case in successes() {
        for end in [End::Cut, End::Reset] {
            for (after, pause) in ENDS.into_iter().flat_map(|after| CALLS.map(|pause| (after, pause))) {
                let times = [after, pause].map(Duration::from_micros);
                let ok = between_two_calls(&lane, &case, end, times).await;
                runs += 1;
                broken += usize::from(!ok);
            }
        }
    }
    println!("{runs} calls on connections that end, {broken} broken off");
}

/// Ends a kept connection around the beginning of a call; gives whether the call went well.
async fn between_two_calls(lane: &Lane, case: &Case, end: End, [after, pause]: [Duration; 2]) -> bool {
    let studies = lane.studies(true);
    let script = Script { good: case.good.clone(), idle: Some((end, after)), ..Script::default() };
    lane.server.begin(script.clone());
    // A connection of the run before may end at this moment.
    let mut tries = 10;
    while call(&studies, case.operation, &options(GENEROUS, false)).await.is_err() {
        tries -= 1;
        assert!(tries > 0, "{case}");
    }
    sleep(pause).await;
    lane.server.begin(script);
    let outcome = call(&studies, case.operation, &options(GENEROUS, true)).await;
    let record = lane.server.end().await.unwrap();
    let told = format!("{case}, {end:?} after {after:?}, called after {pause:?}: {outcome:?}, {record:?}");
    match &outcome {
        Ok(_) => assert!(record.processed == 1, "{told}"),
        Err(error) => {
            assert!(CREATORS.contains(&case.operation) && record.processed == 0, "{told}");
            let Error::Transport(error) = &**error else { panic!("{told}") };
            assert_eq!(error.phase(), TransportPhase::Send, "{told}");
        }
    }
    outcome.is_ok()
}

/// Any call may be made again where there was no connection, as often as it is allowed to.
#[tokio::test]
async fn a_server_that_starts_late_executes_once() {
    let connections = reqwest::Client::builder().no_proxy().build().unwrap();
    for case in successes() {
        let address = unused().await;
        let builder = Client::builder().base_url(format!("http://{address}"));
        let studies = builder.reqwest_client(connections.clone()).build().unwrap().studies();
        let quick = Duration::from_millis(5);
        let options = Options {
            timeouts: Timeouts::new().total(GENEROUS),
            retry: RetryPolicy::new().max_attempts(90).initial_backoff(quick).max_backoff(quick),
            ..Options::default()
        };
        let calling = tokio::spawn(async move { call(&studies, case.operation, &options).await });
        sleep(Duration::from_millis(10)).await;
        let server = Server::start_at(address).await;
        server.begin(Script { good: case.good.clone(), ..Script::default() });
        calling.await.unwrap().unwrap();
        assert_eq!(server.end().await.unwrap().processed, 1, "{}", case.operation);
    }
}

/// An address at which nobody listens.
async fn unused() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap()
}
