//! A client of the o²S²PARC simulation platform, generated from its OpenAPI document.
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
//! Without an account, `cargo run -p osparc-simulator` in this crate's repository serves studies on your machine, and
//! prints the variables that [`Client::from_env`] reads.
//!
//! # Calls
//!
//! [`StudiesApi`] has one method for each operation of the document. A method returns a request, which does nothing until
//! it is used; required parameters are arguments, optional ones are setters:
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
//! `.response()` gives the value with status and headers, `.raw()` the answer as it came, whatever its status. What
//! concerns one call and not the API begins with `with_`, such as `with_timeout`. Lists are streams as well
//! (`list_studies().items()`), and with the feature `blocking` everything has a form without `async`.
//!
//! # Jobs
//!
//! ```no_run
//! # async fn example(studies: osparc_client::StudiesApi, id: uuid::Uuid) -> Result<(), osparc_client::studies::JobError> {
//! use osparc_client::{models::JobInputs, studies::Output};
//!
//! let inputs = JobInputs::default().with("InputInt", 42).with("InputString", "hello");
//! let run = studies.run_study_job(id, inputs).logs("logs").await?;
//! match run.outputs.get("OutputNumber") {
//!     Some(Output::Number(value)) => println!("{value}"),
//!     other => println!("{other:?}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`run_study_job`](StudiesApi::run_study_job) creates a job, starts it, waits for its end, reads its outputs, and
//! deletes it, also where it fails or is dropped; [`run_study_jobs`](StudiesApi::run_study_jobs) does so for many inputs,
//! [`wait_for_study_job`](StudiesApi::wait_for_study_job) waits for a job of your own. [`studies`] has more.
//!
//! # Errors
//!
//! [`Error`] tells by its variant what may have happened at the server:
//!
//! ```no_run
//! # async fn example(studies: osparc_client::StudiesApi, study: uuid::Uuid, job: uuid::Uuid) {
//! use osparc_client::{Error, studies_api::StartStudyJobError};
//!
//! match studies.start_study_job(study, job).await {
//!     Ok(status) => println!("{}", status.state),
//!     Err(Error::Api(refusal)) if matches!(refusal.error_response(), StartStudyJobError::PaymentRequired(_)) => {
//!         println!("no credits: {}", refusal.messages().join(", "));
//!     }
//!     Err(Error::Transport(lost)) if lost.may_have_been_processed() => println!("look before you repeat: {lost}"),
//!     Err(error) => println!("{error}; for support: {:?}", error.support_id()),
//! }
//! # }
//! ```
//!
//! `?` converts the error of every operation into [`AnyError`].
//!
//! # Other documents
//!
//! [`runtime`] is what generated code stands on. It serves any document that `osparc-codegen` reads, with
//! `default-features = false`.
//!
//! # Guarantees
//!
//! | what | by default | to change it |
//! |---|---|---|
//! | Repetitions of what is safe to repeat | up to 2 more, after lost connections, 429, 502, 503 and 504; random waits of up to 50 ms (1 s after a 429), doubled each time up to 20 s; `Retry-After` is obeyed up to 120 s; a client allows itself 100 repetitions while nothing but trouble comes back | `ClientBuilder::retry`, `retry_budget`, `with_retry`, `RetryPolicy` |
//! | Nothing is done twice | `start_study_job` is repeated only after a 429, or where no connection was made; `clone_study` and `create_study_job` never; a 404 to the repetition of a DELETE is success | `with_retry`, `RetryPolicy::retry_non_idempotent_on` |
//! | Time limits | 5 s to connect, 90 s for an attempt, 5 min for all of a call, 60 s of silence in a stream; clone and create have 15 min for their one attempt | `ClientBuilder::timeouts`, `with_timeout`, `Timeouts` |
//! | Size | a body that is read whole has at most 64 MiB; streams and downloads have no limit; compressed answers are not asked for and not decoded | `ClientBuilder::body_limit`, `with_body_limit` |
//! | Redirects | not followed | `Error::location`, or a `reqwest::Client` of your own |
//! | Credentials | sent to the base URL's origin only; never over `http` but to this machine, and then past the environment's proxies; not in `Debug`, errors or spans; wiped when dropped | `danger_allow_plaintext_credentials` |
//! | Path values | one segment each, whatever they hold; empty, `.`, `..` and control characters are refused before anything is sent | `refuse_slashes_in_path_values` |
//! | Errors | status, headers, bytes, the server's words and its ids (`request_id`, `trace_id`, `support_id`) are kept | |
//! | Lists | a page is asked for when the one before it is used up; circles and lists that become shorter come to an end | `limit`, `offset` |
//! | Waits for jobs | 24 h; a look every 500 ms, then less often, up to 10 s; 5 min in `NOT_STARTED`; 10 failed looks in a row | `WaitOptions` |
//! | Runs of jobs | stopped and deleted however the call ends, also by a drop or a panic; what goes on after a drop ends with the runtime | `keep`, `cancel_on` |
//! | Downloads | 4 at a time, each in 5 attempts at most; they go on where they stopped if the object store vouches for it; length and SHA-256 digest checked where known; a file appears whole; names are safe on any system, and kept apart; no credentials | `concurrency`, `attempts`, `on_progress` |
//! | Threads | a client is cheap to clone, `Send` and `Sync`; calls are `Send` and 24 bytes | |
//! | Blocking calls (feature `blocking`) | from anywhere, inside of a runtime too, without a panic | `wait` |
//! | Spans (feature `tracing`) | one for each call and each attempt, to the head of the answer; OpenTelemetry's names; no values | the subscriber's filter |

pub use osparc_runtime as runtime;

#[cfg(feature = "studies")]
mod environment;
#[cfg(feature = "studies")]
pub mod studies;
#[cfg(feature = "studies")]
mod support_id;

#[cfg(feature = "studies")]
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
