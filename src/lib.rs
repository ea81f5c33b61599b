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
//! - [`StudiesApi`] has one method for each operation of the document; required parameters are arguments,
//!   optional ones are setters on the request that the method returns.
//! - A request does nothing until it is used: `.await` gives the value, `.response().await` the value with status
//!   and headers, `.raw().await` the response as it came, whatever its status.
//! - [`Error`] tells by its variant what may have happened at the server.
//! - [`runtime`] is what generated code stands on; it serves any document that `osparc-codegen` reads.

pub mod runtime;

#[cfg(feature = "studies")]
pub mod studies;

#[cfg(feature = "studies")]
include!(concat!(env!("OUT_DIR"), "/api.rs"));

#[cfg(feature = "test-util")]
pub use runtime::testing;
pub use runtime::{
    AnyError, ByteStream, Client, ClientBuilder, Credentials, Error, Json, Maybe, RawResponse, Response,
    RetryPolicy, Secret, Timeouts, Uri, reqwest,
};
#[cfg(feature = "blocking")]
pub use runtime::{Blocking, wait};

/// The examples of the README, which the doc tests compile.
#[cfg(all(doctest, feature = "studies"))]
#[doc = include_str!("../README.md")]
struct Readme;
