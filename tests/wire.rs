//! All operations on the wire: what goes out, and what is made of what comes back.
//!
//! In: calls, with the requests and responses that servers and the platform's Python client were seen to exchange,
//! written down by hand. Out: exact comparisons. Invariant: no expectation is taken from `spec/openapi.json`, so that
//! a fault in the document turns these tests red, also after blessing.

#![cfg(feature = "studies")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, also in the functions that its tests share"
)]

#[cfg(feature = "account")]
#[path = "wire/account.rs"]
mod account;
#[path = "wire/calls.rs"]
mod calls;
#[path = "wire/errors.rs"]
mod errors;
#[path = "wire/newer.rs"]
mod newer;
#[cfg(all(feature = "solvers", feature = "account"))]
#[path = "wire/platform.rs"]
mod platform;
#[path = "wire/requests.rs"]
mod requests;
#[path = "support/scripted_server.rs"]
#[expect(unreachable_pub, dead_code, reason = "it is shared by tests that need more of it")]
mod scripted_server;
#[path = "wire/simulator.rs"]
mod simulator;
#[path = "wire/successes.rs"]
mod successes;
#[cfg(all(feature = "account", feature = "files", feature = "solvers"))]
#[path = "wire/tags.rs"]
mod tags;

use osparc_client::{Client, ClientBuilder, Credentials, StudiesApi};
use uuid::Uuid;

/// A study, given in upper case: on the wire it is in lower case, since older servers know no other.
const STUDY: Uuid = uuid::uuid!("7171CBF8-2FC9-11EF-95D3-0242AC140018");
/// A job of it.
const JOB: Uuid = uuid::uuid!("1A4145E2-2FCA-11EF-A199-0242AC14002A");
/// What RFC 7617 makes of `test_key` and `test_secret`.
const BASIC: &str = "Basic dGVzdF9rZXk6dGVzdF9zZWNyZXQ=";

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).credentials(Credentials::basic("test_key", "test_secret"))
}

fn studies(url: &str) -> StudiesApi {
    builder(url).build().unwrap().studies()
}
