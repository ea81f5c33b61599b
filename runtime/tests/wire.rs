//! The runtime on the wire: what it sends, and what it makes of responses, over loopback sockets.
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

#[path = "wire/auth.rs"]
mod auth;
#[path = "wire/connections.rs"]
mod connections;
#[path = "wire/error_lines.rs"]
mod error_lines;
#[path = "wire/errors.rs"]
mod errors;
#[path = "wire/limits.rs"]
mod limits;
#[path = "wire/links.rs"]
mod links;
#[cfg(feature = "multipart")]
#[path = "wire/multipart.rs"]
mod multipart;
#[path = "wire/requests.rs"]
mod requests;
#[path = "wire/responses.rs"]
mod responses;
#[path = "wire/retries.rs"]
mod retries;
#[path = "wire/sample.rs"]
mod sample;
#[path = "../../tests/support/scripted_server.rs"]
mod scripted_server;
#[path = "wire/streams.rs"]
mod streams;
#[cfg(feature = "tracing")]
#[path = "wire/tracing.rs"]
mod tracing;
