//! What is special to the jobs of solvers.
//!
//! In: generated requests of [`SolversApi`]. Out: runs, waits and downloads of jobs.
//! Invariant: nothing here decides anything; `jobs` and `transfer` do, for studies and solvers alike.

use std::{path::PathBuf, sync::Arc};

use http::Method;
use uuid::Uuid;

use crate::{
    client::Client,
    jobs::{InputPort, JobApi, JobCall, NamedLink, RequestOptions, RunJob, RunJobs, WaitForJob, delete},
    models::{Job, JobInputs, JobMetadata, JobMetadataUpdate, JobOutputs, JobStatus, SolverPortKind},
    solvers_api::SolversApi,
    transfer::{DownloadJobLogs, DownloadOutputs, redirect_target},
};

impl SolversApi {
    /// Runs a release of a solver with these inputs: creates a job, starts it, waits for it to end, and returns its
    /// outputs.
    ///
    /// `solver_key` is the solver's id (`simcore/services/comp/itis/sleeper`), `version` that of the release (`2.1.1`). The
    /// job is then stopped if necessary and deleted, as a run of a study is: [`RunJob`] has the options.
    ///
    /// # Errors
    /// [`JobError::Failed`](crate::jobs::JobError::Failed) and [`JobError::Aborted`](crate::jobs::JobError::Aborted) for a
    /// job that did not succeed, and as [`SolversApi::wait_for_solver_job`].
    ///
    /// ```no_run
    /// # async fn example(solvers: osparc_client::SolversApi) -> Result<(), osparc_client::jobs::JobError> {
    /// use osparc_client::models::JobInputs;
    ///
    /// let inputs = JobInputs::default().with("input_2", 3);
    /// let run = solvers.run_solver_job("simcore/services/comp/itis/sleeper", "2.1.1", inputs).await?;
    /// println!("{}", run.outputs.number("output_2")?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn run_solver_job(
        &self,
        solver_key: impl Into<String>,
        version: impl Into<String>,
        inputs: JobInputs,
    ) -> RunJob {
        RunJob::new(self.jobs(solver_key.into(), version.into()), inputs)
    }

    /// Runs a release of a solver once for each of the inputs, four at a time unless [`RunJobs::concurrency`] says
    /// otherwise.
    ///
    /// Awaiting it returns a result for each of the inputs, in their order. Each job runs as with
    /// [`SolversApi::run_solver_job`], including the clean-up, and a failed job does not affect the others. Dropping the
    /// future cleans up all running jobs.
    pub fn run_solver_jobs(
        &self,
        solver_key: impl Into<String>,
        version: impl Into<String>,
        inputs: impl IntoIterator<Item = JobInputs>,
    ) -> RunJobs {
        RunJobs::new(self.jobs(solver_key.into(), version.into()), inputs.into_iter().collect())
    }

    /// Waits for the end of a job that was started.
    ///
    /// Awaiting it returns the final status, which is `SUCCESS`, `FAILED` or `ABORTED`; [`WaitForJob::stream`] returns
    /// each changed status. [`WaitOptions`](crate::jobs::WaitOptions) has the limits and their defaults.
    ///
    /// # Errors
    /// [`JobError::Deadline`](crate::jobs::JobError::Deadline),
    /// [`JobError::NotStarted`](crate::jobs::JobError::NotStarted), and
    /// [`JobError::Request`](crate::jobs::JobError::Request) if the status cannot be read.
    pub fn wait_for_solver_job(
        &self,
        solver_key: impl Into<String>,
        version: impl Into<String>,
        job_id: Uuid,
    ) -> WaitForJob {
        WaitForJob::new(self.jobs(solver_key.into(), version.into()), job_id)
    }

    /// Downloads the log of a job into a folder, as one zip archive that is named after the solver. The folder is created if
    /// it does not exist.
    ///
    /// An existing file is replaced, and an interrupted download is resumed if the object store supports that, else started
    /// again. The setters change these defaults.
    ///
    /// # Errors
    /// [`DownloadError`](crate::transfer::DownloadError), also of a job that has no log yet.
    pub fn download_solver_job_logs(
        &self,
        solver_key: impl Into<String>,
        version: impl Into<String>,
        job_id: Uuid,
        folder: impl Into<PathBuf>,
    ) -> DownloadJobLogs {
        DownloadJobLogs::new(self.jobs(solver_key.into(), version.into()), job_id, folder.into())
    }

    /// Downloads the files among the outputs of a job into a folder, which is created if it does not exist.
    ///
    /// File names are made safe and unique, and interrupted downloads are resumed, as with the outputs of studies.
    ///
    /// # Errors
    /// [`DownloadError`](crate::transfer::DownloadError) if the job has no outputs, and of the first file that fails; the
    /// other files are downloaded nevertheless.
    pub fn download_solver_job_outputs(
        &self,
        solver_key: impl Into<String>,
        version: impl Into<String>,
        job_id: Uuid,
        folder: impl Into<PathBuf>,
    ) -> DownloadOutputs {
        DownloadOutputs::of_job(self.jobs(solver_key.into(), version.into()), job_id, folder.into())
    }

    /// The jobs of a release.
    fn jobs(&self, key: String, version: String) -> Arc<dyn JobApi> {
        Arc::new(SolverJobs { solvers: self.clone(), key, version })
    }
}

/// The jobs of a release of a solver.
#[derive(Debug)]
struct SolverJobs {
    solvers: SolversApi,
    key: String,
    version: String,
}

impl JobApi for SolverJobs {
    fn client(&self) -> &Client {
        self.solvers.client()
    }

    fn runner(&self) -> String {
        format!("solvers/{}/releases/{}", self.key, self.version)
    }

    fn find_runner(&self, options: &RequestOptions) -> JobCall<()> {
        let release = options.call(self.solvers.get_solver_release(&self.key, &self.version));
        Box::pin(async move { release.await.map(drop) })
    }

    fn is_study(&self) -> bool {
        false
    }

    fn input_ports(&self, options: &RequestOptions) -> JobCall<Vec<InputPort>> {
        let ports = options.call(self.solvers.list_solver_ports(&self.key, &self.version));
        Box::pin(async move {
            let inputs = ports.await?.items.into_iter().filter(|port| port.kind == SolverPortKind::Input);
            Ok(inputs
                .map(|port| InputPort { label: Some(port.key), schema: port.content_schema.into() })
                .collect())
        })
    }

    fn create(&self, inputs: &JobInputs, options: &RequestOptions) -> JobCall<Job> {
        options.create(self.solvers.create_solver_job(&self.key, &self.version, inputs))
    }

    fn set_metadata(
        &self,
        job: Uuid,
        metadata: &JobMetadataUpdate,
        options: &RequestOptions,
    ) -> JobCall<JobMetadata> {
        options.call(self.solvers.replace_job_custom_metadata(&self.key, &self.version, job, metadata))
    }

    fn start(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus> {
        options.start(self.solvers.start_job(&self.key, &self.version, job))
    }

    fn inspect(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus> {
        options.call(self.solvers.inspect_job(&self.key, &self.version, job))
    }

    fn stop(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus> {
        options.call(self.solvers.stop_job(&self.key, &self.version, job))
    }

    fn outputs(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobOutputs> {
        options.call(self.solvers.get_job_outputs(&self.key, &self.version, job))
    }

    fn delete(&self, job: Uuid, options: &RequestOptions) -> JobCall<bool> {
        delete(options.with_retry(self.solvers.delete_job(&self.key, &self.version, job)).response())
    }

    /// One link, to the archive of all logs; the server redirects to it.
    fn log_links(&self, job: Uuid) -> JobCall<Vec<NamedLink>> {
        let request = self.client().raw(Method::GET, "/v0/solvers").path_segment(&self.key);
        let request = request.path_segment("releases").path_segment(&self.version);
        let request = request.path_segment("jobs").path_segment(&job.to_string());
        let request = request.path_segment("outputs").path_segment("logfile");
        let name = self.key.rsplit('/').next().unwrap_or_default().to_owned();
        Box::pin(async move {
            let link = redirect_target(request).await?;
            Ok(link.map(|link| NamedLink { name, link }).into_iter().collect())
        })
    }
}
