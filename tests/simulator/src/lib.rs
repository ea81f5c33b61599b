//! An in-memory o²S²PARC server for tests and examples.
//!
//! In: HTTP requests on a real loopback socket. Out: responses as the real server gives them: statuses, shapes and
//! quirks, and on demand faults down to single bytes. Invariant: it shares no code with the client or the generator;
//! what it sends and accepts is judged by the OpenAPI document alone.
//!
//! ```
//! # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
//! # runtime.block_on(async {
//! use osparc_simulator::{Fault, Simulator};
//!
//! let simulator = Simulator::start().await;
//! simulator.inject(Fault::on("list_studies").rate_limited(Some("1")));
//! println!("{} {} {}", simulator.base_url(), simulator.key(), simulator.secret());
//! assert_eq!(simulator.count("list_studies"), 0);
//! # });
//! ```

mod api;
mod auth;
mod clock;
mod document;
mod fault;
mod job;
mod json;
mod log;
mod options;
mod program;
mod proxy;
mod response;
mod route;
mod server;
mod shared;
mod simulator;
mod solvers;
mod state;
mod storage;
mod studies;
mod validation;
mod wallets;
mod wire;

pub use clock::TimeOffset;
pub use fault::Fault;
pub use log::RecordedRequest;
pub use options::{ApiVersion, FileShape};
pub use proxy::ProxyCounts;
pub use simulator::{Builder, Simulator, StoredFile};
pub use solvers::{
    ECHO_SOLVER, ENDLESS_SOLVER, FAILING_SOLVER, SLEEPER_SOLVER, SOLVER_VERSION, UNPAID_SOLVER,
};
pub use state::{CreatedJob, SideEffects};
pub use studies::{
    COMPUTATIONAL_NODE, ENDLESS_STUDY, EVERY_PORT_STUDY, FAILING_STUDY, IDLE_STUDY, MISCONFIGURED_STUDY,
    PIPELINE_STUDY, SLEEPER_STUDY, UNPAID_STUDY,
};
pub use wallets::{FORBIDDEN_WALLET, LICENSED_ITEM};
