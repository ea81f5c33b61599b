use ::osparc_runtime::support as rt;
use super::models;

const SECURITY: &[&[rt::Scheme]] = &[
    &[
        rt::Scheme::Basic {
            name: "HTTPBasic",
        },
    ],
];

static LIST_STUDIES: rt::Operation = rt::Operation::new(
        "GET",
        "list_studies",
        "/v0/studies",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY);

static GET_STUDY: rt::Operation = rt::Operation::new(
        "GET",
        "get_study",
        "/v0/studies/{study_id}",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY);

static CLONE_STUDY: rt::Operation = rt::Operation::new(
        "POST",
        "clone_study",
        "/v0/studies/{study_id}:clone",
    )
    .ok(&[rt::Status::Code(201)])
    .accept("application/json")
    .security(SECURITY)
    .headers(&["x-simcore-parent-project-uuid", "x-simcore-parent-node-id"])
    .attempt_timeout(900)
    .total_timeout(900)
    .max_attempts(1);

static LIST_STUDY_PORTS: rt::Operation = rt::Operation::new(
        "GET",
        "list_study_ports",
        "/v0/studies/{study_id}/ports",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY);

static CREATE_STUDY_JOB: rt::Operation = rt::Operation::new(
        "POST",
        "create_study_job",
        "/v0/studies/{study_id}/jobs",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY)
    .headers(&["x-simcore-parent-project-uuid", "x-simcore-parent-node-id"])
    .attempt_timeout(900)
    .total_timeout(900)
    .max_attempts(1);

static DELETE_STUDY_JOB: rt::Operation = rt::Operation::new(
        "DELETE",
        "delete_study_job",
        "/v0/studies/{study_id}/jobs/{job_id}",
    )
    .ok(&[rt::Status::Code(204)])
    .accept("application/json")
    .security(SECURITY);

static START_STUDY_JOB: rt::Operation = rt::Operation::new(
        "POST",
        "start_study_job",
        "/v0/studies/{study_id}/jobs/{job_id}:start",
    )
    .ok(&[rt::Status::Code(202), rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY);

static STOP_STUDY_JOB: rt::Operation = rt::Operation::new(
        "POST",
        "stop_study_job",
        "/v0/studies/{study_id}/jobs/{job_id}:stop",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY)
    .idempotent();

static INSPECT_STUDY_JOB: rt::Operation = rt::Operation::new(
        "POST",
        "inspect_study_job",
        "/v0/studies/{study_id}/jobs/{job_id}:inspect",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY)
    .idempotent();

static GET_STUDY_JOB_OUTPUTS: rt::Operation = rt::Operation::new(
        "POST",
        "get_study_job_outputs",
        "/v0/studies/{study_id}/jobs/{job_id}/outputs",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY)
    .idempotent();

static GET_STUDY_JOB_OUTPUT_LOGFILE: rt::Operation = rt::Operation::new(
        "GET",
        "get_study_job_output_logfile",
        "/v0/studies/{study_id}/jobs/{job_id}/outputs/log-links",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY);

static GET_STUDY_JOB_CUSTOM_METADATA: rt::Operation = rt::Operation::new(
        "GET",
        "get_study_job_custom_metadata",
        "/v0/studies/{study_id}/jobs/{job_id}/metadata",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY);

static REPLACE_STUDY_JOB_CUSTOM_METADATA: rt::Operation = rt::Operation::new(
        "PUT",
        "replace_study_job_custom_metadata",
        "/v0/studies/{study_id}/jobs/{job_id}/metadata",
    )
    .ok(&[rt::Status::Code(200)])
    .accept("application/json")
    .security(SECURITY);

/// Studies, and the jobs that run them. A job is a private copy of a study with inputs set; it is created first and started separately, and it stays until it is deleted.
#[derive(Clone, Debug)]
pub struct StudiesApi {
    client: super::client::Client,
}

impl StudiesApi {
    /// The API over a client.
    #[must_use]
    pub fn new(client: &super::client::Client) -> Self {
        Self { client: client.clone() }
    }
    /// The client that sends its requests.
    #[must_use]
    pub fn client(&self) -> &super::client::Client {
        &self.client
    }
    /// List Studies
    ///
    /// Gives one page of the studies that the owner of the credentials can use.
    ///
    /// The page's `links.next` is null on the last page. An `offset` at or beyond the number of studies is not answered with an empty page but with status 502.
    ///
    /// Gives [`models::PageStudy`]; refuses with 422 as [`ListStudiesError`].
    ///
    /// `GET /v0/studies`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let answer = studies.list_studies().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_studies(&self) -> ListStudies {
        ListStudies::new(self.client.request(&LIST_STUDIES))
    }
    /// Get Study
    ///
    /// Gives the title and the description of one study.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    ///
    /// Gives [`models::Study`]; refuses with 404 or 422 as [`GetStudyError`].
    ///
    /// `GET /v0/studies/{study_id}`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.get_study(study_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_study(&self, study_id: rt::Uuid) -> GetStudy {
        GetStudy::new(self.client.request(&GET_STUDY).path(&study_id))
    }
    /// Clone Study
    ///
    /// Makes a copy of a study, which is then a study of its own with a new identifier.
    ///
    /// The server copies the data as well before it answers, which can take minutes. Each call makes one more copy, so it must not be repeated blindly after a lost connection. Status 402 means that there are not enough credits; this document does not list it.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    ///
    /// Gives [`models::Study`]; refuses with 404 or 422 as [`CloneStudyError`].
    ///
    /// `POST /v0/studies/{study_id}:clone`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.clone_study(study_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn clone_study(&self, study_id: rt::Uuid) -> CloneStudy {
        CloneStudy::new(self.client.request(&CLONE_STUDY).path(&study_id))
    }
    /// List Study Ports
    ///
    /// Tells which inputs a study takes and which outputs it gives.
    ///
    /// Jobs address inputs and outputs by the label of the port's node, not by its `key`. The label is the `title` in the port's `content_schema`. File inputs are not listed here although a job accepts them.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    ///
    /// Gives [`models::OnePageStudyPort`]; refuses with 404 or 422 as [`ListStudyPortsError`].
    ///
    /// `GET /v0/studies/{study_id}/ports`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.list_study_ports(study_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_study_ports(&self, study_id: rt::Uuid) -> ListStudyPorts {
        ListStudyPorts::new(self.client.request(&LIST_STUDY_PORTS).path(&study_id))
    }
    /// Create Study Job
    ///
    /// Makes a job: a copy of the study with the given inputs set. The job does not run until it is started.
    ///
    /// Inputs are keyed by node label; a label that the study does not have is ignored without a word. A value that the node refuses leads to status 502, after the copy was made. The call can take minutes, and each call makes one more job. Status 402, which this document does not list, means that there are not enough credits.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_inputs`: The inputs of the job.
    ///
    /// Gives [`models::Job`]; refuses with 422 as [`CreateStudyJobError`].
    ///
    /// `POST /v0/studies/{study_id}/jobs`
    ///
    /// ```no_run
    /// # use osparc_client::models;
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_inputs = models::JobInputs::new(
    ///     std::collections::BTreeMap::from(
    ///         [("key".to_owned(), Some(models::JobInputsValue::Number(1.5)))]
    ///     )
    /// );
    /// let answer = studies.create_study_job(study_id, &job_inputs).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_study_job(
        &self,
        study_id: rt::Uuid,
        job_inputs: &models::JobInputs,
    ) -> CreateStudyJob {
        CreateStudyJob::new(
            self.client.request(&CREATE_STUDY_JOB).path(&study_id).json(job_inputs),
        )
    }
    /// Delete Study Job
    ///
    /// Removes a job with its data for good.
    ///
    /// Deleting it a second time gives 404. A job that is open in a browser, or locked by work in progress, is refused with 502.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_id`: Identifier of the job, the `id` that creating the job gave.
    ///
    /// Gives nothing; refuses with 404 or 422 as [`DeleteStudyJobError`].
    ///
    /// `DELETE /v0/studies/{study_id}/jobs/{job_id}`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// studies.delete_study_job(study_id, job_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete_study_job(
        &self,
        study_id: rt::Uuid,
        job_id: rt::Uuid,
    ) -> DeleteStudyJob {
        DeleteStudyJob::new(
            self.client.request(&DELETE_STUDY_JOB).path(&study_id).path(&job_id),
        )
    }
    /// Start Study Job
    ///
    /// Asks the platform to run a job, and gives the job's status at that moment.
    ///
    /// Status 202 says that the request was taken, 200 that the platform found the job already under way or could not begin it. Neither says that anything runs: look at `state`, and bound the time that you wait for it. A job that has ended can be started again.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_id`: Identifier of the job, the `id` that creating the job gave.
    ///
    /// Gives [`models::JobStatus`]; refuses with 402, 404, 406, 422, 429, 500, 502, 503 or 504 as [`StartStudyJobError`].
    ///
    /// `POST /v0/studies/{study_id}/jobs/{job_id}:start`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.start_study_job(study_id, job_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn start_study_job(
        &self,
        study_id: rt::Uuid,
        job_id: rt::Uuid,
    ) -> StartStudyJob {
        StartStudyJob::new(
            self.client.request(&START_STUDY_JOB).path(&study_id).path(&job_id),
        )
    }
    /// Stop Study Job
    ///
    /// Asks the platform to stop a job, and gives the job's status at that moment.
    ///
    /// Stopping takes its time: inspect the job until `state` is `ABORTED`. A job that never ran, or that has ended, is answered with 200 as well.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_id`: Identifier of the job, the `id` that creating the job gave.
    ///
    /// Gives [`models::JobStatus`]; refuses with 422 as [`StopStudyJobError`].
    ///
    /// `POST /v0/studies/{study_id}/jobs/{job_id}:stop`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.stop_study_job(study_id, job_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn stop_study_job(&self, study_id: rt::Uuid, job_id: rt::Uuid) -> StopStudyJob {
        StopStudyJob::new(
            self.client.request(&STOP_STUDY_JOB).path(&study_id).path(&job_id),
        )
    }
    /// Inspect Study Job
    ///
    /// Gives the status of a job: its state, its progress and its times.
    ///
    /// It changes nothing, so it can be repeated as often as needed; a second or more between two calls is polite.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_id`: Identifier of the job, the `id` that creating the job gave.
    ///
    /// Gives [`models::JobStatus`]; refuses with 422 as [`InspectStudyJobError`].
    ///
    /// `POST /v0/studies/{study_id}/jobs/{job_id}:inspect`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.inspect_study_job(study_id, job_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn inspect_study_job(
        &self,
        study_id: rt::Uuid,
        job_id: rt::Uuid,
    ) -> InspectStudyJob {
        InspectStudyJob::new(
            self.client.request(&INSPECT_STUDY_JOB).path(&study_id).path(&job_id),
        )
    }
    /// Get Study Job Outputs
    ///
    /// Gives the values that a finished job produced, keyed by node label.
    ///
    /// Call it once the state is `SUCCESS`. Before that, older servers give stale or empty values, and newer ones refuse with status 409, which this document does not list. It changes nothing although it is a POST.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_id`: Identifier of the job, the `id` that creating the job gave.
    ///
    /// Gives [`models::JobOutputs`]; refuses with 422 as [`GetStudyJobOutputsError`].
    ///
    /// `POST /v0/studies/{study_id}/jobs/{job_id}/outputs`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.get_study_job_outputs(study_id, job_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_study_job_outputs(
        &self,
        study_id: rt::Uuid,
        job_id: rt::Uuid,
    ) -> GetStudyJobOutputs {
        GetStudyJobOutputs::new(
            self.client.request(&GET_STUDY_JOB_OUTPUTS).path(&study_id).path(&job_id),
        )
    }
    /// Get download links for study job log files
    ///
    /// Gives links to the log files of a job, one archive for each node that computed something.
    ///
    /// The list is empty while the job runs. A link is good for about an hour and leads to another host: fetch it without the credentials of this API.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_id`: Identifier of the job, the `id` that creating the job gave.
    ///
    /// Gives [`models::JobLogsMap`]; refuses with 422 as [`GetStudyJobOutputLogfileError`].
    ///
    /// `GET /v0/studies/{study_id}/jobs/{job_id}/outputs/log-links`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.get_study_job_output_logfile(study_id, job_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_study_job_output_logfile(
        &self,
        study_id: rt::Uuid,
        job_id: rt::Uuid,
    ) -> GetStudyJobOutputLogfile {
        GetStudyJobOutputLogfile::new(
            self
                .client
                .request(&GET_STUDY_JOB_OUTPUT_LOGFILE)
                .path(&study_id)
                .path(&job_id),
        )
    }
    /// Get Study Job Custom Metadata
    ///
    /// Gives the key-value pairs that were stored with a job.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_id`: Identifier of the job, the `id` that creating the job gave.
    ///
    /// Gives [`models::JobMetadata`]; refuses with 422 as [`GetStudyJobCustomMetadataError`].
    ///
    /// `GET /v0/studies/{study_id}/jobs/{job_id}/metadata`
    ///
    /// ```no_run
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let answer = studies.get_study_job_custom_metadata(study_id, job_id).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_study_job_custom_metadata(
        &self,
        study_id: rt::Uuid,
        job_id: rt::Uuid,
    ) -> GetStudyJobCustomMetadata {
        GetStudyJobCustomMetadata::new(
            self
                .client
                .request(&GET_STUDY_JOB_CUSTOM_METADATA)
                .path(&study_id)
                .path(&job_id),
        )
    }
    /// Replace Study Job Custom Metadata
    ///
    /// Stores key-value pairs with a job, in place of all that were there.
    ///
    /// Pairs that are not sent again are lost. Numbers keep their kind: `1000.0` comes back as `1000.0`.
    ///
    /// - `study_id`: Identifier of the study, a UUID in lower case with hyphens.
    /// - `job_id`: Identifier of the job, the `id` that creating the job gave.
    /// - `job_metadata_update`: The pairs to store.
    ///
    /// Gives [`models::JobMetadata`]; refuses with 422 as [`ReplaceStudyJobCustomMetadataError`].
    ///
    /// `PUT /v0/studies/{study_id}/jobs/{job_id}/metadata`
    ///
    /// ```no_run
    /// # use osparc_client::models;
    /// # async fn example(studies: osparc_client::StudiesApi) -> Result<(), Box<dyn std::error::Error>> {
    /// let study_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_id = "3fa85f64-5717-4562-b3fc-2c963f66afa6".parse()?;
    /// let job_metadata_update = models::JobMetadataUpdate::new();
    /// let answer = studies.replace_study_job_custom_metadata(
    ///     study_id,
    ///     job_id,
    ///     &job_metadata_update
    /// ).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_study_job_custom_metadata(
        &self,
        study_id: rt::Uuid,
        job_id: rt::Uuid,
        job_metadata_update: &models::JobMetadataUpdate,
    ) -> ReplaceStudyJobCustomMetadata {
        ReplaceStudyJobCustomMetadata::new(
            self
                .client
                .request(&REPLACE_STUDY_JOB_CUSTOM_METADATA)
                .path(&study_id)
                .path(&job_id)
                .json(job_metadata_update),
        )
    }
}

/// A request of [`StudiesApi::list_studies`].
pub type ListStudies = super::client::Request<models::PageStudy, ListStudiesError>;

rt::paginated!(
    ListStudies, models::PageStudy, ListStudiesError, models::Study, items, [total],
    [offset]
);

impl ListStudies {
    /// Most studies to give in one page, from 1 to 50.
    ///
    /// Default: `20`. Minimum: `1`. Maximum: `50`.
    pub fn limit(self, limit: u64) -> Self {
        Self::new(self.request.query("limit", &limit))
    }
    /// How many studies to pass over before the page begins; the first page begins at 0.
    ///
    /// Default: `0`. Minimum: `0`.
    pub fn offset(self, offset: u64) -> Self {
        Self::new(self.request.query("offset", &offset))
    }
}

/// Documented refusals of [`StudiesApi::list_studies`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ListStudiesError {
    /// 422: `limit` or `offset` is out of bounds; each fault may be listed twice.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for ListStudiesError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::get_study`].
pub type GetStudy = super::client::Request<models::Study, GetStudyError>;

/// Documented refusals of [`StudiesApi::get_study`].
#[derive(Debug)]
#[non_exhaustive]
pub enum GetStudyError {
    /// 404: There is no such study, or the credentials give no access to it.
    NotFound(models::ErrorGet),
    /// 422: The identifier of the study is not a UUID; servers may answer 404 to that instead.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for GetStudyError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            404 => body.json(Self::NotFound),
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::clone_study`].
pub type CloneStudy = super::client::Request<models::Study, CloneStudyError>;

impl CloneStudy {
    /// Identifier of the project from which this call is made, so that the platform can show the new project beneath it. Leave it out when there is none.
    pub fn x_simcore_parent_project_uuid(
        self,
        x_simcore_parent_project_uuid: rt::Uuid,
    ) -> Self {
        Self::new(
            self
                .request
                .header("x-simcore-parent-project-uuid", &x_simcore_parent_project_uuid),
        )
    }
    /// Identifier of the node, in the calling project, from which this call is made. It goes together with the header of the parent project.
    pub fn x_simcore_parent_node_id(self, x_simcore_parent_node_id: rt::Uuid) -> Self {
        Self::new(
            self.request.header("x-simcore-parent-node-id", &x_simcore_parent_node_id),
        )
    }
}

/// Documented refusals of [`StudiesApi::clone_study`].
#[derive(Debug)]
#[non_exhaustive]
pub enum CloneStudyError {
    /// 404: There is no such study, or the credentials give no access to it.
    NotFound(models::ErrorGet),
    /// 422: The identifier of the study or a header is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for CloneStudyError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            404 => body.json(Self::NotFound),
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::list_study_ports`].
pub type ListStudyPorts = super::client::Request<
    models::OnePageStudyPort,
    ListStudyPortsError,
>;

/// Documented refusals of [`StudiesApi::list_study_ports`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ListStudyPortsError {
    /// 404: There is no such study, or the credentials give no access to it.
    NotFound(models::ErrorGet),
    /// 422: The identifier of the study is not a UUID; servers may answer 404 to that instead.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for ListStudyPortsError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            404 => body.json(Self::NotFound),
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::create_study_job`].
pub type CreateStudyJob = super::client::Request<models::Job, CreateStudyJobError>;

impl CreateStudyJob {
    /// Whether the job's copy of the study stays out of the list of projects in the web interface. Send false to see it there.
    ///
    /// Default: `true`.
    pub fn hidden(self, hidden: bool) -> Self {
        Self::new(self.request.query("hidden", &hidden))
    }
    /// Identifier of the project from which this call is made, so that the platform can show the new project beneath it. Leave it out when there is none.
    pub fn x_simcore_parent_project_uuid(
        self,
        x_simcore_parent_project_uuid: rt::Uuid,
    ) -> Self {
        Self::new(
            self
                .request
                .header("x-simcore-parent-project-uuid", &x_simcore_parent_project_uuid),
        )
    }
    /// Identifier of the node, in the calling project, from which this call is made. It goes together with the header of the parent project.
    pub fn x_simcore_parent_node_id(self, x_simcore_parent_node_id: rt::Uuid) -> Self {
        Self::new(
            self.request.header("x-simcore-parent-node-id", &x_simcore_parent_node_id),
        )
    }
}

/// Documented refusals of [`StudiesApi::create_study_job`].
#[derive(Debug)]
#[non_exhaustive]
pub enum CreateStudyJobError {
    /// 422: The body is not a map of inputs, or an identifier is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for CreateStudyJobError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::delete_study_job`].
pub type DeleteStudyJob = super::client::Request<(), DeleteStudyJobError>;

/// Documented refusals of [`StudiesApi::delete_study_job`].
#[derive(Debug)]
#[non_exhaustive]
pub enum DeleteStudyJobError {
    /// 404: There is no such job, perhaps because it was deleted before.
    NotFound(models::ErrorGet),
    /// 422: An identifier is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for DeleteStudyJobError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            404 => body.json(Self::NotFound),
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::start_study_job`].
pub type StartStudyJob = super::client::Request<models::JobStatus, StartStudyJobError>;

impl StartStudyJob {
    /// Cluster that was to run the job. Deprecated since API version 0.7: servers ignore it.
    ///
    /// Minimum: `0`.
    #[deprecated]
    pub fn cluster_id(self, cluster_id: u64) -> Self {
        Self::new(self.request.query("cluster_id", &cluster_id))
    }
}

/// Documented refusals of [`StudiesApi::start_study_job`].
#[derive(Debug)]
#[non_exhaustive]
pub enum StartStudyJobError {
    /// 402: There are not enough credits in the wallet to run the job.
    PaymentRequired(models::ErrorGet),
    /// 404: The job, its wallet or its pricing plan does not exist.
    NotFound(models::ErrorGet),
    /// 429: Too many requests in a short time; wait before the next one.
    TooManyRequests(models::ErrorGet),
    /// 500: The server failed; the text of the error carries a code to quote to support.
    InternalServerError(models::ErrorGet),
    /// 502: A service behind the API gave an answer that it did not expect. The request may have been carried out.
    BadGateway(models::ErrorGet),
    /// 503: A service behind the API is not available now.
    ServiceUnavailable(models::ErrorGet),
    /// 504: A service behind the API did not answer in time. The request may have been carried out.
    GatewayTimeout(models::ErrorGet),
    /// 406: The cluster that was asked for does not exist; only older servers answer so.
    NotAcceptable(models::ErrorGet),
    /// 422: The platform's set-up, or the job's, does not allow it to run.
    UnprocessableEntity(models::ErrorGet),
}

impl rt::ErrorResponse for StartStudyJobError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            402 => body.json(Self::PaymentRequired),
            404 => body.json(Self::NotFound),
            406 => body.json(Self::NotAcceptable),
            422 => body.json(Self::UnprocessableEntity),
            429 => body.json(Self::TooManyRequests),
            500 => body.json(Self::InternalServerError),
            502 => body.json(Self::BadGateway),
            503 => body.json(Self::ServiceUnavailable),
            504 => body.json(Self::GatewayTimeout),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::stop_study_job`].
pub type StopStudyJob = super::client::Request<models::JobStatus, StopStudyJobError>;

/// Documented refusals of [`StudiesApi::stop_study_job`].
#[derive(Debug)]
#[non_exhaustive]
pub enum StopStudyJobError {
    /// 422: An identifier is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for StopStudyJobError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::inspect_study_job`].
pub type InspectStudyJob = super::client::Request<
    models::JobStatus,
    InspectStudyJobError,
>;

/// Documented refusals of [`StudiesApi::inspect_study_job`].
#[derive(Debug)]
#[non_exhaustive]
pub enum InspectStudyJobError {
    /// 422: An identifier is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for InspectStudyJobError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::get_study_job_outputs`].
pub type GetStudyJobOutputs = super::client::Request<
    models::JobOutputs,
    GetStudyJobOutputsError,
>;

/// Documented refusals of [`StudiesApi::get_study_job_outputs`].
#[derive(Debug)]
#[non_exhaustive]
pub enum GetStudyJobOutputsError {
    /// 422: An identifier is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for GetStudyJobOutputsError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::get_study_job_output_logfile`].
pub type GetStudyJobOutputLogfile = super::client::Request<
    models::JobLogsMap,
    GetStudyJobOutputLogfileError,
>;

/// Documented refusals of [`StudiesApi::get_study_job_output_logfile`].
#[derive(Debug)]
#[non_exhaustive]
pub enum GetStudyJobOutputLogfileError {
    /// 422: An identifier is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for GetStudyJobOutputLogfileError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::get_study_job_custom_metadata`].
pub type GetStudyJobCustomMetadata = super::client::Request<
    models::JobMetadata,
    GetStudyJobCustomMetadataError,
>;

/// Documented refusals of [`StudiesApi::get_study_job_custom_metadata`].
#[derive(Debug)]
#[non_exhaustive]
pub enum GetStudyJobCustomMetadataError {
    /// 422: An identifier is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for GetStudyJobCustomMetadataError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}

/// A request of [`StudiesApi::replace_study_job_custom_metadata`].
pub type ReplaceStudyJobCustomMetadata = super::client::Request<
    models::JobMetadata,
    ReplaceStudyJobCustomMetadataError,
>;

/// Documented refusals of [`StudiesApi::replace_study_job_custom_metadata`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ReplaceStudyJobCustomMetadataError {
    /// 422: A value is null, a list or an object, or an identifier is not a UUID.
    UnprocessableEntity(models::HttpValidationError),
}

impl rt::ErrorResponse for ReplaceStudyJobCustomMetadataError {
    fn read(
        body: &rt::ErrorResponseBody<'_>,
    ) -> ::core::result::Result<::core::option::Option<Self>, rt::ReadError> {
        match body.status() {
            422 => body.json(Self::UnprocessableEntity),
            _ => Ok(None),
        }
    }
}
