//! No secret comes out where it should not, whatever goes wrong.
//!
//! In: a secret of its own in each location that takes one, and every operation under every kind of fault. Out: all that
//! the client, and what it stands on, then says: log lines of all crates at trace level, `Display`, `Debug`, source
//! chains, panic messages, and requests to other origins. Invariant: the search finds a secret in each of its encodings,
//! which a test of its own shows with leaks that are planted.

#![cfg(all(feature = "studies", feature = "files", feature = "tracing"))]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "canary/downloads.rs"]
mod downloads;
#[path = "canary/evidence.rs"]
mod evidence;
#[path = "canary/faults.rs"]
mod faults;
#[path = "support/operations.rs"]
#[expect(unreachable_pub, reason = "it is shared by tests that need more of it")]
mod operations;
#[path = "canary/operations.rs"]
mod operations_test;
#[path = "canary/planted.rs"]
mod planted;
#[path = "canary/schemes.rs"]
mod schemes;
#[path = "support/scripted_server.rs"]
#[expect(unreachable_pub, dead_code, reason = "it is shared by tests that need more of it")]
mod scripted_server;
#[path = "canary/secrets.rs"]
mod secrets;
#[path = "canary/sink.rs"]
mod sink;
#[path = "canary/uploads.rs"]
mod uploads;
