//! Every fault at every byte of every operation's exchange, over sockets.
//!
//! In: the 13 operations of studies, and those with effects of files, solvers and wallets, with responses of `tests/data`. Out: what the client makes of exchanges that are
//! cut, reset, stalled or corrupted, and what the server had executed by then. Invariant: what is expected is read
//! off the bytes by an oracle that shares no code with the client; all runs that fail are counted.

#![cfg(all(feature = "account", feature = "files", feature = "solvers", feature = "studies"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "faults/calls.rs"]
mod calls;
#[path = "faults/helpers.rs"]
mod helpers;
#[path = "faults/lane.rs"]
mod lane;
#[path = "support/operations.rs"]
#[expect(unreachable_pub, dead_code, reason = "it is shared by tests that need more of it")]
mod operations;
#[path = "faults/oracle.rs"]
mod oracle;
#[path = "faults/plan.rs"]
mod plan;
#[path = "faults/pool.rs"]
mod pool;
#[path = "faults/relay.rs"]
mod relay;
#[path = "faults/responses.rs"]
mod responses;
#[path = "faults/schema.rs"]
mod schema;
#[path = "faults/self_check.rs"]
mod self_check;
#[path = "faults/server.rs"]
mod server;
#[path = "faults/verdict.rs"]
mod verdict;

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use lane::{Connections, Lane};
use plan::{Plan, Run};
use responses::Case;

/// How many exchanges go on at a time; most of them wait.
const LANES: usize = 64;

/// What must not be done twice.
const CREATORS: [&str; 8] = [
    "clone_study",
    "create_study_job",
    "start_study_job",
    "create_solver_job",
    "start_job",
    "get_upload_links",
    "upload_file",
    "checkout_licensed_item",
];

/// How many failures are printed in full.
const TOLD: usize = 20;

/// The seed of the sample; another one takes other positions.
const SEED: u64 = 20_260_211;

/// How many positions of each kind of fault the sample takes, beside the first and the last.
const SAMPLE: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sample_of_the_faults_at_every_byte() {
    let cases = measured().await;
    let runs = Plan::of(&cases).sample(SAMPLE, SEED);
    check(cases, runs).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes: cargo test --release --test faults -- --ignored --nocapture"]
async fn all_faults_at_every_byte() {
    let cases = measured().await;
    let runs = Plan::of(&cases).all();
    check(cases, runs).await;
}

/// The cases, with the length of the request that each of them sends.
async fn measured() -> Vec<Case> {
    let lane = Lane::start(&Connections::new()).await;
    let mut cases = responses::cases();
    for case in &mut cases {
        case.request_length = lane.measure(case).await;
    }
    cases
}

/// Makes all runs, and fails with those that did not go as they must.
async fn check(cases: Vec<Case>, runs: Vec<Run>) {
    let start = Instant::now();
    let total = runs.len();
    let shared = Arc::new((cases, runs));
    let (next, failures) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
    let connections = Connections::new();
    let lanes = (0..LANES).map(|_| {
        let connections = connections.clone();
        let (shared, next, failures) = (Arc::clone(&shared), Arc::clone(&next), Arc::clone(&failures));
        tokio::spawn(async move {
            let lane = Lane::start(&connections).await;
            while let Some(run) = shared.1.get(next.fetch_add(1, Ordering::Relaxed)) {
                let case = &shared.0[run.case];
                if let Err(failure) = lane.run(case, *run).await {
                    failures.lock().unwrap().push(format!("{case}, {run}: {failure}"));
                }
            }
        })
    });
    for lane in lanes.collect::<Vec<_>>() {
        lane.await.unwrap();
    }
    let failures = failures.lock().unwrap();
    println!("{total} runs in {:.1} s, {} failed", start.elapsed().as_secs_f64(), failures.len());
    let told: Vec<&str> = failures.iter().take(TOLD).map(String::as_str).collect();
    assert!(
        failures.is_empty(),
        "{} of {total} runs failed, among them\n{}",
        failures.len(),
        told.join("\n")
    );
}
