//! A client for the o²S²PARC simulation platform, generated from its OpenAPI document.
//!
//! ```no_run
//! use osparc_client::{Client, models::JobInputs};
//!
//! # async fn example() -> Result<(), osparc_client::AnyError> {
//! let client = Client::from_env()?;
//! let studies = client.studies();
//! let page = studies.list_studies().limit(10).await?;
//! let Some(study) = page.items.first() else { return Ok(()) };
//! let inputs = JobInputs::default().with("InputInt", 42).with("InputString", "hello");
//! let job = studies.create_study_job(study.uid, &inputs).await?;
//! let status = studies.start_study_job(study.uid, job.id).await?;
//! println!("{} is {}", job.name, status.state);
//! # Ok(())
//! # }
//! ```
//!
//! If you have no account, `cargo run -p osparc-simulator` in this crate's repository serves studies on your machine, and
//! prints the variables that [`Client::from_env`] reads.
//!
//! # Calls
//!
//! [`StudiesApi`] has one method for each operation of the document. A method returns a request, which does nothing until
//! it is used. Required parameters are arguments, optional ones are setters:
//!
//! ```no_run
//! # async fn example(studies: osparc_client::StudiesApi, id: uuid::Uuid) -> Result<(), osparc_client::AnyError> {
//! let study = studies.get_study(id).await?;
//! let response = studies.get_study(id).response().await?;
//! println!("{:?}: {} {:?}", study.title, response.status(), response.headers());
//! let raw = studies.get_study(id).raw().await?;
//! println!("{}", raw.text().await?);
//! # Ok(())
//! # }
//! ```
//!
//! `.response()` returns the value with status and headers, and `.raw()` returns the undecoded response, whatever its
//! status. Options that concern the call rather than the API begin with `with_`, such as `with_timeout`. Lists are also
//! streams (`list_studies().items()`), and with the feature `blocking` everything has a form without `async`.
//!
//! # Jobs
//!
//! ```no_run
//! # async fn example(studies: osparc_client::StudiesApi, id: uuid::Uuid) -> Result<(), osparc_client::jobs::JobError> {
//! use osparc_client::models::JobInputs;
//!
//! let inputs = JobInputs::default().with("InputInt", 42).with("InputString", "hello");
//! let run = studies.run_study_job(id, inputs).logs("logs").await?;
//! println!("{}", run.outputs.number("OutputNumber")?);
//! # Ok(())
//! # }
//! ```
//!
//! [`run_study_job`](StudiesApi::run_study_job) creates a job, starts it, waits for it to end, reads its outputs and
//! deletes it, also if it fails or the future is dropped. [`run_study_jobs`](StudiesApi::run_study_jobs) does this for
//! many inputs, and [`wait_for_study_job`](StudiesApi::wait_for_study_job) waits for a job that you created. See
//! [`jobs`] for all conveniences.
//!
//! # Errors
//!
//! The variant of an [`Error`] says what may have happened at the server:
//!
//! ```no_run
//! # async fn example(studies: osparc_client::StudiesApi, study: uuid::Uuid, job: uuid::Uuid) {
//! use osparc_client::{Error, studies_api::StartStudyJobError};
//!
//! match studies.start_study_job(study, job).await {
//!     Ok(status) => println!("{}", status.state),
//!     Err(Error::Api(error)) if matches!(error.error_response(), StartStudyJobError::PaymentRequired(_)) => {
//!         println!("no credits: {}", error.messages().join(", "));
//!     }
//!     Err(Error::Transport(error)) if error.may_have_been_processed() => println!("check before you retry: {error}"),
//!     Err(error) => println!("{error}; for support: {:?}", error.support_id()),
//! }
//! # }
//! ```
//!
//! `?` converts the error of every operation into [`AnyError`].
//!
//! # Features
//!
//! - `studies` (default): studies and the jobs that run them
//! - `files` (default): files in the platform's storage
//! - `solvers`: solvers and the jobs that run them
//! - `account`: your profile, the server's version, wallets and credits
//! - `rustls` (default) or `native-tls`: TLS
//! - `tracing` (default): one span per operation and one per attempt
//! - `blocking`: every call from code that is not `async`
//! - `test-util`: the module `testing`, with a mock transport and a clock for your tests
//!
//! # Other documents
//!
//! `osparc-codegen` generates a client from any OpenAPI document. Such a client depends on the crate `osparc-runtime`,
//! which this crate re-exports as [`runtime`].
//!
//! # Guarantees
//!
//! | what | default | to change it |
//! |---|---|---|
//! | Retries of idempotent requests | up to 2, after lost connections, 429, 502, 503 and 504, and up to 9 where it is for 429 that they fail; random backoff of up to 50 ms (1 s after a 429), doubled each time up to 20 s; `Retry-After` is obeyed up to 120 s; a client has a budget of 100 retries, which responses other than failures refill | `ClientBuilder::retry`, `retry_budget`, `with_retry`, `RetryPolicy` |
//! | Nothing is done twice | `clone_study`, `create_study_job`, `start_study_job` and their like are retried only where the server has processed nothing: no connection was made, or a proxy turned the request away by a 429 with `Retry-After` or without JSON; after a 5xx they do not use a connection again that the server may be about to close; a 404 to the retry of a DELETE counts as success | `with_retry`, `RetryPolicy::retry_non_idempotent_on`, `Error::may_have_been_processed` |
//! | Time limits | 5 s to connect, 90 s per attempt, 5 min per call, 60 s without data in a stream; clone and create have 15 min for one attempt and for all | `ClientBuilder::timeouts`, `with_timeout`, `Timeouts` |
//! | Size | a body that is read whole has at most 64 MiB; streams and downloads have no limit; compressed responses are neither requested nor decoded | `ClientBuilder::body_limit`, `with_body_limit` |
//! | Redirects | not followed, except to the content of a file or a log, which `download_file` and `get_job_output_logfile` request without credentials | `Error::location`, or a `reqwest::Client` of your own |
//! | Credentials | sent only to the origin of the base URL; over `http` only to this machine, and then without the environment's proxies; absent from `Debug`, errors and spans; zeroed when dropped | `danger_allow_plaintext_credentials` |
//! | Path values | each is encoded as one segment; empty values, `.`, `..` and control characters are rejected before anything is sent | `refuse_slashes_in_path_values` |
//! | Errors | one line says what happened, where, and what to do, in the server's words without your credentials; status, headers, bytes, messages and ids (`request_id`, `trace_id`, `support_id`) are kept | |
//! | Lists | pages are fetched lazily; lists that loop or shrink come to an end | `limit`, `offset` |
//! | Waits for jobs | 24 h; polled every 500 ms at first, then less often, up to 10 s; 5 min in `NOT_STARTED`; 10 failed polls in a row, not counting those that a rate limit rejects | `WaitOptions` |
//! | Inputs of runs | compared with the ports, read once for a client, before a job is created: types, bounds, and labels that no port has; file inputs that the server would drop are an error; files on this machine are uploaded once for all runs of a call | `check_inputs`, `allow_dropped_files` |
//! | Runs of jobs | stopped and deleted before the call returns, also after an error; in the background after a drop or a panic, which `Client::pending_cleanups` waits for; left behind if the process ends before, at Ctrl-C too unless the run has `until_ctrl_c`. A start in doubt is looked into, a creation in doubt is reported, a 404 to a deletion is confirmed | `keep`, `until`, `until_ctrl_c`, `cleanup_limit` |
//! | Downloads | 4 at a time, each with at most 5 attempts; resumed, also by a later call or another process, where the object store confirms that the object is unchanged; length and SHA-256 digest checked where known; what has the digest already is not downloaded again; a file appears only when complete; file names are safe on every system, and unique; no credentials are sent | `concurrency`, `attempts`, `on_progress` |
//! | Uploads | not repeated for what the platform has, by SHA-256 digest and name; read from disk in parts, 4 at a time, each with at most 5 attempts; aborted if they fail, are dropped or cancelled; a file that changes meanwhile is an error; no credentials are sent to the object store | `reuse`, `concurrency`, `attempts`, `on_progress`, `until` |
//! | Threads | a client is cheap to clone, `Send` and `Sync`; calls are `Send` and 24 bytes | |
//! | Blocking calls (feature `blocking`) | from anywhere, also inside an async runtime, without a panic | `wait` |
//! | Spans (feature `tracing`) | one per call and one per attempt, which end with the response's headers; OpenTelemetry names; no values | the subscriber's filter |

pub use osparc_runtime as runtime;

#[cfg(feature = "account")]
pub mod account;
#[cfg(any(feature = "studies", feature = "files", feature = "solvers"))]
pub mod cleanup;
#[cfg(feature = "generated")]
mod environment;
#[cfg(feature = "files")]
pub mod files;
#[cfg(any(feature = "studies", feature = "solvers"))]
pub mod jobs;
#[cfg(feature = "solvers")]
mod solvers;
#[cfg(feature = "studies")]
mod studies;
#[cfg(feature = "generated")]
mod support_id;
#[cfg(any(feature = "studies", feature = "solvers", feature = "files"))]
pub mod transfer;

#[cfg(feature = "generated")]
include!(concat!(env!("OUT_DIR"), "/api.rs"));

pub use runtime::reqwest;
#[cfg(feature = "test-util")]
pub use runtime::testing;
#[cfg(feature = "blocking")]
pub use runtime::{Blocking, wait};

/// The examples of the README, which the doc tests compile.
#[cfg(all(doctest, feature = "studies"))]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(all(doctest, feature = "studies"))]
mod guide;

#[cfg(all(doctest, feature = "studies"))]
mod reference;
