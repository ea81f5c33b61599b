//! The studies client as a person would write it: a function for each call, models by serde's derive.
//!
//! In: the document, read by a person. Out: the results of its 13 operations. Invariant: it is the baseline of the
//! benchmarks, so it does no more than a careful person would.

pub mod models;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Serialize;
use uuid::Uuid;

use models::{
    Job, JobInputs, JobLogsMap, JobMetadata, JobMetadataUpdate, JobOutputs, JobStatus, OnePageStudyPort,
    PageStudy, Study,
};

/// The error of a call.
#[derive(Debug)]
pub enum Error {
    /// There is no response.
    Http(reqwest::Error),
    /// A body cannot be encoded or decoded.
    Json(serde_json::Error),
    /// The server responded with an error status.
    Status(StatusCode, Bytes),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Http(error) => error.fmt(f),
            Self::Json(error) => error.fmt(f),
            Self::Status(status, _) => write!(f, "the server responded {status}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self::Http(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

/// A client of one server.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    user: String,
    password: String,
}

/// One function for each call: its name, arguments, method, path, return type.
macro_rules! calls {
    ($($(#[$docs:meta])* $method:ident $path:literal $name:ident($($argument:ident),*) $(($body:ident: $body_type:ty))? -> $ty:ty;)+) => {
        impl Client {
            $(
                $(#[$docs])*
                ///
                /// # Errors
                /// If there is no response, the server responds with an error status, or a body cannot be decoded.
                pub async fn $name(&self $(, $argument: Uuid)* $(, $body: &$body_type)?) -> Result<$ty, Error> {
                    let request = self.request(Method::$method, &format!($path));
                    $(let request = with_json(request, $body)?;)?
                    Ok(serde_json::from_slice(&self.send(request).await?)?)
                }
            )+
        }
    };
}

calls! {
    /// One study.
    GET "/v0/studies/{study_id}"
        get_study(study_id) -> Study;
    /// Copies a study.
    POST "/v0/studies/{study_id}:clone"
        clone_study(study_id) -> Study;
    /// The ports of a study.
    GET "/v0/studies/{study_id}/ports"
        list_study_ports(study_id) -> OnePageStudyPort;
    /// Makes a job.
    POST "/v0/studies/{study_id}/jobs"
        create_study_job(study_id) (inputs: JobInputs) -> Job;
    /// Starts a job.
    POST "/v0/studies/{study_id}/jobs/{job_id}:start"
        start_study_job(study_id, job_id) -> JobStatus;
    /// Stops a job.
    POST "/v0/studies/{study_id}/jobs/{job_id}:stop"
        stop_study_job(study_id, job_id) -> JobStatus;
    /// The status of a job.
    POST "/v0/studies/{study_id}/jobs/{job_id}:inspect"
        inspect_study_job(study_id, job_id) -> JobStatus;
    /// The outputs of a job.
    POST "/v0/studies/{study_id}/jobs/{job_id}/outputs"
        get_study_job_outputs(study_id, job_id) -> JobOutputs;
    /// Links to the logs of a job.
    GET "/v0/studies/{study_id}/jobs/{job_id}/outputs/log-links"
        get_study_job_output_logfile(study_id, job_id) -> JobLogsMap;
    /// The metadata of a job.
    GET "/v0/studies/{study_id}/jobs/{job_id}/metadata"
        get_study_job_custom_metadata(study_id, job_id) -> JobMetadata;
    /// Replaces the metadata of a job.
    PUT "/v0/studies/{study_id}/jobs/{job_id}/metadata"
        replace_study_job_custom_metadata(study_id, job_id) (update: JobMetadataUpdate) -> JobMetadata;
}

impl Client {
    /// A client over reqwest's own.
    #[must_use]
    pub fn new(http: reqwest::Client, base: &str, user: &str, password: &str) -> Self {
        Self { http, base: base.to_owned(), user: user.to_owned(), password: password.to_owned() }
    }

    /// A page of studies.
    ///
    /// # Errors
    /// As for the others.
    pub async fn list_studies(&self, limit: usize, offset: usize) -> Result<PageStudy, Error> {
        let mut path = format!("/v0/studies?limit={limit}");
        if offset > 0 {
            path += "&offset=";
            path += &offset.to_string();
        }
        let request = self.request(Method::GET, &path);
        Ok(serde_json::from_slice(&self.send(request).await?)?)
    }

    /// Deletes a job.
    ///
    /// # Errors
    /// As for the others.
    pub async fn delete_study_job(&self, study_id: Uuid, job_id: Uuid) -> Result<(), Error> {
        let request = self.request(Method::DELETE, &format!("/v0/studies/{study_id}/jobs/{job_id}"));
        self.send(request).await.map(drop)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.base))
            .basic_auth(&self.user, Some(&self.password))
            .header(ACCEPT, "application/json")
            .timeout(Duration::from_secs(90))
    }

    async fn send(&self, request: RequestBuilder) -> Result<Bytes, Error> {
        let response = request.send().await?;
        let status = response.status();
        let body = response.bytes().await?;
        if status.is_success() { Ok(body) } else { Err(Error::Status(status, body)) }
    }
}

fn with_json<T: Serialize>(request: RequestBuilder, body: &T) -> Result<RequestBuilder, Error> {
    Ok(request.header(CONTENT_TYPE, "application/json").body(serde_json::to_vec(body)?))
}
