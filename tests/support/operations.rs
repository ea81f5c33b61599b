//! The 13 operations, called by name.
//!
//! In: an operation's name, the values of its parameters, and the options of a call. Out: the value, as JSON and as
//! `Debug` shows it, or the error. Invariant: the requests of an operation with the same values are the same each time.

use std::fmt::Debug;

use osparc_client::models::{JobInputs, JobMetadataUpdate};
use osparc_client::runtime::{support::Write, to_json_string};
use osparc_client::{AnyError, Credentials, Error, Response, RetryPolicy, StudiesApi, Timeouts};
use uuid::Uuid;

pub const OPERATIONS: [&str; 13] = [
    "list_studies",
    "get_study",
    "clone_study",
    "list_study_ports",
    "create_study_job",
    "delete_study_job",
    "start_study_job",
    "stop_study_job",
    "inspect_study_job",
    "get_study_job_outputs",
    "get_study_job_output_logfile",
    "get_study_job_custom_metadata",
    "replace_study_job_custom_metadata",
];

/// A success.
#[derive(Debug)]
pub struct Success {
    pub json: String,
    /// What `Debug` shows of the value with its status and headers.
    pub shown: String,
}

/// What came of a call.
pub type Outcome = Result<Success, AnyError>;

/// The values and options of a call.
#[derive(Clone)]
pub struct Options {
    pub study: Uuid,
    pub job: Uuid,
    /// A value in the body, where there is one.
    pub text: String,
    pub header: Option<(String, String)>,
    pub query: Option<(String, String)>,
    /// Other credentials than the client's.
    pub auth: Option<Credentials>,
    pub timeouts: Timeouts,
    pub retry: RetryPolicy,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            study: Uuid::from_u128(0x5d1e_9a3c_7b20_4c68_9f11_0e42_ab73_d9c5),
            job: Uuid::from_u128(0xa1f6_d83b_4e57_4092_b3c8_6d2f_905e_7b14),
            text: "text".to_owned(),
            header: None,
            query: None,
            auth: None,
            timeouts: Timeouts::new(),
            retry: RetryPolicy::none(),
        }
    }
}

/// Calls an operation.
pub async fn call(studies: &StudiesApi, operation: &str, options: &Options) -> Outcome {
    macro_rules! sent {
        ($request:expr) => {{
            let mut request = $request.with_timeout(options.timeouts).with_retry(options.retry.clone());
            if let Some((name, value)) = &options.header {
                request = request.with_header(name, value);
            }
            if let Some((name, value)) = &options.query {
                request = request.with_query(name, value);
            }
            if let Some(credentials) = &options.auth {
                request = request.with_auth(credentials.clone());
            }
            outcome(request.response().await)
        }};
    }
    let Options { study, job, text, .. } = options;
    let (study, job) = (*study, *job);
    match operation {
        "list_studies" => sent!(studies.list_studies().limit(2)),
        "get_study" => sent!(studies.get_study(study)),
        "clone_study" => sent!(studies.clone_study(study)),
        "list_study_ports" => sent!(studies.list_study_ports(study)),
        "create_study_job" => {
            sent!(studies.create_study_job(study, &JobInputs::default().with("Input", text.as_str())))
        }
        "delete_study_job" => sent!(studies.delete_study_job(study, job)),
        "start_study_job" => sent!(studies.start_study_job(study, job)),
        "stop_study_job" => sent!(studies.stop_study_job(study, job)),
        "inspect_study_job" => sent!(studies.inspect_study_job(study, job)),
        "get_study_job_outputs" => sent!(studies.get_study_job_outputs(study, job)),
        "get_study_job_output_logfile" => sent!(studies.get_study_job_output_logfile(study, job)),
        "get_study_job_custom_metadata" => sent!(studies.get_study_job_custom_metadata(study, job)),
        "replace_study_job_custom_metadata" => {
            let update = JobMetadataUpdate::default().with("key", text.as_str());
            sent!(studies.replace_study_job_custom_metadata(study, job, &update))
        }
        other => panic!("no operation is called {other}"),
    }
}

/// What came of a request, as JSON and as `Debug` shows it.
pub fn outcome<T: Write + Debug, E: Debug + Send + Sync + 'static>(
    result: Result<Response<T>, Error<E>>,
) -> Outcome {
    let response = result.map_err(AnyError::from)?;
    let shown = format!("{response:?}");
    Ok(Success { json: to_json_string(response.get_ref()).unwrap(), shown })
}
