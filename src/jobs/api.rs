//! What runs jobs: a study, or a release of a solver.
//!
//! In: the id of a job. Out: the responses of the API, the same for studies and solvers.
//! Invariant: whatever concerns jobs goes through [`JobApi`]; only its two implementations know whose jobs they are.

use std::fmt;

use futures_core::future::BoxFuture;
use http::StatusCode;
use uuid::Uuid;

use super::prepare::InputPort;
use crate::{
    client::{Client, Request},
    models::{Job, JobInputs, JobMetadata, JobMetadataUpdate, JobOutputs, JobStatus},
    runtime::{AnyError, Error, ResponseCall, RetryPolicy},
};

/// The response to a request about a job.
pub(crate) type JobCall<T> = BoxFuture<'static, Result<T, AnyError>>;

/// The jobs of a study, or of a release of a solver.
pub(crate) trait JobApi: fmt::Debug + Send + Sync {
    fn client(&self) -> &Client;
    /// What runs the jobs, as in their names: `studies/<id>`, `solvers/<key>/releases/<version>`.
    fn runner(&self) -> String;
    /// Requests what runs the jobs, to see whether it exists.
    fn find_runner(&self, options: &RequestOptions) -> JobCall<()>;
    /// Whether it is a study.
    fn is_study(&self) -> bool;
    /// The ports that take inputs.
    fn input_ports(&self, options: &RequestOptions) -> JobCall<Vec<InputPort>>;
    fn create(&self, inputs: &JobInputs, options: &RequestOptions) -> JobCall<Job>;
    fn set_metadata(
        &self,
        job: Uuid,
        metadata: &JobMetadataUpdate,
        options: &RequestOptions,
    ) -> JobCall<JobMetadata>;
    fn start(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus>;
    fn inspect(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus>;
    /// The status before the stop, which is asynchronous.
    fn stop(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus>;
    fn outputs(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobOutputs>;
    /// Whether the job was deleted; `false` if the server does not know it.
    fn delete(&self, job: Uuid, options: &RequestOptions) -> JobCall<bool>;
    /// Links to the logs of a job that has ended.
    fn log_links(&self, job: Uuid) -> JobCall<Vec<NamedLink>>;
}

/// A link to the log of a node.
#[derive(Clone, Debug)]
pub(crate) struct NamedLink {
    pub(crate) name: String,
    pub(crate) link: String,
}

/// What a caller chooses for the requests of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestOptions {
    pub(crate) hidden: Option<bool>,
    /// The study and the node that the job is charged to.
    pub(crate) parent: Option<(Uuid, Uuid)>,
    /// The pricing plan and its unit.
    pub(crate) pricing: Option<(u64, u64)>,
    pub(crate) retry: Option<RetryPolicy>,
}

impl RequestOptions {
    /// Sends the creation of a job.
    pub(crate) fn create<T, E, V>(&self, mut request: Request<T, E>) -> JobCall<V>
    where
        Request<T, E>: IntoFuture<Output = Result<V, Error<E>>, IntoFuture: Send + 'static>,
        E: fmt::Debug + Send + Sync + 'static,
    {
        if let Some(hidden) = self.hidden {
            request = request.with_query("hidden", if hidden { "true" } else { "false" });
        }
        if let Some((project, node)) = self.parent {
            request = request
                .with_header("x-simcore-parent-project-uuid", &project.to_string())
                .with_header("x-simcore-parent-node-id", &node.to_string());
        }
        self.call(request)
    }

    /// Sends the start of a job, in one attempt whatever the policies: a job that has already ended would run once more. The
    /// run looks at the job before it starts it again.
    pub(crate) fn start<T, E, V>(&self, mut request: Request<T, E>) -> JobCall<V>
    where
        Request<T, E>: IntoFuture<Output = Result<V, Error<E>>, IntoFuture: Send + 'static>,
        E: fmt::Debug + Send + Sync + 'static,
    {
        if let Some((plan, unit)) = self.pricing {
            request = request
                .with_header("x-pricing-plan", &plan.to_string())
                .with_header("x-pricing-unit", &unit.to_string());
        }
        call(request.with_retry(RetryPolicy::none()))
    }

    /// Sends any other request.
    pub(crate) fn call<T, E, V>(&self, request: Request<T, E>) -> JobCall<V>
    where
        Request<T, E>: IntoFuture<Output = Result<V, Error<E>>, IntoFuture: Send + 'static>,
        E: fmt::Debug + Send + Sync + 'static,
    {
        call(self.with_retry(request))
    }

    /// Sets the caller's retry policy, if there is one.
    pub(crate) fn with_retry<T, E>(&self, request: Request<T, E>) -> Request<T, E> {
        match &self.retry {
            Some(policy) => request.with_retry(policy.clone()),
            None => request,
        }
    }
}

fn call<T, E, V>(request: Request<T, E>) -> JobCall<V>
where
    Request<T, E>: IntoFuture<Output = Result<V, Error<E>>, IntoFuture: Send + 'static>,
    E: fmt::Debug + Send + Sync + 'static,
{
    let response = request.into_future();
    Box::pin(async move { response.await.map_err(AnyError::from) })
}

/// Sends a deletion: `false` after a 404, also after one that counts as a success because an earlier attempt may have been
/// processed.
pub(crate) fn delete<E: fmt::Debug + Send + Sync + 'static>(response: ResponseCall<(), E>) -> JobCall<bool> {
    Box::pin(async move {
        match response.await {
            Ok(response) => Ok(response.status() != StatusCode::NOT_FOUND),
            Err(error) if error.is_not_found() => Ok(false),
            Err(error) => Err(error.into()),
        }
    })
}
