//! Load: retries against failing servers succeed, and do not make an outage worse.
//!
//! In: seeded faults, over virtual time without sockets and over loopback sockets. Out: how many calls succeed, how many
//! requests retries add, and when they arrive. Invariant: every figure that is claimed is printed and asserted; seeds are
//! fixed, and each test seeds the waits of its own thread.

#![cfg(feature = "studies")]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "load/burst.rs"]
mod burst;
#[path = "load/fault_rate.rs"]
mod fault_rate;
#[path = "load/faulty_server.rs"]
mod faulty_server;
#[path = "load/outage.rs"]
mod outage;
#[path = "load/sockets.rs"]
mod sockets;
#[path = "load/sweep.rs"]
mod sweep;
