//! Storms: servers in trouble, and clients that must not make it worse.
//!
//! In: seeded faults, over virtual time without sockets and over loopback sockets. Out: how many calls succeed, how much
//! load repetitions add, and when it arrives. Invariant: every figure that is claimed is printed and asserted; seeds
//! are fixed, and each test seeds the waits of its own thread.

#![cfg(feature = "studies")]
#![expect(
    clippy::unwrap_used,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "storms/crowd.rs"]
mod crowd;
#[path = "storms/faults.rs"]
mod faults;
#[path = "storms/outage.rs"]
mod outage;
#[path = "storms/sky.rs"]
mod sky;
#[path = "storms/sockets.rs"]
mod sockets;
