//! Hostile and broken servers: bodies, heads and informational responses without end, bodies that drip, compressed
//! responses that nobody asked for, and redirects to other hosts.
//!
//! In: bytes of a server that means harm, over loopback sockets. Out: a typed error. Invariant: time and memory are
//! bounded by the limits of the call, and nothing is sent anywhere but to the base URL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[path = "hostile/compression.rs"]
mod compression;
#[path = "hostile/endless.rs"]
mod endless;
#[path = "hostile/redirects.rs"]
mod redirects;
#[path = "../../tests/support/scripted_server.rs"]
#[expect(unreachable_pub, dead_code, reason = "it is shared by tests that need more of it")]
mod scripted_server;
#[path = "hostile/torrent.rs"]
mod torrent;
