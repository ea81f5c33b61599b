//! The runtime on the wire: what it sends, and what it makes of answers, over loopback sockets.
//!
//! In: `sample`, written by hand as the generator writes. Out: exact requests, values, and errors.
//! Invariant: no test depends on another, on a clock beyond generous limits, or on any network but loopback.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]
#![expect(unreachable_pub, reason = "the sample is public as generated code is")]

#[path = "runtime/answers.rs"]
mod answers;
#[path = "runtime/auth.rs"]
mod auth;
#[path = "runtime/connections.rs"]
mod connections;
#[path = "runtime/errors.rs"]
mod errors;
#[path = "runtime/limits.rs"]
mod limits;
#[cfg(feature = "multipart")]
#[path = "runtime/multipart.rs"]
mod multipart;
#[path = "runtime/requests.rs"]
mod requests;
#[path = "runtime/retries.rs"]
mod retries;
#[path = "runtime/sample.rs"]
mod sample;
#[path = "support/scripted_server.rs"]
mod scripted_server;
#[path = "runtime/streams.rs"]
mod streams;
#[cfg(feature = "tracing")]
#[path = "runtime/tracing.rs"]
mod tracing;
