//! Compares the allocations of each call with one by hand: a test, so that they cannot grow unnoticed.
//!
//! In: nothing. Out: exit code 1 if a call exceeds its limit. Invariant: counts only, no times, so that it
//! holds on any machine.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the benchmark uses all of it")]
#[path = "overhead/arms.rs"]
mod arms;
#[expect(dead_code, reason = "the benchmark uses all of it")]
#[path = "overhead/bodies.rs"]
mod bodies;
#[path = "overhead/server.rs"]
mod server;

use std::process::ExitCode;

use arms::{Arm, CASES, Case};
use server::Server;

/// How many allocations a call may make beyond one by hand.
const MORE: u64 = 6;
/// Enough calls to make allocations negligible that are made once or rarely.
const CALLS: u64 = 200;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(server::SERVE) {
        return server::serve().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS);
    }
    let server = Server::start();
    let (by_hand, ours) = (Arm::new("by hand", &server.url), Arm::new("ours", &server.url));
    let mut code = ExitCode::SUCCESS;
    for (name, case) in CASES {
        let (by_hand, ours) = (allocations(&by_hand, case), allocations(&ours, case));
        let fits = ours <= by_hand + MORE;
        println!("{name}: {ours} allocations, {by_hand} by hand, {}", if fits { "ok" } else { "TOO MANY" });
        if !fits {
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// The number of allocations of one call, including decoding.
fn allocations(arm: &Arm, case: Case) -> u64 {
    // All of it runs on this thread, whose allocations are counted.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async { assert_ne!(arm.call(case).await, 0) });
    let counted = allocation_counter::measure(|| {
        runtime.block_on(async {
            for _ in 0..CALLS {
                assert_ne!(arm.call(case).await, 0);
            }
        });
    });
    counted.count_total / CALLS
}
