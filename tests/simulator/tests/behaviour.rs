//! The simulator over its socket, against what is known of the real server.
//!
//! In: requests from a plain HTTP client or from bytes. Out: tables that are compared. Invariant: nothing here looks
//! into the simulator but through its public functions.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "the functions that tests share fail as the tests do"
)]

#[path = "behaviour/account.rs"]
mod account;
#[path = "behaviour/auth.rs"]
mod auth;
#[path = "behaviour/client.rs"]
mod client;
#[path = "behaviour/exchanges.rs"]
mod exchanges;
#[path = "behaviour/faults.rs"]
mod faults;
#[path = "behaviour/files.rs"]
mod files;
#[path = "behaviour/jobs.rs"]
mod jobs;
#[path = "behaviour/metadata.rs"]
mod metadata;
#[path = "behaviour/outputs.rs"]
mod outputs;
#[path = "behaviour/pages.rs"]
mod pages;
#[path = "behaviour/proxy.rs"]
mod proxy;
#[path = "behaviour/python.rs"]
mod python;
#[path = "behaviour/recorded.rs"]
mod recorded;
#[path = "behaviour/solvers.rs"]
mod solvers;
#[path = "behaviour/storage.rs"]
mod storage;
#[path = "behaviour/studies.rs"]
mod studies;
#[path = "behaviour/uploads.rs"]
mod uploads;
#[path = "behaviour/validation.rs"]
mod validation;
#[path = "behaviour/versions.rs"]
mod versions;
