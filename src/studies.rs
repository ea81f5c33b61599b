//! What is special to the jobs of studies.
//!
//! In: generated requests of [`StudiesApi`]. Out: runs, waits and downloads of jobs.
//! Invariant: nothing here decides anything; `jobs` and `transfer` do, for studies and solvers alike.

use std::{path::PathBuf, sync::Arc};

use uuid::Uuid;

use crate::{
    client::Client,
    jobs::{InputPort, JobApi, JobCall, NamedLink, RequestOptions, RunJob, RunJobs, WaitForJob, delete},
    models::{File, Job, JobInputs, JobMetadata, JobMetadataUpdate, JobOutputs, JobStatus, StudyPortKind},
    runtime::AnyError,
    studies_api::StudiesApi,
    transfer::{DownloadJobLogs, DownloadOutputs},
};

impl StudiesApi {
    /// Runs a study with these inputs: creates a job, starts it, waits for it to end, and returns its outputs.
    ///
    /// The job is then stopped if necessary and deleted, also after an error; [`RunJob::keep`] turns that off. If the
    /// future is dropped, the job is deleted in the background: await
    /// [`Client::pending_cleanups`](crate::Client::pending_cleanups) before the program ends. A program that is
    /// interrupted by Ctrl-C leaves its job behind, unless the run has [`RunJob::until_ctrl_c`].
    ///
    /// What fails in passing is repeated where that is harmless: one 404 or 503, or a lost connection, loses no job. A
    /// creation whose response was lost is not repeated. There may be a job then, hidden and not started, whose id is
    /// unknown: the error is [`JobError::CreationLost`](crate::jobs::JobError::CreationLost). Servers also leave such a job
    /// behind if an input's value has the wrong type.
    ///
    /// # Errors
    /// [`JobError::Failed`](crate::jobs::JobError::Failed) and [`JobError::Aborted`](crate::jobs::JobError::Aborted)
    /// for a job that did not succeed, and as [`StudiesApi::wait_for_study_job`].
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi, study: uuid::Uuid)
    /// #     -> Result<(), osparc_client::jobs::JobError> {
    /// use osparc_client::models::JobInputs;
    ///
    /// let run = studies.run_study_job(study, JobInputs::default().with("InputInt", 42)).await?;
    /// println!("{}", run.outputs.integer("OutputInt")?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn run_study_job(&self, study_id: Uuid, inputs: JobInputs) -> RunJob {
        RunJob::new(self.jobs(study_id), inputs)
    }

    /// Runs a study once for each of the inputs, four at a time unless [`RunJobs::concurrency`] says otherwise.
    ///
    /// Awaiting it returns a result for each of the inputs, in their order. Each job runs as with
    /// [`StudiesApi::run_study_job`], including the clean-up, and a failed job does not affect the others. Dropping the
    /// future cleans up all running jobs.
    pub fn run_study_jobs(&self, study_id: Uuid, inputs: impl IntoIterator<Item = JobInputs>) -> RunJobs {
        RunJobs::new(self.jobs(study_id), inputs.into_iter().collect())
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
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi, study: uuid::Uuid, job: uuid::Uuid)
    /// #     -> Result<(), osparc_client::jobs::JobError> {
    /// use std::time::Duration;
    ///
    /// let hour = Duration::from_secs(3600);
    /// let status = studies.wait_for_study_job(study, job).deadline(hour).await?;
    /// println!("{}", status.state);
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for_study_job(&self, study_id: Uuid, job_id: Uuid) -> WaitForJob {
        WaitForJob::new(self.jobs(study_id), job_id)
    }

    /// Downloads the logs of a job into a folder, one zip archive `<node>.zip` for each computational node. The folder is
    /// created if it does not exist.
    ///
    /// The list is empty while the job runs. An existing log is replaced. Four logs are downloaded at a time, and an
    /// interrupted download is resumed if the object store supports that, else started again. The setters change these
    /// defaults.
    ///
    /// # Errors
    /// [`DownloadError`](crate::transfer::DownloadError) of the first log that fails; the other logs are downloaded
    /// nevertheless.
    pub fn download_study_job_logs(
        &self,
        study_id: Uuid,
        job_id: Uuid,
        folder: impl Into<PathBuf>,
    ) -> DownloadJobLogs {
        DownloadJobLogs::new(self.jobs(study_id), job_id, folder.into())
    }

    /// Downloads the files among the outputs of a job into a folder, which is created if it does not exist.
    ///
    /// File names are those of the server, made safe for every system: letters, digits, `-`, `_` and inner dots are kept,
    /// any other character becomes `_`, and equal names get a number. An existing file is replaced. Four files are
    /// downloaded at a time. An interrupted download is resumed, also by the next call with the same folder, if the object
    /// store supports that, else started again. The setters change these defaults. If the server sends the SHA-256 digest of
    /// a file, it is checked, and a file that has it already is not downloaded again.
    ///
    /// # Errors
    /// [`DownloadError`](crate::transfer::DownloadError) if the job has no outputs (409 before it has succeeded), and
    /// of the first file that fails; the other files are downloaded nevertheless.
    pub fn download_study_job_outputs(
        &self,
        study_id: Uuid,
        job_id: Uuid,
        folder: impl Into<PathBuf>,
    ) -> DownloadOutputs {
        DownloadOutputs::of_job(self.jobs(study_id), job_id, folder.into())
    }

    /// Downloads the files of outputs that you already have, or some of them: see [`JobOutputs::files`].
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi, outputs: osparc_client::models::JobOutputs)
    /// #     -> Result<(), osparc_client::transfer::DownloadError> {
    /// let tables = outputs.files().filter(|(_, file)| file.filename.ends_with(".csv"));
    /// for output in studies.download_files(tables, "results").await? {
    ///     println!("{} is in {}", output.label, output.path.display());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn download_files<L: Into<String>>(
        &self,
        files: impl IntoIterator<Item = (L, File)>,
        folder: impl Into<PathBuf>,
    ) -> DownloadOutputs {
        let files = files.into_iter().map(|(label, file)| (label.into(), file)).collect();
        DownloadOutputs::of_files(self.client(), files, folder.into())
    }

    /// The jobs of a study.
    fn jobs(&self, study: Uuid) -> Arc<dyn JobApi> {
        Arc::new(StudyJobs { studies: self.clone(), study })
    }
}

/// The jobs of a study.
#[derive(Debug)]
struct StudyJobs {
    studies: StudiesApi,
    study: Uuid,
}

impl JobApi for StudyJobs {
    fn client(&self) -> &Client {
        self.studies.client()
    }

    fn runner(&self) -> String {
        format!("studies/{}", self.study)
    }

    fn find_runner(&self, options: &RequestOptions) -> JobCall<()> {
        let study = options.call(self.studies.get_study(self.study));
        Box::pin(async move { study.await.map(drop) })
    }

    fn is_study(&self) -> bool {
        true
    }

    fn input_ports(&self, options: &RequestOptions) -> JobCall<Vec<InputPort>> {
        let ports = options.call(self.studies.list_study_ports(self.study));
        Box::pin(async move {
            let inputs = ports.await?.items.into_iter().filter(|port| port.kind == StudyPortKind::Input);
            Ok(inputs
                .map(|port| InputPort {
                    label: port.label().map(str::to_owned),
                    schema: port.content_schema.into(),
                })
                .collect())
        })
    }

    fn create(&self, inputs: &JobInputs, options: &RequestOptions) -> JobCall<Job> {
        options.create(self.studies.create_study_job(self.study, inputs))
    }

    fn set_metadata(
        &self,
        job: Uuid,
        metadata: &JobMetadataUpdate,
        options: &RequestOptions,
    ) -> JobCall<JobMetadata> {
        options.call(self.studies.replace_study_job_custom_metadata(self.study, job, metadata))
    }

    fn start(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus> {
        options.start(self.studies.start_study_job(self.study, job))
    }

    fn inspect(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus> {
        options.call(self.studies.inspect_study_job(self.study, job))
    }

    fn stop(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobStatus> {
        options.call(self.studies.stop_study_job(self.study, job))
    }

    fn outputs(&self, job: Uuid, options: &RequestOptions) -> JobCall<JobOutputs> {
        options.call(self.studies.get_study_job_outputs(self.study, job))
    }

    fn delete(&self, job: Uuid, options: &RequestOptions) -> JobCall<bool> {
        delete(options.with_retry(self.studies.delete_study_job(self.study, job)).response())
    }

    fn log_links(&self, job: Uuid) -> JobCall<Vec<NamedLink>> {
        let links = self.studies.get_study_job_output_logfile(self.study, job).send();
        Box::pin(async move {
            let links = links.await.map_err(AnyError::from)?.log_links.into_iter();
            Ok(links
                .map(|link| NamedLink { name: link.node_name, link: link.download_link.as_str().to_owned() })
                .collect())
        })
    }
}
