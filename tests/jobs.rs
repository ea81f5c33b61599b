//! Jobs against the simulator: waiting, whole runs, many at once, and logs.
//!
//! In: a simulator for each test, on loopback. Out: statuses, outputs, files, and what the simulator saw.
//! Invariant: no assertion depends on how long something takes.

#![cfg(feature = "studies")]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[cfg(all(feature = "files", feature = "solvers"))]
#[path = "jobs/inputs.rs"]
mod inputs;
#[cfg(unix)]
#[path = "jobs/interrupted.rs"]
mod interrupted;
#[path = "jobs/logs.rs"]
mod logs;
#[cfg(all(feature = "files", feature = "solvers", feature = "account"))]
#[path = "jobs/quickstart.rs"]
mod quickstart;
#[cfg(all(feature = "files", feature = "solvers", feature = "account"))]
#[expect(dead_code, reason = "the program starts elsewhere")]
#[path = "../examples/quickstart.rs"]
mod quickstart_example;
#[path = "jobs/run.rs"]
mod run;
#[path = "jobs/runs.rs"]
mod runs;
#[path = "jobs/solvers.rs"]
mod solvers;
#[path = "jobs/stage.rs"]
mod stage;
#[path = "jobs/survival.rs"]
mod survival;
#[cfg(all(feature = "files", feature = "solvers"))]
#[path = "jobs/versions.rs"]
mod versions;
#[path = "jobs/wait.rs"]
mod wait;
